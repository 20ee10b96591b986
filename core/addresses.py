"""Who is asking: the address of the client, also behind a proxy."""

import ipaddress
import re

from django.conf import settings

# As some proxies write it, with the port that the client sent from: 198.51.100.7:4711, [2001:db8::1]:4711.
_WITH_PORT = re.compile(r"\[(?P<v6>[^\[\]]+)\](?::\d{1,5})?|(?P<v4>[\d.]+):\d{1,5}")
IPV6_PREFIX_BITS = 64  # bits of an IPv6 address; whoever has one has all that begin so


def client_address(request) -> str:
    """The address that the outermost of our own proxies saw, or the one that connects when there are none.

    What stands before it in X-Forwarded-For was written by the client and is not believed. An IPv6 address is given
    as its network. Empty when there is no address to tell.
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
