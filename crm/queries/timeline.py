import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import QuerySet, Value, Window, prefetch_related_objects
from django.db.models.functions import Coalesce, Lag
from django.utils import timezone

from core.field_permissions import unreadable
from core.history import changes
from core.models import User
from crm.models import (
    Company,
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


class Stream(models.TextChoices):
    INTERACTION = "interaction"
    SPONSORSHIP = "sponsorship"  # one that changed stage, or an amount that changes from a day on
    PAUSE = "pause"
    STEP = "step"  # one that has been done
    REMOVAL = "removal"  # of a contact that was logged by mistake
    CHANGE = "change"  # of the company's own details


STREAMS = frozenset(Stream)


@dataclass(frozen=True)
class ChosenKinds:
    """What is asked for besides contacts, which are chosen with a queryset."""

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
    """What has happened with a company, newest first: contacts, steps done, sponsorships' stages and amounts, pauses
    and changed details.

    `interactions` are those to show, newest first; all when not said. The number of queries does not depend on how
    much there is; each stream gives at most as many rows as the pages up to this one can show.
    """
    most = page * TIMELINE_PAGE + 1
    if interactions is None:
        interactions = company.interactions.order_by("-happened_at", "-pk")
    items = []
    if Stream.INTERACTION in chosen.streams:
        items += [TimelineItem(i.happened_at, "interaction", i) for i in interactions[:most]]
    if Stream.SPONSORSHIP in chosen.streams:
        stages = [s for s in _stage_changes(company) if _fits(s.history_date, s.goal_id, chosen)]
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
    # By the minute that is shown: what people log has no seconds, and comes before what the program noted meanwhile.
    items.sort(key=lambda item: item.when.replace(second=0, microsecond=0), reverse=True)
    shown = Paginator(items, TIMELINE_PAGE).get_page(page)
    shown_interactions = [item.content for item in shown if item.kind == "interaction"]
    prefetch_related_objects(shown_interactions, "contacts", "companies", "goal", "logged_by")
    _tell_terms([item.content for item in shown if item.kind == "sponsorship"])
    _tell_amounts([item.content for item in shown if item.kind == "amendment"])
    _tell_ends([item.content for item in shown if item.kind == "pause"])
    return shown


def _fits(when: dt.datetime, goal: int, chosen: ChosenKinds) -> bool:
    # Not in the query: there it would hide the row before, by which a change is known.
    right_goal = chosen.goal is None or goal == chosen.goal.pk
    return right_goal and chosen.year in (None, timezone.localtime(when).year)


def _done_steps(company: Company, chosen: ChosenKinds) -> QuerySet[NextStep]:
    done = company.next_steps.filter(done_at__isnull=False).select_related("done_by", "sponsorship__goal")
    if chosen.goal:
        done = done.filter(sponsorship__goal=chosen.goal)
    if chosen.year:
        done = done.filter(done_at__year=chosen.year)
    return done.order_by("-done_at", "-pk")


def _removals(company: Company, user: User, chosen: ChosenKinds) -> list[RemovedInteraction]:
    """Those that the person may take back."""
    rows = company.removed_interactions.still_out().select_related("removed_by")
    if chosen.year:
        rows = rows.filter(removed_at__year=chosen.year)
    return [row for row in rows if row.may_be_restored_by(user)]


def _stage_changes(company: Company) -> QuerySet:
    before = Window(Lag("stage"), partition_by="id", order_by="history_date")
    # By whose they are now: what a merge brought here tells its whole story here.
    rows = Sponsorship.history.filter(id__in=company.sponsorships.values("pk")).annotate(stage_before=before)
    changed = rows.exclude(stage=Coalesce("stage_before", Value(""))).exclude(history_type="-")
    links = "goal", "tier", "history_user", "renews__company", "renews__goal", "renews__tier"
    return changed.select_related(*links).order_by("-history_date", "-history_id")


def _amendments(company: Company) -> QuerySet:
    rows = SponsorshipAmendment.history.filter(sponsorship__company=company)
    links = "sponsorship__company", "sponsorship__goal", "history_user"
    return rows.select_related(*links).order_by("-history_date", "-history_id")


def _pauses(company: Company, chosen: ChosenKinds) -> QuerySet[Pause]:
    pauses = company.pauses.select_related("made_by", "sponsorship__goal").order_by("-made_at", "-pk")
    if chosen.goal:
        pauses = pauses.filter(sponsorship__goal=chosen.goal)
    return pauses.filter(made_at__year=chosen.year) if chosen.year else pauses


def _tell_terms(rows: list):
    """Each row in which a renewal is opened or signed gets `term_changes`. One query if any is."""
    renewals = [row for row in rows if row.renews_id and (row.history_type == "+" or row.stage == Stage.SIGNED)]
    prefetch_related_objects(renewals, "renews__amendments")
    for row in renewals:
        row.tells_renewal = True
        row.term_changes = term_changes(row)


def _tell_amounts(rows: list):
    """Each row gets `before`: the amount that counted the day before, as the amendments are now. One query if any."""
    prefetch_related_objects(rows, "sponsorship__amendments")
    for row in rows:
        row.before = row.sponsorship.yearly_on(row.starts - dt.timedelta(days=1))


def _tell_ends(pauses: list[Pause]):
    """Each pause gets `meant_until`, its last day as it was first said, and `ended`: the row of history that put an
    end to it sooner, or None. One query if any."""
    for pause in pauses:
        pause.meant_until, pause.ended = None, None
    by_key = {pause.pk: pause for pause in pauses}
    rows = Pause.history.filter(id__in=by_key).select_related("history_user") if by_key else ()
    for row in sorted(rows, key=lambda row: (row.history_date, row.history_id)):
        pause = by_key[row.id]
        pause.meant_until = pause.meant_until or row.until
        pause.ended = row if row.until < pause.meant_until else None


def _hidden_from(user: User) -> frozenset[str]:
    """Fields of a company whose old and new values this person may not read."""
    numbers = frozenset() if user.has_perm("crm.view_sole_trader_orgnr") else frozenset({"orgnr"})
    return unreadable(user, Company) | numbers
