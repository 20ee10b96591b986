"""Serve uploaded pictures to users who may see them."""

from pathlib import PurePath

from django.http import Http404, HttpResponse

from core.stored_files import GONE
from core.views.tagging import tagged

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}


def picture_response(request, image) -> HttpResponse:
    """Send the file of an image field."""
    try:
        with image.open("rb") as file:
            content = file.read()
    except GONE:
        raise Http404 from None
    response = HttpResponse(content, content_type=TYPES[PurePath(image.name).suffix.lower()])
    return tagged(request, response, private=True, no_cache=True)
