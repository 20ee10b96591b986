"""Stylesheets and scripts that every page loads: written as many small files, served as one.

A browser that comes for the first time asks for each file by itself. settings.STATIC_BUNDLES says which files make one,
in the order in which they are read; a bundle stands in the folder of its parts, so that their relative addresses hold.
"""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


def parts_of(bundle: str) -> list[Path]:
    folder = settings.BASE_DIR / "static" / Path(bundle).parent
    return [folder / f"{name}{Path(bundle).suffix}" for name in settings.STATIC_BUNDLES[bundle]]


def joined(bundle: str) -> str:
    return "\n".join(part.read_text(encoding="utf-8") for part in parts_of(bundle))


class BundleFinder(BaseFinder):
    """Writes a bundle when it is asked for and its parts say something else than last time."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "bundles")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):  # noqa: FBT002  Django's own signature
        found = [str(self._write(path))] if path in settings.STATIC_BUNDLES else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns):
        for bundle in settings.STATIC_BUNDLES:
            self._write(bundle)
            yield bundle, self.storage

    def _write(self, bundle: str) -> Path:
        file, text = Path(self.storage.path(bundle)), joined(bundle)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Another process may be reading the old one, or writing the same.
            with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as new:
                new.write(text)
            Path(new.name).replace(file)
        return file
