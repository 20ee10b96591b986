"""Find the match that a payment belongs to, and the team it is credited to."""

from collections.abc import Iterable

from campaigns.models import Competition, Match, Team
from core.text import search_key


def promised_by(matches: Iterable[Match], giver: str) -> Match | None:
    """The match of the giver with this current name, else former name, in any case; None for none or several."""
    matches, key = list(matches), search_key(giver)
    for names_of in (lambda match: [match.giver_name], lambda match: match.company.former if match.company else []):
        if key and (found := [match for match in matches if key in map(search_key, names_of(match))]):
            return found[0] if len(found) == 1 else None
    return None


def match_paid(matches: Iterable[Match], *, team: Team | None, giver: str) -> Match | None:
    """The match paid by money for a team or from a giver: the giver's by name, else that of the team's company.

    Of two matches of one company, prefer the one for the team.
    """
    matches = list(matches)
    if named := promised_by(matches, giver):
        return named
    own = [match for match in matches if team and match.company_id == team.company_id]
    own = [match for match in own if match.team_id in (None, team.pk)]
    return min(own, key=lambda match: (match.team_id is None, match.pk), default=None)


class Promises:
    """The matches of competitions, and the teams their payments may be credited to, each loaded once."""

    def __init__(self):
        self._matches: dict[int, list[Match]] = {}
        self._teams: dict[int, list[Team]] = {}

    def of(self, competition: Competition) -> list[Match]:
        if competition.pk not in self._matches:
            self._matches[competition.pk] = list(competition.matches.select_related("company", "team"))
        return self._matches[competition.pk]

    def own_teams(self, match: Match) -> list[Team]:
        """The payer's own teams; a foundation has none."""
        place = match.competition_id
        if match.company_id is None:
            return []
        if place not in self._teams:
            self._teams[place] = list(Team.objects.filter(competition=place))
        return [team for team in self._teams[place] if team.company_id == match.company_id]


def credited_team(match: Match, team: Team | None = None, *, promises: Promises | None = None) -> Team | None:
    """The payer's own team: the requested one, the match's, or its only one. None for a foundation."""
    own = (promises or Promises()).own_teams(match)
    for wanted in (team, match.team):
        if wanted in own:
            return wanted
    return own[0] if len(own) == 1 else None


def resolve_payment(
    competition: Competition,
    *,
    match: Match | None,
    team: Team | None,
    giver: str,
    promises: Promises | None = None,
) -> tuple[Match | None, Team | None]:
    """The match and team of a payment; without a match it is a gift by the team's company."""
    promises = promises or Promises()
    match = match or match_paid(promises.of(competition), team=team, giver=giver)
    return (match, credited_team(match, team, promises=promises)) if match else (None, team)
