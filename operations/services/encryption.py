"""Encryption in the format of age (age-encryption.org), which other programs read as well.

In pieces, each authenticated, so that a changed or a cut file is refused.
"""

from pathlib import Path

import pyrage
from django.utils.translation import gettext as _

from core.errors import Refusal

_PUBLIC = "age1"


class WrongKey(Refusal):
    pass


def new_key() -> tuple[str, str]:
    """A secret key, and the public one that belongs to it."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def secret_in(file: Path | None) -> str:
    """The key that the file holds; empty without one. Raises WrongKey."""
    try:
        return file.read_text().strip() if file else ""
    except (OSError, ValueError) as error:
        raise WrongKey(_("Nyckeln går inte att läsa: %(why)s") % {"why": error}) from None


def _recipient(key: str) -> pyrage.x25519.Recipient:
    try:
        if key.startswith(_PUBLIC):
            return pyrage.x25519.Recipient.from_str(key)
        return pyrage.x25519.Identity.from_str(key).to_public()
    except (pyrage.IdentityError, pyrage.RecipientError):
        raise WrongKey(_("BACKUP_KEY är ingen nyckel. Gör en med manage.py backup --make-key.")) from None


def encrypt(source: Path, target: Path, *, key: str) -> None:
    """To the holder of the secret key; `key` is that one or its public half."""
    with source.open("rb") as plain, target.open("wb") as hidden:
        pyrage.encrypt_io(plain, hidden, [_recipient(key)])


def decrypt(source: Path, target: Path, *, key: str) -> None:
    """Raises WrongKey; and OSError for a file that is changed or cut."""
    if not key or key.startswith(_PUBLIC):
        raise WrongKey(_("Säkerhetskopian är krypterad. Den hemliga nyckeln behövs (--key-file)."))
    try:
        identity = pyrage.x25519.Identity.from_str(key)
    except pyrage.IdentityError:
        raise WrongKey(_("Det där är ingen hemlig nyckel. Den börjar med AGE-SECRET-KEY-1.")) from None
    with source.open("rb") as hidden, target.open("wb") as plain:
        try:
            pyrage.decrypt_io(hidden, plain, [identity])
        except pyrage.DecryptError as error:
            if "matching keys" in str(error):
                raise WrongKey(_("Säkerhetskopian är krypterad med en annan nyckel.")) from None
            raise OSError(str(error)) from error
