import pytest
from django.test import RequestFactory

from core.addresses import client_address

NEAR = "10.0.0.2"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, NEAR),
        (0, "203.0.113.9", NEAR),  # without proxies the header is the client's own
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first was written by the client
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", NEAR),
        (1, None, NEAR),
        (1, "  ,203.0.113.9 ", "203.0.113.9"),
        (1, "påhittat", ""),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "198.51.100.1:1, 203.0.113.9:65535", "203.0.113.9"),
        (1, "[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::/64"),
        (1, "[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::/64"),
        (1, '"[::ffff:203.0.113.9]:4711"', "203.0.113.9"),
        (1, "203.0.113.9:", ""),
        (1, "203.0.113.9:4711:1", ""),
        (1, "fe80::1%eth0", "fe80::/64"),
    ],
)
def test_client_address_believes_only_our_own_proxies(proxies, forwarded, address, settings):
    settings.PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=NEAR)) == address
