"""What the API endpoints share: versions, errors, field permissions, and money as text."""

import datetime as dt
import re
from decimal import Decimal

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_lib_doc_excludes
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import exceptions, mixins, serializers, status, viewsets
from rest_framework.fields import empty, get_error_detail
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.utils import model_meta
from rest_framework.views import exception_handler

from core.api_defaults import FilterBackend, ModelPermissions
from core.errors import Refusal, StaleVersion
from core.field_permissions import changeable, unreadable
from core.moments import moment_of
from core.money import MoneyField, NoAmount, format_amount, parse_amount
from core.paging import steady
from core.services import save_record
from core.text import visible, visible_lines

# A weak tag is taken too: a proxy that compresses the answer weakens the tag on its way out.
_IF_MATCH = re.compile(r'\s*(?:W/)?"(\d{1,10})"\s*')


# --- Errors ---------------------------------------------------------------------------------------


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
    """Refusals become 409, a stale version 412, and Django's validation errors 400 by field."""
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
            error = exceptions.NotFound()  # in the reader's language, and without the names of our models
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


# --- Versions -------------------------------------------------------------------------------------


class VersionedSchema(AutoSchema):
    """Tells the OpenAPI document what VersionedViewSet asks for and answers."""

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
    """Refuses what nobody would read: a body that is no JSON, and a parameter that the endpoint does not know.

    A filter misspelt is not "everything". Before the viewset class. `action_parameters` says of an action which
    serializer or filter set reads its own.
    """

    action_parameters: dict[str, type] = {}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.sent = request.data  # read before a rule refuses: the answer to a stale version tells what was sent
        unknown = sorted(set(request.query_params) - self._known_parameters())
        if unknown:
            words = _("Det finns ingen sådan parameter.")
            raise exceptions.ValidationError({name: [words] for name in unknown})

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

    Answers carry the version as ETag and in the body (list `version` in the serializer's fields). Whoever
    changes or deletes says in If-Match which version they saw. It stays on the instance, so that
    Record.save refuses the write even if somebody else saves between the check here and the save.
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
        """For each field sent that now says something else: what was sent and what is stored, as the API writes it.

        Fields that this person may not see are left out, as they are in every answer.
        """
        sent = self.sent
        row = self.get_queryset().filter(pk=stored.pk).first()  # with what its endpoint shows beside its own fields
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


# --- Endpoints ------------------------------------------------------------------------------------


class ActionPermissions(ModelPermissions):
    """A POST to an action on a row asks for that action's permission, not for the right to add rows."""

    def has_permission(self, request, view):
        if view.action in {"update", "partial_update"}:
            # Which of the fields, the serializer asks.
            return bool(changeable(request.user, self._queryset(view).model))
        permission = view.action_permissions.get(view.action)
        return request.user.has_perm(permission) if permission else super().has_permission(request, view)


class ReadViewSet(VersionedViewSet, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    # Rows that are read; what makes them or happens to them is done elsewhere or by actions.

    permission_classes = [ActionPermissions]
    action_permissions: dict[str, str] = {}

    def filter_queryset(self, queryset):
        # A row is found by its address whatever a list leaves out by default.
        return steady(super().filter_queryset(queryset)) if self.action == "list" else queryset


class EnteredViewSet(ReadViewSet, mixins.CreateModelMixin):
    # Rows that are entered and read; what happens to them afterwards are actions.

    create_serializer_class = None

    def get_serializer_class(self):
        if self.action == "create" and self.create_serializer_class:
            return self.create_serializer_class
        return super().get_serializer_class()


class RecordViewSet(EnteredViewSet, mixins.UpdateModelMixin):
    # Rows that may be changed too.
    pass


# --- Serializers ----------------------------------------------------------------------------------


@extend_schema_field({"type": "string", "format": "decimal", "pattern": r"^-?\d+\.\d{2}$", "example": "1234.50"})
class MoneySerializerField(serializers.Field):
    """Kronor as text with two decimals. Reads what the forms read, and whole numbers; never a float."""

    default_error_messages = {
        "invalid": _('Skriv ett belopp i kronor som text, till exempel "1234.50".'),
        "min_value": _("Beloppet får inte vara mindre än {limit}."),
    }

    def __init__(self, *, min_value: Decimal | None = None, **kwargs):
        self.min_value = min_value
        super().__init__(**kwargs)

    def to_representation(self, value) -> str:
        return f"{value:.2f}"

    def to_internal_value(self, data) -> Decimal:
        if isinstance(data, bool) or not isinstance(data, str | int):
            self.fail("invalid")
        try:
            amount = parse_amount(str(data))
        except NoAmount as error:
            if error.code in self.error_messages:
                self.fail(error.code)
            raise serializers.ValidationError(str(error), code=error.code) from None
        if self.min_value is not None and amount < self.min_value:
            self.fail("min_value", limit=format_amount(self.min_value))
        return amount


class Text:
    """Mixin of a field: a number is no text, nor is yes; and text is kept as core.text says, in forms and lists too."""

    kept = staticmethod(visible)
    default_error_messages = {"not_text": _("Skriv text inom citattecken.")}

    def run_validation(self, data=empty):
        if isinstance(data, str):
            data = self.kept(data)
        elif data is not empty and data is not None:
            self.fail("not_text")
        return super().run_validation(data)


class LineSerializerField(Text, serializers.CharField):
    pass


class LinesSerializerField(Text, serializers.CharField):
    kept = staticmethod(visible_lines)


class EmailSerializerField(Text, serializers.EmailField):
    pass


class URLSerializerField(Text, serializers.URLField):
    pass


class MomentSerializerField(serializers.DateTimeField):
    """A time without a zone is Swedish, read as core.moments says."""

    def enforce_timezone(self, value):
        if timezone.is_naive(value):
            try:
                value = moment_of(value)
            except DjangoValidationError as error:
                raise exceptions.ValidationError(error.messages, code=error.code) from None
        return super().enforce_timezone(value)

    def to_internal_value(self, value):
        return super().to_internal_value(value).astimezone(dt.UTC)


class RefusesWhatIsNotDone:
    """Mixin of a serializer: a field that it does not know, or does not write, is an error and never passed by.

    What was shown may be sent back as it is; so a row that was read can be changed and sent whole.
    """

    def to_internal_value(self, data):
        if isinstance(data, dict) and (refused := self._not_done(data)):
            raise serializers.ValidationError(refused)
        return super().to_internal_value(data)

    def _not_done(self, data: dict) -> dict[str, list]:
        unknown = {name: [_("Fältet finns inte.")] for name in data if name not in self.fields}
        read_only = {name for name in data if name in self.fields and self.fields[name].read_only}
        shown = self.to_representation(self.instance) if read_only and isinstance(self.instance, models.Model) else {}
        changed = [name for name in read_only if name not in shown or data[name] != shown[name]]
        return unknown | {name: [_("Fältet sätts inte här, så värdet skulle inte sparas.")] for name in changed}


class Serializer(RefusesWhatIsNotDone, serializers.Serializer):
    """Of what an action asks for."""


class ModelSerializer(RefusesWhatIsNotDone, serializers.ModelSerializer):
    """Saves through core.services.save_record, writes money as text, and hides fields from those not allowed.

    A field that the user may not read (core.field_permissions.unreadable) is left out of the answer and refused in
    the request; a request that does not mention it leaves it as it is.
    """

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        MoneyField: MoneySerializerField,
        models.DateTimeField: MomentSerializerField,
        models.CharField: LineSerializerField,
        models.TextField: LinesSerializerField,
        models.EmailField: EmailSerializerField,
        models.URLField: URLSerializerField,
    }

    def _hidden(self) -> frozenset[str]:
        if getattr(self.context.get("view"), "swagger_fake_view", False):
            return frozenset()  # the document describes all fields, whoever asks for it
        return unreadable(getattr(self.context.get("request"), "user", None), self.Meta.model)

    def _locked(self, data: dict) -> set[str]:
        """What is sent that this person may not change; to send back what was shown changes nothing."""
        model, request = self.Meta.model, self.context.get("request")
        if self.instance is None or request is None or not getattr(model, "lesser_permissions", {}):
            return set()
        may, shown = changeable(request.user, model), self.to_representation(self.instance)
        # What is never shown says how to change a field, and changes none by itself.
        shown_too = {name: field for name, field in self.fields.items() if not (field.read_only or field.write_only)}
        written = {name for name, field in shown_too.items() if field.source not in may}
        return {name for name in written & set(data) if data[name] != shown.get(name)}

    def get_fields(self):
        hidden = self._hidden()
        return {name: field for name, field in super().get_fields().items() if name not in hidden}

    def to_internal_value(self, data):
        refused = sorted((self._hidden() & set(data)) | self._locked(data)) if isinstance(data, dict) else []
        if refused:
            raise exceptions.PermissionDenied(
                _("Du har inte behörighet till fältet %(field)s.") % {"field": ", ".join(refused)}
            )
        return super().to_internal_value(data)

    def build_standard_field(self, field_name, model_field):
        field_class, field_kwargs = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, MoneyField):
            field_kwargs.pop("max_value", None)
            field_kwargs["min_value"] = model_field.min_value
        return field_class, field_kwargs

    def write(self, instance: models.Model, validated_data: dict) -> models.Model:
        """Save through the service. Override where the model has a service of its own."""
        relations = model_meta.get_field_info(type(instance)).relations
        many = {name for name in validated_data if name in relations and relations[name].to_many}
        return save_record(
            instance,
            links={name: validated_data[name] for name in many},
            **{name: value for name, value in validated_data.items() if name not in many},
        )

    def create(self, validated_data):
        return self.write(self.Meta.model(), validated_data)

    def update(self, instance, validated_data):
        return self.write(instance, validated_data)


def undocumented_bases() -> list[type]:
    """The classes whose docstrings are for us, and describe no schema or operation of those that inherit them."""
    return [*get_lib_doc_excludes(), RefusesWhatIsNotDone, Serializer, ModelSerializer, StrictRequestMixin]
