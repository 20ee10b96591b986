"""Random signed periods, and an oracle that applies the rules day by day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from random import Random

from core.models import User
from crm.models import Company, Sponsorship, Stage
from goals.models import TierOffer

A_DAY = dt.timedelta(days=1)
_numbers = count(1)


def random_spans(random: Random, *, around: dt.date) -> dict:
    """A period of 1 to 12 days near a date; one in three ended early, some of them before their first day."""
    starts = around + A_DAY * random.randrange(15)
    ends = starts + A_DAY * random.randrange(12)
    if random.random() < 2 / 3:
        return {"starts": starts, "ends": ends, "stage": Stage.SIGNED}
    ended_on = starts + A_DAY * random.randint(-3, (ends - starts).days)
    return {"starts": starts, "ends": ends, "stage": Stage.ENDED_EARLY, "ended_on": ended_on}


def raw_sponsorship(*, offer: TierOffer, company: Company, owner: User, **fields) -> Sponsorship:
    """An unsaved, signed row, bypassing the services."""
    return Sponsorship(
        agreement_no=f"RAW{next(_numbers)}",
        company=company,
        goal_id=offer.goal_id,
        tier_id=offer.tier_id,
        owner=owner,
        **{"amount": offer.yearly_amount, "signed_on": dt.date(2020, 1, 1), "stage": Stage.SIGNED} | fields,
    )


def days_of(sponsorship: Sponsorship) -> Iterator[dt.date]:
    """The days when it is in force."""
    last = sponsorship.ends if sponsorship.ended_on is None else sponsorship.ended_on
    day = sponsorship.starts
    while day <= last:
        yield day
        day += A_DAY


def most_on_one_day(sponsorships: Iterable[Sponsorship]) -> int:
    return max(Counter(day for sponsorship in sponsorships for day in days_of(sponsorship)).values(), default=0)
