"""The policy of the pages of instalments."""

from config.access.rules import BOOKKEEPERS, PARTNERS_AND_FINANCE, Rule, action, form, page

INSTALMENTS: dict[str, Rule] = {
    "finance:instalment_list": page(PARTNERS_AND_FINANCE),
    "finance:instalment_reminders": page(PARTNERS_AND_FINANCE),
    "finance:ageing": page(PARTNERS_AND_FINANCE),
    "finance:instalment_detail": page(PARTNERS_AND_FINANCE),
    "finance:instalment_invoice": form(BOOKKEEPERS),
    "finance:instalment_invoice_withdraw": action(BOOKKEEPERS),
    "finance:instalment_write_off": form(BOOKKEEPERS),
    "finance:instalment_write_off_withdraw": action(BOOKKEEPERS),
    "finance:instalment_credit": form(BOOKKEEPERS),
    "finance:instalment_credit_withdraw": action(BOOKKEEPERS),
    "finance:invoice_basis": page(BOOKKEEPERS),
    "finance:basis_file": page(BOOKKEEPERS),
    "finance:customer_edit": form(BOOKKEEPERS),
    "finance:plan_panel": page(PARTNERS_AND_FINANCE),
    "finance:plan_create": form(BOOKKEEPERS),
    "finance:plan_edit": form(BOOKKEEPERS),
    "finance:plan_remove": form(BOOKKEEPERS),
}
