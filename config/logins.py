"""Settings of django-allauth, which does the logins."""

ALLAUTH = {
    "ACCOUNT_ADAPTER": "accounts.adapters.AccountAdapter",
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_LOGIN_METHODS": {"username"},  # core.views.login finds the name of an address itself
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "email", "password1*"],  # of nothing: nobody signs up
    "ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR": "django.contrib.auth.tokens.PasswordResetTokenGenerator",
    # Attempts are limited by core/login_limits.py alone: two counts would contradict each other. These limit mail.
    "ACCOUNT_RATE_LIMITS": {
        "login": None,
        "login_failed": None,
        "reauthenticate": None,
        "change_password": None,
        "reset_password_from_key": None,
        "reset_password": "20/h/ip,5/h/key",
        "manage_email": "10/h/user",
    },
    "ACCOUNT_FORMS": {"user_token": "accounts.forms.ResetKeyForm"},
    "MFA_ADAPTER": "accounts.adapters.FactorAdapter",
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_TOTP_ISSUER": "Medspel",
}
