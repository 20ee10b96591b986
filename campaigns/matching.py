"""What a promise to match comes to: pure functions of gifts and caps."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from core.money import ORE


def matched(gift: Decimal, *, rate: Decimal, per_gift_cap: Decimal | None = None) -> Decimal:
    """Kronor that one gift gives rise to, rounded to the öre; `rate` is per cent of the gift.

    A reversal is a negative gift and takes back exactly what its gift gave.
    """
    size = (abs(gift) * rate / 100).quantize(ORE, ROUND_HALF_UP)
    if per_gift_cap is not None:
        size = min(size, per_gift_cap)
    return size.copy_sign(gift) + 0


def match_due(
    gifts: Iterable[Decimal], *, rate: Decimal, per_gift_cap: Decimal | None = None, total_cap: Decimal | None = None
) -> Decimal:
    """Kronor due for all gifts inside the window, in whatever order they came."""
    accrued = sum((matched(gift, rate=rate, per_gift_cap=per_gift_cap) for gift in gifts), Decimal("0.00"))
    return capped(accrued, total_cap=total_cap)


def capped(accrued: Decimal, *, total_cap: Decimal | None) -> Decimal:
    """What is due of what has accrued: never less than nothing, never more than was promised in all."""
    due = max(accrued, Decimal("0.00"))
    return due if total_cap is None else min(due, total_cap)
