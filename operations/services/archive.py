"""A backup as one file: a tar, compressed, with the database, the files that rows name, and last a manifest.

A file without a manifest, or with other contents than it says, is no backup.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from core.errors import Refusal

MANIFEST = "manifest.json"
MEDIA = "media/"
_PIECE = 1024 * 1024
_UNREADABLE = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, TypeError, KeyError)


class BackupDamaged(Refusal):
    pass


@dataclass
class Manifest:
    """What the backup holds, as it was counted in the same moment of the database that the backup has."""

    version: str  # of Medspel
    made_at: str
    vendor: str
    database: str  # the file in the archive
    migrations: list[str]
    counts: dict[str, int]  # rows by table
    sums: dict[str, int]  # öre by table.column
    missing: list[str] = field(default_factory=list)  # files that rows name and that were gone already
    files: dict[str, dict] = field(default_factory=dict)  # size and sha256 by name in the archive

    @property
    def media(self) -> list[str]:
        return [name.removeprefix(MEDIA) for name in self.files if name.startswith(MEDIA)]


class ArchiveWriter:
    def __init__(self, target: BinaryIO):
        # Documents and pictures are compressed already, and a database shrinks to a fifth at the lowest level.
        self._tar = tarfile.open(fileobj=target, mode="w:gz", compresslevel=1)  # noqa: SIM115  close() closes it
        self.files: dict[str, dict] = {}

    def add(self, name: str, content: BinaryIO) -> None:
        """`content` stands still and can be read twice. A name that is added again replaces the first."""
        content.seek(0)
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        info = tarfile.TarInfo(name)
        info.size, info.mode = content.seek(0, os.SEEK_END), 0o600
        content.seek(0)
        self._tar.addfile(info, content)
        self.files[name] = {"size": info.size, "sha256": digest}

    def close(self, manifest: Manifest) -> None:
        manifest.files = dict(self.files)
        text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False, sort_keys=True)
        self.add(MANIFEST, io.BytesIO(text.encode()))
        self._tar.close()


def unpack(archive: Path, folder: Path) -> Manifest:
    """Unpack into an empty folder and check every file against the manifest. Raises BackupDamaged."""
    try:
        found = dict(_unpacked(archive, folder))
        text = (folder / MANIFEST).read_text(encoding="utf-8")
        manifest = Manifest(**json.loads(text))
    except _UNREADABLE as error:
        raise BackupDamaged(_("Säkerhetskopian går inte att läsa: %(why)s") % {"why": error}) from error
    del found[MANIFEST]
    wrong = sorted(name for name in {*found, *manifest.files} if found.get(name) != manifest.files.get(name))
    if wrong:
        raise BackupDamaged(_("Innehållet är inte det som sparades: %(files)s") % {"files": ", ".join(wrong[:5])})
    return manifest


def _unpacked(archive: Path, folder: Path) -> Iterator[tuple[str, dict]]:
    with gzip.open(archive) as stream, tarfile.open(fileobj=stream, mode="r:") as tar:
        for member in tar:
            content = tar.extractfile(member)
            target = folder / member.name
            if content is None or not target.resolve().is_relative_to(folder.resolve()) or _is_odd(member.name):
                raise ValueError(member.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            digest = hashlib.sha256()
            with target.open("wb") as file:
                while piece := content.read(_PIECE):
                    digest.update(piece)
                    file.write(piece)
            yield member.name, {"size": member.size, "sha256": digest.hexdigest()}
        while stream.read(_PIECE):
            pass  # to its end, where gzip compares its own checksum of all this


def _is_odd(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts
