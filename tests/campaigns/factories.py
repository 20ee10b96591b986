"""Competitions with plain defaults, created through the services as in tests/factories.py."""

import datetime as dt
from decimal import Decimal

from campaigns.models import Activity, Competition, Contribution, Match, Tally, Team
from campaigns.services.competitions import create_competition
from campaigns.services.contributions import add_contribution
from campaigns.services.lifecycle import open_competition
from campaigns.services.matches import save_match
from campaigns.services.teams import add_team
from core.services import save_record
from tests.factories import CompanyFactory, UserFactory, get_goal

OPENS = dt.date(2026, 11, 2)
CLOSES = dt.date(2026, 11, 29)
A_DAY = dt.date(2026, 11, 10)
AFTER = dt.date(2026, 12, 7)  # the first day to decide on: late gifts are accepted until the day before


def make_competition(**fields) -> Competition:
    """A draft duel for goal 1."""
    defaults = {"name": "Duellen", "goals": [get_goal()], "opens_on": OPENS, "closes_on": CLOSES}
    if "contact" not in fields:
        fields["contact"] = UserFactory()
    return create_competition(**defaults | fields)


def make_team(competition: Competition, **fields) -> Team:
    """A team of ten people, confirmed; of a new company by default."""
    if "company" not in fields:
        fields["company"] = CompanyFactory()
    defaults = {"heads": 10, "heads_confirmed_by": "Robin Person", "heads_confirmed_on": OPENS}
    if competition.is_locked:
        defaults |= {"by": UserFactory(), "reason": "Anmälde sig sent"}
    return add_team(competition=competition, **defaults | fields)


def make_activity(name: str = "Kakförsäljning", **fields) -> Activity:
    return Activity.objects.filter(name=name).first() or save_record(Activity(), name=name, **fields)


def running_duel(*, heads: tuple[int, int] = (8, 240), **fields) -> tuple[Competition, Team, Team]:
    """An open duel between two companies."""
    make_activity()
    competition = make_competition(**fields)
    first, second = (make_team(competition, heads=each) for each in heads)
    return open_competition(competition), first, second


def give(team: Team, amount: str | int = 100, **fields) -> Contribution:
    """A gift in kronor from an employee, for the team."""
    if "by" not in fields:
        fields["by"] = UserFactory()
    defaults = {"competition": team.competition, "team": team, "received_on": A_DAY}
    return add_contribution(**defaults | fields, amount=Decimal(amount))


def promise(competition: Competition, **fields) -> Match:
    """A match; by default a third party doubles every gift."""
    giver = {} if "company" in fields else {"third_party": "En vän"}
    return save_match(Match(competition=competition), **{"starts": OPENS, "ends": CLOSES} | giver | fields)


def tally(team) -> tuple[Decimal, Decimal, int]:
    kept = Tally.objects.get(team=team)
    return kept.employees, kept.company, kept.gifts


def due(match: Match) -> Decimal:
    return Match.objects.get(pk=match.pk).due
