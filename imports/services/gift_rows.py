"""A row of a list of gifts, and what holds for the whole list."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from campaigns.models import Channel, Competition, Match, Team
from core.meanings import Meanings
from core.spreadsheets.columns import Layout
from core.text import search_key
from imports.services.gift_columns import GiftField
from imports.services.results import RowResult


class Status(StrEnum):
    NEW = "new"
    LEFT_OVER = "left_over"  # new, and no team is known
    ELSEWHERE = "elsewhere"  # new, and its code is another running competition's: it goes there
    MAYBE = "maybe"  # without a reference, and just like one that is there
    CORRECTED = "corrected"  # its reference was taken back: enters only when somebody says so
    SAME = "same"  # its reference is there
    WRONG = "wrong"


ENTERED = (Status.NEW, Status.LEFT_OVER, Status.ELSEWHERE)


@dataclass
class GiftRow(RowResult):
    """A row result whose status is one of `Status`, with whose money it is."""

    competition: Competition | None = None
    team: Team | None = None
    match: Match | None = None
    channel: str = Channel.SWISH
    received_on: dt.date | None = None
    note: str = ""
    alike: int = 0  # contributions that are there, and just like it

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
        """Within which rows without a reference are compared."""
        return self.competition.pk, self.amount, self.received_on, search_key(self.giver), search_key(self.message)

    @property
    def money(self) -> dict[str, Any]:
        """As campaigns.services.contributions takes it."""
        names = ("competition", "team", "match", "amount", "received_on", "channel", "giver", "show_giver", "message")
        return {name: getattr(self, name) for name in names} | {"external_id": self.reference}

    @property
    def digest(self) -> str:
        return f"{super().digest} {self.alike}"


@dataclass(frozen=True)
class Terms:
    """What holds for rows that do not say themselves, and for values that cannot be read.

    `reason` is why money comes after the decision. `leaves_out`: enter a row without values that it may lack.
    `meanings` are of words that are none of their column's choices.
    """

    channel: str = Channel.SWISH
    received_on: dt.date | None = None
    team: Team | None = None
    reason: str = ""
    leaves_out: bool = True
    meanings: Meanings = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """A list for a competition, and how to read it; `today` is the last day that money can have come."""

    table: list[list[str]]
    layout: Layout
    competition: Competition
    terms: Terms
    today: dt.date
