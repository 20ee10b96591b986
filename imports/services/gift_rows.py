"""What the cells of one row of a list of gifts say."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext

from campaigns.models import Channel, Competition, Match, Team
from campaigns.services.counting import counts_on, window_words
from campaigns.services.match_payments import match_paid, promised_by
from campaigns.services.naming import names_in, team_label
from core.days import NOT_YET
from core.meanings import LONGEST_WORD, Meanings, Word, WordCount
from core.money import NoAmount, parse_amount
from core.spreadsheets.columns import Layout, is_refused
from core.spreadsheets.values import read_day, read_yes_no, why_unreadable
from core.text import search_key, visible
from imports.services.gift_columns import GiftField

CHANNELS = {
    "swish": Channel.SWISH,
    "bankgiro": Channel.BANKGIRO,
    "bg": Channel.BANKGIRO,
    "kontant": Channel.CASH,
    "kontanter": Channel.CASH,
    "lön": Channel.PAYROLL,
    "via lönen": Channel.PAYROLL,
    "matchning": Channel.MATCH,
    "företagets matchning": Channel.MATCH,
    "annat": Channel.OTHER,
} | {channel.value: channel for channel in Channel}
MISSING = object()
LONGEST = {GiftField.GIVER: 120, GiftField.MESSAGE: 200, GiftField.REFERENCE: 80}


class Status(StrEnum):
    NEW = "new"
    LEFT_OVER = "left_over"  # new, and no team is known
    ELSEWHERE = "elsewhere"  # new, and its code is another running competition's: it goes there
    MAYBE = "maybe"  # without a reference, and just like one that is there
    CORRECTED = "corrected"  # its reference was taken back: enters only when somebody says so
    SAME = "same"  # its reference is there
    WRONG = "wrong"


ENTERED = (Status.NEW, Status.LEFT_OVER, Status.ELSEWHERE)


@dataclass(frozen=True)
class Mistake:
    number: int  # of its row
    name: GiftField
    column: str
    value: str
    why: str


@dataclass
class GiftRow:
    """One row of the list and what would come of it. `number` is the row's own in the file, from 1.

    `mistakes` refuse it; `left_out` are those of values that it is entered without.
    """

    number: int
    competition: Competition
    amount: Decimal | None = None
    received_on: dt.date | None = None
    channel: str = Channel.SWISH
    team: Team | None = None
    match: Match | None = None
    giver: str = ""
    show_giver: bool = False
    message: str = ""
    reference: str = ""
    status: Status = Status.NEW
    note: str = ""
    alike: int = 0  # contributions that are there, and just like it
    mistakes: list[Mistake] = field(default_factory=list)
    left_out: list[Mistake] = field(default_factory=list)

    @property
    def channel_label(self) -> str:
        return Channel(self.channel).label

    @property
    def likeness(self) -> tuple:
        """Within which rows without a reference are compared."""
        return self.competition.pk, self.amount, self.received_on, search_key(self.giver), search_key(self.message)


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


class _Unknown(Exception):
    """A word that is none of the choices."""


class GiftReader:
    def __init__(self, listing: Listing):
        self.layout, self.competition = listing.layout, listing.competition
        self.terms, self.today = listing.terms, listing.today
        self.names = names_in(self.competition)
        self._unknown = WordCount()

    def words(self) -> list[Word]:
        choices = {
            GiftField.CHANNEL: [(channel.value, str(channel.label)) for channel in Channel],
            GiftField.SHOWN: [("ja", gettext("Ja")), ("nej", gettext("Nej"))],
            GiftField.TEAM: [(team.code, team_label(team)) for team in self.names.teams],
        }
        return self._unknown.words(
            heading=self.layout.heading, choices=choices.__getitem__, meanings=self.terms.meanings
        )

    def _understand(self, name: GiftField, cell: str, read: Callable[[str], object]):
        """What the cell says by itself, else as somebody said that its word means. Raises _Unknown."""
        try:
            return read(cell)
        except _Unknown:
            word = cell[:LONGEST_WORD]
            self._unknown.add(name, word)
            meaning = self.terms.meanings.get(name, {}).get(search_key(word))
            if meaning is None:
                raise
            return read(meaning)

    def read(self, number: int, cells: list[str]) -> GiftRow:
        row = GiftRow(number, self.competition)
        said = {name: self.layout.cell(cells, name) for name in GiftField}
        text = {name: "" if why_unreadable(cell) else visible(cell) for name, cell in said.items()}

        def wrong(name: GiftField, why: str):
            if all(mistake.name != name for mistake in row.mistakes):
                row.mistakes.append(Mistake(number, name, self.layout.heading(name), said[name], why))

        for name, cell in said.items():
            if why := why_unreadable(cell):
                wrong(name, why)
        row.team, row.note = self._team(text[GiftField.MESSAGE], text[GiftField.TEAM])
        self._route(row, text[GiftField.MESSAGE])
        self._read_amount(row, text[GiftField.AMOUNT], wrong)
        self._read_channel(row, text[GiftField.CHANNEL], wrong)
        self._read_day(row, text[GiftField.DAY], wrong)
        row.giver, row.message, row.reference = (
            text[GiftField.GIVER],
            text[GiftField.MESSAGE],
            text[GiftField.REFERENCE],
        )
        self._read_match(row, text[GiftField.TEAM])
        for name, most in LONGEST.items():
            if len(text[name]) > most:
                wrong(name, gettext("Högst %(most)s tecken får plats.") % {"most": most})
        self._read_shown(row, text[GiftField.SHOWN], wrong)
        self._leave_out(row)
        if row.mistakes:
            row.status = Status.WRONG
        elif row.competition != self.competition:
            row.status = Status.ELSEWHERE
        elif row.team is None and row.match is None:
            row.status = Status.LEFT_OVER
        return row

    def _leave_out(self, row: GiftRow):
        """Whose money it is, how much, when and whether it is there already must be readable; the rest need not be."""
        may_lack = {GiftField.SHOWN}
        if row.reference:  # without one, giver and message tell gifts apart
            may_lack |= {GiftField.GIVER} if row.channel != Channel.MATCH else set()
            may_lack |= {GiftField.MESSAGE} if row.message else set()  # it is too long, but its code is read
        if not self.terms.leaves_out or is_refused([mistake.name for mistake in row.mistakes], may_lack):
            return
        row.mistakes, row.left_out = [], row.mistakes
        for mistake in row.left_out:
            if mistake.name == GiftField.SHOWN:
                row.show_giver = False
            else:
                setattr(row, mistake.name, "")
        row.show_giver = bool(row.show_giver and row.giver)

    def _read_shown(self, row: GiftRow, text: str, wrong):
        def read(word: str) -> bool:
            shown = read_yes_no(word)
            if shown is None:
                raise _Unknown
            return shown

        try:
            row.show_giver = bool(self._understand(GiftField.SHOWN, text, read) and row.giver)
        except _Unknown:
            wrong(GiftField.SHOWN, gettext("Skriv ja eller nej."))

    def _read_amount(self, row: GiftRow, text: str, wrong):
        try:
            amount = parse_amount(text)
        except NoAmount as error:
            wrong(GiftField.AMOUNT, str(error))
            return
        if amount <= 0:
            wrong(GiftField.AMOUNT, gettext("Beloppet ska vara större än noll."))
        else:
            row.amount = amount

    def _read_channel(self, row: GiftRow, text: str, wrong):
        def read(word: str) -> Channel:
            if not word:
                return self.terms.channel
            if (found := CHANNELS.get(search_key(word))) is None:
                raise _Unknown
            return found

        row.channel = self.terms.channel
        try:
            row.channel = self._understand(GiftField.CHANNEL, text, read)
        except _Unknown:
            wrong(GiftField.CHANNEL, gettext("Kanalen finns inte."))

    def _read_match(self, row: GiftRow, name: str):
        """The promise that the row pays: by the giver's name in either column, else its team's company's."""
        if row.channel == Channel.MATCH and row.competition == self.competition:
            giver = name if promised_by(self.names.matches, name) else row.giver
            row.match = match_paid(self.names.matches, team=row.team, giver=giver)
            if row.match:
                row.note = gettext("Matchning från %(giver)s.") % {"giver": row.match}

    def _read_day(self, row: GiftRow, text: str, wrong):
        day = read_day(text) if text else self.terms.received_on
        if day is None:
            wrong(GiftField.DAY, gettext("Skriv dagen som 2026-11-24."))
        elif day > self.today:
            wrong(GiftField.DAY, str(NOT_YET))
        elif not counts_on(row.competition, day, row.channel):
            wrong(GiftField.DAY, window_words(row.competition))
        else:
            row.received_on = day

    def _team(self, message: str, name: str) -> tuple[Team | None, str]:
        """By a code in the message, else by the team's column, else what was chosen for the whole list."""
        coded = self.names.coded(message)
        named = self.names.named(name) if name else []
        if len(coded) == len(named) == 1 and coded != named:
            return None, gettext("Koden i meddelandet är ett annat lags än %(name)s.") % {"name": name}
        if len(coded) == 1:
            return coded[0], ""
        if len(coded) > 1:
            return None, gettext("Flera lags koder står i meddelandet.")
        otherwise = None if self.names.contests(message) else self.terms.team

        def read(word: str) -> Team | None:
            found = self.names.named(word) if word else [otherwise]
            if len(found) != 1:
                raise _Unknown
            return found[0]

        try:
            return self._understand(GiftField.TEAM, name, read), ""
        except _Unknown:
            several = self.names.named(name)
        words = gettext("Flera lag kan vara %(name)s.") if several else gettext("Inget lag heter %(name)s.")
        return None, words % {"name": name}

    def _route(self, row: GiftRow, message: str):
        """Whose money it is: the team's competition, else the one whose own code alone stands in the message."""
        if row.team:
            row.competition = row.team.competition
        elif not self.names.coded(message) and len(contests := self.names.contests(message)) == 1:
            row.competition = contests[0]
        if row.competition != self.competition:
            row.note = gettext("Hör till %(competition)s.") % {"competition": row.competition}
