"""The client's address, also behind a proxy."""

import ipaddress
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Some proxies append the client's port: 198.51.100.7:4711, [2001:db8::1]:4711.
_WITH_PORT = re.compile(r"\[(?P<v6>[^\[\]]+)\](?::\d{1,5})?|(?P<v4>[\d.]+):\d{1,5}")
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
IPV6_PREFIX_BITS = 64  # a client controls its whole /64


def parse_networks(text: str) -> list[IPNetwork]:
    """The networks and single addresses of a list with one in each line, or with commas. Raises ValueError."""
    return [ipaddress.ip_network(part, strict=False) for part in re.split(r"[\s,;]+", text) if part]


def validate_networks(text: str):
    try:
        parse_networks(text)
    except ValueError as error:
        words = _("Det här är ingen nätadress: %(error)s")
        raise ValidationError(words, code="network", params={"error": str(error).split("'")[1]}) from None


def client_ip(request) -> IPAddress | None:
    """The address that the outermost of our own proxies saw, or the peer's without proxies; None when unknown.

    Earlier entries of X-Forwarded-For are written by the client and are ignored.
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
        return None
    return parsed.ipv4_mapped if parsed.version == 6 and parsed.ipv4_mapped else parsed


def client_address(request) -> str:
    """The client's address as one is counted by: an IPv6 address as its network. Empty when unknown."""
    parsed = client_ip(request)
    if parsed is None:
        return ""
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, IPV6_PREFIX_BITS), strict=False))
    return str(parsed)
