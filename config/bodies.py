"""How much may be sent to each address, told by the request's head before a byte of it is read or kept."""

from http import HTTPStatus

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext
from rest_framework.exceptions import AuthenticationFailed

from core.api_defaults import TokenAuthentication
from core.images import MAX_PICTURE_BYTES
from core.spreadsheets.reader import A_LIST, A_REGISTER

MEGABYTE = 1024 * 1024
FROM_STRANGERS = 256 * 1024  # the public form, a juror's marks, a login
FROM_USERS = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
_DIGITS = 18
_FORM = MEGABYTE  # what stands beside a file
_PHOTO = MAX_PICTURE_BYTES + 2 * _FORM  # and the one that comes back with the form
_DOCUMENTS = settings.DOCUMENT_MAX_FILES * settings.DOCUMENT_MAX_BYTES + _FORM
# The addresses that take files, from whom is logged in; all others take FROM_USERS.
LARGER = {
    "inbox:mail_create": settings.MAIL_MAX_BYTES + _FORM,
    "crm:document_create": _DOCUMENTS,
    "api:document-list": settings.DOCUMENT_MAX_BYTES + _FORM,
    "imports:import_create": A_REGISTER.bytes + _FORM,
    "imports:gift_list_create": 2 * A_LIST.bytes + _FORM,  # a file and the same as text
    "imports:gift_list_preview": 2 * A_LIST.bytes + _FORM,
    "imports:gift_list_commit": 2 * A_LIST.bytes + _FORM,
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
    """Refuses what is longer than its address takes, and what does not say how long it is.

    Stands before anything that reads the body, which Django does to check a form's token, and after what knows who
    asks.
    """

    def process_request(self, request):
        said = request.META.get("CONTENT_LENGTH", "")
        if not said and request.META.get("HTTP_TRANSFER_ENCODING"):
            return _refused(request, HTTPStatus.LENGTH_REQUIRED, gettext("Hur stort är det? Skicka Content-Length."))
        # Django takes what is no number for nothing at all; one of more digits than any file has is too long.
        sent = int(said[:_DIGITS]) if said.isdecimal() else 0
        if sent <= FROM_STRANGERS or (sent <= _most(request) and _is_known(request)):
            return None
        return _refused(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, gettext("Det som skickades är för stort."))


def _most(request) -> int:
    try:
        return LARGER.get(resolve(request.path_info).view_name, FROM_USERS)
    except Resolver404:
        return FROM_STRANGERS


def _is_known(request) -> bool:
    """Whether somebody is logged in, or a program shows a key that is good."""
    if request.user.is_authenticated:
        return True
    try:
        return TokenAuthentication().authenticate(request) is not None
    except AuthenticationFailed:
        return False


def _refused(request, status: HTTPStatus, words: str):
    if request.path_info.startswith("/api/"):
        code = "too_large" if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else "length_required"
        return JsonResponse({"detail": words, "code": code}, status=status)
    return render(request, "413.html", {"words": words}, status=status)
