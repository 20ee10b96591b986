"""The client's address, also behind a proxy."""

import ipaddress
import re

from django.conf import settings

# Some proxies append the client's port: 198.51.100.7:4711, [2001:db8::1]:4711.
_WITH_PORT = re.compile(r"\[(?P<v6>[^\[\]]+)\](?::\d{1,5})?|(?P<v4>[\d.]+):\d{1,5}")
IPV6_PREFIX_BITS = 64  # a client controls its whole /64


def client_address(request) -> str:
    """Return the address that the outermost of our own proxies saw, or the peer's without proxies.

    Earlier entries of X-Forwarded-For are written by the client and are ignored. An IPv6 address is returned as its
    network. Empty when unknown.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(forwarded) >= settings.PROXIES:
            address = forwarded[-settings.PROXIES]
    with_port = _WITH_PORT.fullmatch(address.strip('"'))
    try:
        parsed = ipaddress.ip_address(with_port["v6"] or with_port["v4"] if with_port else address)
    except ValueError:
        return ""
    if parsed.version == 6 and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, IPV6_PREFIX_BITS), strict=False))
    return str(parsed)
