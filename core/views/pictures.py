"""Serve uploaded pictures to users who may see them."""

from pathlib import PurePath

from django.http import Http404, HttpResponse

from core.stored_files import GONE
from core.views.tagging import tagged

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
PUBLIC_MAX_AGE = 300  # seconds that anybody may keep what is shown to everybody


def picture_response(request, image, *, public: bool = False) -> HttpResponse:
    """Send the file of an image field; `public` for one that everybody may see and keep a while."""
    try:
        with image.open("rb") as file:
            content = file.read()
    except GONE:
        raise Http404 from None
    response = HttpResponse(content, content_type=TYPES[PurePath(image.name).suffix.lower()])
    if public:
        return tagged(request, response, public=True, max_age=PUBLIC_MAX_AGE)
    return tagged(request, response, private=True, no_cache=True)
