"""The answer to an error that no view meant: a page that says what to do, or JSON to a program.

None of them asks the database: it may be what is away.
"""

import logging
import sys

from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from core.errors import Refusal

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 30
UNREACHABLE = (OperationalError, InterfaceError)
# What a value that no column can hold raises on its way to the database: too large a number, a NUL, half a surrogate.
UNSTORABLE = (DataError, OverflowError, UnicodeEncodeError)
CODES = {400: "bad_request", 403: "permission_denied", 404: "not_found", 500: "error", 503: "unavailable"}


def is_program(request) -> bool:
    """Whether the address belongs to the API, whose answers are JSON."""
    return request.path_info.startswith(f"/{settings.API_PREFIX}")


def answer(request, status: int, words: str) -> HttpResponse:
    if is_program(request):
        return JsonResponse({"detail": words, "code": CODES[status]}, status=status)
    language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)  # none yet where the session was not reached
    with translation.override(language):
        return HttpResponse(render_to_string(f"{status}.html", {"LANGUAGE_CODE": language}), status=status)


def answer_to(request, error: BaseException | None) -> HttpResponse:
    """503 when the database is away, 400 for a value that it cannot hold, else 500."""
    if isinstance(error, UNREACHABLE):
        response = answer(request, 503, gettext("Databasen svarar inte just nu. Försök igen om en stund."))
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    if isinstance(error, UNSTORABLE):
        return bad_request(request)
    return answer(request, 500, gettext("Något gick fel hos oss. Försök igen om en stund."))


def refused(request, refusal: Refusal) -> HttpResponse:
    """A rule said no where no page had a place of its own for it."""
    return render(request, "409.html", {"refusal": refusal}, status=409)


def bad_request(request, exception=None):
    return answer(request, 400, gettext("Ett värde i förfrågan går inte att använda."))


def permission_denied(request, exception=None):
    return answer(request, 403, gettext("Din roll får inte göra det här."))


def not_found(request, exception=None):
    return answer(request, 404, gettext("Adressen finns inte."))


def server_error(request):
    return answer_to(request, sys.exc_info()[1])


class ErrorMiddleware:
    """Refuse what no text may hold, and answer errors of the database's by what they are."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        parts = (request.path, request.META.get("QUERY_STRING", ""), *request.COOKIES.values())
        if any("\x00" in part or "%00" in part for part in parts):
            return bad_request(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refusal):
            return refused(request, exception)
        if not isinstance(exception, (*UNREACHABLE, *UNSTORABLE)):
            return None
        log.error("%s: %s", type(exception).__name__, request.path, exc_info=exception)
        return answer_to(request, exception)
