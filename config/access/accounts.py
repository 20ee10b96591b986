"""The policy of the URLs of logins and users."""

from config.access.rules import ANYONE, EVERY_ROLE, Rule, form, page

ACCOUNTS: dict[str, Rule] = {
    "accounts:confirm": form(EVERY_ROLE),
    # one's own second factors; 404 for others' and for what is not there
    "mfa_index": page(EVERY_ROLE),
    "mfa_activate_totp": form(EVERY_ROLE),
    "mfa_deactivate_totp": form(EVERY_ROLE),
    "mfa_add_webauthn": form(EVERY_ROLE),
    "mfa_remove_webauthn": form(EVERY_ROLE),
    "mfa_view_recovery_codes": page(EVERY_ROLE),
    "mfa_generate_recovery_codes": form(EVERY_ROLE),
    "mfa_authenticate": form(ANYONE),  # after the password
    "mfa_login_webauthn": form(ANYONE),
    # a provider that is none of ours, or a question that was not asked, leads back to the login
    "openid_connect_login": form(ANYONE),
    "openid_connect_callback": page(ANYONE),
    "accounts:outside_unlink": form(EVERY_ROLE),
    "account_login": Rule({"GET": ANYONE, "POST": ANYONE, "PATCH": EVERY_ROLE, "DELETE": EVERY_ROLE}),  # core:login
    "account_reset_password": form(ANYONE),
    "account_reset_password_done": page(ANYONE),
    "account_reset_password_from_key": form(ANYONE),  # secret link; says no without it
    "accounts:email_change": form(EVERY_ROLE),
    "accounts:email_confirm": form(ANYONE),  # secret link; says no without it
}
