"""ETag responses for polled resources, so that an unchanged one is answered with 304 (RFC 9110)."""

from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control


def tag_of(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()[:32]}"'


def tagged(request, response: HttpResponse, *, etag: str = "", **cache_control) -> HttpResponse:
    """Set the ETag from the content (or `etag`, computed before), and answer 304 if the client has it.

    No Last-Modified: removed rows, a new day and a revoked permission change the page too, and no row records their
    time. A request with only `If-Modified-Since` therefore gets the whole page.
    """
    response["ETag"] = etag or tag_of(response.content)
    del response["Last-Modified"]
    patch_cache_control(response, **cache_control)
    return get_conditional_response(request, etag=response["ETag"], response=response)
