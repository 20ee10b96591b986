"""What there is to do, and why."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.models import User
from crm.models import Interaction, InteractionKind, NextStep, Outcome, Sponsorship

DAYS_AHEAD = 90

_DECIDED = {
    InteractionKind.CALL: _("Bestämdes vid samtalet %(day)s."),
    InteractionKind.EMAIL: _("Bestämdes i mejl %(day)s."),
    InteractionKind.MEETING: _("Bestämdes vid mötet %(day)s."),
    InteractionKind.VISIT: _("Bestämdes vid besöket %(day)s."),
    InteractionKind.EVENT: _("Bestämdes vid evenemanget %(day)s."),
}
_DECIDED_WITH = {
    InteractionKind.CALL: _("Bestämdes vid samtalet %(day)s med %(who)s."),
    InteractionKind.EMAIL: _("Bestämdes i mejl %(day)s med %(who)s."),
    InteractionKind.MEETING: _("Bestämdes vid mötet %(day)s med %(who)s."),
    InteractionKind.VISIT: _("Bestämdes vid besöket %(day)s med %(who)s."),
    InteractionKind.EVENT: _("Bestämdes vid evenemanget %(day)s med %(who)s."),
}
_WEEKDAYS = [
    _("På måndag."),
    _("På tisdag."),
    _("På onsdag."),
    _("På torsdag."),
    _("På fredag."),
    _("På lördag."),
    _("På söndag."),
]


@dataclass(frozen=True)
class StepGroup:
    key: str  # "overdue", "today", "week" or "later"
    steps: list[NextStep]


def end_of_week(day: dt.date) -> dt.date:
    """The Sunday of the ISO week."""
    return day + dt.timedelta(days=7 - day.isoweekday())


def steps_by_urgency(*, today: dt.date, user: User | None = None, later: bool = False) -> list[StepGroup]:
    """Open next steps, the most overdue first: overdue, due today, due this week and, if asked for, later.

    Those of `user`, or everybody's. Groups without steps are left out. Each step has `reasons`, in words. Two
    queries however many there are.
    """
    steps = _open_steps(user).with_people().select_related("origin", "sponsorship__tier")
    steps = steps.prefetch_related("origin__contacts").annotate(missed_at=_last_missed_call())
    sunday = end_of_week(today)
    if not later:
        steps = steps.due_by(sunday)
    groups = {"overdue": [], "today": [], "week": [], "later": []}
    for step in steps.order_by("due_on", "company__sort_key", "pk"):
        step.reasons = reasons_for(step, today)
        groups[_group_of(step.due_on, today, sunday)].append(step)
    return [StepGroup(key, rows) for key, rows in groups.items() if rows]


def steps_later(*, today: dt.date, user: User | None = None) -> int:
    """How many open next steps are due after this week."""
    return _open_steps(user).filter(due_on__gt=end_of_week(today)).count()


def _open_steps(user: User | None):
    steps = NextStep.objects.open()
    return steps.assigned_to(user) if user else steps


def _group_of(due_on: dt.date, today: dt.date, sunday: dt.date) -> str:
    if due_on < today:
        return "overdue"
    if due_on == today:
        return "today"
    return "week" if due_on <= sunday else "later"


def _last_missed_call() -> Subquery:
    """When the company was last called in vain after the step was decided."""
    missed = Interaction.objects.filter(companies=OuterRef("company"), outcome=Outcome.NO_ANSWER).order_by()
    since = missed.filter(happened_at__gt=OuterRef("origin__happened_at"))
    latest = since.values("companies").annotate(latest=Max("happened_at")).values("latest")
    return Subquery(latest)


def reasons_for(step: NextStep, today: dt.date) -> list[str]:
    """Why the step is on the list, as whole sentences: how due it is, where it was decided, calls in vain since."""
    reasons = [_due_words(step.due_on, today)]
    if step.origin:
        facts = {
            "day": timezone.localdate(step.origin.happened_at).isoformat(),
            "who": ", ".join(str(contact) for contact in step.origin.contacts.all()),
        }
        words = _DECIDED_WITH if facts["who"] else _DECIDED
        reasons.append(str(words[step.origin.kind]) % facts)
    if step.missed_at:
        day = timezone.localdate(step.missed_at).isoformat()
        reasons.append(gettext("Ringt utan svar %(day)s.") % {"day": day})
    return reasons


def _due_words(due_on: dt.date, today: dt.date) -> str:
    days = (due_on - today).days
    if days < 0:
        return ngettext("Försenat %(days)s dag.", "Försenat %(days)s dagar.", -days) % {"days": -days}
    if days == 0:
        return gettext("Ska göras i dag.")
    if due_on <= end_of_week(today):
        return gettext("I morgon.") if days == 1 else str(_WEEKDAYS[due_on.weekday()])
    return gettext("Den %(day)s.") % {"day": due_on.isoformat()}


def ending_sponsorships(*, today: dt.date, user: User | None = None) -> list[Sponsorship]:
    """Signed sponsorships whose last day is within ninety days, the first to end first.

    Those that `user` is responsible for, or everybody's. Each has `continues_on`: the first day of a later signed
    sponsorship of the same company on the same goal, else None. Two queries.
    """
    ending = Sponsorship.objects.ending_between(today, today + dt.timedelta(days=DAYS_AHEAD))
    if user:
        ending = ending.filter(owner=user)
    following = (
        Sponsorship.objects.signed()
        .filter(ended_on__isnull=True, starts__gt=today, company__in=ending.values("company"))
        .order_by("-starts")
        .values_list("company", "goal", "starts")
    )
    starts = {(company, goal): day for company, goal, day in following}
    sponsorships = list(ending.for_table().order_by("ends", "company__sort_key", "pk"))
    for sponsorship in sponsorships:
        sponsorship.continues_on = starts.get((sponsorship.company_id, sponsorship.goal_id))
    return sponsorships


def contacts_this_week(*, today: dt.date, user: User | None = None) -> int:
    """How many contacts were logged as having happened since Monday."""
    monday = today - dt.timedelta(days=today.weekday())
    since = timezone.make_aware(dt.datetime.combine(monday, dt.time.min))
    # Counted among the week's rows: on SQLite a filter would make it go through all that the person ever logged.
    by = Q(logged_by=user) if user else None
    return Interaction.objects.filter(happened_at__gte=since).aggregate(count=Count("pk", filter=by))["count"]
