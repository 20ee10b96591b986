from drf_spectacular.utils import extend_schema_field
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers

from core.field_permissions import who_may
from core.models import User
from core.serializers import LineSerializerField, Text


class UserWhoMayField(serializers.PrimaryKeyRelatedField):
    """A user with the permission `may`; or the one already stored on the row."""

    def __init__(self, *, may: str, **kwargs):
        self.may = may
        if not kwargs.get("read_only"):
            kwargs.setdefault("queryset", User.objects.all())
        super().__init__(**kwargs)

    def get_queryset(self):
        has_it = getattr(getattr(self.parent, "instance", None), f"{self.source}_id", None)
        return who_may(self.may, also=has_it)


class NameField(serializers.CharField):
    """The name of the object whose id is in another field."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)


class KeyField(serializers.IntegerField):
    """The id of the row that `source` leads to, null if there is none."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True, **kwargs)


@extend_schema_field({"type": "string", "description": "E.164", "example": "+46701740605"})
class PhoneField(Text, PhoneNumberField):
    def to_representation(self, value):
        return value.as_e164 if value else ""


class TagNamesField(serializers.ListField):
    """Names of tags; missing tags are created."""

    child = LineSerializerField(max_length=40)

    def to_representation(self, tags):
        return [tag.name for tag in tags.all()]


class LinesField(serializers.ListField):
    """A list stored as text, one item per line."""

    child = LineSerializerField(max_length=254)

    def to_representation(self, value):
        return value.splitlines()

    def to_internal_value(self, data):
        return "\n".join(super().to_internal_value(data))
