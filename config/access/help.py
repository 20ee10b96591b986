"""The policy of help, the first start, and the organisation's own page."""

from config.access.rules import ADMINISTRATORS, ANYONE, EVERY_ROLE, Rule, action, form, page

START: dict[str, Rule] = {
    "reports:help": page(EVERY_ROLE),
    "reports:help_index": page(EVERY_ROLE),
    "reports:help_page": page(EVERY_ROLE),
    "reports:news": page(EVERY_ROLE),
    "reports:administration": page(ADMINISTRATORS),
    "reports:start_mail": form(ADMINISTRATORS),
    "reports:start_offers": page(ADMINISTRATORS),
    "reports:start_confirm": action(ADMINISTRATORS),
    "reports:start_skip": action(ADMINISTRATORS),
    "reports:start_take_up": action(ADMINISTRATORS),
    "core:organisation": page(EVERY_ROLE),
    "core:organisation_edit": form(ADMINISTRATORS),
    "core:organisation_logo": page(ANYONE),  # 404 without one
    "core:organisation_logo_svg": page(ANYONE),
    "core:partner_picture": page(ANYONE),
}
