"""Making backups: the database and the files that its rows name, as one set, while people work."""

import datetime as dt
import errno
import logging
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import Refusal
from core.models import AuditKind, User
from operations.models import Backup
from operations.rules import backup_name, kept, moment_of
from operations.services.archive import MEDIA, ArchiveWriter, Manifest
from operations.services.backup_storage import Place, reaching
from operations.services.databases import Copy, database
from operations.services.encryption import encrypt
from operations.services.row_counts import Contents, count, files_named_now, named_files

# Files that are removed while they are copied make the set another one; then the database is copied anew.
MOST_ROUNDS = 5
_IN_MEMORY = 8 * 1024 * 1024
_FAULTS = (Refusal, OSError, DatabaseError, sqlite3.Error)
logger = logging.getLogger(__name__)

State = tuple[int, dt.datetime]  # size and time: a file that is being written has another a moment later


class BackupFailed(Refusal):
    pass


class _Set(NamedTuple):
    contents: Contents
    missing: list[str]


def make_backup(*, place: Place | None = None, by: User | None = None) -> Backup:
    """Make one, and remove those that are older than what is kept. Raises BackupFailed: then the older ones stay.

    A row tells of it either way, if the database takes one.
    """
    place, began = place or Place(), timezone.now()
    about = {"taken_at": began, "made_by": by, "is_encrypted": bool(settings.BACKUP_KEY)}
    try:
        name = backup_name(began, encrypted=about["is_encrypted"])
        with place.unfinished(name) as file:
            with reaching(_("filerna")):
                manifest = _write(file, began)
            about["size"] = file.stat().st_size
        about |= {"rows": sum(manifest.counts.values()), "files": len(manifest.media)}
        with transaction.atomic():
            # Another backup that ended meanwhile may have seen the file and given it a row.
            row, _is_new = Backup.objects.update_or_create(about, place=place.name, name=name)
            record(AuditKind.BACKUP, by=by, subject=row, facts={"name": name, "place": place.name})
    except _FAULTS as error:
        failed = BackupFailed(_("Säkerhetskopian blev inte klar: %(why)s") % {"why": words_of(error)})
        logger.error("Backup failed: %r", error)  # noqa: TRY400  the words say it; where it was helps nobody
        with suppress(DatabaseError):
            Backup.objects.create(taken_at=began, place=place.name, made_by=by, error=str(failed))
        raise failed from error
    with suppress(*_FAULTS):
        remove_old(place)
    return row


def words_of(error: BaseException) -> str:
    """Why, to somebody who can do something about it."""
    full = getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if (
        full
        or "disk is full" in str(error)
        or any(words in str(error) for words in ("No space left", "File too large"))
    ):
        return _("disken är full.")
    if "disk I/O error" in str(error):  # what SQLite says of a quota that is used up, too
        return _("disken är full eller trasig.")
    if getattr(error, "errno", None) in {errno.EROFS, errno.EACCES}:
        return _("det går inte att skriva i %(place)s.") % {"place": getattr(error, "filename", "") or _("mappen")}
    return str(error)


def remove_old(place: Place) -> list[str]:
    """Remove the backups that rules.kept does not keep, and bring the rows in step. Returns their names."""
    names = place.names()
    stay = kept(names, zone=timezone.get_default_timezone())
    old = [name for name in names if name not in stay]
    for name in old:
        place.remove(name)
    sync_rows(place)
    return old


@transaction.atomic
def sync_rows(place: Place) -> None:
    """A row for each backup that is there, as after a restore; none for those that are gone, nor for old failures."""
    names = set(place.names())
    rows = Backup.objects.filter(place=place.name).exclude(name="")
    rows.exclude(name__in=names).delete()
    for name in sorted(names - set(rows.values_list("name", flat=True))):
        Backup.objects.create(
            taken_at=moment_of(name),
            place=place.name,
            name=name,
            size=place.size(name),
            is_encrypted=name.endswith(".age"),
        )
    Backup.objects.filter(name="", taken_at__lt=timezone.now() - dt.timedelta(days=90)).delete()


def _write(target: Path, began: dt.datetime) -> Manifest:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        plain = folder / "plain" if settings.BACKUP_KEY else target
        with plain.open("wb") as file:
            writer = ArchiveWriter(file)
            contents, missing = _collect(writer, folder)
            manifest = Manifest(
                version=settings.VERSION,
                made_at=began.isoformat(timespec="seconds"),
                vendor=connection.vendor,
                database=database().file_name,
                missing=missing,
                **contents._asdict(),
            )
            writer.close(manifest)
        if plain != target:
            encrypt(plain, target, key=settings.BACKUP_KEY)
    return manifest


def _collect(writer: ArchiveWriter, folder: Path) -> _Set:
    """Write files and database. Rows name a file after it has been written, and it is removed after they have gone.

    So the database is copied after the files, and then the files that have come since. A file that was named in the
    moment of the copy, and was removed before it could be read, is no part of any such set: copy anew.
    """
    written: dict[str, State] = {}
    _add_files(writer, written)
    for last in reversed(range(MOST_ROUNDS)):
        with database().copied(folder) as copy:
            _add_files(writer, written)
            missing = named_files(copy.ask, copy.tables) - written.keys()
            if not last or not (missing and _were_removed(missing)):
                _add_database(writer, copy)
                return _Set(count(copy.ask, copy.tables), sorted(missing))
        copy.file.unlink()
    raise AssertionError


def _add_database(writer: ArchiveWriter, copy: Copy) -> None:
    with copy.file.open("rb") as content:
        writer.add(copy.file.name, content)


def _were_removed(missing: set[str]) -> bool:
    """Whether rows have let go of any of them. Others are gone for another reason, and copying anew gives them not."""
    return bool(missing - files_named_now())


def _add_files(writer: ArchiveWriter, written: dict[str, State]) -> None:
    """Those that were not there before, or were being written then."""
    for name in _stored():
        try:
            state = default_storage.size(name), default_storage.get_modified_time(name)
            if written.get(name) == state:
                continue
            with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as content:
                with default_storage.open(name) as file:
                    for chunk in file.chunks():
                        content.write(chunk)
                writer.add(f"{MEDIA}{name}", content)
            written[name] = state
        except FileNotFoundError:
            continue  # removed while we looked


def _stored(folder: str = "") -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing has been stored yet
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from _stored(f"{folder}{name}/")
