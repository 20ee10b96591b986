"""Form tokens, which identify a form that is sent twice: core.views.submit_once."""

import secrets

ONCE_FIELD = "form_token"


def new_token() -> str:
    return secrets.token_urlsafe(24)
