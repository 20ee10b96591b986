"""Taking back what was done to many rows, as long as nobody has touched them since.

Whoever does something to rows keeps a mark of each as it was left; a row's version tells whether it is so still.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal

MOST_NAMED = 5


class TouchedSince(Refusal):
    """Names what was changed."""

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


def mark(record: models.Model) -> dict:
    """How a row was left, as JSON can keep it."""
    return {"model": record._meta.label_lower, "pk": record.pk, "version": record.version}


def touched(marks: Iterable[dict]) -> list[str]:
    """Names of the rows that have been saved or removed since they were marked. One query for each model."""
    by_model = defaultdict(dict)
    for each in marks:
        by_model[each["model"]][each["pk"]] = each["version"]
    names = []
    for label, versions in by_model.items():
        model = apps.get_model(label)
        rows = model._base_manager.in_bulk(versions)
        stale = [key for key, seen in versions.items() if key not in rows or rows[key].version != seen]
        names += [name_of(model, key, rows.get(key)) for key in stale]
    return names


def name_of(model: type[models.Model], key, row: models.Model | None) -> str:
    if row is None:
        return gettext("%(what)s %(key)s (borttagen)") % {"what": capfirst(model._meta.verbose_name), "key": key}
    return f"{model._meta.verbose_name} {row}"


def raw_values(record: models.Model) -> dict:
    """The stored value of every field, as JSON can keep it."""
    return {
        field.name: field.value_from_object(record) if field.is_relation else _plain(field, record)
        for field in record._meta.concrete_fields
    }


def _plain(field: models.Field, record: models.Model):
    value = field.value_from_object(record)
    return value if value is None or isinstance(value, bool | int | str) else field.value_to_string(record)


def set_raw(record: models.Model, values: dict):
    """Put kept values back on the instance; a field that the model no longer has is passed by."""
    fields = {field.name: field for field in record._meta.concrete_fields}
    for name, value in values.items():
        if name in fields:
            field = fields[name]
            setattr(record, field.attname, value if field.is_relation else field.to_python(value))
