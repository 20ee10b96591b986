"""What a payment is for, in words."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from finance.models import Allocation


def kronor_by_target(lines: Iterable[Allocation]) -> list[tuple[str, Decimal]]:
    """One for each target, however many goals and flows share it. No query with AllocationQuerySet.with_target."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        found[line.target_label] += line.amount
    return list(found.items())
