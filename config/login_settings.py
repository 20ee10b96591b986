"""Settings of logins: django-allauth does them, and django-axes counts those that fail."""

from django.core.exceptions import ImproperlyConfigured

from config.roles import ROLES

# Words that are guessed first here, beside those of the organisation's name.
PASSWORD_WORDS = ["medspel", "stadsmission", "stadsmissionen", "lösenord", "password", "välkommen", *ROLES]
SHARED_TENANTS = frozenset({"", "common", "organizations", "consumers"})


def provider(name: str, *, server: str, client: str, secret: str) -> dict:
    """An OpenID Connect provider as django-allauth reads it. Its id token has what we ask for."""
    return {
        "provider_id": name.lower(),
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "oauth_pkce_enabled": True, "fetch_userinfo": False},
    }


def microsoft(*, tenant: str, client: str, secret: str) -> list[dict]:
    """Microsoft Entra ID; none without a client. In a tenant that many share, anybody chooses their own address."""
    if not client:
        return []
    if tenant.lower() in SHARED_TENANTS:
        raise ImproperlyConfigured("MICROSOFT_TENANT must be the organisation's own tenant.")
    server = f"https://login.microsoftonline.com/{tenant}/v2.0"
    return [provider("Microsoft", server=server, client=client, secret=secret)]


def google(*, domain: str, client: str, secret: str) -> list[dict]:
    """Google Workspace; none without a client. Anybody may have a Google account: only those of the domain count."""
    if not client:
        return []
    if not domain:
        raise ImproperlyConfigured("GOOGLE_DOMAIN must be the organisation's own domain.")
    made = provider("Google", server="https://accounts.google.com", client=client, secret=secret)
    made["settings"]["auth_params"] = {"hd": domain}
    return [made]


def login_origins(providers: list[dict]) -> list[str]:
    """Where the form of a button on the login page leads, for the content security policy."""
    return ["/".join(each["settings"]["server_url"].split("/")[:3]) for each in providers]


LOGINS = {
    "AUTHENTICATION_BACKENDS": [
        "axes.backends.AxesStandaloneBackend",
        "django.contrib.auth.backends.ModelBackend",
    ],
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
        {"NAME": "core.passwords.OwnWordsValidator", "OPTIONS": {"words": PASSWORD_WORDS}},
    ],
    "PASSWORD_RESET_TIMEOUT": 60 * 60,  # the mail says so
    "ACCOUNT_ADAPTER": "accounts.adapters.AccountAdapter",
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_LOGIN_METHODS": {"username"},  # core.views.login finds the name of an address itself
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "email", "password1*"],  # of nothing: nobody signs up
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
        "authenticate": "accounts.second_factor_forms.LoginCodeForm",
        "authenticate_webauthn": "accounts.second_factor_forms.SecondKeyForm",
        "activate_totp": "accounts.second_factor_forms.ActivateCodeForm",
        "add_webauthn": "accounts.second_factor_forms.AddKeyForm",
        "login_webauthn": "accounts.second_factor_forms.LoginKeyForm",
    },
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_RATE_LIMITS": {"webauthn_login": "60/m/ip"},  # two requests for each login; a whole office has one address
    # In the second step too: its question could else be answered, at the login without a password, by a key that
    # somebody has found and whose PIN they do not know.
    "MFA_WEBAUTHN_USER_VERIFICATION": "required",
    "SOCIALACCOUNT_ADAPTER": "accounts.single_sign_on.OutsideAdapter",
    "SOCIALACCOUNT_LOGIN_ON_GET": True,  # accounts.views.single_sign_on refuses GET
    "MFA_ADAPTER": "accounts.adapters.FactorAdapter",
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_TOTP_ISSUER": "Medspel",
    "MFA_TOTP_TOLERANCE": 1,  # a code that was read in the last half minute
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
