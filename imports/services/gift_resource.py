"""Read the rows of a list of gifts: for which team, how much and when."""

from django.utils.translation import gettext

from campaigns.models import Channel, Contribution, Team
from campaigns.services.counting import counts_on, window_words
from campaigns.services.match_payments import match_paid, promised_by
from campaigns.services.team_lookup import Coded, names_in, team_label
from core.days import NOT_YET
from core.spreadsheets.values import read_day
from core.text import visible
from imports.meanings import Word, WordCount
from imports.services import fields
from imports.services.fields import CellError, UnknownWord
from imports.services.gift_columns import COLUMNS, GiftField, amount_given
from imports.services.gift_doubles import find_known
from imports.services.gift_rows import GiftRow, Listing, Status
from imports.services.resource import Resource

FIELDS = {GiftField.GIVER: "giver", GiftField.MESSAGE: "message", GiftField.REFERENCE: "external_id"}
LONGEST = {name: Contribution._meta.get_field(field).max_length for name, field in FIELDS.items()}


class GiftResource(Resource):
    """Gifts are only added: a row is new or registered already."""

    columns = COLUMNS
    result_class = GiftRow
    skip_blank = False

    def __init__(self, listing: Listing):
        layout, terms = listing.layout, listing.terms
        super().__init__(
            leaves_out=terms.leaves_out,
            meanings=terms.meanings,
            headings={column.name: layout.heading(column.name) for column in self.columns},
        )
        self.competition, self.terms, self.today = listing.competition, terms, listing.today
        self.names = names_in(self.competition)

    def words(self, rows: list[GiftRow]) -> list[Word]:
        """Words of the list that are not among their column's choices, the most frequent first, with their meanings."""
        choices = {
            GiftField.CHANNEL: [(channel.value, str(channel.label)) for channel in Channel],
            GiftField.SHOWN: [("ja", gettext("Ja")), ("nej", gettext("Nej"))],
            GiftField.TEAM: [(team.code, team_label(team)) for team in self.names.teams],
        }
        found = WordCount()
        for row in rows:
            for name, word in row.words.items():
                found.add(name, word)
        return found.words(heading=self.headings.__getitem__, choices=choices.__getitem__, meanings=self.meanings)

    def compare(self, row):
        row.competition = self.competition
        self._find_team(row)
        row.channel = row.values.get(GiftField.CHANNEL, self.terms.channel)
        for name, step in (
            (GiftField.AMOUNT, self._require_amount),
            (GiftField.DAY, self._read_day),
            ("", self._find_match),
            ("", self._check_lengths),
            (GiftField.SHOWN, self._read_shown),
        ):
            self.attempt(step, row, name)
        if self.leaves_out and row.reference:  # without a reference, giver and message tell gifts apart
            row.may_lack |= {GiftField.GIVER} if row.channel != Channel.MATCH else set()
            row.may_lack |= {GiftField.MESSAGE} if row.message else set()  # if it is too long, its code is read anyway

    def check(self, rows):
        for row in rows:
            if row.status == Status.WRONG:
                continue
            if row.competition != self.competition:
                row.status = Status.ELSEWHERE
            elif row.team is None and row.match is None:
                row.status = Status.LEFT_OVER
        find_known(rows)
        for row in rows:
            row.diff = row.money

    def _require_amount(self, row: GiftRow):
        if not row.cell(GiftField.AMOUNT):
            amount_given("")

    def _read_day(self, row: GiftRow):
        if GiftField.DAY in row.blamed:
            return
        text = visible(row.texts.get(GiftField.DAY, ""))
        day = read_day(text) if text else self.terms.received_on
        if day is None:
            raise CellError(gettext("Skriv dagen som 2026-11-24."))
        if day > self.today:
            raise CellError(NOT_YET)
        if not counts_on(row.competition, day, row.channel):
            raise CellError(window_words(row.competition))
        row.received_on = day

    def _find_match(self, row: GiftRow):
        """The promised match that the row pays: that of the giver, in either column, else of the team's company."""
        name = visible(row.texts.get(GiftField.TEAM, ""))
        if row.channel == Channel.MATCH and row.competition == self.competition:
            giver = name if promised_by(self.names.matches, name) else row.giver
            row.match = match_paid(self.names.matches, team=row.team, giver=giver)
            if row.match:
                row.note = gettext("Matchning från %(giver)s.") % {"giver": row.match}

    def _check_lengths(self, row: GiftRow):
        for name, most in LONGEST.items():
            if len(row.values.get(name, "")) > most:
                row.wrong(name, gettext("Högst %(most)s tecken får plats.") % {"most": most})

    def _read_shown(self, row: GiftRow):
        if row.texts.get(GiftField.SHOWN):
            self.understand(row, GiftField.SHOWN, lambda cell: fields.yes_no(visible(cell)))

    def _find_team(self, row: GiftRow):
        """Find the team and the competition: the team's, else the only one that the message names."""
        coded = self.names.coded(row.message, row.amount)
        row.team, row.note = self._team(row, coded)
        if row.team:
            row.competition = row.team.competition
        elif len(coded.teams) != 1:
            theirs = {team.competition for team in coded.teams if not row.texts.get(GiftField.TEAM)}
            if len(contests := theirs if coded.teams else self.names.contests(row.message)) == 1:
                [row.competition] = contests
        if row.competition != self.competition:
            where = gettext("Hör till %(competition)s.") % {"competition": row.competition}
            row.note = f"{where} {row.note}".strip()

    def _team(self, row: GiftRow, said: Coded) -> tuple[Team | None, str]:
        """From a code in the message, else the team's column, else the choice for the whole list."""
        name = visible(row.texts.get(GiftField.TEAM, ""))
        coded = said.teams
        named = self.names.named(name) if name else []
        if len(coded) == len(named) == 1 and coded != named:
            return None, gettext("Koden i meddelandet är ett annat lags än %(name)s.") % {"name": name}
        if len(coded) == 1:
            return coded[0], ""
        if len(coded) > 1:
            return None, gettext("Flera lags koder står i meddelandet.")
        otherwise = None if self.names.contests(row.message) else self.terms.team
        if not name:
            unsure = gettext("Siffran efter tävlingens kod kan vara ett belopp eller ett antal.")
            return (None, unsure) if said.is_unsure else (otherwise, "")
        try:
            self.understand(row, GiftField.TEAM, self._only_named)
        except UnknownWord:
            words = gettext("Flera lag kan vara %(name)s.") if named else gettext("Inget lag heter %(name)s.")
            return None, words % {"name": name}
        return row.values.get(GiftField.TEAM, otherwise), ""

    def _only_named(self, cell: str) -> Team:
        found = self.names.named(visible(cell))
        if len(found) != 1:
            raise UnknownWord("")
        return found[0]
