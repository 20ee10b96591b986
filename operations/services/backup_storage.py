"""Where backups are kept: a folder, or a bucket by django-storages."""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.errors import Refusal
from operations.rules import moment_of

_S3 = "s3://"
_SERVICES = {"boto3", "botocore"}  # whose errors are no OSError; they are loaded only where a bucket is used
_UNFINISHED = ".part"
_LEFT_AFTER = 24 * 60 * 60  # seconds until what a killed run has left is removed


class Unreachable(Refusal):
    pass


@contextmanager
def reaching(name: str) -> Iterator[None]:
    """Raise Unreachable for what the service of a bucket answers: that it knows us not, or nothing at all."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _SERVICES:
            raise
        raise Unreachable(_("Det går inte att nå %(place)s: %(why)s") % {"place": name, "why": error}) from error


class Place:
    """Keeps whole files only: what is not finished has another name, or none."""

    def __init__(self, to: str = ""):
        to = str(to or settings.BACKUP_TO)
        self.name = to if to.startswith(_S3) else str(Path(to).absolute())
        self.storage = _bucket(to) if to.startswith(_S3) else FileSystemStorage(location=self.name)

    @property
    def is_folder(self) -> bool:
        return isinstance(self.storage, FileSystemStorage)

    def names(self) -> list[str]:
        """Its backups, the newest first."""
        if self.is_folder and not Path(self.storage.location).is_dir():
            return []
        with reaching(self.name):
            names = self.storage.listdir("")[1]
        return sorted(filter(moment_of, names), key=lambda name: (moment_of(name), name))[::-1]

    def has(self, name: str) -> bool:
        with reaching(self.name):
            return self.storage.exists(name)

    def size(self, name: str) -> int:
        with reaching(self.name):
            return self.storage.size(name)

    def remove(self, name: str) -> None:
        with reaching(self.name):
            self.storage.delete(name)

    @contextmanager
    def unfinished(self, name: str) -> Iterator[Path]:
        """A file to write, which is kept under its name when the block ends without an error."""
        with contextlib.ExitStack() as stack:
            if self.is_folder:
                folder = Path(self.storage.location)
                folder.mkdir(parents=True, exist_ok=True)
                _remove_left(folder)
            else:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            file = folder / f".{name}{_UNFINISHED}"
            stack.callback(file.unlink, missing_ok=True)
            yield file
            if self.is_folder:
                _flush(file)
                file.rename(folder / name)
                _flush(folder)
            else:
                with file.open("rb") as content, reaching(self.name):
                    self.storage.save(name, File(content))

    @contextmanager
    def fetched(self, name: str) -> Iterator[Path]:
        """The backup as a file of this machine."""
        if self.is_folder:
            yield Path(self.storage.path(name))
            return
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            with reaching(self.name), self.storage.open(name) as content, file.open("wb") as copy:
                for chunk in File(content).chunks():
                    copy.write(chunk)
            yield file


def _bucket(to: str) -> Storage:
    bucket, _slash, folder = to.removeprefix(_S3).partition("/")
    try:
        storage = import_string("storages.backends.s3.S3Storage")
    except ImportError:
        raise Refusal(_("För att spara i en S3-tjänst behövs paketen django-storages och boto3.")) from None
    return storage(bucket_name=bucket, location=folder, default_acl=None, file_overwrite=False)


def _remove_left(folder: Path) -> None:
    for file in folder.glob(f".*{_UNFINISHED}"):
        if file.stat().st_mtime < time.time() - _LEFT_AFTER:
            file.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """On the disk, so that a file under its name is whole also after the power went."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
