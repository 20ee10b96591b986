"""Snapshots of a competition as JSON: the public board at the freeze, and the result when decided.

A snapshot stores facts and rules; places, scores and reasons are computed from them in the reader's language. Kronor
and points are stored as text, so that they are never read as floats.
"""

from dataclasses import dataclass
from decimal import Decimal

from campaigns.models.competitions import Competition
from campaigns.models.contributions import Contribution
from campaigns.models.results import Totals, facts_of, totals_of
from campaigns.scoring import Activity, Placing, Rules, TeamFacts, sole_winner, standings

GIVERS_SHOWN = 12


@dataclass(frozen=True)
class Board:
    """The contents of a board: live, frozen or decided. `money` is each team's (employees', company's) kronor."""

    rules: Rules
    totals: Totals
    placings: list[Placing]
    waiting: list[str]  # teams without a head count, which have no place
    withdrawn: list[str]  # withdrawn teams, whose money stays in the totals
    companies: dict[int, str]
    codes: dict[int, str]
    money: dict[int, tuple[Decimal, Decimal]]
    givers: list[dict]


def board_state(competition: Competition) -> dict:
    """The current data of a board. Seven queries, whatever the number of contributions."""
    teams = list(competition.teams.select_related("tally", "company"))
    facts = {each.id: each for each in facts_of(competition, teams)}
    totals = totals_of(competition)
    return {
        "rules": competition.scoring,
        "totals": {
            "employees": str(totals.employees),
            "company": str(totals.company),
            "match_due": str(totals.match_due),
            "match_left": str(totals.match_left),
            "gifts": totals.gifts,
        },
        "teams": [
            {
                "id": team.pk,
                "name": team.name,
                "company": team.company.name,
                "company_id": team.company_id,
                "code": team.code,
                "employees": str(team.tally.employees),
                "company_money": str(team.tally.company),
                "gifts": team.tally.gifts,
                "facts": _facts_to_dict(facts.get(team.pk)),
                "withdrawn": team.is_withdrawn,
            }
            for team in teams
        ],
        "givers": givers_of(competition),
    }


def givers_of(competition: Competition) -> list[dict]:
    """Givers thanked by name, newest first: those who asked for it and are approved. One query."""
    named = competition.contributions.named_on_board().select_related("team")[:GIVERS_SHOWN]
    return [{"id": each.pk, "name": each.giver, "team": each.team.name if each.team else ""} for each in named]


def state_to_store(competition: Competition) -> dict:
    """The state to store, with the primary key of its newest contribution, which tells later ones from it.

    By primary key rather than by time, since clocks may be set back. Eight queries.
    """
    newest = Contribution.objects.order_by("-pk").values_list("pk", flat=True).first()
    return board_state(competition) | {"newest": newest or 0}


def state_to_freeze(competition: Competition) -> dict:
    """The state to store at a freeze, with the kronor without a team, which the board reports beside the total.

    A decided result has none: all money has a team by then. Nine queries.
    """
    left_over = competition.contributions.left_over().flows()["left_over"]
    return state_to_store(competition) | {"left_over": str(left_over)}


def board_of(state: dict) -> Board:
    """The board of a state, with places and reasons recomputed."""
    rules = Rules.from_dict(state["rules"])
    facts = [_facts_from_dict(team) for team in state["teams"] if team["facts"]]
    totals = state["totals"]
    return Board(
        rules=rules,
        totals=Totals(
            employees=Decimal(totals["employees"]),
            company=Decimal(totals["company"]),
            match_due=Decimal(totals["match_due"]),
            match_left=Decimal(totals["match_left"]),
            gifts=totals["gifts"],
        ),
        placings=standings(facts, rules),
        waiting=[team["name"] for team in state["teams"] if not (team["facts"] or team["withdrawn"])],
        withdrawn=[team["name"] for team in state["teams"] if team["withdrawn"]],
        companies={team["id"]: team["company"] for team in state["teams"]},
        codes={team["id"]: team["code"] for team in state["teams"]},
        money={team["id"]: (Decimal(team["employees"]), Decimal(team["company_money"])) for team in state["teams"]},
        givers=state["givers"],
    )


def result_state(competition: Competition) -> dict:
    """The state with its result: each team's place, value and components, the trophy and the matches."""
    state = state_to_store(competition)
    board = board_of(state)
    trophy = sole_winner([placing.score for placing in board.placings], seed=competition.lot_seed)
    return state | {
        "competition": {"id": competition.pk, "name": competition.name, "code": competition.code},
        "placings": [
            {
                "team": placing.score.team.id,
                "name": placing.score.team.name,
                "place": placing.place,
                "shared": placing.shared,
                "value": str(placing.score.displayed),
                "components": {
                    each.key: {
                        "points": None if each.points is None else f"{each.points:.6f}",
                        "weight": str(each.weight),
                        "contribution": f"{each.contribution:.6f}",
                    }
                    for each in placing.score.components
                },
            }
            for placing in board.placings
        ],
        "trophy": trophy and {"team": trophy.team.id, "decided_by": trophy.decided_by, "seed": trophy.seed},
        "matches": [
            {
                "giver": match.giver_name,
                "company_id": match.company_id,
                "due": str(match.due),
                "paid": str(match.paid),
                "paid_apart": str(match.paid_apart),
            }
            for match in competition.matches.select_related("company").with_paid()
        ],
    }


def _facts_to_dict(facts: TeamFacts | None) -> dict | None:
    if facts is None:
        return None
    return {
        "heads": facts.heads,
        "participants": facts.participants,
        "raised": str(facts.raised),
        "gifts": facts.gifts,
        "marks": {str(juror): [str(mark) for mark in marks] for juror, marks in facts.marks.items()},
        "activities": [[each.kind, str(each.points), each.cap] for each in facts.activities],
    }


def _facts_from_dict(team: dict) -> TeamFacts:
    facts = team["facts"]
    return TeamFacts(
        id=team["id"],
        name=team["name"],
        heads=facts["heads"],
        participants=facts["participants"],
        raised=Decimal(facts["raised"]),
        gifts=facts["gifts"],
        marks={juror: [Decimal(mark) for mark in marks] for juror, marks in facts["marks"].items()},
        activities=[Activity(kind, Decimal(points), cap) for kind, points, cap in facts["activities"]],
    )
