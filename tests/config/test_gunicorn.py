import socket
import struct
from types import SimpleNamespace

from config import gunicorn


def test_connection_gives_up_a_client_that_is_silent_too_long():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gunicorn.post_fork(None, SimpleNamespace(sockets=[SimpleNamespace(sock=listener)]))
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as connection:
            # As gunicorn's threads read: without a time limit of Python's own.
            connection.setblocking(True)
            kept = connection.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.calcsize("ll"))
    assert struct.unpack("ll", kept) == (10, 0)
