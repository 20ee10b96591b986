"""Which fields of a row a user may read and edit: all of them, or some by permission."""

from django.db import models

from core.models import User

_ROLES = "django.contrib.auth.backends.ModelBackend"  # grants the roles' permissions


def changeable(user, model: type[models.Model]) -> frozenset[str]:
    """The names of the fields that the user may edit; empty set if none.

    The model's `lesser_permissions` open some of the fields. No query beyond loading the user's permissions.
    """
    meta = model._meta
    if user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        return frozenset(field.name for field in (*meta.fields, *meta.many_to_many))
    lesser = getattr(model, "lesser_permissions", {})
    return frozenset(name for permission, names in lesser.items() if user.has_perm(permission) for name in names)


def unreadable(user, model: type[models.Model]) -> frozenset[str]:
    """The names of the fields that the user may not read, on any page or in any file.

    The model's `guarded_fields` names their permissions. No query beyond loading the user's permissions.
    """
    guarded = getattr(model, "guarded_fields", {})
    return frozenset(name for name, permission in guarded.items() if not (user and user.has_perm(permission)))


def who_may(permission: str, *, also: int | None = None) -> models.QuerySet[User]:
    """Active users with the permission, as choices for a field; plus the user with the key `also`.

    `also` keeps the current owner of a row as a choice after leaving or changing role.
    """
    people = User.objects.with_perm(permission, backend=_ROLES)
    return people if also is None else people | User.objects.filter(pk=also)
