"""The policy of the pages of money."""

from config.access.rules import ADMINISTRATORS, BOOKKEEPERS, PARTNERS_AND_FINANCE, Rule, action, api, form, page

FINANCE: dict[str, Rule] = {
    "api:bankfile-list": api(GET=PARTNERS_AND_FINANCE, POST=BOOKKEEPERS),
    "api:bankfile-detail": api(GET=PARTNERS_AND_FINANCE),
    "api:bankfile-refused-rows": api(GET=PARTNERS_AND_FINANCE),
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
