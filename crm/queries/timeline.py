import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from core.field_permissions import unreadable
from core.history import changes
from core.kept_queries import KeptQuery, Linked
from core.models import User
from core.querysets import USER_SHOWN, fields_of, listed
from crm.models import (
    Company,
    Contact,
    Interaction,
    NextStep,
    Pause,
    RemovedInteraction,
    Sponsorship,
    SponsorshipAmendment,
    Stage,
)
from crm.queries.renewals import term_changes
from goals.models import Goal
from goals.querysets import GOAL_SHOWN, TIER_SHOWN


class Stream(models.TextChoices):
    INTERACTION = "interaction"
    SPONSORSHIP = "sponsorship"  # a change of stage, or an amended amount
    PAUSE = "pause"
    STEP = "step"  # a completed step
    REMOVAL = "removal"  # a removed contact
    CHANGE = "change"  # a change of the company's own fields


STREAMS = frozenset(Stream)


@dataclass(frozen=True)
class ChosenKinds:
    """Filters for the streams other than contacts, which are filtered by queryset."""

    streams: frozenset[Stream] = STREAMS
    goal: Goal | None = None
    year: int | None = None


@dataclass(frozen=True)
class TimelineItem:
    when: dt.datetime
    kind: str  # "interaction", "sponsorship", "amendment", "pause", "step", "removal" or "change"
    content: object


TIMELINE_PAGE = 20


def company_timeline(
    company: Company,
    *,
    user: User,
    interactions: QuerySet[Interaction] | None = None,
    chosen: ChosenKinds = ChosenKinds(),
    page: int = 1,
) -> Page:
    """A company's events, newest first: contacts, completed steps, stages and amounts of sponsorships, pauses, and
    changed fields.

    `interactions` are the contacts to show, newest first; None means all. The query count does not depend on the
    number of rows; each stream loads at most the rows that pages up to this one can show.
    """
    most = page * TIMELINE_PAGE + 1
    goal = chosen.goal and chosen.goal.pk
    items = []
    if Stream.INTERACTION in chosen.streams:
        rows = _interactions(company.pk, most=most) if interactions is None else interactions.for_stream()[:most]
        items += [TimelineItem(i.happened_at, "interaction", i) for i in rows]
    if Stream.SPONSORSHIP in chosen.streams:
        stages = [s for s in reversed(_stage_changes(company)) if _fits(s.history_date, s.goal_id, chosen)]
        items += [TimelineItem(s.history_date, "sponsorship", s) for s in stages[:most]]
        amounts = [a for a in _amendments(company.pk) if _fits(a.history_date, a.sponsorship.goal_id, chosen)]
        items += [TimelineItem(a.history_date, "amendment", a) for a in amounts[:most]]
    if Stream.PAUSE in chosen.streams and user.has_perm("crm.view_pause"):
        pauses = _pauses(company.pk, goal=goal, year=chosen.year, most=most)
        items += [TimelineItem(pause.made_at, "pause", pause) for pause in pauses]
    if Stream.STEP in chosen.streams:
        steps = _done_steps(company.pk, goal=goal, year=chosen.year, most=most)
        items += [TimelineItem(step.done_at, "step", step) for step in steps]
    if Stream.REMOVAL in chosen.streams and goal is None:
        removals = [row for row in _removals(company.pk, year=chosen.year) if row.may_be_restored_by(user)]
        items += [TimelineItem(row.removed_at, "removal", row) for row in removals[:most]]
    if Stream.CHANGE in chosen.streams and goal is None:
        found = changes(company, limit=most, year=chosen.year, hidden_fields=_hidden_from(user))
        items += [TimelineItem(change.when, "change", change) for change in found]
    # Sort by the minute as displayed: logged contacts have no seconds and come before automatic events in that minute.
    items.sort(key=lambda item: item.when.replace(second=0, microsecond=0), reverse=True)
    shown = Paginator(items, TIMELINE_PAGE).get_page(page)
    for each in _NAMES:
        each.fill([item.content for item in shown if item.kind == "interaction"])
    _add_term_changes([item.content for item in shown if item.kind == "sponsorship"])
    _add_amounts_before([item.content for item in shown if item.kind == "amendment"])
    _add_ends([item.content for item in shown if item.kind == "pause"])
    return shown


_NAMES = [
    Linked(listed("contacts", Contact.objects.only("first_name", "last_name")), Interaction),
    Linked(listed("companies", Company.objects.only("name")), Interaction),
]


def _fits(when: dt.datetime, goal: int, chosen: ChosenKinds) -> bool:
    # Filter in Python: in the query it would hide the previous row that Lag() compares with.
    right_goal = chosen.goal is None or goal == chosen.goal.pk
    return right_goal and chosen.year in (None, timezone.localtime(when).year)


