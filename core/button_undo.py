"""Undo one button's action: restore its rows as they were, unless any has changed since.

Record each row's version when written, in a signed ticket; refuse to undo if any has changed. An action with effects
beyond its rows' fields (sending, merging) needs an undo of its own instead. A rule for restoring the rows of a model,
whatever the action, is registered with `way_back`.
"""

import datetime as dt
from collections.abc import Callable, Collection
from typing import NamedTuple

from django.apps import apps
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.history import as_seen
from core.models import Record, User
from core.undo import TouchedSince, name_of, raw_values, set_raw

SALT = "core.putting_back"  # tickets given before the module was renamed are good still
LASTS = dt.timedelta(days=1)


class NoWayBack(Refusal):
    message = _("Det går inte längre att ångra med den knappen.")


class Gone(NamedTuple):
    """A row that the action deletes, identified before the deletion."""

    model: type[Record]
    pk: int


WayBack = Callable[[Record, dict, User], None]
_WAYS: dict[type[Record], WayBack] = {}
_RETURNS: dict[type[Record], Callable[[Record], None]] = {}


def way_back(model: type[Record]):
    """Register how to restore a row of the model, given the row, its earlier values and the user.

    It raises a Refusal if the row can no longer be restored. The default is `step_back`.
    """

    def register(way: WayBack) -> WayBack:
        _WAYS[model] = way
        return way

    return register


def on_return(model: type[Record]):
    """Register what else to restore with a deleted row of the model."""

    def register(rule: Callable[[Record], None]) -> Callable[[Record], None]:
        _RETURNS[model] = rule
        return rule

    return register


def step_back(row: Record, before: dict, by: User):
    set_raw(row, before)
    row.save()


def ticket_for(*rows: Record | Gone, by: User, permissions: Collection[str] = ()) -> str:
    """A signed ticket for the rows as just saved; `permissions` are those that the action required.

    List a deleted row before the rows whose totals include it.
    """
    left = [
        (row.model._meta.label_lower, row.pk, None)
        if isinstance(row, Gone)
        else (row._meta.label_lower, row.pk, row.version)
        for row in rows
    ]
    return signing.dumps([left, sorted(permissions), by.pk], salt=SALT)


@transaction.atomic
def put_back(ticket: str, *, by: User):
    """Restore each row's previous version; delete created rows and restore deleted ones.

    Raises NoWayBack, TouchedSince, and the errors of the models' rules.
    """
    try:
        left, permissions, pressed_by = signing.loads(ticket, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        raise NoWayBack from None
    if pressed_by != by.pk or not by.has_perms(permissions):
        raise NoWayBack
    found = [(apps.get_model(label), key, version) for label, key, version in left]
    rows = [model._base_manager.select_for_update(of=("self",)).filter(pk=key).first() for model, key, _seen in found]
    touched = [
        name_of(model, key, row)
        for (model, key, seen), row in zip(found, rows, strict=True)
        if (row and row.version) != seen
    ]
    if touched:
        raise TouchedSince(touched)
    try:
        with transaction.atomic():
            for (model, key, _seen), row in zip(found, rows, strict=True):
                if row is None:
                    _bring_again(model, key)
                else:
                    _step_back(row, by)
    except (IntegrityError, ProtectedError):
        raise NoWayBack from None


def _step_back(row: Record, by: User):
    if row.version == 1:
        row.delete()
        return
    before = as_seen(row, row.version - 1)
    if before is None:
        raise NoWayBack
    _WAYS.get(type(row), step_back)(row, before, by)


def _bring_again(model: type[Record], key: int):
    """Restore a deleted row from its last history record, with its primary key; its history continues."""
    history = model.history.filter(**{model._meta.pk.name: key})
    last = history.order_by("history_id").last()
    if last is None or last.history_type != "-":
        raise NoWayBack
    row = model()
    set_raw(row, raw_values(last))
    row.version = history.count() + 1
    row.save(force_insert=True)
    if rule := _RETURNS.get(model):
        rule(row)
