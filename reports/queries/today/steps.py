"""Next steps by due day."""

import datetime as dt

from django.db.models import Case, Count, F, Max, OuterRef, Prefetch, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.field_permissions import who_may
from core.kept_queries import KeptQuery, summed
from core.models import User
from core.querysets import USER_SHOWN, fields_of
from crm.models import Contact, Interaction, InteractionKind, NextStep, Outcome
from goals.querysets import GOAL_SHOWN, TIER_SHOWN
from reports.queries.today.scope import Scope, TodayRow, last_soon_day
from reports.queries.today.silent import ended_with

_DECIDED = {
    InteractionKind.CALL: _("Bestämdes vid samtalet %(day)s."),
    InteractionKind.EMAIL: _("Bestämdes i mejl %(day)s."),
    InteractionKind.MEETING: _("Bestämdes vid mötet %(day)s."),
    InteractionKind.VISIT: _("Bestämdes vid besöket %(day)s."),
    InteractionKind.EVENT: _("Bestämdes vid evenemanget %(day)s."),
}
_DECIDED_SOMEHOW = _("Bestämdes vid kontakten %(day)s.")
_DECIDED_WITH = {
    InteractionKind.CALL: _("Bestämdes vid samtalet %(day)s med %(who)s."),
    InteractionKind.EMAIL: _("Bestämdes i mejl %(day)s med %(who)s."),
    InteractionKind.MEETING: _("Bestämdes vid mötet %(day)s med %(who)s."),
    InteractionKind.VISIT: _("Bestämdes vid besöket %(day)s med %(who)s."),
    InteractionKind.EVENT: _("Bestämdes vid evenemanget %(day)s med %(who)s."),
}
_DECIDED_SOMEHOW_WITH = _("Bestämdes vid kontakten %(day)s med %(who)s.")
_WEEKDAYS = [
    _("På måndag."),
    _("På tisdag."),
    _("På onsdag."),
    _("På torsdag."),
    _("På fredag."),
    _("På lördag."),
    _("På söndag."),
]


_NAMES = ("first_name", "last_name")
# What a row shows: seven tables are joined, and every column that is read takes time.
_SHOWN = [
    *"what due_on due_at company__name company__status origin__kind origin__happened_at sponsorship__tier_name".split(),
    *fields_of("contact", "first_name last_name email phone do_not_contact"),
    *fields_of("assignee", USER_SHOWN),
    *fields_of("sponsorship__goal", GOAL_SHOWN),
    *fields_of("sponsorship__tier", TIER_SHOWN),
]


def overdue_steps(scope: Scope) -> list[TodayRow]:
    return scope.once(_steps_by_urgency)["overdue"]


def steps_due_today(scope: Scope) -> list[TodayRow]:
    return scope.once(_steps_by_urgency)["today"]


def steps_due_soon(scope: Scope) -> list[TodayRow]:
    """Steps due in the six days after today."""
    return scope.once(_steps_by_urgency)["soon"]


def steps_further_ahead(scope: Scope) -> list[TodayRow]:
    """Steps due more than six days ahead. Two queries."""
    return [_row(step, scope) for step in _steps_after(scope.owner_key, day=scope.today, soon=scope.soon)]


def count_further_ahead(scope: Scope) -> int:
    return _further_ahead.first(scope.owner_key, soon=scope.soon)[0]


@KeptQuery
def _further_ahead(owner: int | None, *, soon: dt.date) -> QuerySet:
    return summed(_mine(owner).filter(due_on__gt=soon), count=Count("pk"))


@KeptQuery
def colleagues() -> QuerySet[User]:
    """To whom a step can be given."""
    return who_may("crm.change_nextstep")


def _steps_by_urgency(scope: Scope) -> dict[str, list[TodayRow]]:
    """Open next steps due within six days, the most overdue first. Two queries for any number of rows."""
    groups = {"overdue": [], "today": [], "soon": []}
    for step in _steps_until(scope.owner_key, day=scope.today, soon=scope.soon):
        key = "overdue" if step.due_on < scope.today else "today" if step.due_on == scope.today else "soon"
        groups[key].append(_row(step, scope))
    return groups


