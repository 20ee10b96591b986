"""What of a row somebody may change: all of it, or with a lesser permission some of its fields."""

from django.db import models


def changeable(user, model: type[models.Model]) -> frozenset[str]:
    """The names of the fields that this person may change in rows of the model; empty for who may change nothing.

    What opens some of the fields is in the model's `lesser_permissions`. No query beyond the person's permissions.
    """
    meta = model._meta
    if user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        return frozenset(field.name for field in (*meta.fields, *meta.many_to_many))
    lesser = getattr(model, "lesser_permissions", {})
    return frozenset(name for permission, names in lesser.items() if user.has_perm(permission) for name in names)
