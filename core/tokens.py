"""The token by which a form is known as itself when it is sent again: core.views.once."""

import secrets

ONCE_FIELD = "form_token"


def new_token() -> str:
    return secrets.token_urlsafe(24)
