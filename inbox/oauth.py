"""Access tokens for a mailbox that takes no password, such as those of Microsoft 365.

OAuth 2.0 by client credentials (RFC 6749, 4.4): one request, so nothing but `requests` is needed. A token lives for
about an hour and is used once, for a reading; it is kept nowhere.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext_lazy as _

TOKEN_URL = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"  # noqa: S105  an address
SCOPE = "https://outlook.office365.com/.default"
TIMEOUT = (10, 30)  # seconds to connect, and to wait for an answer


class NoToken(Exception):
    """Why there is no token, in words."""


@dataclass(frozen=True)
class Application:
    """Who asks, as registered with the provider: for us Microsoft Entra ID."""

    client: str
    secret: str = field(repr=False)
    token_url: str


def access_token(application: Application) -> str:
    """A new access token. Raises NoToken."""
    host = urlsplit(application.token_url).hostname or application.token_url
    asked = {
        "grant_type": "client_credentials",
        "client_id": application.client,
        "client_secret": application.secret,
        "scope": SCOPE,
    }
    try:
        answer = requests.post(application.token_url, data=asked, timeout=TIMEOUT, allow_redirects=False)
        told = answer.json()
        token, error = told.get("access_token"), told.get("error")
    except (requests.RequestException, ValueError, AttributeError) as failure:
        words = _("%(host)s gav inget svar om en nyckel till brevlådan (%(error)s).")
        raise NoToken(words % {"host": host, "error": type(failure).__name__}) from failure
    if not (answer.ok and isinstance(token, str) and token):
        words = _("%(host)s gav ingen nyckel till brevlådan (%(error)s). Stämmer MAILBOX_OAUTH?")
        raise NoToken(words % {"host": host, "error": str(error or answer.status_code)[:80]})
    return token
