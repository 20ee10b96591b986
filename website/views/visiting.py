"""What every public view of this app has in common: open to anybody, one language, cached, no cookie."""

import base64
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from csp.constants import SELF
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from core.views.etags import tagged
from core.views.pictures import PUBLIC_MAX_AGE
from core.views.visitors import language_of, open_to_visitors


def for_visitors(view: Callable) -> Callable:
    """A public, cacheable answer in the address's language. The view is handed the organisation as `ours`."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = view(request, *args, ours=open_to_visitors(request), **kwargs)
            if response.status_code == 200 and not response.has_header("ETag"):
                response = tagged(request, response, public=True, max_age=PUBLIC_MAX_AGE)
        response["Content-Language"] = language
        return response

    return login_not_required(require_safe(answer))


def styled(template: str, context: dict, *, css: str, request) -> HttpResponse:
    """A page with a style sheet of its own, which the policy allows by its hash: no address to fetch, no session."""
    language = request.LANGUAGE_CODE
    site, own = request.build_absolute_uri("/").rstrip("/"), "?lang=en" if language == "en" else ""
    shown = context | {"css": css, "LANGUAGE_CODE": language, "site": site, "in_language": own}
    response = HttpResponse(render_to_string(template, shown))
    digest = base64.b64encode(sha256(css.encode()).digest()).decode()
    response._csp_update = {"style-src": [SELF, f"'sha256-{digest}'"]}
    return response


def drawn_once(key: str, draw: Callable[[], bytes]) -> HttpResponse:
    """A PNG that is drawn at most once per BOARD_KEPT_SECONDS in a language, whatever the number of those who ask."""
    key = f"drawn:{key}:{translation.get_language()}"
    png = cache.get(key)
    if png is None:
        png = draw()
        cache.set(key, png, settings.BOARD_KEPT_SECONDS)
    return HttpResponse(png, content_type="image/png")


def framed(response: HttpResponse) -> HttpResponse:
    """May stand in a frame on the sites that EMBED_ORIGINS names."""
    response.xframe_options_exempt = True
    response._csp_replace = {"frame-ancestors": settings.EMBED_ORIGINS}
    return response
