"""Base classes of serializers: field permissions, and money and times as text."""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import exceptions, serializers
from rest_framework.fields import empty
from rest_framework.utils import model_meta

from core.field_permissions import changeable, unreadable
from core.local_time import moment_of
from core.money import MoneyField, NoAmount, format_amount, parse_amount
from core.services import save_record
from core.text import visible, visible_lines


@extend_schema_field({"type": "string", "format": "decimal", "pattern": r"^-?\d+\.\d{2}$", "example": "1234.50"})
class MoneySerializerField(serializers.Field):
    """Kronor as text with two decimals. Accepts the forms' notation and integers, never a float."""

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
    """Field mixin: refuse numbers and booleans as text, and normalise text as core.text does."""

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
    """A time without a zone is Swedish local time, parsed as core.local_time documents."""

    def enforce_timezone(self, value):
        if timezone.is_naive(value):
            try:
                value = moment_of(value)
            except DjangoValidationError as error:
                raise exceptions.ValidationError(error.messages, code=error.code) from None
        return super().enforce_timezone(value)

    def to_internal_value(self, value):
        return super().to_internal_value(value).astimezone(dt.UTC)


class RefusesUnknownFields:
    """Serializer mixin: refuse unknown and read-only fields instead of ignoring them.

    A read-only field with its current value is accepted, so that a client can send back a whole row it has read.
    """

    def to_internal_value(self, data):
        if isinstance(data, dict) and (refused := self._refused_fields(data)):
            raise serializers.ValidationError(refused)
        return super().to_internal_value(data)

    def _refused_fields(self, data: dict) -> dict[str, list]:
        unknown = {name: [_("Fältet finns inte.")] for name in data if name not in self.fields}
        read_only = {name for name in data if name in self.fields and self.fields[name].read_only}
        shown = self.to_representation(self.instance) if read_only and isinstance(self.instance, models.Model) else {}
        changed = [name for name in read_only if name not in shown or data[name] != shown[name]]
        return unknown | {name: [_("Fältet sätts inte här, så värdet skulle inte sparas.")] for name in changed}


class Serializer(RefusesUnknownFields, serializers.Serializer):
    """Base of serializers for the input of actions."""


class ModelSerializer(RefusesUnknownFields, serializers.ModelSerializer):
    """Save through core.services.save_record, with money as text and per-user field permissions.

    A field that the user may not read (core.field_permissions.unreadable) is left out of the response and refused in
    the request; a request without it leaves it unchanged.
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
            return frozenset()  # the API schema describes all fields to every user
        return unreadable(getattr(self.context.get("request"), "user", None), self.Meta.model)

    def _locked(self, data: dict) -> set[str]:
        """Submitted fields that the user may not change; sending back the shown value is no change."""
        model, request = self.Meta.model, self.context.get("request")
        if self.instance is None or request is None or not getattr(model, "lesser_permissions", {}):
            return set()
        may, shown = changeable(request.user, model), self.to_representation(self.instance)
        # A write-only field is an option of the change, not a change by itself.
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
        """Save through core.services; override for a model with its own service."""
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
