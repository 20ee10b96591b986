"""Bundles of stylesheets and scripts that every page loads: many source files, served as one to save requests.

settings.STATIC_BUNDLES lists each bundle's files in reading order. A bundle is served from its files' folder, so that
their relative URLs work.
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
    """Write a bundle when it is requested and its parts have changed."""

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
            # Replace atomically: another process may be reading or writing it.
            with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as new:
                new.write(text)
            Path(new.name).replace(file)
        return file
