"""Undo an import, in several transactions, as its resource does it."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.batches import in_turns
from core.changesets import Kind, Touched, close, in_order_back, lock, made_by, recording, register, touched_since
from core.models import Change, Changeset, User
from core.undo import CannotReturn
from imports.models import HALFWAY, Import, ImportState
from imports.services.registry import RESOURCES
from imports.services.row_undo import TouchedSince
from imports.services.states import CHANGESET_KIND, CutOff, NotRead, enter, hold, leave, leave_draft

UNDOABLE = {ImportState.DONE, *HALFWAY}


def what_was_touched(batch: Import) -> list[Touched]:
    """Rows of the import that were changed or used since, so that it cannot be undone."""
    changes = list(batch.changes.all())
    return touched_since(changes, ours=made_by(changes))


def undo_import(
    batch: Import, *, by: User, tell: Callable[[int], None] = lambda done: None, go_on: bool = False
) -> Import:
    """Undo all that the import wrote: restore changed rows and delete new ones.

    It is done in several transactions; `go_on` continues an interrupted one. An import that was never completely read
    in becomes a draft again.

    Raises NotRead, AnotherHalfway, TouchedSince if a row was changed or used since, and CannotReturn if a rule no
    longer allows a row's earlier values. All rows are checked before any is undone; if one is changed during the undo,
    what remains stays as it is.
    """
    come_from = {ImportState.DONE, *(HALFWAY if go_on else ())}
    batch = Import.objects.get(pk=batch.pk)
    if batch.state not in come_from:
        raise NotRead
    _check_can_go(batch)
    batch = enter(batch, ImportState.UNDOING, come_from=come_from, by=by)
    try:
        _take_all_back(batch, by, tell)
    except CutOff:
        raise
    except Exception:
        leave(batch, ImportState.DONE if batch.done_at else ImportState.READING)
        raise
    if batch.done_at is None:
        return leave_draft(batch)
    with transaction.atomic():
        close(batch.changeset, by=by)
        return leave(batch, ImportState.UNDONE)


def _check_can_go(batch: Import):
    changes = list(batch.changes.all())
    try:
        if touched := touched_since(changes, ours=made_by(changes)):
            raise TouchedSince(rows=touched)
        RESOURCES[batch.kind].check_way_back(changes)
    except ValidationError as error:
        raise CannotReturn(" ".join(error.messages)) from None


def _take_all_back(batch: Import, by: User, tell: Callable[[int], None]):
    changes = list(batch.changes.all())
    ours, done, resource = made_by(changes), 0, RESOURCES[batch.kind]

    def write(some: list[Change]):
        hold(batch)
        lock(some)
        resource.take_back(some, ours=ours, by=by)
        batch.changes.filter(pk__in=[change.pk for change in some]).update(undone=True)

    with recording(by=by, reason=gettext("Import av %(source)s är ångrad") % {"source": batch.source}):
        try:
            for its in in_order_back(changes):
                in_turns(its, write, tell=lambda number, before=done: tell(before + number))
                done += len(its)
        except ValidationError as error:
            raise CannotReturn(" ".join(error.messages)) from None


def _may_undo(changeset: Changeset, user: User) -> bool:
    resource = next(each for each in RESOURCES.values() if each.model._meta.label == changeset.subject)
    return user.has_perms(["imports.undo_import", *resource.permissions("add", "change")])


def _listed(user: User) -> Q | None:
    return Q() if user.has_perm("imports.view_import") else None


register(
    Kind(
        CHANGESET_KIND,
        _("Import"),
        listed=_listed,
        may=_may_undo,
        undo=lambda changeset, by: undo_import(changeset.batch, by=by),
        page=lambda changeset: reverse("imports:import_undo", args=[changeset.batch.pk]),
    )
)
