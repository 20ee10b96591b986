"""Checking a backup: restored into a scratch place and compared with what its manifest says."""

import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Refusal
from operations.models import Backup
from operations.services.archive import BackupDamaged, Manifest, unpack
from operations.services.backup_storage import Place
from operations.services.backups import words_of
from operations.services.databases import Copy, DatabaseDamaged, database
from operations.services.encryption import decrypt
from operations.services.row_counts import Contents, count, named_files


class OtherDatabase(Refusal):
    pass


def opened(place: Place, name: str, folder: Path, *, key: str = "") -> Manifest:
    """Unpack a backup into an empty folder. Raises BackupDamaged, WrongKey, OtherDatabase."""
    if name not in place.names():
        raise Refusal(_("Det finns ingen säkerhetskopia %(name)s i %(place)s.") % {"name": name, "place": place.name})
    with place.fetched(name) as file:
        if not name.endswith(".age"):
            manifest = unpack(file, folder)
        else:
            with tempfile.TemporaryDirectory() as scratch:
                plain = Path(scratch) / "plain"
                try:
                    decrypt(file, plain, key=key or settings.BACKUP_KEY)
                except OSError as error:
                    words = _("Säkerhetskopian går inte att läsa: %(why)s")
                    raise BackupDamaged(words % {"why": words_of(error)}) from error
                manifest = unpack(plain, folder)
    if manifest.vendor != connection.vendor:
        words = _("Säkerhetskopian är av en annan sorts databas: %(its)s. Den här är %(ours)s.")
        raise OtherDatabase(words % {"its": manifest.vendor, "ours": connection.vendor})
    return manifest


def differences(manifest: Manifest, copy: Copy) -> list[str]:
    """Where the rows, the sums or the named files are not those of the manifest."""
    found = count(copy.ask, copy.tables, manifest.sums)
    said = Contents(manifest.migrations, manifest.counts, manifest.sums)
    missing = named_files(copy.ask, copy.tables) - set(manifest.media)
    return [
        *(_told(name, said.counts.get(name), found.counts.get(name)) for name in _other(said.counts, found.counts)),
        *(_told(name, said.sums.get(name), found.sums.get(name)) for name in _other(said.sums, found.sums)),
        *(["django_migrations"] if said.migrations != found.migrations else []),
        *sorted(missing ^ set(manifest.missing)),
    ]


def _other(said: dict[str, int], found: dict[str, int]) -> list[str]:
    return sorted(name for name in {*said, *found} if said.get(name) != found.get(name))


def _told(name: str, said: int | None, found: int | None) -> str:
    return f"{name}: {said} -> {found}"


def _compared(place: Place, name: str, folder: Path, *, key: str) -> Manifest:
    manifest = opened(place, name, folder, key=key)
    with database().opened(folder / manifest.database) as copy:
        wrong = differences(manifest, copy)
    if wrong:
        raise BackupDamaged(_("Innehållet är inte det som sparades: %(files)s") % {"files": ", ".join(wrong[:5])})
    return manifest


def verify_backup(name: str, *, place: Place | None = None, key: str = "") -> Manifest:
    """Restore it into a scratch place and compare counts, sums and checksums; the row keeps what was found.

    Raises BackupDamaged if it is not what it says; other Refusals if it could not be checked.
    """
    place = place or Place()
    row = Backup.objects.filter(place=place.name, name=name)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            manifest = _compared(place, name, Path(scratch), key=key)
    except (BackupDamaged, DatabaseDamaged, sqlite3.DatabaseError) as damage:
        words = words_of(damage)
        with suppress(DatabaseError):
            row.update(verified_at=timezone.now(), verify_error=words)
        raise BackupDamaged(words) from damage
    row.update(
        verified_at=timezone.now(), verify_error="", rows=sum(manifest.counts.values()), files=len(manifest.media)
    )
    return manifest
