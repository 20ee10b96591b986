"""Fields edited in place on a row's page."""

from urllib.parse import urlencode

from django.db import models
from django.urls import reverse
from phonenumber_field.modelfields import PhoneNumberField

_KINDS = (
    (PhoneNumberField, "phone"),
    (models.EmailField, "email"),
    (models.URLField, "link"),
    (models.DateField, "day"),
    (models.IntegerField, "number"),
)


def shown_inline(record: models.Model, name: str, *, back: str, may_change: bool, focus: bool = False) -> dict:
    """Return the context of components/inline_field.html. The edit URL is `<app>:<model>_field`.

    `back` is the page to return to without script; `focus` restores the keyboard focus after the edit.
    """
    meta = record._meta
    described = meta.get_field(name)
    kind = "choice" if described.choices else next((kind for cls, kind in _KINDS if isinstance(described, cls)), "text")
    value = getattr(record, name)
    return {
        "record": record,
        "name": name,
        "label": described.verbose_name,
        "kind": kind,
        "value": value,
        "words": getattr(record, f"get_{name}_display")() if kind == "choice" else value,
        "may_change": may_change,
        "focus": focus,
        "url": reverse(f"{meta.app_label}:{meta.model_name}_field", args=[record.pk, name]) + f"?{_query(back)}",
    }


def _query(back: str) -> str:
    return urlencode({"next": back})
