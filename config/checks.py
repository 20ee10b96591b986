"""Deployment checks of our own for `manage.py check --deploy`."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Warning as CheckWarning

OTHERS = 0o077


def check_private_files(app_configs, **kwargs) -> list[CheckWarning]:
    """Warn about data readable by other users of the machine, created before the service set its umask."""
    places = [Path(settings.MEDIA_ROOT)]
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        places += map(Path, (database["NAME"], f"{database['NAME']}-wal", f"{database['NAME']}-shm"))
    open_to_others = [place for place in places if place.exists() and place.stat().st_mode & OTHERS]
    return [
        CheckWarning(f"{place} can be read by others on this machine.", hint=f"chmod go= {place}", id="medspel.W001")
        for place in open_to_others
    ]
