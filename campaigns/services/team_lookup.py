"""Find the team that a text refers to, by the same rules in forms and lists."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from campaigns.models import Competition, Match, Team
from campaigns.services.team_codes import mentions_in, words_of
from core.text import search_key

_APART = re.compile(r"[\s-]+")


class Coded(NamedTuple):
    """The teams whose codes are in a message; `is_unsure` if there is only what may be an amount or a count instead."""

    teams: list[Team]
    is_unsure: bool


class Names:
    """A competition's teams by code and name, and its matches; teams of other running competitions by code only."""

    def __init__(self, teams: Iterable[Team], elsewhere: Iterable[Team] = (), matches: Iterable[Match] = ()):
        self.teams, self.elsewhere, self.matches = list(teams), list(elsewhere), list(matches)
        self.by_name = [(team, _names(team)) for team in self.teams]
        self.by_code = {code_key(team.code): team for team in chain(self.elsewhere, self.teams)}
        self.by_ocr = {team.ocr: team for team in chain(self.elsewhere, self.teams)}
        self.stem_of = {code: code_key(team.competition.code) for code, team in self.by_code.items()}
        self.stems = set(self.stem_of.values())
        self.by_contest = {code_key(team.competition.code): team.competition for team in self.elsewhere}

    def coded(self, message: str, amount: Decimal | None = None) -> Coded:
        """The teams whose OCR or else whose codes occur in the message of a gift of so many kronor."""
        referred = {team.pk: team for word in words_of(message) if (team := self.by_ocr.get(word))}
        if referred:
            return Coded(list(referred.values()), is_unsure=False)
        said = mentions_in(message, stem_of=self.stem_of, stems=self.stems, amount=amount)
        teams = {team.pk: team for team in map(self.by_code.get, said.codes)}
        return Coded(list(teams.values()), said.is_unsure)

    def contests(self, message: str) -> list[Competition]:
        """The other competitions whose own code occurs in a message."""
        found = map(self.by_contest.get, words_of(message))
        return list({each.pk: each for each in found if each}.values())

    def named(self, text: str) -> list[Team]:
        """The teams with this code, name or company, in any case; if none, those that begin with it."""
        key = search_key(text)
        if (team := self.by_code.get(code := code_key(text))) and key.endswith(code.removeprefix(self.stem_of[code])):
            return [team]  # its figures stand together: "P9RW1 2" is not the twelfth team
        for fits in (str.__eq__, str.startswith):
            if key and (found := [team for team, names in self.by_name if any(fits(name, key) for name in names)]):
                return found
        return []


def names_in(competition: Competition) -> Names:
    """Two queries: running competitions have few teams."""
    running = Team.objects.running() | competition.teams.all()
    own, elsewhere = [], []
    for team in running.select_related("company", "competition").order_by("sort_key", "pk"):
        (own if team.competition_id == competition.pk else elsewhere).append(team)
    return Names(own, elsewhere, competition.matches.select_related("company", "team"))


def code_key(code: str) -> str:
    return _APART.sub("", search_key(code))


def team_label(team: Team) -> str:
    return f"{team.name} ({team.code})"


def _names(team: Team) -> list[str]:
    names = (team.code, team.name, team.company.name, *team.company.former, team_label(team))
    return [search_key(name) for name in names]
