"""What the pages and the feed ask about who carries a goal."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber

from crm.models import Company, Sponsorship
from goals.models import Goal, Tier, TierOffer


@dataclass(frozen=True)
class TierGroup:
    tier: Tier
    companies: list[Company]
    size: int  # of them all, shown or not

    @property
    def heading(self) -> str:
        return self.tier.heading(self.size)

    @property
    def more(self) -> int:
        return self.size - len(self.companies)


def partners_by_tier(goal: Goal, day: dt.date, *, most: int | None = None) -> list[TierGroup]:
    """The companies that carry `goal` on `day`, by tier in rank order and by name within it. One query.

    Not those that we have ended with, whose agreements still run: their name is no longer ours to show.

    At most the first `most` of each tier; all of them when not said. Tiers without partners are left out, so that
    nobody shows an empty heading.
    """
    active = Sponsorship.objects.filter(goal=goal).kept_up().active_on(day).select_related("tier", "company")
    if most is not None:
        by_name = Window(RowNumber(), partition_by="tier", order_by=["company__sort_key", "company_id"])
        active = active.annotate(place=by_name, size=Window(Count("pk"), partition_by="tier")).filter(place__lte=most)
    groups = groupby(active.order_by("tier__rank", "company__sort_key", "company_id"), key=attrgetter("tier"))
    return [_group(tier, list(sponsorships)) for tier, sponsorships in groups]


def _group(tier: Tier, sponsorships: list[Sponsorship]) -> TierGroup:
    size = getattr(sponsorships[0], "size", len(sponsorships))
    return TierGroup(tier=tier, companies=[sponsorship.company for sponsorship in sponsorships], size=size)


def upcoming_on(goal: Goal, day: dt.date) -> QuerySet[Sponsorship]:
    """Signed sponsorships of `goal` that begin after `day`, the first to begin first. One query."""
    coming = Sponsorship.objects.filter(goal=goal, starts__gt=day).kept_up().signed().filter(ended_on__isnull=True)
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
