"""Taking an import back, and telling what stands in the way."""

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.apps import apps
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext

from core.bulk_save import Unsaved, chunks, save_records
from core.models import User
from crm.models import Interaction
from crm.services.last_contact import refresh_last_contact
from duplicates.models import Pair
from imports.models import ImportEffect

Pks = dict[str, set[int]]


@dataclass(frozen=True)
class Touched:
    """A row that somebody has worked on since."""

    title: str
    url: str
    why: str
    when: dt.datetime | None = None
    who: User | None = None


def lock(effects: Iterable[ImportEffect]):
    """Hold all that the import wrote, so that nobody works on it between the question whether somebody has and undo."""
    by_model: dict[str, set[int]] = defaultdict(set)
    for effect in effects:
        by_model[effect.model].add(effect.object_id)
    for label, keys in sorted(by_model.items()):
        rows = apps.get_model(label)._base_manager.select_for_update().order_by("pk")
        for some in chunks(sorted(keys)):
            list(rows.filter(pk__in=some).values_list("pk"))


def made_by(effects: Iterable[ImportEffect]) -> Pks:
    """The rows that the import made, by model."""
    made: Pks = defaultdict(set)
    for effect in effects:
        if effect.made:
            made[effect.model].add(effect.object_id)
    return made


def touched_since(effects: Iterable[ImportEffect], *, ours: Pks) -> list[Touched]:
    """Rows whose newest history is not the import's own, and made rows that others than `ours` now lean on."""
    by_model: dict[str, list[ImportEffect]] = defaultdict(list)
    for effect in effects:
        by_model[effect.model].append(effect)
    found = []
    for label, its in by_model.items():
        found += _changed(apps.get_model(label), its)
    for label, keys in made_by(effects).items():
        found += _leant_on(apps.get_model(label), keys, ours)
    return found


def _changed(model: type[models.Model], effects: list[ImportEffect]) -> list[Touched]:
    newest = {}
    for keys in chunks(effect.object_id for effect in effects):
        newest |= dict(_newest(model, keys))
    later = [newest[e.object_id] for e in effects if newest.get(e.object_id) != e.last_history]
    found = []
    for keys in chunks(later):
        history = model.history.filter(history_id__in=keys).select_related("history_user").order_by("history_id")
        living = model._base_manager.in_bulk(list(history.values_list("id", flat=True)))
        for row in history:
            why = gettext("borttagen") if row.history_type == "-" else gettext("ändrad")
            row_there = living.get(row.id)
            found.append(
                Touched(
                    title=str(row_there or row.instance),
                    url=_address(row_there),
                    why=why,
                    when=row.history_date,
                    who=row.history_user,
                )
            )
    return found


def _leant_on(model: type[models.Model], keys: set[int], made: Pks) -> list[Touched]:
    own = {field.remote_field.through for field in model._meta.many_to_many}
    users: dict[int, str] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        foreign = getattr(relation, "field", None)
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete or foreign is None:
            continue
        user = relation.related_model
        if hasattr(user, "history_id") or (user in own and user._meta.auto_created):
            continue
        for key in _using(user, foreign, keys, made):
            # A table of links has no name that anybody knows; the rows at its other end have.
            named = user._meta.auto_created or user
            users.setdefault(key, str(named._meta.verbose_name_plural))
    rows = model._base_manager.in_bulk(list(users))
    return [
        Touched(str(rows[key]), _address(rows[key]), gettext("används av %(what)s") % {"what": what})
        for key, what in users.items()
    ]


def _using(user: type[models.Model], foreign: models.ForeignKey, keys: set[int], made: Pks) -> set[int]:
    """Of the keys, those that a row which is not the import's own points to."""
    ours, name = foreign.attname, "pk"
    label = user._meta.label
    if user._meta.auto_created:  # a table of links: it belongs to the row at its other end
        other = next(
            field for field in user._meta.concrete_fields if field.is_relation and field.attname != foreign.attname
        )
        name, label = other.attname, other.related_model._meta.label
    leaning = user._base_manager.all()
    if issubclass(user, Pair):  # what a scan found is nobody's work until somebody has answered it
        leaning = leaning.filter(distinct_at__isnull=False)
    found = set()
    for some in chunks(keys):
        for key, by in leaning.filter(**{f"{ours}__in": some}).values_list(ours, name):
            if by not in made.get(label, ()):
                found.add(key)
    return found


