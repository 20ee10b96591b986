"""The catalogues of translations, and what they are compiled to."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


def catalogues() -> Iterator[tuple[Path, Path]]:
    """Each catalogue, and the file that gettext reads."""
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            yield source, source.with_suffix(".mo")


def is_compiled(source: Path, target: Path) -> bool:
    return target.exists() and target.stat().st_mtime >= source.stat().st_mtime
