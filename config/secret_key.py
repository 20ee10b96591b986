"""The secret key of an installation for trying out or developing. In production it is a setting."""

import secrets
from pathlib import Path


def key_for_trying_out(file: Path) -> str:
    """The key that `serve` keeps in the file, so that what one program signs another can check."""
    return file.read_text(encoding="utf-8") if file.exists() else "only-for-development"


def keep_secret_key(file: Path) -> bool:
    """Make the file, readable by this user alone: sessions outlive a restart. False if it is there."""
    if file.exists():
        return False
    file.touch(mode=0o600)
    file.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return True
