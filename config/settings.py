"""One settings file; everything that differs between machines comes from the environment (see .env.example)."""

import datetime as dt
import os
from importlib import import_module
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config import environment as read
from config.api_settings import API_DEFAULTS, throttled
from config.log_settings import logging_config
from config.login_settings import LOGINS, google, login_origins, microsoft
from config.openapi_settings import SPECTACULAR_SETTINGS  # noqa: F401  a setting
from config.roles import ADMINISTRATOR, ROLE_WORDS, ROLES
from config.secret_key import key_for_trying_out

VERSION = "1.1"
BASE_DIR = Path(__file__).resolve().parent.parent
# Files written by the service are readable by its own user only: the database and its journals, uploads, exports.
os.umask(0o077)
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

env = read.Environment()
env.load(env.text("MEDSPEL_ENV_FILE", str(BASE_DIR / ".env")))
VAR_DIR = Path(env.text("MEDSPEL_VAR", str(BASE_DIR / "var")))

# Default to production, so that a forgotten setting is the safe mode.
DEVELOPMENT = env.flag("MEDSPEL_DEVELOPMENT", default=False)
DEBUG = env.flag("DEBUG", default=False)
if DEBUG and not DEVELOPMENT:
    raise ImproperlyConfigured("DEBUG shows the settings to any visitor: it needs MEDSPEL_DEVELOPMENT=1.")
# Off only where TLS is unavailable: a local `make run` on a loopback address.
HTTPS = env.flag("MEDSPEL_HTTPS", default=not DEVELOPMENT)
SECRET_KEY = env.text("SECRET_KEY") or (key_for_trying_out(VAR_DIR / "secret-key") if DEVELOPMENT else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text. See .env.example.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if DEVELOPMENT else [], like=read.HOST)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the names the service answers to. See .env.example.")
# The base URL of links in e-mails and calendars.
SITE_URL = env.text("SITE_URL", f"http{'s' * HTTPS}://{ALLOWED_HOSTS[0].lstrip('.')}", like=read.SITE).rstrip("/")
ADMIN = env.flag("MEDSPEL_ADMIN", default=False)  # Django's admin, at /admin/
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])

# Highest layer first, as pyproject.toml enforces.
OUR_APPS = [
    "config",
    "demo",
    "reports",
    "operations",
    "privacy",
    "accounts",
    "finance",
    "imports",
    "duplicates",
    "workplaces",
    "website",
    "payroll",
    "campaigns",
    "inbox",
    "crm",
    "goals",
    "mailing",
    "core",
]
INSTALLED_APPS = [
    *OUR_APPS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "anymail",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_include_bootstrap",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "heroicons",
    "knox",
    "phonenumber_field",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    "core.request_origin.OriginMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.CompressMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.SecretLinkMiddleware",
    "core.views.errors.ErrorMiddleware",
    "config.new_day.NewDayMiddleware",
    "core.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.LogOutMiddleware",
    "core.middleware.LanguageMiddleware",
    "config.request_bodies.BodyMiddleware",
    "core.middleware.LoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "core.templatetags.components",
            ],
        },
    },
]
FORM_RENDERER = "core.widgets.Renderer"
DJANGO_TABLES2_TEMPLATE = "generic/table.html"
FILTERS_EMPTY_CHOICE_LABEL = _("Alla")

# --- Database -------------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'medspel.sqlite3'}")}
ON_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if ON_SQLITE:
    DATABASES["default"]["ENGINE"] = "core.sqlite"
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # Measured: 200 concurrent read-then-write transactions gave 142 lock errors without these, 0 with.
    DATABASES["default"]["OPTIONS"] = {
        # Longer than any write holds the lock on a slow machine, so that others wait instead of failing.
        "timeout": 60,
        "transaction_mode": "IMMEDIATE",
        # Each thread keeps its connection with what it has read, here at most 16 MB: twelve threads come to 192.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
# To open SQLite anew and read its schema takes 6 ms, a third of a list, and all that was read is read again.
DATABASES["default"] |= {"CONN_MAX_AGE": env.number("CONN_MAX_AGE", 60), "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Caches ---------------------------------------------------------------------------------------

CACHES = {
    # It counts who tries too much and too often: a flood must not push the others' numbers out.
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
    # Shared by all processes of this machine: see core.progress.
    "progress": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "progress"},
}
# Shared by all machines: Redis, or a table of PostgreSQL.
if SHARED_CACHE := env.cache("CACHE_URL"):
    CACHES = dict.fromkeys(CACHES, SHARED_CACHE)
    if SHARED_CACHE["BACKEND"].endswith("DatabaseCache"):
        if ON_SQLITE:
            raise ImproperlyConfigured("A cache in the database, CACHE_URL=dbcache://, takes PostgreSQL.")
        CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 10_000}
        # A connection of its own: progress is seen while the transaction that it is about is not.
        DATABASES["cache"] = {**DATABASES["default"], "TEST": {"MIRROR": "default"}}
        DATABASE_ROUTERS = ["config.cache_table.CacheRouter"]

# --- Jobs -----------------------------------------------------------------------------------------

