"""Read a folder of an IMAP server (RFC 3501) by its unique numbers, and say plainly what stands in the way.

Nothing is ever deleted there, and nothing marked before the caller asks for it.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from imapclient import SEEN, IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from core.errors import Refusal
from inbox.oauth import TOKEN_URL, Application, NoToken, access_token

TIMEOUT = SocketTimeout(connect=10, read=60)
HEAD_BYTES = 64 * 1024
PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class MailboxTrouble(Refusal):
    """Why the mailbox cannot be read, in words for whom it concerns."""


@dataclass(frozen=True)
class MailboxAddress:
    security: str  # a key of PORTS
    host: str
    port: int
    user: str
    password: str
    folder: str
    application: Application | None = None  # which gets a token instead of the password

    @property
    def name(self) -> str:
        """Which mailbox it is, without the password."""
        return f"{self.user}@{self.host}/{self.folder}"[:250]


def mailbox_address() -> MailboxAddress | None:
    """The mailbox of the settings; None without one. Raises MailboxTrouble if it cannot be understood."""
    url = settings.MAILBOX_SECRET_URL
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = None, None
    application = _application()
    is_whole = parts is not None and parts.hostname and parts.username and (parts.password or application)
    if not is_whole or parts.scheme not in PORTS:
        raise MailboxTrouble(
            _("MAILBOX_URL går inte att förstå. Så här ser den ut: imaps://användare:lösenord@server/INBOX.")
        )
    if parts.scheme == "imap" and parts.hostname not in LOOPBACK:
        raise MailboxTrouble(
            _("MAILBOX_URL skulle skicka lösenordet okrypterat. Börja den med imaps:// eller imap+tls://.")
        )
    return MailboxAddress(
        security=parts.scheme,
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.lstrip("/")) or "INBOX",
        application=application,
    )


def _application() -> Application | None:
    told = settings.MAILBOX_SECRET_OAUTH
    if not told:
        return None
    if not {"tenant", "client", "secret"} <= told.keys():
        raise MailboxTrouble(_("MAILBOX_OAUTH ska ha tenant, client och secret: tenant=...,client=...,secret=..."))
    url = told.get("token_url") or TOKEN_URL.format(tenant=told["tenant"])
    return Application(client=told["client"], secret=told["secret"], token_url=url)


class Folder:
    """An open folder. What goes wrong is raised as MailboxTrouble by `opened`, around it."""

    def __init__(self, client: IMAPClient, *, uidvalidity: int):
        self.uidvalidity = uidvalidity
        self._client = client

    def numbers_after(self, last: int) -> list[int]:
        """The unique numbers of messages above `last`, lowest first."""
        # `n:*` holds the last message even when its number is below n.
        return sorted(uid for uid in self._client.search(["UID", f"{last + 1}:*"]) if uid > last)

    def size(self, uid: int) -> int | None:
        """Bytes as the server counts them; None if the message is gone."""
        found = self._client.fetch([uid], ["RFC822.SIZE"]).get(uid)
        return found and int(found[b"RFC822.SIZE"])

    def head(self, uid: int) -> bytes:
        """The beginning of the headers."""
        return self._fetched(uid, f"BODY.PEEK[HEADER]<0.{HEAD_BYTES}>")

    def content(self, uid: int, *, most: int) -> bytes:
        """The message as it was sent; of one that is longer than the server said, no more than `most` bytes and one."""
        return self._fetched(uid, f"BODY.PEEK[]<0.{most + 1}>")

    def _fetched(self, uid: int, what: str) -> bytes:
        found = self._client.fetch([uid], [what]).get(uid, {})
        return next((value for name, value in found.items() if name.startswith(b"BODY[") and value), b"")

    def finish(self, uids: list[int]):
        """Mark messages read, and move them if there is a folder to move to. Those that are gone are passed by."""
        if not uids:
            return
        self._client.add_flags(uids, [SEEN], silent=True)
        if (folder := settings.MAILBOX_DONE_FOLDER) and self._client.has_capability("MOVE"):
            if not self._client.folder_exists(folder):
                self._client.create_folder(folder)
            self._client.move(uids, folder)


@contextmanager
def opened(address: MailboxAddress) -> Iterator[Folder]:
    """Log in and open the folder. Raises MailboxTrouble for whatever the server or the network refuses."""
    with _told(address), _logged_in(address) as client:
        try:
            chosen = client.select_folder(address.folder)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            words = _("Mappen %(folder)s finns inte i brevlådan, eller får inte öppnas.")
            raise MailboxTrouble(words % {"folder": address.folder}) from None
        yield Folder(client, uidvalidity=int(chosen[b"UIDVALIDITY"]))


@contextmanager
def _logged_in(address: MailboxAddress) -> Iterator[IMAPClient]:
    context = ssl.create_default_context()
    client = IMAPClient(
        address.host, address.port, ssl=address.security == "imaps", ssl_context=context, timeout=TIMEOUT
    )
    with client:
        if address.security == "imap+tls":
            client.starttls(context)
        if address.application:
            client.oauth2_login(address.user, access_token(address.application))
        else:
            client.login(address.user, address.password)
        yield client


@contextmanager
def _told(address: MailboxAddress) -> Iterator[None]:
    """Say in words what an error of the server or the network means."""
    try:
        yield
    except NoToken as error:
        raise MailboxTrouble(str(error)) from error
    except LoginError as error:
        words = _("%(host)s tar inte emot användarnamnet eller lösenordet i MAILBOX_URL.")
        if address.application:
            words = _("%(host)s släpper inte in programmet i MAILBOX_OAUTH i brevlådan. Har det fått rätt till den?")
        raise MailboxTrouble(words % {"host": address.host}) from error
    except ssl.SSLError as error:
        words = _("%(host)s har inget certifikat som går att lita på, så inget lösenord skickades dit.")
        raise MailboxTrouble(words % {"host": address.host}) from error
    except OSError as error:
        words = _("%(host)s svarar inte (%(error)s).")
        raise MailboxTrouble(words % {"host": address.host, "error": type(error).__name__}) from error
    except IMAPClientAbortError as error:
        words = _("%(host)s bröt förbindelsen.")
        raise MailboxTrouble(words % {"host": address.host}) from error
    except IMAPClientError as error:
        words = _("%(host)s svarade något oväntat (%(error)s).")
        raise MailboxTrouble(words % {"host": address.host, "error": type(error).__name__}) from error