def _mine(owner: int | None) -> QuerySet[NextStep]:
    steps = NextStep.objects.open()
    return steps.assigned_to(owner) if owner else steps


@KeptQuery
def _steps_until(owner: int | None, *, day: dt.date, soon: dt.date) -> QuerySet[NextStep]:
    return _open_steps(owner, day).due_by(soon)


@KeptQuery
def _steps_after(owner: int | None, *, day: dt.date, soon: dt.date) -> QuerySet[NextStep]:
    return _open_steps(owner, day).filter(due_on__gt=soon)


def _open_steps(owner: int | None, day: dt.date) -> QuerySet[NextStep]:
    steps = _mine(owner).with_people().with_who_left(day).select_related("origin", "sponsorship__tier")
    steps = steps.only(*_SHOWN).prefetch_related(Prefetch("origin__contacts", Contact.objects.only(*_NAMES)))
    steps = steps.annotate(missed_at=_last_missed_call())
    return steps.order_by("due_on", F("due_at").asc(nulls_first=True), "company__sort_key", "pk")


def _row(step: NextStep, scope: Scope) -> TodayRow:
    reasons = reasons_for(step, scope.today)
    reasons += ended_with(step.company)
    reasons += filter(None, [step.left_words])
    if scope.everyone:
        reasons.append(gettext("%(who)s gör det.") % {"who": step.assignee})
    return TodayRow(
        record=step,
        subject=str(step.company),
        url=step.company.get_absolute_url(),
        what=step.what,
        reasons=reasons,
    )


def _last_missed_call() -> Case:
    """The latest unanswered call to the company after the step was decided."""
    missed = Interaction.objects.filter(companies=OuterRef("company"), outcome=Outcome.NO_ANSWER).order_by()
    since = missed.filter(happened_at__gt=OuterRef("origin__happened_at"))
    latest = since.values("companies").annotate(latest=Max("happened_at")).values("latest")
    # One that was decided nowhere has no calls since; PostgreSQL would look for them all the same.
    return Case(When(origin__isnull=False, then=Subquery(latest)))


def reasons_for(step: NextStep, today: dt.date) -> list[str]:
    """Why the step is listed, as whole sentences: when it is due, where it was decided, unanswered calls since."""
    reasons = [_due_words(step.due_on, today)]
    if step.due_at and step.due_on >= today:
        reasons.append(gettext("Klockan %(time)s.") % {"time": f"{step.due_at:%H:%M}"})
    if step.origin:
        facts = {
            "day": timezone.localdate(step.origin.happened_at).isoformat(),
            "who": ", ".join(str(contact) for contact in step.origin.contacts.all()),
        }
        reasons.append(str(_decided_words(step.origin.kind, with_somebody=bool(facts["who"]))) % facts)
    if step.missed_at:
        day = timezone.localdate(step.missed_at).isoformat()
        reasons.append(gettext("Ringt utan svar %(day)s.") % {"day": day})
    return reasons


def _decided_words(kind: str, *, with_somebody: bool) -> str:
    """Kinds without words of their own get the general ones."""
    words, otherwise = (_DECIDED_WITH, _DECIDED_SOMEHOW_WITH) if with_somebody else (_DECIDED, _DECIDED_SOMEHOW)
    return words.get(kind, otherwise)


def _due_words(due_on: dt.date, today: dt.date) -> str:
    days = (due_on - today).days
    if days < 0:
        return ngettext("Försenat %(days)s dag.", "Försenat %(days)s dagar.", -days) % {"days": -days}
    if days == 0:
        return gettext("Ska göras i dag.")
    if due_on <= last_soon_day(today):
        return gettext("I morgon.") if days == 1 else str(_WEEKDAYS[due_on.weekday()])
    return gettext("Den %(day)s.") % {"day": due_on.isoformat()}
