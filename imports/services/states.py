"""Transitions between the states of an import. Only one import at a time may be partly written."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import Changeset, User
from core.services import save_record
from imports.models import HALFWAY, Import, ImportState
from imports.services.drafts import AlreadyRead
from imports.services.registry import RESOURCES

CHANGESET_KIND = "import"


class AnotherHalfway(Refusal):
    message = _("%(other)s läses in eller ångras just nu, eller har blivit avbruten. Ta hand om den först.")


class CutOff(Refusal):
    message = _("Någon annan har tagit hand om importen under tiden.")


class NotRead(Refusal):
    message = _("Importen är inte inläst, eller redan ångrad.")


def enter(batch: Import, state: ImportState, *, come_from: set[ImportState], by: User) -> Import:
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=batch.pk)
        if held.state not in come_from:
            raise NotRead if state == ImportState.UNDOING else AlreadyRead
        others = Import.objects.filter(state__in=HALFWAY).exclude(pk=batch.pk)
        if not others.exists():
            try:
                with transaction.atomic():
                    if held.changeset is None:
                        subject = RESOURCES[held.kind].model._meta.label
                        said = {"kind": CHANGESET_KIND, "subject": subject, "name": held.source}
                        _set_changeset(held, Changeset.objects.create(made_by=by, **said))
                    return save_record(held, state=state)
            except (ValidationError, IntegrityError):  # another has entered it concurrently
                if not others.exists():
                    raise
        raise AnotherHalfway(AnotherHalfway.message % {"other": others.first()})


def hold(batch: Import):
    """Lock the import. Raises CutOff if another process has continued or undone it since."""
    if not Import.objects.select_for_update().filter(pk=batch.pk, version=batch.version).exists():
        raise CutOff


def leave(batch: Import, state: ImportState, **fields) -> Import:
    with transaction.atomic():
        hold(batch)
        return save_record(batch, state=state, **fields)


def leave_draft(batch: Import) -> Import:
    with transaction.atomic():
        batch, empty = leave(batch, ImportState.DRAFT), batch.changeset
        _set_changeset(batch, None)
        empty.delete()
        return batch


def _set_changeset(batch: Import, changeset: Changeset | None):
    Import.objects.filter(pk=batch.pk).update(changeset=changeset)
    batch.changeset = changeset