def _address(row) -> str:
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


def in_order_back(effects: list[ImportEffect]) -> list[list[ImportEffect]]:
    """What is taken back one after the other: changed rows first, then made ones; those that came last lean on others.

    Each list is of one model, either changed or made.
    """
    changed = reversed([effect for effect in effects if not effect.made])
    made: dict[str, list[ImportEffect]] = {}
    for effect in effects:
        if effect.made:
            made.setdefault(effect.model, []).append(effect)
    return [*(list(its) for _label, its in groupby(changed, attrgetter("model"))), *reversed(made.values())]


def take_back(effects: list[ImportEffect]):
    """Give changed rows of one model the values they had, or remove made ones."""
    reached = _companies_reached(effects)
    model = apps.get_model(effects[0].model)
    if effects[0].made:
        model._base_manager.filter(pk__in=[effect.object_id for effect in effects]).delete()
    else:
        _restore(model, effects)
    refresh_last_contact(reached | _companies_reached(effects))


def check_return(effects: list[ImportEffect]):
    """Raises ValidationError for a changed row that a rule does not let be as it was."""
    for its in in_order_back([effect for effect in effects if not effect.made]):
        for some in chunks(its):
            for each in _as_before(apps.get_model(some[0].model), some):
                candidate = copy.copy(each.record)
                for name, value in each.fields.items():
                    setattr(candidate, name, value)
                others = {field.name for field in candidate._meta.fields if field.attname not in each.fields}
                candidate.full_clean(exclude=others)


def _companies_reached(effects: list[ImportEffect]) -> set[int]:
    links = Interaction.companies.through.objects
    found = set()
    for keys in chunks(effect.object_id for effect in effects if effect.model == Interaction._meta.label):
        found.update(links.filter(interaction__in=keys).values_list("company", flat=True))
    return found


def _restore(model: type[models.Model], effects: list[ImportEffect]):
    save_records(_as_before(model, effects))
    _leave_to_earlier(model, _versions_before(model, effects))


def _as_before(model: type[models.Model], effects: list[ImportEffect]) -> list[Unsaved]:
    """Two queries for the versions before, one for the rows, one for each kind of link, and then as many as saves."""
    rows = model._base_manager.in_bulk([effect.object_id for effect in effects])
    before = _versions_before(model, effects)
    targets = {
        name: model._meta.get_field(name).related_model._base_manager.in_bulk(
            {key for effect in effects for key in effect.links.get(name, ())}
        )
        for name in {name for effect in effects for name in effect.links}
    }
    unsaved = []
    for effect in effects:
        row, earlier = rows[effect.object_id], before[effect.object_id]
        fields = {
            field.attname: getattr(earlier, field.attname)
            for field in model.history.model.tracked_fields
            if getattr(earlier, field.attname) != getattr(row, field.attname)
        }
        links = {
            name: [targets[name][key] for key in keys if key in targets[name]] for name, keys in effect.links.items()
        }
        unsaved.append(Unsaved(row, fields, links))
    return unsaved


def _leave_to_earlier(model: type[models.Model], before: dict[int, models.Model]):
    """The rows are as an earlier import left them, if one did: it can be taken back in its turn."""
    newest = dict(_newest(model, before))
    effects = ImportEffect.objects.filter(
        model=model._meta.label, object_id__in=before, last_history__in=[each.history_id for each in before.values()]
    )
    for effect in effects:
        effect.last_history = newest[effect.object_id]
    ImportEffect.objects.bulk_update(effects, ["last_history"])


def _newest(model: type[models.Model], keys: Iterable[int]) -> models.QuerySet:
    """Pairs of a key and the number of its newest version in the history."""
    rows = model.history.filter(id__in=list(keys)).order_by().values("id").annotate(newest=Max("history_id"))
    return rows.values_list("id", "newest")


def _versions_before(model: type[models.Model], effects: list[ImportEffect]) -> dict[int, models.Model]:
    """By key, the last version in the history that is older than the import's first."""
    first = {effect.object_id: effect.first_history for effect in effects}
    versions = model.history.filter(id__in=first).order_by("history_id").values_list("id", "history_id")
    last = {key: version for key, version in versions if version < first[key]}
    found = model.history.in_bulk(list(last.values()))
    return {key: found[version] for key, version in last.items()}
