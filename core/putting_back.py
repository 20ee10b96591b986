"""Taking back one press of a button: the row as it was before, as long as nobody has touched it since.

Who pressed gets a ticket, signed, that names the row and the version that the act left it with. An act with more to
it than a row's own fields (what it counted, what it sent) has a way back of its own instead.
"""

import datetime as dt

from django.apps import apps
from django.core import signing
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.history import as_seen
from core.models import Record, User
from core.undo import TouchedSince, name_of, set_raw

SALT = "core.putting_back"
LASTS = dt.timedelta(days=1)


class NoWayBack(Refusal):
    message = _("Det går inte längre att ångra med den knappen.")


def ticket_for(record: Record, *, by: User) -> str:
    """For the row as the act has just saved it."""
    return signing.dumps([record._meta.label_lower, record.pk, record.version, by.pk], salt=SALT)


@transaction.atomic
def put_back(ticket: str, *, by: User):
    """The row as its version before was; a row that the act made goes. Raises NoWayBack, TouchedSince."""
    try:
        label, key, version, pressed_by = signing.loads(ticket, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        raise NoWayBack from None
    model = apps.get_model(label)
    act = "add" if version == 1 else "change"
    if pressed_by != by.pk or not by.has_perm(f"{model._meta.app_label}.{act}_{model._meta.model_name}"):
        raise NoWayBack
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=key).first()
    if row is None or row.version != version:
        raise TouchedSince([name_of(model, key, row)])
    try:
        with transaction.atomic():
            _step_back(row)
    except (IntegrityError, ProtectedError):
        raise NoWayBack from None


def _step_back(row: models.Model):
    if row.version == 1:
        row.delete()
        return
    before = as_seen(row, row.version - 1)
    if before is None:
        raise NoWayBack
    set_raw(row, before)
    row.save()
