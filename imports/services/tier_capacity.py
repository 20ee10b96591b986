"""Check whether many sponsorships can be signed, without writing any.

It predicts what `crm.services.sponsorships` and the database refuse at signing. They check again when the list is read
in.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from crm.models import TRANSITIONS, Sponsorship, Stage
from crm.querysets.sponsorships import most_at_once
from crm.services.sponsorships import (
    Incomplete,
    NoSeatLeft,
    OfferMissing,
    OverlappingSponsorship,
    TransitionNotAllowed,
    require_unpaid_is_meant,
)
from goals.models import TierOffer


@dataclass(frozen=True)
class _Signed:
    """A signed sponsorship; without a key if an earlier row of the list would sign it."""

    pk: int | None
    tier: int
    starts: dt.date
    last: dt.date


class Room:
    """The periods that signed sponsorships take of companies and seats. Three queries."""

    def __init__(self):
        self.offers = {(offer.goal_id, offer.tier_id): offer for offer in TierOffer.objects.order_by()}
        self.of_company: dict[tuple[int, int], list[_Signed]] = defaultdict(list)
        self.of_tier: dict[tuple[int, int], list[tuple[dt.date, dt.date]]] = defaultdict(list)
        self.renewed = dict(Sponsorship.objects.renewing().order_by().values_list("renews", "pk"))
        values = Sponsorship.objects.ever_in_force().order_by("-pk")
        for pk, company, goal, tier, starts, ends, ended_on in values.values_list(
            "pk", "company", "goal", "tier", "starts", "ends", "ended_on"
        ):
            self._add(company, goal, _Signed(pk, tier, starts, min(ends, ended_on or ends)))

    def _add(self, company: int, goal: int, signed: _Signed):
        self.of_company[company, goal].append(signed)
        self.of_tier[goal, signed.tier].append((signed.starts, signed.last))

    def take(self, candidate: Sponsorship, *, signs: bool):
        """Reserve what the candidate renews, and if it `signs`, its period and seat. Raises as signing does."""
        renewed_by = self.renewed.get(candidate.renews_id, candidate)
        if renewed_by is not candidate and (candidate.pk is None or renewed_by != candidate.pk):
            raise ValidationError(_renewed_already())
        if signs:
            self._sign(candidate)
        if candidate.renews_id:
            self.renewed[candidate.renews_id] = candidate.pk

    def _sign(self, candidate: Sponsorship):
        if Stage.SIGNED not in TRANSITIONS[candidate.stage]:
            raise TransitionNotAllowed
        if not (candidate.starts and candidate.ends and candidate.amount is not None):
            raise Incomplete
        goal, company = candidate.goal_id, candidate.company_id
        offer = self.offers.get((goal, candidate.tier_id))
        if offer is None:
            raise OfferMissing
        period = candidate.starts, candidate.ends
        there = self.of_company[company, goal]
        if any(other.starts <= period[1] and other.last >= period[0] for other in there):
            raise OverlappingSponsorship
        if offer.seats is not None and most_at_once(self.of_tier[goal, candidate.tier_id], *period) >= offer.seats:
            raise NoSeatLeft
        require_unpaid_is_meant(candidate.amount, asked=offer.yearly_amount, unpaid=False)
        if candidate.renews_id is None:
            eve = candidate.starts - dt.timedelta(days=1)
            candidate.renews_id = next(
                (other.pk for other in there if other.last == eve and other.pk and other.pk not in self.renewed), None
            )
        self._add(company, goal, _Signed(candidate.pk, candidate.tier_id, *period))


def _renewed_already() -> str:
    named = {constraint.name: constraint for constraint in Sponsorship._meta.constraints}
    return named["crm_sponsorship_one_successor"].get_violation_error_message()
