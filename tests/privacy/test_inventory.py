from django.apps import apps
from django.db import models

from privacy.inventory import CANNOT_HOLD, HISTORY_REASON, HOLDS, live_model, places

KEYS_OF_OTHER_FIELDS = frozenset({"search_key", "sort_key", "match_key"})
TEXTUAL = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)


def textual_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that can hold words: without choices, and not made of other fields."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTUAL) and not field.choices and field.name not in KEYS_OF_OTHER_FIELDS
    ]


def test_every_field_that_holds_text_is_in_the_inventory_or_says_why_not():
    known = {f"{label}.{name}" for label, names in HOLDS.items() for name in names}
    fields = {
        (f"{live_model(model)._meta.label}.{field.name}", live_model(model)._meta.label)
        for model in apps.get_models(include_auto_created=True)
        for field in textual_fields(model)
        if field.name != HISTORY_REASON
    }
    undecided = {field for field, label in fields if not {field, label} & (known | CANNOT_HOLD.keys())}
    assert undecided == set()
    assert known & CANNOT_HOLD.keys() == set()
    assert known - {field for field, _label in fields} == set()
    assert CANNOT_HOLD.keys() - {name for pair in fields for name in pair} == set()


def test_inventory_has_the_history_of_every_model_that_has_one():
    live = {model for model in places() if not hasattr(model, "history_object")}
    assert {model.history.model for model in live if hasattr(model, "history")} <= places().keys()
