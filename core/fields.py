from django.db import models
from phonenumber_field.modelfields import PhoneNumberDescriptor, PhoneNumberField
from phonenumber_field.phonenumber import to_python

from core import local_time


class WebAddressField(models.URLField):
    """A URL field that assumes https when no scheme is typed."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class MomentField(models.DateTimeField):
    """A date and time entered by users; parsed as core.local_time documents."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": local_time.MomentField, **kwargs})


class _Stored(str):
    """A phone number as the database has it, not parsed yet."""

    __slots__ = ()


class _ParsedWhenRead(PhoneNumberDescriptor):
    def __get__(self, instance, owner):
        value = super().__get__(instance, owner)
        if isinstance(value, _Stored):
            value = instance.__dict__[self.field.name] = to_python(str(value), region=self.field.region)
        return value

    def __set__(self, instance, value):
        if isinstance(value, _Stored):
            instance.__dict__[self.field.name] = value
        else:
            super().__set__(instance, value)


class PhoneField(PhoneNumberField):
    """A phone number that is parsed when it is read from the row.

    Parsing one takes longer than the rest of its row, and most lists show none.
    """

    descriptor_class = _ParsedWhenRead

    def from_db_value(self, value, expression, connection):
        return value if value is None else _Stored(value)

    def deconstruct(self):
        """As the package's own field, so that no migration depends on this class."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "phonenumber_field.modelfields.PhoneNumberField", args, kwargs
