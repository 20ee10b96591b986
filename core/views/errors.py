"""Responses to unhandled errors: a page that says what to do, or JSON for the API.

No query: the database may be the cause.
"""

import logging
import sys
from http import HTTPStatus

from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext

from core.errors import NotPublicYet, Refusal

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 30
FOR_VISITORS = ("/public/", "/t/")  # pages of people without a login: the way on is to the goals' pages
UNREACHABLE = (OperationalError, InterfaceError)
# Raised when a value cannot be stored: too large a number, a NUL, an unpaired surrogate.
UNSTORABLE = (DataError, OverflowError, UnicodeEncodeError)
CODES = {
    400: "bad_request",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    500: "error",
    503: "unavailable",
}


def is_program(request) -> bool:
    """Whether the URL belongs to the API, which answers in JSON."""
    return request.path_info.startswith(f"/{settings.API_PREFIX}")


def answer(request, status: int, words: str) -> HttpResponse:
    if is_program(request):
        return JsonResponse({"detail": words, "code": CODES[status]}, status=status)
    language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)  # unset if it failed before the session
    with translation.override(language):
        context = {"LANGUAGE_CODE": language, "is_for_visitors": request.path_info.startswith(FOR_VISITORS)}
        return HttpResponse(render_to_string(f"{status}.html", context), status=status)


def answer_to(request, error: BaseException | None) -> HttpResponse:
    """503 when the database is unavailable, 400 for a value that it cannot store, else 500."""
    if isinstance(error, UNREACHABLE):
        response = answer(request, 503, gettext("Databasen svarar inte just nu. Försök igen om en stund."))
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    if isinstance(error, UNSTORABLE):
        return bad_request(request)
    return answer(request, 500, gettext("Något gick fel hos oss. Försök igen om en stund."))


def refused(request, refusal: Refusal) -> HttpResponse:
    """Respond to a Refusal that no view handled."""
    return render(request, "409.html", {"refusal": refusal}, status=409)


def not_public_yet(request) -> HttpResponse:
    """Nothing for visitors yet; by its status neither caches nor search engines take it for the page."""
    if request.path_info.endswith(".json"):
        words = gettext("Sidan är inte öppnad än.")
        response = JsonResponse({"detail": words, "code": "not_public_yet"}, status=503)
    else:
        response = render(request, "public/not_yet.html", status=503)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


def bad_request(request, exception=None):
    return answer(request, 400, gettext("Ett värde i förfrågan går inte att använda."))


def permission_denied(request, exception=None):
    return answer(request, 403, gettext("Din roll får inte göra det här."))


def not_found(request, exception=None):
    return answer(request, 404, gettext("Adressen finns inte."))


def server_error(request):
    return answer_to(request, sys.exc_info()[1])


class ErrorMiddleware:
    """Refuse text that cannot be stored, map database errors to status codes, and say what an empty answer means."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        parts = (request.path, request.META.get("QUERY_STRING", ""), *request.COOKIES.values())
        if any("\x00" in part or "%00" in part for part in parts):
            return bad_request(request)
        response = self.get_response(request)
        # Django leaves the page empty for who types the address of a button, or comes back to it by the history.
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            words = gettext("Adressen tar inte emot en sådan förfrågan.")
            page = answer(request, response.status_code, words)
            response.content, response.headers["Content-Type"] = page.content, page.headers["Content-Type"]
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, Refusal):
            return refused(request, exception)
        if isinstance(exception, NotPublicYet):
            return not_public_yet(request)
        if not isinstance(exception, (*UNREACHABLE, *UNSTORABLE)):
            return None
        log.error("%s: %s", type(exception).__name__, request.path, exc_info=exception)
        return answer_to(request, exception)
