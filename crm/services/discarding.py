"""Throwing away a row that was registered by mistake, with what belongs to it alone; history keeps the trace.

Everything that points at the row, in whatever app, is found from the models themselves. What no rule lets go with it
stands in the way, so that a model to come is kept until somebody has decided about it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal, StaleVersion
from core.models import Record, User
from core.stored_files import delete_replaced
from core.undo import MOST_NAMED
from crm.models import HOLDING, Affiliation, Company, Contact, Merge, NextStep, Sponsorship
from crm.services.people import give_mark_back, kept_if_it_goes, stay_after_all, taken_from
from crm.services.related_rows import kind_of, other_end, pointers

ALL = Q()
STILL_OPEN = Q(done_at=None)  # a step that was taken tells what somebody has done

Objection = Callable[[Record], Iterable[str]]
Telling = Callable[[Record], QuerySet]


class NotYoursToDiscard(Refusal):
    message = _("Bara den som registrerade det, eller en administratör, får ta bort det.")


@dataclass
class Hanging:
    """Rows of one kind that hang on a record: how many, and the first of them by name."""

    words: str
    number: int = 0
    named: list[models.Model] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.number - len(self.named)

    def __str__(self):
        names = [*map(str, self.named), *(["\N{HORIZONTAL ELLIPSIS}"] if self.more else [])]
        return f"{self.number} {self.words.lower()} ({', '.join(names)})"


@dataclass(frozen=True)
class Consequences:
    """What follows of throwing a record away: `goes` with it, `stands` in the way, and what else does, in words.

    `changes` are sentences about what stays and is not as it was.
    """

    goes: list[Hanging]
    stands: list[Hanging]
    objections: list[str]
    changes: list[str]

    @property
    def may_go(self) -> bool:
        return not (self.stands or self.objections)


class StandsInTheWay(Refusal):
    """Names what does."""

    def __init__(self, record: Record, found: Consequences):
        reasons = list(found.objections)
        if found.stands:
            reasons.append(
                gettext("Det här hänger på %(record)s: %(what)s.")
                % {"record": record, "what": "; ".join(map(str, found.stands))}
            )
        super().__init__(" ".join([gettext("Det går inte att ta bort."), *reasons]), found=found)


# --- The rules ------------------------------------------------------------------------------------

_GOES: dict[str, Q] = {}
_OBJECTIONS: dict[type[Record], Objection] = {}
_TOLD_BY: dict[type[Record], Telling] = {}


def register_cascade(goes: Mapping[str, Q]):
    """Say of each foreign key, by its label, which of the rows that point by it go with what they point at."""
    _GOES.update(goes)


def objects_to_discarding(model: type[Record]):
    """Register a rule of any app: it gives a sentence for each thing about the row that stands in the way."""

    def register(rule: Objection) -> Objection:
        _OBJECTIONS[model] = rule
        return rule

    return register


def register_history(model: type[Record], rows: Telling):
    """Let the history of the rows in this queryset tell that one of the model was thrown away."""
    _TOLD_BY[model] = rows


register_cascade(
    {
        "crm.Affiliation.company": ALL,
        "crm.Affiliation.contact": ALL,
        "crm.Company_tags.company": ALL,
        "crm.NextStep.company": STILL_OPEN,
        "crm.NextStep.sponsorship": STILL_OPEN,
        "crm.Pause.company": ALL,
        "crm.Pause.sponsorship": ALL,
        "crm.RemovedInteraction_companies.company": ALL,
    }
)
register_history(Sponsorship, lambda sponsorship: Company.objects.filter(pk=sponsorship.company_id))


@objects_to_discarding(Company)
@objects_to_discarding(Contact)
def _became_of_two(party: Company | Contact) -> Iterator[str]:
    for merge in Merge.objects.into(party):
        words = gettext("%(lost)s har slagits ihop med %(kept)s. Ångra sammanslagningen först.")
        yield words % {"lost": merge, "kept": party}


@objects_to_discarding(Sponsorship)
def _was_signed(sponsorship: Sponsorship) -> Iterator[str]:
    if sponsorship.is_signed or sponsorship.history.filter(stage__in=HOLDING).exists():
        yield gettext("%(number)s är eller har varit tecknat.") % {"number": sponsorship.agreement_no}


@objects_to_discarding(NextStep)
def _was_taken(step: NextStep) -> Iterator[str]:
    if step.done_at:
        yield gettext("Steget är avklarat. Öppna det igen först om det var ett misstag.")


# --- Throwing away --------------------------------------------------------------------------------


def may_discard(record: Record, *, user: User) -> bool:
    """Those who may delete anybody's, and whoever registered it. At most one query besides the user's."""
    meta = record._meta
    if user.has_perm(f"{meta.app_label}.delete_{meta.model_name}"):
        return True
    if not user.has_perm(f"{meta.app_label}.add_{meta.model_name}"):
        return False
    first = record.history.order_by("history_id").first()
    return first is not None and (first.history_type, first.history_user_id) == ("+", user.pk)


def what_hangs_on(record: Record) -> Consequences:
    """What goes with the record and what stands in the way. A few queries for each model that points at it."""
    going, standing = {}, {}
    for pointer, goes, stands in _pointing_at(record):
        _note(going, pointer, goes)
        _note(standing, pointer, stands)
    objections = _OBJECTIONS.get(type(record), lambda _record: ())(record)
    roles = [row for row in [record, *_all_going(record)] if isinstance(row, Affiliation)]
    changes = [*_ends_taken_back(roles), *(_marked_again(role) for role in _mark_returns(roles))]
    return Consequences([*going.values()], [*standing.values()], [*objections], changes)


def _ends_taken_back(going: list[Affiliation]) -> Iterator[str]:
    """Without a change of jobs ahead the person stays where the person is."""
    for role in going:
        for left, before in kept_if_it_goes(role):
            if left in going:
                continue
            told = {"role": left, "day": left.ends, "before": before}
            if before:
                yield gettext("%(role)s: slutar %(before)s som förut, och inte %(day)s.") % told
            else:
                yield gettext("%(role)s: slutar inte %(day)s, utan fortsätter.") % told


def _mark_returns(going: list[Affiliation]) -> list[Affiliation]:
    """Who is their company's first contact again once these roles are gone."""
    return [role for role in map(taken_from, going) if role and role not in going]


