"""The policy of what keeps the service well, and of people's rights."""

from config.access.rules import ADMINISTRATORS, ANYONE, Rule, action, form, page

KEEPING: dict[str, Rule] = {
    # operations
    "operations:metrics": page(ANYONE),  # 404 without the setting, 401 without its token
    "operations:health": page(ADMINISTRATORS),
    "operations:health_check": action(ADMINISTRATORS),
    "operations:backup_list": page(ADMINISTRATORS),
    "operations:backup_make": action(ADMINISTRATORS),
    "operations:backup_verify": action(ADMINISTRATORS),
    # privacy: people's rights and how long they are kept
    "privacy:request_list": page(ADMINISTRATORS),
    "privacy:request_create": form(ADMINISTRATORS),
    "privacy:request_detail": page(ADMINISTRATORS),
    "privacy:request_edit": form(ADMINISTRATORS),
    "privacy:request_answer": form(ADMINISTRATORS),
    "privacy:request_extend": form(ADMINISTRATORS),
    "privacy:request_reopen": action(ADMINISTRATORS),
    "privacy:person_search": page(ADMINISTRATORS),
    "privacy:person_extract": page(ADMINISTRATORS),
    "privacy:person_erase": form(ADMINISTRATORS),
    "privacy:erasure_list": page(ADMINISTRATORS),
    "privacy:hold_list": page(ADMINISTRATORS),
    "privacy:hold_lift": form(ADMINISTRATORS),
    "privacy:hold_contact": form(ADMINISTRATORS),
    "privacy:hold_company": form(ADMINISTRATORS),
    "privacy:retention": page(ADMINISTRATORS),
    "privacy:retention_preview": page(ADMINISTRATORS),
    "privacy:retention_edit": form(ADMINISTRATORS),
    "privacy:period_preview": page(ADMINISTRATORS),
    "privacy:period_edit": form(ADMINISTRATORS),
    "privacy:processing": page(ADMINISTRATORS),
    "privacy:notice": page(ANYONE),
}
