"""The policy of mail that goes out."""

from config.access.rules import ANYONE, CONTACTS, PARTNERS, Rule, action, form, page

MAILING: dict[str, Rule] = {
    "mailing:letter_list": page(CONTACTS),
    "mailing:letter_detail": page(CONTACTS),
    "mailing:letter_again": form(CONTACTS),
    "mailing:letter_stop": action(CONTACTS),
    "mailing:mailing_detail": page(CONTACTS),
    "mailing:mailing_send": action(CONTACTS),
    "mailing:mailing_stop": action(CONTACTS),
    "mailing:mailing_discard": form(CONTACTS),
    "mailing:template_list": page(CONTACTS),
    "mailing:own_template_create": form(PARTNERS),
    "mailing:own_template_edit": form(PARTNERS),
    "mailing:template_edit": form(PARTNERS),
    "mailing:template_remove": form(PARTNERS),
    "mailing:suppression_list": page(CONTACTS),
    "mailing:suppression_create": form(PARTNERS),
    "mailing:suppression_lift": form(PARTNERS),
    "mailing:unsubscribe": form(ANYONE),  # 404 without a link of ours
    "mailing:provider_events": action(ANYONE),  # 404 without the settings, 400 without their secret
}
