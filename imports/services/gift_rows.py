"""A row of a list of gifts, and the choices for the whole list."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from campaigns.models import Channel, Competition, Match, Team
from core.spreadsheets.columns import Layout
from core.text import search_key
from imports.meanings import Meanings
from imports.services.gift_columns import GiftField
from imports.services.results import RowResult


class Status(StrEnum):
    NEW = "new"
    LEFT_OVER = "left_over"  # new, without a team
    ELSEWHERE = "elsewhere"  # new, with the code of another running competition, where it is entered
    MAYBE = "maybe"  # without a reference, and equal to a registered one
    CORRECTED = "corrected"  # the gift with its reference was reversed: entered only if ticked
    SAME = "same"  # its reference is registered
    WRONG = "wrong"


ENTERED = (Status.NEW, Status.LEFT_OVER, Status.ELSEWHERE)


@dataclass
class GiftRow(RowResult):
    """A row result with a `Status`, and the competition, team and match that the money is for."""

    competition: Competition | None = None
    team: Team | None = None
    match: Match | None = None
    channel: str = Channel.SWISH
    received_on: dt.date | None = None
    note: str = ""
    alike: int = 0  # number of equal registered contributions

    @property
    def amount(self) -> Decimal | None:
        return self.values.get(GiftField.AMOUNT)

    @property
    def giver(self) -> str:
        return self.values.get(GiftField.GIVER, "")

    @property
    def message(self) -> str:
        return self.values.get(GiftField.MESSAGE, "")

    @property
    def reference(self) -> str:
        return self.values.get(GiftField.REFERENCE, "")

    @property
    def show_giver(self) -> bool:
        return bool(self.values.get(GiftField.SHOWN) and self.giver)

    @property
    def channel_label(self) -> str:
        return Channel(self.channel).label

    @property
    def likeness(self) -> tuple:
        """Rows without a reference are equal if this is."""
        return self.competition.pk, self.amount, self.received_on, search_key(self.giver), search_key(self.message)

    @property
    def money(self) -> dict[str, Any]:
        """The fields of campaigns.services.contributions.validate_incoming."""
        names = ("competition", "team", "match", "amount", "received_on", "channel", "giver", "show_giver", "message")
        return {name: getattr(self, name) for name in names} | {"external_id": self.reference}

    @property
    def digest(self) -> str:
        return f"{super().digest} {self.alike}"


@dataclass(frozen=True)
class Terms:
    """Defaults for rows without a value, and how to treat values that cannot be read.

    `reason` is why money is entered after the decision. `leaves_out`: enter rows without optional values that cannot be
    read. `meanings` are of words that are not among their column's choices.
    """

    channel: str = Channel.SWISH
    received_on: dt.date | None = None
    team: Team | None = None
    reason: str = ""
    leaves_out: bool = True
    meanings: Meanings = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """A list for a competition, and how to read it; a gift after `today` is a mistake."""

    table: list[list[str]]
    layout: Layout
    competition: Competition
    terms: Terms
    today: dt.date
