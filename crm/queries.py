"""Questions about partners that more than one page asks."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Value, Window, prefetch_related_objects
from django.db.models.functions import Coalesce, Lag

from core.history import changes
from core.models import User
from crm.models import Company, Sponsorship
from goals.models import Goal, Tier, TierOffer


@dataclass(frozen=True)
class TierGroup:
    tier: Tier
    companies: list[Company]

    @property
    def heading(self) -> str:
        return self.tier.heading(len(self.companies))


def partners_by_tier(goal: Goal, day: dt.date) -> list[TierGroup]:
    """The companies that carry `goal` on `day`, by tier in rank order and by name within it. One query.

    Tiers without partners are left out, so that nobody shows an empty heading.
    """
    active = (
        Sponsorship.objects.filter(goal=goal)
        .active_on(day)
        .select_related("tier", "company")
        .order_by("tier__rank", "company__sort_key", "company_id")
    )
    return [
        TierGroup(tier=tier, companies=[sponsorship.company for sponsorship in sponsorships])
        for tier, sponsorships in groupby(active, key=attrgetter("tier"))
    ]


def upcoming_on(goal: Goal, day: dt.date) -> QuerySet[Sponsorship]:
    """Signed sponsorships of `goal` that begin after `day`, the first to begin first. One query."""
    coming = Sponsorship.objects.filter(goal=goal, starts__gt=day).signed().filter(ended_on__isnull=True)
    return coming.select_related("company", "tier").order_by("starts", "tier__rank", "company__sort_key", "pk")


@dataclass(frozen=True)
class TierSeats:
    offer: TierOffer
    taken: int

    @property
    def free(self) -> int | None:
        """Seats left; None when there is no limit."""
        return None if self.offer.seats is None else max(self.offer.seats - self.taken, 0)


def seats_on(goal: Goal, day: dt.date) -> list[TierSeats]:
    """Seats taken on `day` for each tier that the goal offers, in rank order. Two queries."""
    active = Sponsorship.objects.filter(goal=goal).active_on(day).order_by().values("tier")
    taken = dict(active.annotate(taken=Count("pk")).values_list("tier", "taken"))
    offers = goal.offers.select_related("tier").order_by("tier__rank")
    return [TierSeats(offer=offer, taken=taken.get(offer.tier_id, 0)) for offer in offers]


def pledged_in_year(goal: Goal, year: int) -> Decimal:
    """Kronor of the goal's signed sponsorships that fall on the days of a calendar year."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Sponsorship.objects.filter(goal=goal).in_period(first, last)


def offer_for(sponsorship: Sponsorship) -> TierOffer | None:
    """What its goal offers on its tier today."""
    return TierOffer.objects.with_terms().filter(goal=sponsorship.goal_id, tier=sponsorship.tier_id).first()


@dataclass(frozen=True)
class TimelineItem:
    when: dt.datetime
    kind: str  # "interaction", "sponsorship" or "change"
    content: object


TIMELINE_PAGE = 20


def company_timeline(company: Company, *, user: User, page: int = 1) -> Page:
    """What has happened with a company, newest first: contacts, sponsorships changing stage, changed details.

    The number of queries does not depend on how much there is; each stream gives at most as many rows as the
    pages up to this one can show.
    """
    most = page * TIMELINE_PAGE + 1
    interactions = company.interactions.order_by("-happened_at", "-pk")[:most]
    items = [
        *(TimelineItem(i.happened_at, "interaction", i) for i in interactions),
        *(TimelineItem(s.history_date, "sponsorship", s) for s in _stage_changes(company)[:most]),
        *(TimelineItem(c.when, "change", c) for c in changes(company, limit=most, hidden_fields=_hidden_from(user))),
    ]
    # By the minute that is shown: what people log has no seconds, and comes before what the program noted meanwhile.
    items.sort(key=lambda item: item.when.replace(second=0, microsecond=0), reverse=True)
    shown = Paginator(items, TIMELINE_PAGE).get_page(page)
    shown_interactions = [item.content for item in shown if item.kind == "interaction"]
    prefetch_related_objects(shown_interactions, "contacts", "companies", "goal", "logged_by")
    return shown


def _stage_changes(company: Company) -> QuerySet:
    before = Window(Lag("stage"), partition_by="id", order_by="history_date")
    rows = Sponsorship.history.filter(company=company).annotate(stage_before=before)
    changed = rows.exclude(stage=Coalesce("stage_before", Value(""))).exclude(history_type="-")
    return changed.select_related("goal", "tier", "history_user").order_by("-history_date", "-history_id")


def _hidden_from(user: User) -> frozenset[str]:
    """Fields of a company whose old and new values this person may not read."""
    guarded = {"notes": "crm.view_company_notes", "orgnr": "crm.view_sole_trader_orgnr"}
    return frozenset(name for name, permission in guarded.items() if not user.has_perm(permission))
