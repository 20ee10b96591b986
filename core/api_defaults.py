"""The default classes that settings name for every endpoint.

Django REST framework imports them while it loads its own views, so they cannot live in core.api, which needs those
views.
"""

import re
from math import isinf

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as django_filters
from drf_spectacular.authentication import SessionScheme as SpectacularSessionScheme
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox import auth as knox
from rest_framework import authentication, parsers
from rest_framework.exceptions import AuthenticationFailed, ParseError, PermissionDenied
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import SAFE_METHODS, DjangoModelPermissions

from core.addresses import client_ip
from core.filters import Bounded
from core.services import note_key_used

KEY = re.compile(rb"[\w-]{1,200}")


class TokenAuthentication(knox.TokenAuthentication):
    """Hold each key to the limits that it was made with: its last day, its addresses, and reading only.

    A key with characters that no key has is rejected before any database query.
    """

    def authenticate(self, request):
        found = super().authenticate(request)
        if found:
            _user, key = found
            if not key.lets_in(client_ip(request)):
                raise AuthenticationFailed(_("Nyckeln gäller inte från den här nätadressen."))
            if not key.may_write and request.method not in SAFE_METHODS:
                raise PermissionDenied(_("Nyckeln får bara läsa."))
            note_key_used(key)
        return found

    def authenticate_credentials(self, token: bytes):
        if not KEY.fullmatch(token):
            raise AuthenticationFailed(_("Nyckeln gäller inte."))
        return super().authenticate_credentials(token)

    def _cleanup_token(self, auth_token) -> bool:
        """Whether it has expired. It stays in its owner's list, which says so; knox would delete it here, and look
        through the owner's other keys at each call.
        """
        return auth_token.has_expired


class SessionAuthentication(authentication.SessionAuthentication):
    """Refuse the session of a user who lacks a second factor that their role requires."""

    def authenticate(self, request):
        found = super().authenticate(request)
        if found and found[0].lacks_factor and settings.SECOND_FACTOR_ROLES:
            raise PermissionDenied(_("Din roll kräver ett andra steg när du loggar in. Lägg till det på din profil."))
        return found


class SessionScheme(SpectacularSessionScheme):
    target_class = SessionAuthentication


class TokenScheme(KnoxTokenScheme):
    target_class = TokenAuthentication


class ModelPermissions(DjangoModelPermissions):
    """Require the model's view permission for reading, which Django REST framework's own class leaves open."""

    perms_map = DjangoModelPermissions.perms_map | {
        method: ["%(app_label)s.view_%(model_name)s"] for method in ("GET", "HEAD", "OPTIONS")
    }


class ListedFilterSet(Bounded, django_filters.FilterSet):
    """For an endpoint that lists its filter fields and shares no filter set with a page."""


class FilterBackend(django_filters.DjangoFilterBackend):
    filterset_base = ListedFilterSet


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class JSONParser(parsers.JSONParser):
    """Refuse JSON nested too deeply and text that no database can store."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("JSON-texten har för många nivåer.")) from None
        for each in _texts_and_numbers(data):
            if isinstance(each, float):
                if isinf(each):
                    raise ParseError(_("Ett tal är för stort."))
            elif _is_unstorable(each):
                raise ParseError(_("En text har tecken som inte går att spara (NUL eller ett halvt teckenpar)."))
        return data


def _texts_and_numbers(data):
    """Yield every string (keys too) and every float in JSON data. Iterative: the client controls the nesting."""
    waiting = [data]
    while waiting:
        match waiting.pop():
            case str() | float() as each:
                yield each
            case list() as items:
                waiting += items
            case dict() as items:
                waiting += items.keys()
                waiting += items.values()


def _is_unstorable(text: str) -> bool:
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)
