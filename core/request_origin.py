"""Where the work in hand comes from: the request's id and the client's address, for logs and the audit log.

Rules know no HTTP, so what they write asks here instead of being handed a request.
"""

import ipaddress
import re
import secrets
from contextvars import ContextVar

from django.conf import settings

from core.addresses import client_address

WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
IPV4_BITS, IPV6_BITS = 24, 48  # what is kept of an address: enough to see that it was another place

_request = ContextVar("request", default=None)


def request_id() -> str:
    """The id of the request in hand; empty outside requests."""
    return getattr(_request.get(), "id", "")


def current_user():
    """Who sent the request in hand, by session or key; None outside requests and for strangers."""
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None


def short_address() -> str:
    """The network of the client of the request in hand; empty outside requests and when unknown."""
    request = _request.get()
    address = client_address(request) if request else ""
    if not address:
        return ""
    first = ipaddress.ip_address(address.partition("/")[0])
    bits = IPV4_BITS if first.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network((first, bits), strict=False))


class OriginMiddleware:
    """Give each request an id: the proxy's if it is well formed, else a new one. Place it first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        sent = request.META.get("HTTP_X_REQUEST_ID", "") if settings.PROXIES else ""
        request.id = sent if WELL_FORMED.fullmatch(sent) else secrets.token_hex(8)
        token = _request.set(request)
        try:
            response = self.get_response(request)
        finally:
            _request.reset(token)
        response.headers["X-Request-ID"] = request.id
        return response
