"""Links that open something without logging in. What is stored does not open anything by itself."""

import secrets

from django.core.signing import BadSignature, Signer


def new_link_key() -> str:
    """What a row keeps of its link; another key makes another link and ends the old one."""
    return secrets.token_urlsafe(12)


def link_token(key: str, *, salt: str) -> str:
    """The secret part of the address: the key and its signature by SECRET_KEY, which no copy of the database holds."""
    return _signer(salt).sign(key)


def link_key(token: str, *, salt: str) -> str | None:
    """The key that the address was made from; None for one that we did not make."""
    try:
        return _signer(salt).unsign(token)
    except BadSignature:
        return None


def _signer(salt: str) -> Signer:
    return Signer(salt=salt, sep=".")
