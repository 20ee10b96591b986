"""A goal's partners, seats and pledged kronor, for the pages and the partner feed."""

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
    size: int  # total, including those not shown

    @property
    def heading(self) -> str:
        return self.tier.heading(self.size)

    @property
    def more(self) -> int:
        return self.size - len(self.companies)


def partners_by_tier(goal: Goal, day: dt.date, *, most: int | None = None) -> list[TierGroup]:
    """The companies active on `goal` on `day`, by tier rank and by name. One query.

    Excludes ended companies even while their agreements run: we may no longer publish their name.

    At most `most` companies per tier; None means all. Omits tiers without partners, to avoid empty headings.
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
    """Signed sponsorships of `goal` that begin after `day`, the earliest first. One query."""
    coming = Sponsorship.objects.filter(goal=goal, starts__gt=day).kept_up().signed().filter(ended_on__isnull=True)
    return coming.select_related("company", "tier").order_by("starts", "tier__rank", "company__sort_key", "pk")


@dataclass(frozen=True)
class TierSeats:
    offer: TierOffer
    taken: int

    @property
    def free(self) -> int | None:
        """Seats left; None without a limit."""
        return None if self.offer.seats is None else max(self.offer.seats - self.taken, 0)


def seats_on(goal: Goal, day: dt.date) -> list[TierSeats]:
    """Seats taken on `day` for each tier the goal offers, by rank. Two queries."""
    active = Sponsorship.objects.filter(goal=goal).active_on(day).order_by().values("tier")
    taken = dict(active.annotate(taken=Count("pk")).values_list("tier", "taken"))
    offers = goal.offers.select_related("tier").order_by("tier__rank")
    return [TierSeats(offer=offer, taken=taken.get(offer.tier_id, 0)) for offer in offers]


def pledged_in_year(goal: Goal, year: int) -> Decimal:
    """Kronor of the goal's signed sponsorships that fall in a calendar year."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Sponsorship.objects.filter(goal=goal).in_period(first, last)


def offer_for(sponsorship: Sponsorship) -> TierOffer | None:
    """The current offer for the sponsorship's goal and tier."""
    return TierOffer.objects.with_terms().filter(goal=sponsorship.goal_id, tier=sponsorship.tier_id).first()
