"""How kronor that cover a period are spread over its days."""

import datetime as dt
from decimal import Decimal

from core.days import A_DAY
from core.money import ORE


def earned_until(amount: Decimal, *, first: dt.date, last: dt.date, day: dt.date) -> Decimal:
    """Kronor of the period from `first` to `last` that fall on its days through `day`, to the öre, rounded half up.

    A difference of two such sums is exact, so the parts of any division of the period sum to the whole.
    """
    days = (last + A_DAY - first).days
    passed = min(max((day + A_DAY - first).days, 0), days)
    ore = abs(int(amount * 100))
    told = (2 * ore * passed + days) // (2 * days) * ORE
    return told if amount >= 0 else -told


def earned_between(amount: Decimal, *, first: dt.date, last: dt.date, period: tuple[dt.date, dt.date]) -> Decimal:
    """Kronor of the days that both have, both ends included."""
    begins, ends = period
    before = earned_until(amount, first=first, last=last, day=begins - A_DAY)
    return earned_until(amount, first=first, last=last, day=ends) - before


def share_of(amount: Decimal, *, of: Decimal, parts: tuple[Decimal, ...], before: Decimal) -> list[Decimal]:
    """How kronor paid of a whole, of which `before` was paid earlier, divide into the whole's parts.

    Payments that sum to the whole divide into exactly its parts, in whatever pieces they come. What is paid above the
    whole goes to the first part.
    """
    now = _divided(before + amount, of=of, parts=parts)
    return [after - earlier for after, earlier in zip(now, _divided(before, of=of, parts=parts), strict=True)]


def _divided(paid: Decimal, *, of: Decimal, parts: tuple[Decimal, ...]) -> list[Decimal]:
    first, *rest = parts
    if not of or (paid >= of > 0) or (paid <= of < 0):
        return [first + paid - of, *rest]
    others = [(part * paid / of).quantize(ORE) for part in rest]
    return [paid - sum(others), *others]
