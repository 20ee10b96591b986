"""Pictures that people have sent in, given to those who may see them."""

from pathlib import PurePath

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}


def picture_response(request, image) -> HttpResponse:
    """The file of an image field. A file never changes under its name, so the name is its tag."""
    try:
        with image.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    etag = f'"{image.name}"'
    response = HttpResponse(content, content_type=TYPES[PurePath(image.name).suffix.lower()])
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response)
