"""Who is at a company, who is to come and who has left, by the same day on every page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from crm.models import Affiliation


@dataclass(frozen=True)
class Staff:
    current: list[Affiliation]
    coming: list[Affiliation]
    former: list[Affiliation]


def staff_on(day: dt.date, affiliations: Iterable[Affiliation]) -> Staff:
    """Each role under what it is on that day, in the order given."""
    roles = list(affiliations)
    return Staff(
        current=[role for role in roles if role.is_current_on(day)],
        coming=[role for role in roles if role.is_coming_on(day)],
        former=[role for role in roles if not role.is_current_on(day) and not role.is_coming_on(day)],
    )
