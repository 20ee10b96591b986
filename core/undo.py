"""Shared by all undos: refusals that name the blocking rows, and a row's stored values."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal

MOST_NAMED = 5


class TouchedSince(Refusal):
    """Names the changed rows."""

    def __init__(self, names: list[str]):
        more = len(names) - MOST_NAMED
        named = ", ".join(names[:MOST_NAMED])
        if more > 0:
            named = ngettext("%(named)s och %(more)s till", "%(named)s och %(more)s till", more) % {
                "named": named,
                "more": more,
            }
        words = gettext("Det går inte att ångra, för detta har ändrats sedan dess: %(named)s.")
        super().__init__(words % {"named": named})


class AlreadyUndone(Refusal):
    message = _("Det är redan ångrat.")


class CannotReturn(Refusal):
    """Names the row that cannot be restored, and says why."""


def name_of(model: type[models.Model], key, row: models.Model | None) -> str:
    if row is None:
        return gettext("%(what)s %(key)s (borttagen)") % {"what": capfirst(model._meta.verbose_name), "key": key}
    return f"{model._meta.verbose_name} {row}"


def raw_values(record: models.Model) -> dict:
    """The stored value of every field in a form that JSON can represent."""
    return {
        field.name: field.value_from_object(record) if field.is_relation else _plain(field, record)
        for field in record._meta.concrete_fields
    }


def _plain(field: models.Field, record: models.Model):
    value = field.value_from_object(record)
    return value if value is None or isinstance(value, bool | int | str) else field.value_to_string(record)


def set_raw(record: models.Model, values: dict):
    """Set stored values on the instance, ignoring fields that the model no longer has."""
    fields = {field.name: field for field in record._meta.concrete_fields}
    for name, value in values.items():
        if name in fields:
            field = fields[name]
            setattr(record, field.attname, value if field.is_relation else field.to_python(value))
