"""Who is asking: the address of the client, also behind a proxy."""

import ipaddress

from django.conf import settings

NEIGHBOURHOOD = 64  # bits of an IPv6 address; whoever has one has all that begin so


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
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 6 and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, NEIGHBOURHOOD), strict=False))
    return str(parsed)
