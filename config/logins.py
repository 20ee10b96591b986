"""Settings of django-allauth, which does the logins, and of django-axes, which counts those that fail."""

LOGINS = {
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
    "MFA_FORMS": {
        "authenticate": "accounts.factor_forms.LoginCodeForm",
        "authenticate_webauthn": "accounts.factor_forms.SecondKeyForm",
        "activate_totp": "accounts.factor_forms.ActivateCodeForm",
        "add_webauthn": "accounts.factor_forms.AddKeyForm",
        "login_webauthn": "accounts.factor_forms.LoginKeyForm",
    },
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_ADAPTER": "accounts.adapters.FactorAdapter",
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_TOTP_ISSUER": "Medspel",
    "AXES_VERBOSE": False,
    "AXES_HANDLER": "core.login_limits.LoginLimits",
    "AXES_USERNAME_CALLABLE": "core.login_limits.login_name",
    "AXES_CLIENT_IP_CALLABLE": "core.login_limits.login_address",
    "AXES_LOCKOUT_PARAMETERS": "core.login_limits.counted_together",
    "AXES_FAILURE_LIMIT": 8,  # see core/login_limits.py
    "AXES_COOLOFF_TIME": 0.25,  # hours
    "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,  # or repeated attempts would lock an account out for good
    "AXES_LOCKOUT_TEMPLATE": "core/locked_out.html",
    "AXES_RESET_ON_SUCCESS": True,
}
