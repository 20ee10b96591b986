"""The policy of help, the first start, and the organisation's own page."""

from config.access.rules import ADMINISTRATORS, ANYONE, EVERY_ROLE, Rule, form, page

START: dict[str, Rule] = {
    "reports:help": page(EVERY_ROLE),
    "reports:help_index": page(EVERY_ROLE),
    "reports:help_page": page(EVERY_ROLE),
    "reports:news": page(EVERY_ROLE),
    "core:organisation": page(EVERY_ROLE),
    "core:organisation_edit": form(ADMINISTRATORS),
    "core:organisation_logo": page(ANYONE),  # 404 without one
}
