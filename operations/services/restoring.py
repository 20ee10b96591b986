"""Putting a backup in the place of what there is."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from core.documents import sha256_of
from core.errors import Refusal
from core.models import Session, User
from mailing.services.mailings import stop_all
from operations.services.archive import MEDIA, Manifest
from operations.services.backup_storage import Place
from operations.services.databases import database
from operations.services.verifying import opened

ASIDE = "before-restore-"  # and when: the folder with what there was


class NotEmpty(Refusal):
    pass


class NewerVersion(Refusal):
    pass


class Restored(NamedTuple):
    manifest: Manifest
    aside: Path | None  # the folder with what there was before
    files: int  # that were missing or damaged


def is_empty() -> bool:
    """Whether nobody can have worked in it: there are no users. False for what cannot be read."""
    try:
        if User._meta.db_table not in connection.introspection.table_names():
            return not connection.introspection.table_names()
        return not User.objects.exists()
    except DatabaseError:
        return False


def restore_backup(name: str, *, place: Place | None = None, key: str = "", force: bool = False) -> Restored:
    """Put it in the place of database and files; run `migrate` after. Files that it does not have are left.

    Everything is read and compared first. Raises NotEmpty for a database in use unless `force`, which keeps what was
    there in a folder aside; NewerVersion if it takes newer code; and as `opened`.
    """
    place = place or Place()
    in_use = not is_empty()
    if in_use and not force:
        raise NotEmpty(_("Databasen är inte tom. --force ersätter den och lägger det som fanns åt sidan."))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        manifest = opened(place, name, folder, key=key)
        _require_known_migrations(manifest)
        aside = settings.VAR_DIR / f"{ASIDE}{timezone.now():%Y-%m-%dT%H%M%SZ}"
        if in_use:
            aside.mkdir(parents=True)
            database().save_aside(aside)
        database().load(folder / manifest.database, aside=aside)
        files = _put_files(manifest, folder, aside)
    return Restored(manifest, aside if aside.exists() else None, files)


@transaction.atomic
def settle() -> int:
    """What went on when the backup was made has ended since: call it after `migrate`. Returns how many letters wait.

    A login that was ended must not live again; a letter that waited may have left, so somebody decides.
    """
    Session.objects.all().delete()
    return stop_all(why=_("En säkerhetskopia återställdes: det kan ha skickats redan."))


def _require_known_migrations(manifest: Manifest) -> None:
    ours = {f"{app}.{name}" for app, name in MigrationLoader(connection=None).disk_migrations}
    if newer := sorted(set(manifest.migrations) - ours):
        words = _("Säkerhetskopian är gjord av Medspel %(version)s, som är nyare: den har %(migration)s.")
        raise NewerVersion(words % {"version": manifest.version, "migration": newer[0]})


def _put_files(manifest: Manifest, folder: Path, aside: Path) -> int:
    """Store those that are missing or have other contents; those are moved aside. Returns how many."""
    stored = 0
    for name in manifest.media:
        if default_storage.exists(name):
            with default_storage.open(name) as file:
                if sha256_of(file) == manifest.files[f"{MEDIA}{name}"]["sha256"]:
                    continue
                target = aside / MEDIA / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as copy:
                    copy.writelines(file.chunks())
            default_storage.delete(name)
        with (folder / MEDIA / name).open("rb") as content:
            default_storage.save(name, File(content))
        stored += 1
    return stored
