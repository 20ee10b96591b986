"""The steps of a competition's target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

STEPS = (25, 50, 75, 100)  # per cent of the target


@dataclass(frozen=True)
class Milestone:
    percent: int
    amount: Decimal  # kronor
    is_reached: bool


def milestones(target: Decimal | None, together: Decimal) -> Sequence[Milestone]:
    """The steps of the target, kronor, and which of them the joint sum has reached; none without a target."""
    if not target:
        return []
    return [Milestone(step, target * step / 100, together >= target * step / 100) for step in STEPS]
