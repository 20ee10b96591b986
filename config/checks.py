"""Deployment checks of our own for `manage.py check --deploy`."""

import os
from difflib import get_close_matches
from pathlib import Path

from django.conf import settings
from django.core.checks import Warning as CheckWarning

from config.settings import env
from config.translations import catalogues, is_compiled

OTHERS = 0o077
ALIKE = 0.85  # of names: a letter or two left out, or one in the place of another


def check_private_files(app_configs, **kwargs) -> list[CheckWarning]:
    """Warn about data readable by other users of the machine, created before the service set its umask."""
    places = [Path(settings.MEDIA_ROOT)]
    if settings.ON_SQLITE:
        file = settings.DATABASES["default"]["NAME"]
        places += map(Path, (file, f"{file}-wal", f"{file}-shm"))
    open_to_others = [place for place in places if place.exists() and place.stat().st_mode & OTHERS]
    return [
        CheckWarning(f"{place} can be read by others on this machine.", hint=f"chmod go= {place}", id="medspel.W001")
        for place in open_to_others
    ]


def check_translations(app_configs, **kwargs) -> list[CheckWarning]:
    """Warn about texts that are shown in Swedish only, and about a file that gives an error in their place."""
    lacking = [
        target for source, target in catalogues() if not (is_compiled(source, target) and os.access(target, os.R_OK))
    ]
    return [
        CheckWarning(
            f"{target} is missing, older than its texts, or cannot be read by this user.",
            hint="manage.py compile_translations, as the owner of the code",
            id="medspel.W002",
        )
        for target in lacking
    ]


def check_names(app_configs, **kwargs) -> list[CheckWarning]:
    """Warn about variables that nothing reads and that are spelt almost as one that is: they set nothing."""
    read = env.names
    meant = {name: get_close_matches(name, read, n=1, cutoff=ALIKE) for name in sorted(os.environ.keys() - read)}
    return [
        CheckWarning(f"Nothing reads {name}. Was {others[0]} meant?", id="medspel.W003")
        for name, others in meant.items()
        if others
    ]