# Queued in the database, in the transaction that asks for them; `manage.py work` runs them.
RUNS_WORKER = env.flag("MEDSPEL_WORKER", default=True)  # beside gunicorn, see config/gunicorn.py
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Accounts -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "core.User"
ADMINISTRATOR_ROLE, ROLES_IN_WORDS = ADMINISTRATOR, ROLE_WORDS
LOGIN_URL = reverse_lazy("core:login")
LOGIN_REDIRECT_URL = reverse_lazy("reports:today")
LOGOUT_REDIRECT_URL = reverse_lazy("core:login")
# Roles that have to log in with a second factor, by name: accounts/second_factor.py.
SECOND_FACTOR_ROLES = env.words("SECOND_FACTOR_ROLES", [], among=ROLES)
RECENT_LOGIN_MINUTES = env.number("RECENT_LOGIN_MINUTES", 15, least=1)  # see core/views/recent_login.py
# A login ends when it has not been used for so long, and however much it is used when it is so old: core/sessions.py.
SESSION_ENGINE = "core.sessions"
SESSION_IDLE = dt.timedelta(hours=env.number("SESSION_IDLE_HOURS", 24, least=1))
SESSION_LONGEST = dt.timedelta(days=env.number("SESSION_MAX_DAYS", 14, least=1))
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
vars().update(LOGINS)
# Logins at the organisation's own provider: accounts/single_sign_on.py.
LOGIN_PROVIDERS = [
    *microsoft(
        tenant=env.text("MICROSOFT_TENANT"),
        client=env.text("MICROSOFT_CLIENT_ID"),
        secret=env.text("MICROSOFT_SECRET"),
    ),
    *google(
        domain=(GOOGLE_DOMAIN := env.text("GOOGLE_DOMAIN")),
        client=env.text("GOOGLE_CLIENT_ID"),
        secret=env.text("GOOGLE_SECRET"),
    ),
]
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": LOGIN_PROVIDERS}}
LOGIN_CREATES_USERS = env.flag("LOGIN_CREATES_USERS", default=False)
LOGIN_DOMAINS = env.words("LOGIN_DOMAINS", [])
LOGIN_ROLES = env.pairs("LOGIN_ROLES", among=ROLES)

# --- Language, time, formats ----------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
# A competition's public board polls at this interval, and its cached answer may be as old as it is kept.
BOARD_ASKED_SECONDS = 5
BOARD_KEPT_SECONDS = 1
PHONENUMBER_DEFAULT_REGION = "SE"
PHONENUMBER_DEFAULT_FORMAT = "INTERNATIONAL"

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "core.bundles.BundleFinder",
]
# What every page loads, in reading order: the files of static/css/app and static/js/app. See core/bundles.py.
STATIC_BUNDLES = {
    "css/app/all.css": (
        "tokens base layout page_head buttons cards badges notices filters tables forms inline_fields choices dialogs "
        "timeline steps goals devices today search deliveries payroll tags next_steps duplicates renewals views bulk "
        "scores jobs help instalments tabs"
    ).split(),
    "css/app/visitors.css": (
        "tokens base layout page_head buttons cards badges notices tables forms choices dialogs devices payroll scores"
    ).split(),
    "js/app/all.js": (
        "scripts_run single_keys tabs typeahead log_dialog error_focus request_errors filters characters_left "
        "pick_all submit_key close_menus scrolling_tables unbroken_dates csrf draft_store draft_fields drafts "
        "help"
    ).split(),
}
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
MEDIA_BUCKET = env.text("MEDIA_BUCKET")
STORAGES = {
    # Files of a bucket are fetched by us, who ask for permission first; its key and address are in boto3's variables.
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "location": "media",
            "default_acl": None,
            "file_overwrite": False,
            "max_memory_size": 5 * 1024 * 1024,
        },
    }
    if MEDIA_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Size limits of documents: one file, one upload, and all of a company.
DOCUMENT_MAX_BYTES = env.number("DOCUMENT_MAX_MB", 10, least=1) * 1024 * 1024
DOCUMENT_MAX_FILES = env.number("DOCUMENT_MAX_FILES", 20, least=1)
DOCUMENT_COMPANY_BYTES = env.number("DOCUMENT_COMPANY_MB", 500, least=1) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Backups --------------------------------------------------------------------------------------

BACKUP_TO = env.text("BACKUP_TO", str(VAR_DIR / "backups"), like=read.BACKUPS)  # a folder, or s3://bucket/folder
BACKUP_KEY = env.text("BACKUP_KEY")  # of age: see operations/services/encryption.py

# --- E-mails read into the log ---------------------------------------------------------------------

