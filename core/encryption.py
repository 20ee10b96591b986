"""Texts that a copy of the database alone does not give: encrypted with SECRET_KEY."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def sealer(salt: str) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(Fernet(urlsafe_b64encode(sha256(f"{salt}{secret}".encode()).digest())) for secret in secrets)


def seal(text: str, *, salt: str) -> str:
    return sealer(salt).encrypt(text.encode()).decode()


def unseal(sealed: str, *, salt: str) -> str | None:
    """None if it is not ours, or of a SECRET_KEY that is forgotten."""
    try:
        return sealer(salt).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None