def _marked_again(role: Affiliation) -> str:
    return gettext("%(role)s: blir huvudkontakt igen.") % {"role": role}


@transaction.atomic
def discard(record: Record, *, by: User) -> None:
    """Delete the record and what goes with it.

    Raises NotYoursToDiscard, StandsInTheWay, and StaleVersion when somebody has changed or deleted it meanwhile.
    """
    if not may_discard(record, user=by):
        raise NotYoursToDiscard
    model, name = type(record), str(record)
    telling = _TOLD_BY[model](record).select_for_update(no_key=True).order_by("pk") if model in _TOLD_BY else ()
    tellers = list(telling)
    # Nobody can point a row at it while it is locked.
    if not list(model._base_manager.select_for_update().filter(pk=record.pk).values_list("pk")):
        raise StaleVersion(record)
    found = what_hangs_on(record)
    if not found.may_go:
        raise StandsInTheWay(record, found)
    record.claim_version()
    reason = gettext("Borttaget som registrerat av misstag: %(record)s") % {"record": name}
    going = [record, *_all_going(record)]
    roles = [row for row in going if isinstance(row, Affiliation)]
    marked = _mark_returns(roles)
    for row in reversed(going):
        files = [
            (each.name, getattr(row, each.name).name or "")
            for each in row._meta.concrete_fields
            if isinstance(each, models.FileField)
        ]
        row._change_reason, row._history_user = reason, by
        row.delete()
        for each, stored in files:
            delete_replaced(type(row), each, stored)
    for role in roles:
        stay_after_all(role, reason=reason, by=by)
    for role in marked:
        give_mark_back(role, reason=reason, by=by)
    for teller in tellers:
        teller._change_reason, teller._history_user = reason, by
        teller.save()


def _pointing_at(record: models.Model) -> Iterator[tuple[models.ForeignKey, QuerySet, QuerySet]]:
    """For each foreign key at the record, and at what goes with it, the rows that go and those that stand."""
    for pointer in pointers(type(record)):
        rows = pointer.model._base_manager.filter(**{pointer.name: record}).order_by("pk")
        rule = _GOES.get(f"{pointer.model._meta.label}.{pointer.name}")
        if rule is None:
            yield pointer, rows.none(), rows
            continue
        goes = rows.filter(rule)
        yield pointer, goes, rows.exclude(pk__in=goes.order_by().values("pk"))
        if pointers(pointer.model):
            for row in goes:
                yield from _pointing_at(row)


def _all_going(record: models.Model) -> list[models.Model]:
    """Each row once, what hangs on another after it. Links go by themselves."""
    rows = [
        row for pointer, goes, _stands in _pointing_at(record) if not pointer.model._meta.auto_created for row in goes
    ]
    return list(dict.fromkeys(rows))


def _note(found: dict[type[models.Model], Hanging], pointer: models.ForeignKey, rows: QuerySet):
    if not (number := rows.count()):
        return
    kind = kind_of(pointer)
    hanging = found.setdefault(kind, Hanging(""))
    hanging.number += number
    meta = kind._meta
    hanging.words = capfirst(str(meta.verbose_name if hanging.number == 1 else meta.verbose_name_plural))
    shown = rows[: MOST_NAMED - len(hanging.named)]
    if pointer.model._meta.auto_created:
        other = other_end(pointer).name
        shown = [getattr(row, other) for row in shown.select_related(other)]
    hanging.named.extend(shown)
