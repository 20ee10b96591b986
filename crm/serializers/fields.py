from drf_spectacular.utils import extend_schema_field
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers

from core.models import User


class ActiveUserField(serializers.PrimaryKeyRelatedField):
    def __init__(self, **kwargs):
        if not kwargs.get("read_only"):
            kwargs.setdefault("queryset", User.objects.filter(is_active=True))
        super().__init__(**kwargs)


class NameField(serializers.CharField):
    """The name of what the id beside it points to."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)


@extend_schema_field({"type": "string", "description": "E.164", "example": "+46701740605"})
class PhoneField(PhoneNumberField):
    def to_representation(self, value):
        return value.as_e164 if value else ""


class TagNamesField(serializers.ListField):
    """Names; those that do not exist yet are made."""

    child = serializers.CharField(max_length=40)

    def to_representation(self, tags):
        return [tag.name for tag in tags.all()]
