"""Amounts of promises to match: pure functions of gifts and caps."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from core.money import ORE


def matched(gift: Decimal, *, rate: Decimal, per_gift_cap: Decimal | None = None) -> Decimal:
    """The matched kronor of one gift, rounded to the öre; `rate` is per cent of the gift.

    A reversal is a negative gift and takes back exactly the match of its gift.
    """
    size = (abs(gift) * rate / 100).quantize(ORE, ROUND_HALF_UP)
    if per_gift_cap is not None:
        size = min(size, per_gift_cap)
    return size.copy_sign(gift) + 0


def match_due(
    gifts: Iterable[Decimal], *, rate: Decimal, per_gift_cap: Decimal | None = None, total_cap: Decimal | None = None
) -> Decimal:
    """The match in kronor of all gifts inside the window, in any order."""
    accrued = sum((matched(gift, rate=rate, per_gift_cap=per_gift_cap) for gift in gifts), Decimal("0.00"))
    return capped(accrued, total_cap=total_cap)


def capped(accrued: Decimal, *, total_cap: Decimal | None) -> Decimal:
    """The amount due: at least 0 and at most the promised total."""
    due = max(accrued, Decimal("0.00"))
    return due if total_cap is None else min(due, total_cap)
