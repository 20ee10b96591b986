"""The API of competitions: the same rules, permissions and numbers as the pages."""

import pytest
from django.utils import timezone

from campaigns.models import Channel, Competition
from campaigns.scoring import Rules, RuleSet
from campaigns.services.lifecycle import close_competition, freeze_board
from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from tests.campaigns.boards import contest, decided
from tests.campaigns.factories import (
    AFTER,
    give,
    make_competition,
    make_team,
    promise,
    running_duel,
)
from tests.campaigns.jury_factories import make_entry
from tests.campaigns.programs import post
from tests.clock import moment_on
from tests.factories import CompanyFactory, UserFactory, contact_at, get_goal

ACCESS = 2  # the user's own permissions and those of the role
COUNT = 1


def some_competition():
    _competition, team, _rival = running_duel(contact=UserFactory())
    give(team)


def some_team():
    competition = make_competition()
    company = CompanyFactory()
    make_team(competition, company=company, coordinator=contact_at(company))


def some_contribution():
    _competition, team, _rival = running_duel()
    give(team)


def some_match():
    _competition, team, _rival = running_duel()
    promise(team.competition, company=team.company, team=team)


def some_entry():
    _competition, team, _rival = running_duel()
    make_entry(team, approved=True)


LISTS = {
    "competitions": (some_competition, ACCESS + COUNT + 2),  # rows with contacts, goals
    "teams": (some_team, ACCESS + COUNT + 1),
    "contributions": (some_contribution, ACCESS + COUNT + 1),
    "matches": (some_match, ACCESS + COUNT + 1),
    "entries": (some_entry, ACCESS + COUNT + 1),
}


# --- Lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_queries_however_many_rows(name, rows, api_client_for, django_assert_num_queries):
    make, queries = LISTS[name]
    for _number in range(rows):
        make()
    client = api_client_for(FINANCE)
    with django_assert_num_queries(queries):
        response = client.get(f"/api/v1/{name}/")
    assert len(response.json()["results"]) >= rows


@pytest.mark.parametrize("teams", [1, 30])
def test_standings_cost_the_same_queries_however_many_teams(teams, api_client_for, django_assert_num_queries):
    competition, made = contest(*(f"Lag {number}" for number in range(teams + 1)))
    for team in made:
        give(team)
        promise(competition, company=team.company, team=team)
    client = api_client_for(READER)
    with django_assert_num_queries(ACCESS + 2 + 8):  # the competition with goals, and its state with the newest gift
        response = client.get(f"/api/v1/competitions/{competition.pk}/standings/")
    assert len(response.json()["places"]) == teams + 1


def test_lists_are_filtered_as_on_the_pages(api_client_for):
    competition, team, rival = running_duel(name="Vinterduellen")
    make_competition(name="Utkastet")
    swish, cash = give(team), give(rival, channel=Channel.CASH)
    make_entry(team, approved=True)
    waiting = make_entry(rival)
    client = api_client_for(COMPETITION_LEADER)

    def found(query):
        return [row["id"] for row in client.get(f"/api/v1/{query}").json()["results"]]

    assert found("competitions/?state=open") == [competition.pk]
    assert found("competitions/?q=vinter") == [competition.pk]
    assert found(f"contributions/?competition={competition.pk}") == [cash.pk, swish.pk]
    assert found(f"contributions/?team={team.pk}") == [swish.pk]
    assert found(f"entries/?competition={competition.pk}&state=pending") == [waiting.pk]
    assert found(f"teams/?competition={competition.pk}&company={rival.company_id}") == [rival.pk]


# --- Competitions ----------------------------------------------------------------------------------


def test_competition_begins_as_a_draft_of_ones_own(api_client_for):
    client = api_client_for(COMPETITION_LEADER)
    response = post(
        client,
        "competitions",
        {
            "name": "Vårduellen",
            "goals": [get_goal(1).pk],
            "opens_on": "2027-03-01",
            "closes_on": "2027-03-28",
            "target": "25 000",
        },
    )
    answer = response.json()
    competition = Competition.objects.get()
    assert (response.status_code, response["ETag"]) == (201, '"1"')
    wanted = {
        "id": competition.pk,
        "state": "draft",
        "kind": "duel",
        "goals": [get_goal(1).pk],
        "target": "25000.00",
        "scoring": Rules().to_dict(),
        "contact": client.user.pk,
        "contact_name": str(client.user),
        "code": competition.code,
        "board_url": f"http://testserver/t/{competition.board_token}/",
        "team_count": 0,
        "raised": "0.00",
        "checksum": "",
        "version": 1,
    }
    assert {name: answer[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"closes_on": "2026-01-01"}, "closes_on"),
        ({"goals": []}, "goals"),
        ({"target": 1000.5}, "target"),
        ({"scoring": {"kind": "total"}}, "scoring"),
        ({"scoring": "total"}, "scoring"),
        ({"scoring": Rules().to_dict() | {"kind": ["fair"]}}, "scoring"),
        ({"scoring": Rules().to_dict() | {"gift_variation": 0.1}}, "scoring"),
        ({"scoring": Rules().to_dict() | {"weights": dict.fromkeys(Rules().weights._asdict(), "0.5")}}, "scoring"),
        ({"scoring": Rules().to_dict() | {"weights": ["0.5", "0.5"]}}, "scoring"),
    ],
)
def test_competition_that_cannot_be_is_refused_by_field(sent, field, api_client_for):
    whole = {"name": "Duellen", "goals": [get_goal().pk], "opens_on": "2027-03-01", "closes_on": "2027-03-28"}
    response = post(api_client_for(COMPETITION_LEADER), "competitions", whole | sent)
    assert (response.status_code, list(response.json())) == (400, [field])
    assert not Competition.objects.exists()