@KeptQuery
def _interactions(company: int, *, most: int) -> QuerySet[Interaction]:
    return Interaction.objects.filter(companies=company).for_stream().order_by("-happened_at", "-pk")[:most]


@KeptQuery
def _done_steps(company: int, *, goal: int | None, year: int | None, most: int) -> QuerySet[NextStep]:
    done = NextStep.objects.filter(company=company, done_at__isnull=False)
    if goal:
        done = done.filter(sponsorship__goal=goal)
    if year:
        done = done.filter(done_at__year=year)
    names = [*fields_of("sponsorship__goal", GOAL_SHOWN), *fields_of("done_by", USER_SHOWN)]
    shown = ["what", "done_at", "company", *names]
    return done.select_related("done_by", "sponsorship__goal").only(*shown).order_by("-done_at", "-pk")[:most]


@KeptQuery
def _removals(company: int, *, year: int | None) -> QuerySet[RemovedInteraction]:
    rows = RemovedInteraction.objects.filter(companies=company).still_out()
    if year:
        rows = rows.filter(removed_at__year=year)
    return rows.select_related("removed_by").defer("kept")


def _stage_changes(company: Company) -> list:
    """The rows of history by which a stage began, the oldest first.

    Compared here: to filter by a window takes longer than to read the few rows of a company.
    """
    began, stages = [], {}
    for row in _stages(company.pk):
        if stages.get(row.id) != row.stage:
            began.append(row)
        stages[row.id] = row.stage
    return began


@KeptQuery
def _stages(company: int) -> QuerySet:
    """By current company, so that history from before a merge is included."""
    own = Sponsorship.objects.filter(company=company).values("pk")
    rows = Sponsorship.history.filter(id__in=own).exclude(history_type="-")
    shown = rows.select_related("goal", "tier", "history_user").only(
        *"id agreement_no stage tier_name amount closing_reason renews history_date history_type".split(),
        *fields_of("goal", GOAL_SHOWN),
        *fields_of("tier", TIER_SHOWN),
        *fields_of("history_user", USER_SHOWN),
    )
    return shown.order_by("history_date", "history_id")


@KeptQuery
def _amendments(company: int) -> QuerySet:
    rows = SponsorshipAmendment.history.filter(sponsorship__company=company)
    shown = rows.select_related("sponsorship__goal", "history_user").only(
        *"starts amount reason history_date history_type".split(),
        *fields_of("sponsorship", "agreement_no stage starts ends ended_on amount"),
        *fields_of("sponsorship__goal", GOAL_SHOWN),
        *fields_of("history_user", USER_SHOWN),
    )
    return shown.order_by("-history_date", "-history_id")


@KeptQuery
def _pauses(company: int, *, goal: int | None, year: int | None, most: int) -> QuerySet[Pause]:
    pauses = Pause.objects.filter(company=company).for_company().order_by("-made_at", "-pk")
    if goal:
        pauses = pauses.filter(sponsorship__goal=goal)
    return (pauses.filter(made_at__year=year) if year else pauses)[:most]


def _add_term_changes(rows: list):
    """Add `term_changes` to each row that opens or signs a renewal. Two queries if there is any."""
    renewals = [row for row in rows if row.renews_id and (row.history_type == "+" or row.stage == Stage.SIGNED)]
    renewed = Sponsorship.objects.select_related("goal", "tier")
    prefetch_related_objects(renewals, Prefetch("renews", renewed), "renews__amendments")
    for row in renewals:
        row.is_renewal_event = True
        row.term_changes = term_changes(row)


def _add_amounts_before(rows: list):
    """Add `before`: the yearly amount on the day before, by the current amendments. One query if there are rows."""
    prefetch_related_objects(rows, "sponsorship__amendments")
    for row in rows:
        row.before = row.sponsorship.yearly_on(row.starts - dt.timedelta(days=1))


def _add_ends(pauses: list[Pause]):
    """Add `planned_until`, the last day as first planned, and `ended`, the history row that shortened the pause or
    None. One query if there are pauses."""
    for pause in pauses:
        pause.planned_until, pause.ended = None, None
    by_key = {pause.pk: pause for pause in pauses}
    rows = Pause.history.filter(id__in=by_key).select_related("history_user") if by_key else ()
    for row in sorted(rows, key=lambda row: (row.history_date, row.history_id)):
        pause = by_key[row.id]
        pause.planned_until = pause.planned_until or row.until
        pause.ended = row if row.until < pause.planned_until else None


def _hidden_from(user: User) -> frozenset[str]:
    """Company fields whose values the user may not read in history."""
    numbers = frozenset() if user.has_perm("crm.view_sole_trader_orgnr") else frozenset({"orgnr"})
    return unreadable(user, Company) | numbers
