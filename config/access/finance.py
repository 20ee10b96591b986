"""The policy of the pages of money."""

from config.access.rules import ADMINISTRATORS, BOOKKEEPERS, PARTNERS_AND_FINANCE, Rule, action, api, form, page
from config.access.rules import ADMINISTRATORS, EVERY_ROLE, PARTNERS_AND_FINANCE, Rule, action, api, form, page
from config.roles import FINANCE as FINANCE_ROLE

BOOKKEEPERS = ADMINISTRATORS | {FINANCE_ROLE}

FINANCE: dict[str, Rule] = {
    "api:bankfile-list": api(GET=PARTNERS_AND_FINANCE, POST=BOOKKEEPERS),
    "api:bankfile-detail": api(GET=PARTNERS_AND_FINANCE),
    "api:bankfile-refused-rows": api(GET=PARTNERS_AND_FINANCE),
    "finance:known_list": page(EVERY_ROLE),
    "finance:known_changes": page(EVERY_ROLE),
    "finance:received_list": page(PARTNERS_AND_FINANCE),
    "finance:overview": page(PARTNERS_AND_FINANCE),
    "finance:statement": page(PARTNERS_AND_FINANCE),
    "finance:export_list": page(BOOKKEEPERS),
    "finance:export_detail": page(BOOKKEEPERS),
    "finance:export_again": page(BOOKKEEPERS),
    "finance:bankfile_list": page(PARTNERS_AND_FINANCE),
    "finance:bankfile_create": form(BOOKKEEPERS),
    "finance:bankfile_detail": page(PARTNERS_AND_FINANCE),
    # a file that is not read in yet is its owner's; another user gets 404
    "finance:bankfile_preview": page(BOOKKEEPERS),
    "finance:bankfile_columns": form(BOOKKEEPERS),
    "finance:bankfile_commit": form(BOOKKEEPERS),
    "finance:bankfile_discard": action(BOOKKEEPERS),
    "finance:matching": page(BOOKKEEPERS),
    "finance:match_certain": action(BOOKKEEPERS),
    "finance:match_confirm": action(BOOKKEEPERS),
    "finance:match_undo": action(BOOKKEEPERS),
    "finance:payment_split": form(BOOKKEEPERS),
    "finance:payment_list": page(PARTNERS_AND_FINANCE),
    "finance:payment_create": form(BOOKKEEPERS),
    "finance:payment_detail": page(PARTNERS_AND_FINANCE),
    "finance:payment_withdraw": form(BOOKKEEPERS),
    "finance:payment_account": form(BOOKKEEPERS),
    "finance:allocation_reverse": form(BOOKKEEPERS),
    "finance:period_list": page(BOOKKEEPERS),
    "finance:period_detail": page(BOOKKEEPERS),
    "finance:period_lock": form(BOOKKEEPERS),
    "finance:period_reopen": form(ADMINISTRATORS),
    "finance:period_export": action(BOOKKEEPERS),
    "finance:books_edit": form(BOOKKEEPERS),
    "finance:year_end": page(BOOKKEEPERS),
    "finance:ledgerexport_list": page(BOOKKEEPERS),
    "finance:ledgerexport_detail": page(BOOKKEEPERS),
    "finance:ledgerexport_fetch": form(BOOKKEEPERS),
}