def test_rules_of_a_draft_are_changed_and_lock_at_the_opening(api_client_for):
    competition = make_competition()
    for _number in range(2):
        make_team(competition)
    client, url = api_client_for(COMPETITION_LEADER), f"/api/v1/competitions/{competition.pk}/"
    total = Rules(kind=RuleSet.TOTAL).to_dict()
    changed = client.patch(url, {"scoring": total, "name": "Mest pengar"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["scoring"], changed.json()["name"]) == (200, total, "Mest pengar")
    opened = post(client, f"competitions/{competition.pk}/open", version=changed.json()["version"])
    assert (opened.status_code, opened.json()["state"]) == (200, "open")
    tag = {"If-Match": opened["ETag"]}
    locked = client.patch(url, {"scoring": Rules().to_dict()}, headers=tag)
    dates = client.patch(url, {"closes_on": "2027-01-01"}, headers=tag)
    assert [(each.status_code, each.json()["code"]) for each in (locked, dates)] == [(409, "rules_are_locked")] * 2
    whole = client.put(url, opened.json() | {"name": "Ändå"}, headers=tag)
    assert (whole.status_code, whole.json()["name"], whole.json()["scoring"]) == (200, "Ändå", total)


@pytest.mark.time_machine(moment_on(AFTER))
def test_competition_goes_through_its_life_by_the_api(api_client_for):
    competition, teams = contest("Åkeriet", "Bageriet")
    give(teams[0], 500)
    client = api_client_for(COMPETITION_LEADER)
    version = competition.version
    states = []
    for step in ("freeze", "thaw", "close"):
        response = post(client, f"competitions/{competition.pk}/{step}", version=version)
        version = response.json()["version"]
        states.append(response.json()["state"])
    assert states == ["frozen", "open", "closing"]
    path = f"competitions/{competition.pk}/decide"
    still_open = post(client, path, {"comment": "Klart"}, version=version)
    assert (still_open.status_code, still_open.json()["code"]) == (409, "still_open")
    assert still_open.json()["obstacles"] == [
        {"kind": "participants", "count": 1, "team": team.pk, "juror": None} for team in competition.teams.all()
    ]
    for team in teams:
        sent = {"by": "Robin Person", "on": "2026-11-29", "participants": 4}
        answer = post(client, f"teams/{team.pk}/confirm-participants", sent, version=team.version)
        assert (answer.status_code, answer.json()["participants"]) == (200, 4)
    final = post(client, path, {"comment": "Klart"}, version=version)
    stored = Competition.objects.get()
    assert (final.status_code, final.json()["state"], final.json()["checksum"]) == (200, "final", stored.checksum)
    assert (final.json()["finalised_by"], final.json()["final_comment"]) == (client.user.pk, "Klart")
    shown = post(client, f"competitions/{competition.pk}/reveal", version=final.json()["version"])
    assert shown.json()["revealed_at"] is not None


def test_step_that_life_does_not_allow_is_refused(api_client_for):
    competition = make_competition()
    client = api_client_for(COMPETITION_LEADER)
    refused = {
        step: post(client, f"competitions/{competition.pk}/{step}", {"comment": "Nu"}, version=1)
        for step in ("open", "freeze", "thaw", "close", "decide", "reveal")
    }
    assert {step: (answer.status_code, answer.json()["code"]) for step, answer in refused.items()} == {
        "open": (409, "not_ready"),
        "freeze": (409, "transition_not_allowed"),
        "thaw": (409, "transition_not_allowed"),
        "close": (409, "transition_not_allowed"),
        "decide": (409, "transition_not_allowed"),
        "reveal": (409, "transition_not_allowed"),
    }


@pytest.mark.parametrize(
    ("start", "step"), [(close_competition, "open"), (freeze_board, "open"), (None, "open"), (None, "thaw")]
)
def test_running_competition_is_not_opened_again(start, step, api_client_for):
    """Opening copies the catalogue again, so only a draft can be opened."""
    competition, _team, _rival = running_duel()
    if start:
        start(competition)
    path = f"competitions/{competition.pk}/{step}"
    response = post(api_client_for(COMPETITION_LEADER), path, version=competition.version)
    assert (response.status_code, response.json()["code"]) == (409, "transition_not_allowed")


def test_decided_competition_is_not_closed_again(api_client_for):
    competition, _teams = decided(("Åkeriet", 900), ("Bageriet", 400))
    path = f"competitions/{competition.pk}/close"
    response = post(api_client_for(COMPETITION_LEADER), path, version=competition.version)
    assert (response.status_code, response.json()["code"]) == (409, "transition_not_allowed")


@pytest.mark.parametrize("step", ["open", "freeze", "thaw", "close", "decide", "reveal"])
def test_step_needs_the_version_that_was_seen(step, api_client_for):
    competition = make_competition()
    client = api_client_for(COMPETITION_LEADER)
    answers = [
        post(client, f"competitions/{competition.pk}/{step}", {"comment": "Nu"}, version=version)
        for version in (None, 7)
    ]
    assert [answer.status_code for answer in answers] == [428, 412]


@pytest.mark.parametrize("role", [PARTNER_MANAGER, FINANCE, READER])
def test_competitions_are_run_by_those_who_may(role, api_client_for):
    competition, team, _rival = running_duel()
    client = api_client_for(role)
    answers = [
        post(client, f"competitions/{competition.pk}/freeze", version=competition.version),
        post(client, f"teams/{team.pk}/confirm-heads", {"by": "R", "on": "2026-11-02"}, version=team.version),
        post(client, f"entries/{make_entry(team).pk}/approve", version=1),
        post(client, "matches", {}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4


# --- After the opening -----------------------------------------------------------------------------


def test_administrator_amends_terms_and_head_counts_with_a_reason_that_the_board_shows(api_client_for):
    competition, team, _rival = running_duel()
    client = api_client_for(ADMINISTRATOR)
    path = f"competitions/{competition.pk}/amend-terms"
    without = post(client, path, {"target": "5000.00"}, version=competition.version)
    assert (without.status_code, list(without.json())) == (400, ["reason"])
    answer = post(client, path, {"target": "5000.00", "late_days": 3, "reason": "Snö."}, version=competition.version)
    assert (answer.status_code, answer.json()["target"], answer.json()["late_days"]) == (200, "5000.00", 3)
    assert answer.json()["closes_on"] == competition.closes_on.isoformat()
    same = post(client, path, {"late_days": 3, "reason": "Snö."}, version=answer.json()["version"])
    assert same.status_code == 409
    wrong = post(client, path, {"closes_on": "0001-01-01", "reason": "Snö."}, version=answer.json()["version"])
    assert (wrong.status_code, list(wrong.json())) == (400, ["closes_on"])
    heads = post(client, f"teams/{team.pk}/amend-heads", {"heads": 9, "reason": "En ny."}, version=team.version)
    assert (heads.json()["heads"], heads.json()["heads_confirmed_by"]) == (9, "")
    assert [each.reason for each in competition.amendments.order_by("pk")] == ["Snö.", "En ny."]


def test_team_leaves_a_running_contest_and_comes_back_with_a_reason(api_client_for):
    competition, team, _rival = running_duel()
    client = api_client_for(COMPETITION_LEADER)
    left = post(client, f"teams/{team.pk}/withdraw", {"reason": "Hann inte."}, version=team.version)
    assert (left.status_code, left.json()["withdrawn_on"]) == (200, timezone.localdate().isoformat())
    again = post(client, f"teams/{team.pk}/withdraw", {"reason": "Hann inte."}, version=left.json()["version"])
    assert again.status_code == 409
    back = post(client, f"teams/{team.pk}/reinstate", {"reason": "Hann ändå."}, version=left.json()["version"])
    assert (back.status_code, back.json()["withdrawn_on"]) == (200, None)
    assert [each.reason for each in competition.amendments.order_by("pk")] == ["Hann inte.", "Hann ändå."]


def test_amending_and_leaving_need_the_version_and_the_permission_of_the_page(api_client_for):
    competition, team, _rival = running_duel()
    leader, manager = api_client_for(COMPETITION_LEADER), api_client_for(PARTNER_MANAGER)
    terms, heads = f"competitions/{competition.pk}/amend-terms", f"teams/{team.pk}/amend-heads"
    steps = [f"teams/{team.pk}/withdraw", f"teams/{team.pk}/reinstate"]
    asked = {"reason": "Snö.", "heads": 9, "late_days": 3}
    assert [post(leader, path, asked, version=2).status_code for path in (terms, heads)] == [403, 403]
    assert [post(manager, path, asked, version=2).status_code for path in steps] == [403, 403]
    assert [post(leader, path, asked).status_code for path in steps] == [428, 428]
    admin = api_client_for(ADMINISTRATOR)
    assert [post(admin, path, asked).status_code for path in (terms, heads)] == [428, 428]
