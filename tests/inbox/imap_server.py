"""A real IMAP server, Dovecot, on this machine's loopback, with a configuration and mailboxes of its own."""

import grp
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
PASSWORD = "Brevlada-for-prov-1"
PATIENCE = 30
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0 secs
default_internal_user = {runs_as}
default_internal_group = {group}
default_login_user = {keeper}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{home}/mail/%u
mail_fsync = never
mailbox_list_index = no
mail_max_userip_connections = 100
auth_mechanisms = plain login xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


# It asks who has a token (RFC 7662).
OAUTH_CONFIG = """
introspection_mode = post
introspection_url = {asks}
username_attribute = username
active_attribute = active
active_value = true
"""


class ImapServer:
    """Stopped and started again it has the same port and the same mail."""

    def __init__(self, *, asks: str = "http://127.0.0.1:1/"):
        me = pwd.getpwuid(os.getuid())
        # It refuses to read mail as root; then nobody reads it, and the folder must be open to them.
        keeper = pwd.getpwnam("nobody") if me.pw_uid == 0 else me
        self.home = Path(tempfile.mkdtemp(prefix="medspel-imap-"))  # short: it has sockets there
        self.home.chmod(0o755)
        for name in ("run", "state", "mail"):
            (self.home / name).mkdir(mode=0o755)
        if me.pw_uid == 0:
            os.chown(self.home / "mail", keeper.pw_uid, keeper.pw_gid)
        self.port = _free_port()
        self._config = self.home / "dovecot.conf"
        self._config.write_text(
            CONFIG.format(
                home=self.home,
                runs_as=me.pw_name,
                group=grp.getgrgid(os.getgid()).gr_name,
                keeper=keeper.pw_name,
                uid=keeper.pw_uid,
                gid=keeper.pw_gid,
                port=self.port,
                password=PASSWORD,
            )
        )
        (self.home / "oauth2.conf").write_text(OAUTH_CONFIG.format(asks=asks))
        self._process = None

    def start(self):
        self._process = subprocess.Popen(
            [DOVECOT, "-F", "-c", str(self._config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and self._process.poll() is None:
            with suppress(OSError, imaplib.IMAP4.error):
                imaplib.IMAP4("127.0.0.1", self.port, timeout=5).logout()
                return
        log = self.home / "log"
        raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else self._process.poll()}")

    def stop(self):
        if self._process:
            self._process.terminate()
            self._process.wait(PATIENCE)
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)  # those that still serve somebody
            self._process = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)


class ImapAccount:
    """A user's mailbox on the server, new for each test."""

    def __init__(self, server: ImapServer, name: str):
        self.server, self.name = server, name

    def url(self, *, password: str = PASSWORD, folder: str = "INBOX") -> str:
        return f"imap://{self.name}:{password}@127.0.0.1:{self.server.port}/{folder}"

    def _client(self, folder: str = "") -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.server.port, timeout=PATIENCE)
        client.login(self.name, PASSWORD)
        if folder:
            client.select(folder)
        return client

    def put(self, *contents: bytes, folder: str = "INBOX"):
        client = self._client()
        for content in contents:
            assert client.append(folder, None, None, content)[0] == "OK"
        client.logout()

    def put_quickly(self, contents: list[bytes]):
        """Straight into its folder of new mail, as a mail server on the same machine delivers."""
        self._client("INBOX").logout()  # which makes the folder
        new = self.server.home / "mail" / self.name / "new"
        for number, content in enumerate(contents):
            file = new / f"{1_700_000_000 + number}.M1P{number}.medspel"
            file.write_bytes(content)
            os.chown(file, new.stat().st_uid, new.stat().st_gid)

    def see_all(self):
        client = self._client("INBOX")
        client.store("1:*", "+FLAGS", "\\Seen")
        client.logout()

    def flags(self, folder: str = "INBOX") -> list[str]:
        """Of each message, in order, `seen` or nothing."""
        client = self._client(f'"{folder}"')
        _ok, found = client.uid("FETCH", "1:*", "(FLAGS)")
        client.logout()
        return ["seen" if b"\\Seen" in line else "" for line in found if line]

    def remove_first(self):
        client = self._client("INBOX")
        client.store("1", "+FLAGS", "\\Deleted")
        client.expunge()
        client.logout()

    def number_anew(self):
        """As a server does that was restored from a copy: another UIDVALIDITY, and all numbers from 1."""
        inbox = self.server.home / "mail" / self.name
        listed = inbox / "dovecot-uidlist"
        first, *rest = listed.read_text().splitlines()
        validity = int(first.split(" V")[1].split()[0])
        for index in inbox.glob("dovecot.index*"):
            index.unlink()
        numbered = [f"{number} :{line.split(' :', 1)[1]}" for number, line in enumerate(rest, start=1)]
        head = f"3 V{validity + 1} N{len(rest) + 1}"
        listed.write_text("\n".join([head, *numbered]) + "\n")
