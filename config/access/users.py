"""The policy of the pages of users, invitations and keys."""

from config.access.rules import ADMINISTRATORS, ANYONE, EVERY_ROLE, Rule, action, form, page

USERS: dict[str, Rule] = {
    # each user's own logins and keys; another user's key gives 404
    "accounts:sessions_end": action(EVERY_ROLE),
    "accounts:key_create": form(EVERY_ROLE),
    "accounts:key_revoke": form(EVERY_ROLE),
    # secret links; the page says so when one has ended
    "accounts:invitation_accept": form(ANYONE),
    "accounts:password_choose": form(ANYONE),
    # administrators, of those who have no more than they
    "accounts:user_list": page(ADMINISTRATORS),
    "accounts:user_detail": page(ADMINISTRATORS),
    "accounts:user_edit": form(ADMINISTRATORS),
    "accounts:user_roles": form(ADMINISTRATORS),
    "accounts:user_handover": form(ADMINISTRATORS),
    "accounts:user_pause": form(ADMINISTRATORS),
    "accounts:user_resume": action(ADMINISTRATORS),
    "accounts:user_password_link": form(ADMINISTRATORS),
    "accounts:user_sessions_end": action(ADMINISTRATORS),
    "accounts:user_factors_remove": form(ADMINISTRATORS),
    "accounts:user_calendar_revoke": form(ADMINISTRATORS),
    "accounts:invitation_list": page(ADMINISTRATORS),
    "accounts:invitation_create": form(ADMINISTRATORS),
    "accounts:invitation_renew": form(ADMINISTRATORS),
    "accounts:invitation_revoke": action(ADMINISTRATORS),
    "accounts:key_list": page(ADMINISTRATORS),
}
