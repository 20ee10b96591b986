"""Serve uploaded pictures to users who may see them."""

from pathlib import PurePath

from csp.constants import NONE, UNSAFE_INLINE
from django.http import Http404, HttpResponse

from core.stored_files import GONE
from core.views.etags import tagged

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
# Opened by itself an svg is a page, so it may do nothing though it has been cleaned.
SVG_POLICY = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "sandbox": ""}
PUBLIC_MAX_AGE = 300  # seconds that anybody may keep what is shown to everybody


def sent_picture(image) -> HttpResponse:
    """The file of an image field, without a word about who may keep it."""
    try:
        with image.open("rb") as file:
            content = file.read()
    except GONE:
        raise Http404 from None
    kind = PurePath(image.name).suffix.lower()
    response = HttpResponse(content, content_type=TYPES[kind])
    if kind == ".svg":
        response._csp_replace = SVG_POLICY
    return response


def picture_response(request, image, *, public: bool = False) -> HttpResponse:
    """Send the file of an image field; `public` for one that everybody may see and keep a while."""
    response = sent_picture(image)
    if public:
        return tagged(request, response, public=True, max_age=PUBLIC_MAX_AGE)
    return tagged(request, response, private=True, no_cache=True)
