from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext

from campaigns.scoring.rules import HIGHEST_MARK, exact


class Activity(NamedTuple):
    kind: str
    points: Decimal
    cap: int | None = None  # how many activities of this kind count; None: as the rules say


@dataclass(frozen=True)
class TeamFacts:
    """The facts that a team is scored by. `raised` is the employees' kronor net of reversals, without match, in
    `gifts`.

    `participants` None: not reported. `marks` are each juror's marks, 0-10 per criterion; a juror without marks has not
    judged. Raises ValueError, in Swedish, for impossible values. Participants may exceed heads (new employees): see
    `taking_part`.
    """

    id: int | str
    name: str
    heads: int
    participants: int | None = None
    raised: Decimal = Decimal(0)
    gifts: int = 0
    marks: Mapping[Hashable, Sequence[Decimal]] = field(default_factory=dict, hash=False)
    activities: Sequence[Activity] = ()

    def __post_init__(self):
        def checked(value, label, least, most, *, whole=False):
            return exact(value, label=f"{self.name}: {label}", least=least, most=most, whole=whole)

        marks = {
            juror: tuple(checked(mark, gettext("betyg"), 0, HIGHEST_MARK) for mark in given)
            for juror, given in self.marks.items()
        }
        activities = [Activity(*each) for each in self.activities]
        for each in activities:
            checked(each.points, each.kind, 0, 10**6)
            checked(0 if each.cap is None else each.cap, each.kind, 0, 10**6, whole=True)
        checks = {
            "heads": checked(self.heads, gettext("antal personer"), 1, 10**6, whole=True),
            "participants": None
            if self.participants is None
            else checked(self.participants, gettext("antal som deltar"), 0, 10**6, whole=True),
            "raised": checked(self.raised, gettext("insamlade kronor"), -(10**13), 10**13),
            "gifts": checked(self.gifts, gettext("antal gåvor"), 0, 10**9, whole=True),
            "marks": marks,
            "activities": tuple(each._replace(points=Decimal(each.points)) for each in activities),
        }
        for name, value in checks.items():
            object.__setattr__(self, name, value)

    @property
    def taking_part(self) -> int:
        """Participants that count, at most the confirmed heads."""
        return min(self.participants or 0, self.heads)

    @property
    def counted(self) -> Decimal:
        """Kronor that count; 0 if reversals exceed gifts."""
        return max(self.raised, Decimal(0))
