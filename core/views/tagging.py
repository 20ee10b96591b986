"""Answers that are asked for again and again, and are not sent to whoever has them already (RFC 9110)."""

from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control


def tag_of(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()[:32]}"'


def tagged(request, response: HttpResponse, *, etag: str = "", **cache_control) -> HttpResponse:
    """Tag the response by its content (or `etag`, made of it before), and answer 304 to whoever has it already.

    No Last-Modified: what leaves a page, the turn of a day and a right taken away change it too, and no row has the
    time of them. `If-Modified-Since` alone is so answered with the whole.
    """
    response["ETag"] = etag or tag_of(response.content)
    del response["Last-Modified"]
    patch_cache_control(response, **cache_control)
    return get_conditional_response(request, etag=response["ETag"], response=response)
