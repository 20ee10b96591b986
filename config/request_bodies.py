"""Limit request bodies by URL and to UTF-8, from the headers alone, before any of the body is read."""

from http import HTTPStatus

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from core.api_defaults import TokenAuthentication
from core.images import MAX_LOGO_BYTES, MAX_PICTURE_BYTES
from core.spreadsheets.reader import A_LIST, A_REGISTER
from core.views.errors import bad_request
from workplaces.forms.coordinators import MOST_AT_ONCE
from workplaces.models import LinkKind
from workplaces.services.personal_links import open_link

MEGABYTE = 1024 * 1024
FROM_STRANGERS = 256 * 1024  # who has no login, key or link: the public form, a login; a juror's marks
FROM_USERS = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
UTF8 = frozenset({"utf-8", "utf8", "us-ascii"})
_DIGITS = 18
_FORM = MEGABYTE  # the fields sent with a file
_PHOTO = MAX_PICTURE_BYTES + 2 * _FORM  # and the copy that the form carries
_DOCUMENTS = settings.DOCUMENT_MAX_FILES * settings.DOCUMENT_MAX_BYTES + _FORM
# The URLs that accept files from who has an open personal link of that kind, which the URL holds.
BY_LINK = {
    "workplace:activity_report": (MOST_AT_ONCE * _PHOTO, LinkKind.COORDINATOR),
    "workplace:activity_picture_add": (_PHOTO, LinkKind.COORDINATOR),
    "workplace:details_change": (MAX_LOGO_BYTES + _FORM, LinkKind.SPONSOR),
}
# The URLs that accept files from logged-in users; all others accept FROM_USERS.
LARGER = {
    "inbox:mail_create": settings.MAIL_MAX_BYTES + _FORM,
    "crm:document_create": _DOCUMENTS,
    "api:document-list": settings.DOCUMENT_MAX_BYTES + _FORM,
    "imports:import_create": A_REGISTER.bytes + _FORM,
    "imports:gift_list_create": 2 * A_LIST.bytes + _FORM,  # as a file and again as text
    "imports:gift_list_preview": 2 * A_LIST.bytes + _FORM,
    "imports:gift_list_commit": 2 * A_LIST.bytes + _FORM,
    "api:goalsection-picture": _PHOTO,
    "api:idea-picture": _PHOTO,
    "campaigns:competition_edit": _PHOTO,
    "campaigns:entry_picture_add": _PHOTO,
    "crm:delivery_snap": _PHOTO,
    "crm:delivery_deliver": _PHOTO,
    "crm:delivery_bulk": _PHOTO,
    "crm:proof_add": _PHOTO,
    "payroll:create": settings.DOCUMENT_MAX_BYTES + _FORM,
    "payroll:edit": settings.DOCUMENT_MAX_BYTES + _FORM,
}


class BodyMiddleware(MiddlewareMixin):
    """Refuse a body that is longer than its URL accepts, without Content-Length, or in another encoding than UTF-8.

    Place it before middleware that reads the body (Django does, to check the CSRF token) and after authentication.
    """

    def process_request(self, request):
        said = request.META.get("CONTENT_LENGTH", "")
        if not said and request.META.get("HTTP_TRANSFER_ENCODING"):
            return _refused(request, HTTPStatus.LENGTH_REQUIRED, gettext("Hur stort är det? Skicka Content-Length."))
        # Django reads an invalid Content-Length as 0; one with too many digits is too long.
        sent = int(said[:_DIGITS]) if said.isdecimal() else 0
        if sent and request.content_params.get("charset", "utf-8").lower() not in UTF8:
            return bad_request(request)
        if sent <= FROM_STRANGERS or _may_send(request, sent):
            return None
        return _refused(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, gettext("Det som skickades är för stort."))


def _may_send(request, sent: int) -> bool:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    if match.view_name in BY_LINK:
        most, kind = BY_LINK[match.view_name]
        return sent <= most and open_link(match.kwargs["token"], kind=kind) is not None
    return sent <= LARGER.get(match.view_name, FROM_USERS) and _is_known(request)


def _is_known(request) -> bool:
    """Whether a user is logged in or the request carries a valid API key."""
    if request.user.is_authenticated:
        return True
    try:
        return TokenAuthentication().authenticate(request) is not None
    except (AuthenticationFailed, PermissionDenied):  # the key may not do this: nothing it sends is wanted
        return False


def _refused(request, status: HTTPStatus, words: str):
    if request.path_info.startswith("/api/"):
        code = "too_large" if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else "length_required"
        return JsonResponse({"detail": words, "code": code}, status=status)
    return render(request, "413.html", {"words": words}, status=status)
