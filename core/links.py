"""Links that give access without logging in. The stored key alone does not open them."""

import secrets

from django.core.signing import BadSignature, Signer


def new_link_key() -> str:
    """A new key for a row's link; replacing the key revokes the old link."""
    return secrets.token_urlsafe(12)


def link_token(key: str, *, salt: str) -> str:
    """The secret part of the URL: the key signed with SECRET_KEY, so a copy of the database does not reveal it."""
    return _signer(salt).sign(key)


def link_key(token: str, *, salt: str) -> str | None:
    """The key of a link's token; None if the signature is not ours."""
    try:
        return _signer(salt).unsign(token)
    except BadSignature:
        return None


def _signer(salt: str) -> Signer:
    return Signer(salt=salt, sep=".")
