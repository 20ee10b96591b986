"""The mailbox that the settings name, and what is refused before any password is sent."""

import datetime as dt
import socket
import ssl
import threading
from contextlib import suppress

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from inbox.imap import MailboxTrouble, mailbox_address
from inbox.services.mailbox import read_by_itself, read_mailbox

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_nothing_is_read_without_a_mailbox(settings):
    settings.MAILBOX_SECRET_URL = ""
    assert read_by_itself() == 0
    with pytest.raises(MailboxTrouble, match=r"^Ingen brevlåda är inställd: MAILBOX_URL är inte satt"):
        read_mailbox()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("imap.example.org", "MAILBOX_URL går inte att förstå."),
        ("pop3://a:b@c.example/", "MAILBOX_URL går inte att förstå."),
        ("imaps://a@c.example/", "MAILBOX_URL går inte att förstå."),
        ("imaps://a:b@c.example:port/", "MAILBOX_URL går inte att förstå."),
        ("imap://a:b@c.example/", "MAILBOX_URL skulle skicka lösenordet okrypterat."),
    ],
)
def test_setting_that_cannot_be_used_says_why(settings, url, words):
    settings.MAILBOX_SECRET_URL = url
    with pytest.raises(MailboxTrouble, match=words):
        read_mailbox()
    assert read_by_itself() == 0


def test_password_and_folder_may_have_any_characters(settings):
    settings.MAILBOX_SECRET_URL = "imaps://logg%40missionen.example:a%2Fb%40c@imap.example/L%C3%A4st"
    address = mailbox_address()
    assert (address.user, address.password, address.folder, address.port) == (
        "logg@missionen.example",
        "a/b@c",
        "Läst",
        993,
    )
    assert address.name == "logg@missionen.example@imap.example/Läst"


def test_server_without_a_certificate_to_trust_gets_no_password(settings, tmp_path):
    """It may be anybody in between."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), 1, now - dt.timedelta(days=1), now + dt.timedelta(days=1)
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    certificate = made.sign(key, hashes.SHA256())
    file = tmp_path / "server.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    heard = []

    def serve(listening):
        accepted, _address = listening.accept()
        with suppress(OSError), context.wrap_socket(accepted, server_side=True) as safe:
            heard.append(safe.recv(1_000))
        accepted.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = threading.Thread(target=serve, args=[listening])
        serving.start()
        settings.MAILBOX_SECRET_URL = f"imaps://a:hemligt@localhost:{listening.getsockname()[1]}/INBOX"
        with pytest.raises(MailboxTrouble, match=r"^localhost har inget certifikat som går att lita på"):
            read_mailbox()
        serving.join(10)
    assert heard == []
