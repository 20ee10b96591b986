"""The policy of the pages of instalments."""

from config.access.rules import ADMINISTRATORS, PARTNERS_AND_FINANCE, Rule, action, form, page
from config.roles import FINANCE

BOOKS = ADMINISTRATORS | {FINANCE}

INSTALMENTS: dict[str, Rule] = {
    "finance:instalment_list": page(PARTNERS_AND_FINANCE),
    "finance:instalment_reminders": page(PARTNERS_AND_FINANCE),
    "finance:ageing": page(PARTNERS_AND_FINANCE),
    "finance:instalment_detail": page(PARTNERS_AND_FINANCE),
    "finance:instalment_invoice": form(BOOKS),
    "finance:instalment_invoice_withdraw": action(BOOKS),
    "finance:instalment_write_off": form(BOOKS),
    "finance:instalment_write_off_withdraw": action(BOOKS),
    "finance:instalment_credit": form(BOOKS),
    "finance:instalment_credit_withdraw": action(BOOKS),
    "finance:invoice_basis": page(BOOKS),
    "finance:basis_file": page(BOOKS),
    "finance:customer_edit": form(BOOKS),
    "finance:plan_panel": page(PARTNERS_AND_FINANCE),
    "finance:plan_create": form(BOOKS),
    "finance:plan_edit": form(BOOKS),
    "finance:plan_remove": form(BOOKS),
}
