"""A mailbox that takes no password: Dovecot lets in who has a token of a server on loopback."""

from collections.abc import Iterator

import pytest

from inbox.imap import MailboxTrouble, mailbox_address
from inbox.models import InboundMail
from inbox.oauth import SCOPE
from inbox.services.mailbox import read_mailbox
from operations.doctor.running_services import check_mailbox
from tests.inbox.imap_server import ImapAccount, ImapServer
from tests.inbox.received import message
from tests.inbox.token_server import CLIENT, SECRET, TokenServer

pytestmark = pytest.mark.django_db
PROGRAM = {"tenant": "prov", "client": CLIENT, "secret": SECRET}


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[TokenServer, ImapServer]]:
    tokens = TokenServer()
    server = ImapServer(asks=tokens.url("introspect"))
    server.start()
    yield tokens, server
    server.remove()
    tokens.stop()


@pytest.fixture
def account(servers, settings) -> ImapAccount:
    tokens, server = servers
    account = ImapAccount(server, "medspel365")
    tokens.mailbox = account.name
    settings.MAILBOX_SECRET_URL = f"imap://{account.name}@127.0.0.1:{server.port}/INBOX"
    settings.MAILBOX_SECRET_OAUTH = PROGRAM | {"token_url": tokens.url("token")}
    return account


def test_mailbox_is_read_by_a_token_and_no_password(account, servers):
    tokens, _server = servers
    account.put(message(subject="Med nyckel"))
    assert read_mailbox().taken == 1
    assert InboundMail.objects.get().subject == "Med nyckel"
    asked = tokens.asked[-1]
    assert asked == {
        "grant_type": "client_credentials",
        "client_id": CLIENT,
        "client_secret": SECRET,
        "scope": SCOPE,
    }


def test_program_that_the_provider_does_not_know_is_told_so(account, settings):
    settings.MAILBOX_SECRET_OAUTH |= {"secret": "gammal"}
    with pytest.raises(MailboxTrouble, match=r"gav ingen nyckel till brevlådan \(invalid_client\)"):
        read_mailbox()
    told = [str(finding) for finding in check_mailbox()]
    assert any("invalid_client" in words for words in told)


def test_program_without_right_to_the_mailbox_is_told_so(account, servers):
    servers[0].mailbox = "nagon-annan"
    with pytest.raises(MailboxTrouble, match="släpper inte in programmet"):
        read_mailbox()


@pytest.mark.parametrize("path", ["http://127.0.0.1:1/token", "http://127.0.0.1:{port}/token", "/token"])
def test_provider_that_does_not_answer_is_told_so(account, servers, settings, path):
    """A closed port, a server that speaks something else, and an address without a server."""
    settings.MAILBOX_SECRET_OAUTH |= {"token_url": path.format(port=servers[1].port)}
    with pytest.raises(MailboxTrouble, match="gav inget svar om en nyckel"):
        read_mailbox()


def test_microsoft_is_asked_by_its_tenant(settings):
    settings.MAILBOX_SECRET_URL = "imaps://logg%40medspel.example@outlook.office365.com/INBOX"
    settings.MAILBOX_SECRET_OAUTH = PROGRAM
    address = mailbox_address()
    assert address.application.token_url == "https://login.microsoftonline.com/prov/oauth2/v2.0/token"
    assert (address.user, SECRET in repr(address)) == ("logg@medspel.example", False)


@pytest.mark.parametrize("lacking", ["tenant", "client", "secret"])
def test_program_that_is_not_whole_is_told_so(settings, lacking):
    settings.MAILBOX_SECRET_URL = "imaps://logg@outlook.office365.com/INBOX"
    settings.MAILBOX_SECRET_OAUTH = {name: value for name, value in PROGRAM.items() if name != lacking}
    with pytest.raises(MailboxTrouble, match="MAILBOX_OAUTH ska ha tenant, client och secret"):
        mailbox_address()
