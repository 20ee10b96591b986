"""What of a row somebody may read and change: all of it, or by permission some of its fields."""

from django.db import models

from core.models import User

_ROLES = "django.contrib.auth.backends.ModelBackend"  # which roles may what; the other backends only stand in the way


def changeable(user, model: type[models.Model]) -> frozenset[str]:
    """The names of the fields that this person may change in rows of the model; empty for who may change nothing.

    What opens some of the fields is in the model's `lesser_permissions`. No query beyond the person's permissions.
    """
    meta = model._meta
    if user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        return frozenset(field.name for field in (*meta.fields, *meta.many_to_many))
    lesser = getattr(model, "lesser_permissions", {})
    return frozenset(name for permission, names in lesser.items() if user.has_perm(permission) for name in names)


def unreadable(user, model: type[models.Model]) -> frozenset[str]:
    """The names of the fields that this person may not read in rows of the model, on any page or in any file.

    What guards them is in the model's `guarded_fields`. No query beyond the person's permissions.
    """
    guarded = getattr(model, "guarded_fields", {})
    return frozenset(name for name, permission in guarded.items() if not (user and user.has_perm(permission)))


def who_may(permission: str, *, also: int | None = None) -> models.QuerySet[User]:
    """The active people whose role lets them do that, to choose among; and the one with the key `also`.

    That is for a row that somebody looks after already, who may have left or got another role since.
    """
    people = User.objects.with_perm(permission, backend=_ROLES)
    return people if also is None else people | User.objects.filter(pk=also)
