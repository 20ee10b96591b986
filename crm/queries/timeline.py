import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from core.field_permissions import unreadable
from core.history import changes
from core.models import User
from core.querysets import USER_SHOWN, fields_of
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
    if interactions is None:
        interactions = company.interactions.order_by("-happened_at", "-pk")
    items = []
    if Stream.INTERACTION in chosen.streams:
        items += [TimelineItem(i.happened_at, "interaction", i) for i in interactions[:most]]
    if Stream.SPONSORSHIP in chosen.streams:
        stages = [s for s in reversed(_stage_changes(company)) if _fits(s.history_date, s.goal_id, chosen)]
        items += [TimelineItem(s.history_date, "sponsorship", s) for s in stages[:most]]
        amounts = [a for a in _amendments(company) if _fits(a.history_date, a.sponsorship.goal_id, chosen)]
        items += [TimelineItem(a.history_date, "amendment", a) for a in amounts[:most]]
    if Stream.PAUSE in chosen.streams and user.has_perm("crm.view_pause"):
        items += [TimelineItem(pause.made_at, "pause", pause) for pause in _pauses(company, chosen)[:most]]
    if Stream.STEP in chosen.streams:
        items += [TimelineItem(step.done_at, "step", step) for step in _done_steps(company, chosen)[:most]]
    if Stream.REMOVAL in chosen.streams and chosen.goal is None:
        items += [TimelineItem(row.removed_at, "removal", row) for row in _removals(company, user, chosen)[:most]]
    if Stream.CHANGE in chosen.streams and chosen.goal is None:
        found = changes(company, limit=most, year=chosen.year, hidden_fields=_hidden_from(user))
        items += [TimelineItem(change.when, "change", change) for change in found]
    # Sort by the minute as displayed: logged contacts have no seconds and come before automatic events in that minute.
    items.sort(key=lambda item: item.when.replace(second=0, microsecond=0), reverse=True)
    shown = Paginator(items, TIMELINE_PAGE).get_page(page)
    shown_interactions = [item.content for item in shown if item.kind == "interaction"]
    names = (
        Prefetch("contacts", Contact.objects.only("first_name", "last_name")),
        Prefetch("companies", Company.objects.only("name")),
    )
    prefetch_related_objects(shown_interactions, *names, "goal", "logged_by")
    _add_term_changes([item.content for item in shown if item.kind == "sponsorship"])
    _add_amounts_before([item.content for item in shown if item.kind == "amendment"])
    _add_ends([item.content for item in shown if item.kind == "pause"])
    return shown


def _fits(when: dt.datetime, goal: int, chosen: ChosenKinds) -> bool:
    # Filter in Python: in the query it would hide the previous row that Lag() compares with.
    right_goal = chosen.goal is None or goal == chosen.goal.pk
    return right_goal and chosen.year in (None, timezone.localtime(when).year)


def _done_steps(company: Company, chosen: ChosenKinds) -> QuerySet[NextStep]:
    done = company.next_steps.filter(done_at__isnull=False).select_related("done_by", "sponsorship__goal")
    if chosen.goal:
        done = done.filter(sponsorship__goal=chosen.goal)
    if chosen.year:
        done = done.filter(done_at__year=chosen.year)
    goal = fields_of("sponsorship__goal", GOAL_SHOWN)
    return done.only("what", "done_at", "company", *goal, *fields_of("done_by", USER_SHOWN)).order_by("-done_at", "-pk")


def _removals(company: Company, user: User, chosen: ChosenKinds) -> list[RemovedInteraction]:
    """Removals that the user may restore."""
    rows = company.removed_interactions.still_out().select_related("removed_by").defer("kept")
    if chosen.year:
        rows = rows.filter(removed_at__year=chosen.year)
    return [row for row in rows if row.may_be_restored_by(user)]


def _stage_changes(company: Company) -> list:
    """The rows of history by which a stage began, the oldest first.

    By current company, so that history from before a merge is included. Compared here: to filter by a window takes
    longer than to read the few rows of a company.
    """
    rows = Sponsorship.history.filter(id__in=company.sponsorships.values("pk")).exclude(history_type="-")
    shown = rows.select_related("goal", "tier", "history_user").only(
        *"id agreement_no stage tier_name amount closing_reason renews history_date history_type".split(),
        *fields_of("goal", GOAL_SHOWN),
        *fields_of("tier", TIER_SHOWN),
        *fields_of("history_user", USER_SHOWN),
    )
    began, stages = [], {}
    for row in shown.order_by("history_date", "history_id"):
        if stages.get(row.id) != row.stage:
            began.append(row)
        stages[row.id] = row.stage
    return began


def _amendments(company: Company) -> QuerySet:
    rows = SponsorshipAmendment.history.filter(sponsorship__company=company)
    shown = rows.select_related("sponsorship__goal", "history_user").only(
        *"starts amount reason history_date history_type".split(),
        *fields_of("sponsorship", "agreement_no stage starts ends ended_on amount"),
        *fields_of("sponsorship__goal", GOAL_SHOWN),
        *fields_of("history_user", USER_SHOWN),
    )
    return shown.order_by("-history_date", "-history_id")


def _pauses(company: Company, chosen: ChosenKinds) -> QuerySet[Pause]:
    pauses = company.pauses.for_company().order_by("-made_at", "-pk")
    if chosen.goal:
        pauses = pauses.filter(sponsorship__goal=chosen.goal)
    return pauses.filter(made_at__year=chosen.year) if chosen.year else pauses


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
