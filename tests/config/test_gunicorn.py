import re
import socket
import struct
from types import SimpleNamespace

from django.conf import settings

from config import gunicorn
from config.bodies import LARGER, MEGABYTE


def test_connection_gives_up_a_client_that_is_silent_too_long():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gunicorn.post_fork(None, SimpleNamespace(sockets=[SimpleNamespace(sock=listener)]))
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as connection:
            # As gunicorn's threads read: without a time limit of Python's own.
            connection.setblocking(True)
            kept = connection.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.calcsize("ll"))
    assert struct.unpack("ll", kept) == (10, 0)


def test_samples_of_proxies_take_the_largest_body_that_medspel_takes():
    text = (settings.BASE_DIR / "docs/operations.md").read_text(encoding="utf-8")
    limits = re.findall(r"(?:client_max_body_size|max_size|request_buffers) +(\d+)(?:m;|MiB)", text)
    assert [int(limit) * MEGABYTE for limit in limits] == [max(LARGER.values())] * 3
