import itertools
from collections.abc import Iterator

import pytest

from tests.inbox.imap_server import ImapAccount, ImapServer

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def imap_server() -> Iterator[ImapServer]:
    server = ImapServer()
    server.start()
    yield server
    server.remove()


@pytest.fixture
def account(imap_server, settings) -> ImapAccount:
    """An empty mailbox that the settings name."""
    account = ImapAccount(imap_server, f"brevlada{next(_numbers)}")
    settings.MAILBOX_SECRET_URL = account.url()
    return account
