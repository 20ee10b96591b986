"""A company's current, coming and former contacts by one rule on every page."""

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
    """Group roles by their state on `day`, keeping the order given."""
    roles = list(affiliations)
    return Staff(
        current=[role for role in roles if role.is_current_on(day)],
        coming=[role for role in roles if role.is_coming_on(day)],
        former=[role for role in roles if not role.is_current_on(day) and not role.is_coming_on(day)],
    )
