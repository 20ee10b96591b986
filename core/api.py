"""Shared by all API endpoints: versions, errors and permissions."""

import re

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_lib_doc_excludes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions, mixins, status, viewsets
from rest_framework.fields import get_error_detail
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from core.api_defaults import FilterBackend, ModelPermissions
from core.audit import note_list_read
from core.errors import Refusal, StaleVersion
from core.field_permissions import changeable
from core.models import ApiToken
from core.paging import steady
from core.serializers import ModelSerializer, RefusesUnknownFields, Serializer

# Accept a weak ETag too: a proxy that compresses the response weakens it.
_IF_MATCH = re.compile(r'\s*(?:W/)?"(\d{1,10})"\s*')


# --- Errors ----------------------------------------------------------------------------------------


class VersionRequired(exceptions.APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "version_required"
    default_detail = _(
        'Skicka huvudet If-Match med den version du läste (ETag i svaret), till exempel If-Match: "3", '
        "så att ingen annans ändring skrivs över."
    )


class VersionMalformed(exceptions.APIException):
    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "version_malformed"
    default_detail = _('If-Match ska vara en enda version inom citattecken, till exempel "3".')


def _code(error: Exception) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()


def _refused(message, code: str, status_code: int, **more) -> Response:
    return Response({"detail": str(message), "code": code, **more}, status=status_code)


def handle_exception(error, context) -> Response | None:
    """Map refusals to 409, a stale version to 412, and Django's validation errors to 400 by field."""
    match error:
        case StaleVersion():
            stale = error.context["instance"]
            now = type(stale)._base_manager.filter(pk=stale.pk).first()
            differences = context["view"].differences(now) if now and hasattr(context["view"], "differences") else {}
            version = now and now.version
            return _refused(
                error, _code(error), status.HTTP_412_PRECONDITION_FAILED, version=version, differences=differences
            )
        case Refusal():
            return _refused(error, _code(error), status.HTTP_409_CONFLICT)
        case ProtectedError():
            message = _("Det går inte att ta bort, för andra uppgifter hör ihop med det.")
            return _refused(message, "protected", status.HTTP_409_CONFLICT)
        case Http404():
            error = exceptions.NotFound()  # in the user's language, without model names
        case DjangoValidationError():
            detail = get_error_detail(error)
            if isinstance(detail, dict) and NON_FIELD_ERRORS in detail:
                detail[api_settings.NON_FIELD_ERRORS_KEY] = detail.pop(NON_FIELD_ERRORS)
            error = exceptions.ValidationError(detail)
    response = exception_handler(error, context)
    if response is not None and isinstance(response.data, dict):
        code = getattr(response.data.get("detail"), "code", None)
        if code:
            response.data["code"] = code
    return response


# --- Versions --------------------------------------------------------------------------------------


class VersionedSchema(AutoSchema):
    """Describe VersionedViewSet's headers and responses in the OpenAPI schema."""

    def get_override_parameters(self):
        parameters = super().get_override_parameters()
        if self.view.action in self.view.versioned_actions:
            parameters.append(
                OpenApiParameter(
                    "If-Match",
                    str,
                    OpenApiParameter.HEADER,
                    required=True,
                    description='The version that was read, quoted as in ETag: `"3"`.',
                )
            )
        if self.view.action in self.view.tagged_actions:
            parameters.append(
                OpenApiParameter(
                    "ETag", str, OpenApiParameter.HEADER, response=[200, 201], description="The version, quoted."
                )
            )
        return parameters

    def _get_response_bodies(self, direction="response"):
        responses = super()._get_response_bodies(direction)
        if self.view.action in self.view.versioned_actions:
            refusal = {"type": "object", "properties": {"detail": {"type": "string"}, "code": {"type": "string"}}}
            both = {"type": "object", "properties": {"sent": {}, "stored": {}}}
            stale_properties = {
                "version": {"type": "integer"},
                "differences": {"type": "object", "additionalProperties": both},
            }
            stale = {**refusal, "properties": refusal["properties"] | stale_properties}
            for code, body, words in (
                ("412", stale, "Somebody else has saved since that version was read."),
                ("428", refusal, "The If-Match header is missing."),
            ):
                responses[code] = {**self._get_response_for_code(body, code), "description": words}
        return responses


class StrictRequestMixin:
    """Mixin, placed before the viewset class: refuse a body that is not JSON and unknown query parameters.

    A misspelt filter must not return all rows. `action_parameters` maps an action to the serializer or filter set that
    reads its parameters.
    """

    action_parameters: dict[str, type] = {}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.sent = request.data  # before any refusal: the response to a stale version repeats what was sent
        unknown = sorted(set(request.query_params) - self._known_parameters())
        if unknown:
            words = _("Det finns ingen sådan parameter.")
            raise exceptions.ValidationError({name: [words] for name in unknown})
        # Row by row, too: numbers are easy to count up.
        if request.method in SAFE_METHODS and isinstance(request.auth, ApiToken):
            note_list_read(request.auth, self.queryset.model)

    def _known_parameters(self) -> set[str]:
        known = {api_settings.URL_FORMAT_OVERRIDE}
        if self.paginator and self.action in {"list", *self.action_parameters}:
            known |= {self.paginator.page_query_param, self.paginator.page_size_query_param}
        if self.action == "list":
            filterset_class = FilterBackend().get_filterset_class(self, self.queryset)
            known |= set(filterset_class.base_filters) if filterset_class else set()
        elif self.action in self.action_parameters:
            asked = self.action_parameters[self.action]
            known |= set(getattr(asked, "base_filters", None) or asked().fields)
        return known


class VersionedViewSet(StrictRequestMixin):
    """Mixin, before the viewset class, for models that are a core.models.Record.

    Responses have the version as ETag and in the body (list `version` in the serializer's fields). A client that edits
    or deletes sends the version it read in If-Match. It is set on the instance, so that Record.save refuses the write
    even if another client saves between the check here and the save.
    """

    schema = VersionedSchema()
    versioned_actions = frozenset({"update", "partial_update", "destroy"})  # add your own @actions that write
    tagged_actions = frozenset({"retrieve", "create", "update", "partial_update"})

    def get_object(self):
        instance = super().get_object()
        if self.action in self.versioned_actions:
            seen = self._version_seen()
            if seen != instance.version:
                raise StaleVersion(instance)
        return instance

    def _version_seen(self) -> int:
        header = self.request.headers.get("If-Match")
        if header is None:
            raise VersionRequired
        match = _IF_MATCH.fullmatch(header)
        if not match:
            raise VersionMalformed
        return int(match.group(1))

    def differences(self, stored) -> dict[str, dict]:
        """The sent and the stored value of each sent field that differs, as the API represents them.

        Fields that the user may not read are left out.
        """
        sent = self.sent
        row = self.get_queryset().filter(pk=stored.pk).first()  # with the endpoint's annotations
        shown = self.get_serializer(row).data if row and isinstance(sent, dict) else {}
        return {
            name: {"sent": value, "stored": shown[name]}
            for name, value in (sent.items() if shown else ())
            if name in shown and shown[name] != value
        }

    def perform_destroy(self, instance):
        with transaction.atomic():
            instance.claim_version()
            instance.delete()

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        tagged = self.action in self.tagged_actions | self.versioned_actions
        if tagged and status.is_success(response.status_code) and response.data is not None:
            response["ETag"] = f'"{response.data["version"]}"'
        return response


# --- Endpoints -------------------------------------------------------------------------------------


class ActionPermissions(ModelPermissions):
    """Require an action's own permission for a POST to it, instead of the permission to add rows."""

    def has_permission(self, request, view):
        if view.action in {"update", "partial_update"}:
            # The serializer checks which fields.
            return bool(changeable(request.user, self._queryset(view).model))
        permission = view.action_permissions.get(view.action)
        return request.user.has_perm(permission) if permission else super().has_permission(request, view)


class FilteredListMixin:
    """Mixin, before the viewset class: filter only the list, so that a row's own URL finds what the list leaves out."""

    def filter_queryset(self, queryset):
        return steady(super().filter_queryset(queryset)) if self.action == "list" else queryset


class ReadViewSet(VersionedViewSet, FilteredListMixin, viewsets.ReadOnlyModelViewSet):
    # Rows are read here; they are created elsewhere and changed by actions.

    permission_classes = [ActionPermissions]
    action_permissions: dict[str, str] = {}


class EnteredViewSet(ReadViewSet, mixins.CreateModelMixin):
    # Rows are created and read here; later changes are actions.

    create_serializer_class = None

    def get_serializer_class(self):
        if self.action == "create" and self.create_serializer_class:
            return self.create_serializer_class
        return super().get_serializer_class()


class RecordViewSet(EnteredViewSet, mixins.UpdateModelMixin):
    # Rows can be edited too.
    pass


# --- Serializers -----------------------------------------------------------------------------------


def undocumented_bases() -> list[type]:
    """Base classes whose docstrings must not be used as descriptions of schemas and operations."""
    return [
        *get_lib_doc_excludes(),
        RefusesUnknownFields,
        Serializer,
        ModelSerializer,
        StrictRequestMixin,
        FilteredListMixin,
    ]
