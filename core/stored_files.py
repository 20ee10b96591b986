"""Stored files: verify that one is unchanged, and delete it when no row uses it."""

from functools import partial

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.documents import sha256_of
from core.errors import Refusal

# Raised when a stored file is missing or is not a file.
GONE = (FileNotFoundError, IsADirectoryError, NotADirectoryError)


class FileChanged(Refusal):
    message = _(
        "Filen är inte längre den som sparades, så den lämnas inte ut. Be en administratör hämta den ur en "
        "säkerhetskopia."
    )


def require_unchanged(file, *, digest: str) -> None:
    """Raise FileChanged unless the content matches `digest` (SHA-256, hexadecimal)."""
    if sha256_of(file) != digest:
        raise FileChanged


def names_in(storage, folder: str) -> list[str]:
    """The files of a folder, which need not be there: object storage has none until it has a file."""
    try:
        return storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def delete_replaced(model: type[models.Model], field: str, old: str) -> None:
    """Delete a file after the commit, unless a row of the model still uses it."""
    if old and not model._base_manager.filter(**{field: old}).exists():
        transaction.on_commit(partial(model._meta.get_field(field).storage.delete, old))
