"""Give the rows of an act back what they had."""

import copy
from itertools import groupby
from operator import attrgetter

from django.apps import apps
from django.db import models
from django.utils import timezone

from core.bulk_save import CHUNK, Unsaved, chunks, delete_records, save_records
from core.changesets.versions import Link, by_model, newest_versions, versions_before
from core.models import Change, Changeset, User


def in_order_back(changes: list[Change]) -> list[list[Change]]:
    """The order of undoing: changed rows first, then made ones, the last first, as they may point to earlier ones.

    Each list is of one model, either changed or made.
    """
    changed = reversed([change for change in changes if not change.made])
    made = by_model(change for change in changes if change.made)
    return [*(list(its) for _label, its in groupby(changed, attrgetter("model"))), *reversed(made.values())]


def take_back(changes: list[Change], *, validated: bool = False):
    """Give changed rows of one model the values and links they had, or remove made ones.

    `validated`: the rows may be as they were even if a rule has come since.
    """
    model = apps.get_model(changes[0].model)
    if changes[0].made:
        delete_records(model._base_manager.filter(pk__in=[change.object_id for change in changes]))
    else:
        before = versions_before(model, changes)
        save_records(_as_before(model, before), validated=validated)
        _link_back(model, changes)
        _hand_over(model, before)


def _link_back(model: type[models.Model], changes: list[Change]):
    for name in dict.fromkeys(name for change in changes for name in change.links):
        link = Link(model, name)
        its = [(change.object_id, change.links[name]) for change in changes if name in change.links]
        link.take((key, target) for key, links in its for target in links["added"])
        link.put((key, target) for key, links in its for target in links["removed"])


def close(changeset: Changeset, *, by: User) -> Changeset:
    """Mark it as undone."""
    changeset.undone_by, changeset.undone_at = by, timezone.now()
    changeset.save(update_fields=["undone_by", "undone_at"])
    return changeset


def check_return(changes: list[Change]):
    """Raises ValidationError for a changed row whose values before a rule no longer allows."""
    for its in in_order_back([change for change in changes if not change.made]):
        model = apps.get_model(its[0].model)
        for some in chunks(its):
            for each in _as_before(model, versions_before(model, some)):
                candidate = copy.copy(each.record)
                for name, value in each.fields.items():
                    setattr(candidate, name, value)
                others = {field.name for field in candidate._meta.fields if field.attname not in each.fields}
                candidate.full_clean(exclude=others)


def _as_before(model: type[models.Model], before: dict[int, models.Model]) -> list[Unsaved]:
    """One query for the rows."""
    unsaved = []
    for row in model._base_manager.in_bulk(list(before)).values():
        earlier = before[row.pk]
        fields = {
            field.attname: getattr(earlier, field.attname)
            for field in model.history.model.tracked_fields
            if getattr(earlier, field.attname) != getattr(row, field.attname)
        }
        unsaved.append(Unsaved(row, fields))
    return unsaved


def _hand_over(model: type[models.Model], before: dict[int, models.Model]):
    """Rows are as an earlier act left them, if one did: give it their new versions, so that it can be undone too."""
    newest = newest_versions(model, before)
    changes = Change.objects.filter(
        model=model._meta.label, object_id__in=before, last_history__in=[each.history_id for each in before.values()]
    )
    for change in changes:
        change.last_history = newest[change.object_id]
    Change.objects.bulk_update(changes, ["last_history"], CHUNK)
