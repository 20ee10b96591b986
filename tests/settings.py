"""The real settings, with what tests need: no .env of this machine, quick passwords, a database of their own."""

import os
from pathlib import Path

os.environ["MEDSPEL_ENV_FILE"] = os.devnull
os.environ["MEDSPEL_DEVELOPMENT"] = "1"
os.environ["DEBUG"] = "0"
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["MEDSPEL_ADMIN"] = "1"  # off by default: tests/config/test_settings.py

from config.settings import *  # noqa: F403
from config.settings import CACHES, DATABASES, LOGGING, MIDDLEWARE, ON_SQLITE, REST_FRAMEWORK, STORAGES, VAR_DIR

# A file rather than memory: threads then have connections of their own, so races are races.
if ON_SQLITE:
    file = Path(DATABASES["default"]["NAME"])
    DATABASES["default"]["TEST"] = {"NAME": str(file.with_name(f"test_{file.name}"))}
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    options["init_command"] += " PRAGMA temp_store=MEMORY;"  # what savepoints undo, without a file each

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
BACKUP_TO = str(VAR_DIR / "test_backups")
# Static files come straight from their sources, without collectstatic.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# pytest captures and shows what is logged when a test fails.
LOGGING["root"]["handlers"] = []
# Tests of locking out and throttling turn these on themselves.
AXES_ENABLED = False
# What the first request of a day does besides would be counted as a query of the page.
MIDDLEWARE.remove("config.new_day.NewDayMiddleware")
CACHES["progress"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "progress"}
# A test sees what it has just done; those of the crowd turn this on themselves.
BOARD_KEPT_SECONDS = READY_KEPT_SECONDS = 0
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = dict.fromkeys(REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"])