MAIL_MAX_BYTES = env.number("MAIL_MAX_MB", 25, least=1) * 1024 * 1024
OUR_MAIL_DOMAINS = env.words("OUR_MAIL_DOMAINS", [])  # colleagues', beside those of users' addresses
# One mailbox that is read by itself: imaps://user:password@host/folder. Error pages leave out what is called secret.
MAILBOX_SECRET_URL = env.text("MAILBOX_URL")
MAILBOX_SECRET_OAUTH = env.pairs("MAILBOX_OAUTH")  # instead of a password, for Microsoft 365: inbox.oauth
MAILBOX_DONE_FOLDER = env.text("MAILBOX_DONE_FOLDER")  # where what was read is moved; only marked read without
MAILBOX_AUTHSERV = env.text("MAILBOX_AUTHSERV")  # our mail server's name in Authentication-Results
MAILBOX_REPLY_TO = env.text("MAILBOX_REPLY_TO")  # to which answers to colleagues' letters go too
MAILBOX_SECRET_ADDRESS = env.text("MAILBOX_BCC", like=read.MAIL_ADDRESS)  # for BCC, known to colleagues alone

# --- Enquiries from the public form ---------------------------------------------------------------

ENQUIRIES_PER_HOUR = env.number("ENQUIRIES_PER_HOUR", 5, least=1)  # from one network address
ENQUIRIES_PER_DAY = env.number("ENQUIRIES_PER_DAY", 100, least=1)  # in total; after that one from each address
ENQUIRIES_MOST_PER_DAY = 50 * ENQUIRIES_PER_DAY
ENQUIRY_MIN_SECONDS = 3  # faster than a person can fill in the form
ENQUIRY_MAX_SECONDS = 60 * 60 * 24

# --- Security -------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:  # so named, no other host of the domain can set them
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.flag("MEDSPEL_BEHIND_PROXY", default=False)
# The number of our own proxies that append to X-Forwarded-For; earlier entries can be forged.
PROXIES = env.number("MEDSPEL_PROXIES", int(BEHIND_PROXY))
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *login_origins(LOGIN_PROVIDERS)],
        "frame-ancestors": [NONE],
    }
}

EMBED_ORIGINS = env.words("EMBED_ORIGINS", ["*"], like=read.FRAMING)  # sites that may frame the goals' embeds
SECURITY_CONTACT = env.text("SECURITY_CONTACT", like=read.CONTACT)  # mailto: or https:, for /.well-known/security.txt
# The first signs the audit log, and all may have signed it: put a new key first and keep the old ones.
AUDIT_KEYS = env.words("AUDIT_KEYS", []) or [SECRET_KEY]

# --- API ------------------------------------------------------------------------------------------

API_PREFIX = "api/"
REST_FRAMEWORK = API_DEFAULTS | throttled(env.text("API_THROTTLE", "600/minute", like=read.RATE))
# knox's migrations create its token table also when the model is swapped: PostgreSQL cannot truncate users then.
# Nor are Django's own sessions used; its app is there for its command that clears ended ones.
MIGRATION_MODULES = {"knox": None, "sessions": None}
KNOX_TOKEN_MODEL = "core.ApiToken"  # noqa: S105  a model, not a password
REST_KNOX = {"TOKEN_MODEL": KNOX_TOKEN_MODEL, "TOKEN_TTL": dt.timedelta(days=365), "TOKEN_PREFIX": "medspel_"}

READY_KEPT_SECONDS = 10  # how old the answer of /readyz may be

# --- Logging --------------------------------------------------------------------------------------

# URL prefixes whose next segment is a secret: longest first.
SECRET_LINKS = (
    "t/jury/ l/lag/ l/lon/ l/partner/ l/bekrafta/ t/ avanmal/ kalender/ losenord/nytt/ konto/e-post/bekrafta/ "
    "valkommen/ nytt-losenord/"
).split()
LOG_FORMAT = env.text("LOG_FORMAT", "line")
LOGGING = logging_config(LOG_FORMAT, level=env.text("LOG_LEVEL", "INFO"))
# Numbers for Prometheus at /metrics, for who sends this as a bearer token; without it there is no such page.
METRICS_TOKEN = env.text("METRICS_TOKEN")
if METRICS_TOKEN or LOG_FORMAT == "json":
    MIDDLEWARE.insert(1, "operations.request_metrics.ObservingMiddleware")
# Errors are told to Sentry: where in the code, and nothing of whom. The package is loaded only then.
if SENTRY_DSN := env.text("SENTRY_DSN", like=read.SENTRY):
    import_module("config.sentry").start(SENTRY_DSN, release=f"medspel@{VERSION}")

# --- E-mail sent ----------------------------------------------------------------------------------

EMAIL_CONFIG = env.mail_server("EMAIL_URL", "consolemail://")
vars().update(EMAIL_CONFIG)
MAIL_BACKEND, EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"], "core.mail_backend.CountingBackend"
# Instead of EMAIL_URL: a backend of anymail, what it asks for, and the name:password by which it tells of bounces.
MAIL_PROVIDER = env.text("MAIL_PROVIDER", among=read.MAIL_PROVIDERS)
MAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend" if MAIL_PROVIDER else MAIL_BACKEND
MAIL_WEBHOOK_SECRET = env.text("MAIL_WEBHOOK_SECRET")
ANYMAIL = env.pairs("MAIL_PROVIDER_SETTINGS") | {"WEBHOOK_SECRET": MAIL_WEBHOOK_SECRET}
EMAIL_TIMEOUT = 20  # seconds that a sender that does not answer may hold a request or a worker
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "medspel@localhost", like=read.MAIL_ADDRESS)
