"""Competitions by program: the same rules, rights and numbers as on the pages."""

from decimal import Decimal

import pytest
from django.utils import timezone

from campaigns.models import Channel, Competition, Contribution, Team
from campaigns.scoring import Rules, RuleSet
from campaigns.services.competitions import close_competition, decide_competition, freeze_board
from campaigns.services.contributions import add_contribution
from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from tests.campaigns.boards import NO_JURY, confirm, contest, decided
from tests.campaigns.factories import (
    A_DAY,
    AFTER,
    give,
    make_activity,
    make_competition,
    make_team,
    promise,
    running_duel,
)
from tests.campaigns.jury_factories import judged, make_entry
from tests.clock import moment_on
from tests.factories import CompanyFactory, UserFactory, contact_at, get_goal

ACCESS = 2  # the user's own permissions and those of the role
COUNT = 1


def post(client, path, sent=None, version=None):
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.post(f"/api/v1/{path}/", sent, headers=headers)


def leave(competition, amount):
    """Money that no team has been credited with."""
    return add_contribution(competition=competition, amount=Decimal(amount), received_on=A_DAY, by=UserFactory())


# --- Lists ----------------------------------------------------------------------------------------


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


# --- Competitions ---------------------------------------------------------------------------------


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
def test_competition_goes_through_its_life_by_program(api_client_for):
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
    """Opening takes the catalogue down anew, so it happens to a draft only."""
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


# --- Standings ------------------------------------------------------------------------------------


def test_standings_tell_each_component_its_reason_and_money_in_flows(api_client_for):
    make_activity()
    competition, small, large = running_duel()
    promise(competition, company=large.company, team=large, total_cap=Decimal(300))
    give(small, "800.50")
    give(large, 4000)
    give(large, 250, channel=Channel.MATCH)
    make_entry(small, approved=True)
    judged(competition, {small: 8, large: 5}, {small: 7, large: 6}, {small: 9, large: 4})
    confirm(small, participants=4)
    answer = api_client_for(READER).get(f"/api/v1/competitions/{competition.pk}/standings/").json()
    assert (answer["preliminary"], answer["trophy"], answer["scoring"]) == (True, None, Rules().to_dict())
    assert answer["totals"] == {
        "employees": "4800.50",
        "company": "250.00",
        "match_due": "300.00",
        "match_left": "50.00",
        "together": "5100.50",
        "gifts": 2,
    }
    company = {"giver": large.company.name, "company": large.company_id}
    assert answer["matches"] == [company | {"due": "300.00", "paid": "250.00"}]
    first = answer["places"][0]
    components = {each["key"]: each for each in first.pop("components")}
    assert first == {
        "place": 1,
        "shared": False,
        "team": small.pk,
        "name": small.name,
        "code": small.code,
        "company": small.company_id,
        "company_name": small.company.name,
        "heads": 8,
        "participants": 4,
        "value": "54.6",
        "text": "54,6 poäng",
        "reason": "0,4 × 50,0 + 0,2 × 65,5 + 0,25 × 80,0 + 0,15 × 10,0 = 54,6 poäng",
        "employees": "800.50",
        "company_money": "0.00",
        "gifts": 1,
        "withdrawn": False,
    }
    assert components["participation"] == {
        "key": "participation",
        "label": "Deltagande",
        "points": "50.000000",
        "weight": "0.40",
        "contribution": "20.000000",
        "reason": "4 av 8 deltar = 50,0\xa0%, tävlingens snitt är 50,0\xa0%. Ett steg för 8 personer är √(17,7² slump "
        "+ 3,0² mellan arbetsplatser) = 17,9 procentenheter, så laget är 0,00 steg från snittet. 50 + 15 × 0,00, minst "
        "0 och högst 100, ger 50,0 poäng.",
    }
    unreported = answer["places"][1]
    assert (unreported["participants"], unreported["components"][0]["points"]) == (None, None)
    assert [components[key]["points"] for key in ("creativity", "engagement")] == ["80.000000", "10.000000"]


def test_standings_of_a_decided_competition_are_as_it_was_decided(api_client_for):
    competition, teams = decided(("Åkeriet", 900), ("Bageriet", 400))
    client, url = api_client_for(READER), f"/api/v1/competitions/{competition.pk}/standings/"
    before = client.get(url).json()
    Team.objects.filter(pk=teams[1].pk).update(participants=10, heads=10)
    Competition.objects.filter(pk=competition.pk).update(scoring=Rules(kind=RuleSet.TOTAL).to_dict())
    assert (before["preliminary"], before["checksum"]) == (False, competition.checksum)
    assert (before["trophy"]["team"], before["trophy"]["decided_by"]) == (teams[0].pk, "score")
    assert client.get(url).json() == before


def test_team_without_heads_has_money_and_no_place(api_client_for):
    competition = make_competition()
    make_team(competition, heads=None, heads_confirmed_by="", heads_confirmed_on=None)
    place = api_client_for(READER).get(f"/api/v1/competitions/{competition.pk}/standings/").json()["places"][0]
    assert (place["place"], place["value"], place["employees"], place["components"]) == (None, None, "0.00", [])


# --- Teams ----------------------------------------------------------------------------------------


def test_team_joins_under_its_companys_name_and_is_confirmed(api_client_for):
    competition = make_competition()
    company = CompanyFactory(name="Bageriet")
    client = api_client_for(COMPETITION_LEADER)
    response = post(client, "teams", {"competition": competition.pk, "company": company.pk, "heads": 12})
    answer = response.json()
    assert (response.status_code, answer["name"], answer["code"]) == (201, "Bageriet", f"{competition.code}1")
    assert (answer["heads"], answer["heads_confirmed_on"], answer["employees"]) == (12, None, "0.00")
    sent = {"by": "Robin Person", "on": "2026-11-02"}
    confirmed = post(client, f"teams/{answer['id']}/confirm-heads", sent, version=1)
    wanted = (200, "Robin Person", "2026-11-02", '"2"')
    got = confirmed.json()
    assert (confirmed.status_code, got["heads_confirmed_by"], got["heads_confirmed_on"], confirmed["ETag"]) == wanted


def test_team_does_not_change_competition_nor_heads_after_the_opening(api_client_for):
    other = make_competition()
    _competition, team, _rival = running_duel()
    client, url = api_client_for(ADMINISTRATOR), f"/api/v1/teams/{team.pk}/"
    tag = {"If-Match": f'"{team.version}"'}
    moved = client.patch(url, {"competition": other.pk}, headers=tag)
    grown = client.patch(url, {"heads": 9}, headers=tag)
    counted = client.patch(url, {"name": "Kaféet", "participants": 5}, headers=tag)
    named = client.patch(url, {"name": "Kaféet"}, headers=tag)
    assert (counted.status_code, list(counted.json())) == (400, ["participants"])
    assert (moved.status_code, list(moved.json())) == (400, ["competition"])
    assert (grown.status_code, grown.json()["code"]) == (409, "rules_are_locked")
    assert (named.status_code, named.json()["name"], named.json()["participants"]) == (200, "Kaféet", 0)


def test_second_team_of_the_same_name_is_refused(api_client_for):
    competition = make_competition()
    team = make_team(competition, name="Kaféet")
    sent = {"competition": competition.pk, "company": team.company_id, "name": "Kaféet"}
    response = post(api_client_for(COMPETITION_LEADER), "teams", sent)
    assert response.status_code == 400
    assert response.json() == {"non_field_errors": ["Det finns redan ett lag med det namnet i tävlingen."]}


# --- Money ----------------------------------------------------------------------------------------


def test_contribution_is_entered_once_and_counted(api_client_for):
    competition, team, _rival = running_duel()
    client = api_client_for(FINANCE)
    sent = {
        "competition": competition.pk,
        "team": team.pk,
        "amount": "1 234,50",
        "received_on": "2026-11-10",
        "channel": "swish",
        "giver": "Kim",
        "external_id": "SW-1",
    }
    first, again = (post(client, "contributions", sent) for _attempt in range(2))
    answer = first.json()
    wanted = {
        "amount": "1234.50",
        "team_name": team.name,
        "entered_by": client.user.pk,
        "is_reversed": False,
        "reverses": None,
        "reversal": None,
        "version": 1,
    }
    assert (first.status_code, {name: answer[name] for name in wanted}) == (201, wanted)
    assert (again.status_code, Contribution.objects.count()) == (400, 1)
    assert "Betalningen med den referensen är redan inlagd: 1" in str(again.json())
    assert client.get(f"/api/v1/teams/{team.pk}/").json()["employees"] == "1234.50"


@pytest.mark.parametrize("amount", ["0", "-5", 12.5, "mycket"])
def test_amount_that_is_no_gift_is_refused(amount, api_client_for):
    competition, team, _rival = running_duel()
    sent = {"competition": competition.pk, "team": team.pk, "amount": amount, "received_on": "2026-11-10"}
    response = post(api_client_for(FINANCE), "contributions", sent)
    assert (response.status_code, list(response.json())) == (400, ["amount"])


def test_contribution_is_never_changed_nor_deleted(api_client_for):
    _competition, team, _rival = running_duel()
    client, url = api_client_for(ADMINISTRATOR), f"/api/v1/contributions/{give(team).pk}/"
    tag = {"If-Match": '"1"'}
    answers = [
        client.put(url, {"amount": "1"}, headers=tag),
        client.patch(url, {"amount": "1"}, headers=tag),
        client.delete(url, headers=tag),
    ]
    assert [answer.status_code for answer in answers] == [405] * 3


def test_reversal_takes_back_once_and_says_where(api_client_for):
    _competition, team, _rival = running_duel()
    contribution = give(team, 700, external_id="SW-1")
    client = api_client_for(FINANCE)
    path = f"contributions/{contribution.pk}/reverse"
    nameless = post(client, path, {"reason": ""}, version=1)
    response = post(client, path, {"reason": "Dubblett"}, version=1)
    again = post(client, path, {"reason": "Dubblett"}, version=2)
    reversal = Contribution.objects.get(reverses=contribution)
    answer = response.json()
    assert (response.status_code, response["ETag"], answer["is_reversed"]) == (200, '"2"', True)
    assert answer["reversal"] == reversal.pk
    assert (nameless.status_code, again.status_code, again.json()["code"]) == (400, 409, "already_reversed")
    row = client.get(f"/api/v1/contributions/{reversal.pk}/").json()
    assert (row["amount"], row["reason"], row["reverses"]) == ("-700.00", "Dubblett", contribution.pk)
    assert client.get(f"/api/v1/teams/{team.pk}/").json()["employees"] == "0.00"


def test_correcting_moves_to_another_team_and_a_reference_comes_again_only_when_asked(api_client_for):
    _competition, team, rival = running_duel()
    contribution = give(team, 700, external_id="SW-1")
    client = api_client_for(FINANCE)
    moved = post(client, f"contributions/{contribution.pk}/reverse", {"reason": "Fel lag", "team": rival.pk}, version=1)
    row = client.get(f"/api/v1/contributions/{moved.json()['moved_to']}/").json()
    assert (row["team"], row["external_id"], row["moved_from"]) == (rival.pk, "SW-1", contribution.pk)
    assert post(client, f"contributions/{row['id']}/reverse", {"reason": "Dubblett"}, version=1).status_code == 200
    sent = {"competition": team.competition_id, "team": team.pk, "amount": "700", "received_on": "2026-11-10"}
    sent |= {"external_id": "SW-1"}
    refused, again = (post(client, "contributions", sent | more) for more in ({}, {"again": True}))
    assert (refused.status_code, list(refused.json()), again.status_code) == (400, ["external_id"], 201)


def test_money_is_moved_to_a_team_or_a_match_and_not_to_both(api_client_for):
    competition, team, rival = running_duel()
    payment, match = give(team, 700, channel=Channel.MATCH), promise(competition)
    sent = {"reason": "Fel lag", "team": rival.pk, "match": match.pk}
    refused = post(api_client_for(FINANCE), f"contributions/{payment.pk}/reverse", sent, version=1)
    words = ["Välj ett lag eller en matchning, inte båda."]
    assert (refused.status_code, refused.json()["match"], competition.contributions.get()) == (400, words, payment)


def test_left_over_money_is_given_to_a_team_of_the_competition(api_client_for):
    competition, team, _rival = running_duel()
    _other, stranger, _rival = running_duel()
    left = leave(competition, 90)
    client = api_client_for(FINANCE)
    path = f"contributions/{left.pk}/assign"
    wrong = post(client, path, {"team": stranger.pk}, version=1)
    right = post(client, path, {"team": team.pk}, version=1)
    again = post(client, path, {"team": team.pk}, version=2)
    assert [(each.status_code, each.json().get("code")) for each in (wrong, right, again)] == [
        (409, "wrong_team"),
        (200, None),
        (409, "already_credited"),
    ]
    assert client.get(f"/api/v1/teams/{team.pk}/").json()["employees"] == "90.00"


def test_draft_takes_no_money(api_client_for):
    team = make_team(make_competition())
    sent = {"competition": team.competition_id, "team": team.pk, "amount": "5", "received_on": "2026-11-10"}
    response = post(api_client_for(FINANCE), "contributions", sent)
    assert (response.status_code, response.json()["code"]) == (409, "not_taking_money")


def test_readers_do_not_see_givers(api_client_for):
    _competition, team, _rival = running_duel()
    contribution = give(team, giver="Kim")
    client = api_client_for(READER)
    urls = ("/api/v1/contributions/", f"/api/v1/contributions/{contribution.pk}/")
    assert [client.get(url).status_code for url in urls] == [403, 403]


def test_match_tells_what_it_comes_to(api_client_for):
    competition, team, _rival = running_duel()
    give(team, 800)
    client = api_client_for(COMPETITION_LEADER)
    sent = {
        "competition": competition.pk,
        "company": team.company_id,
        "team": team.pk,
        "rate": "50.0",
        "total_cap": "300",
        "starts": "2026-11-02",
        "ends": "2026-11-29",
    }
    made = post(client, "matches", sent)
    answer = made.json()
    assert (made.status_code, answer["accrued"], answer["due"]) == (201, "400.00", "300.00")
    url = f"/api/v1/matches/{answer['id']}/"
    changed = client.patch(url, {"total_cap": None}, headers={"If-Match": '"1"'})
    moved = client.patch(url, {"competition": make_competition().pk}, headers={"If-Match": '"2"'})
    both = client.patch(url, {"third_party": "En vän"}, headers={"If-Match": '"2"'})
    assert (changed.status_code, changed.json()["due"], changed["ETag"]) == (200, "400.00", '"2"')
    assert (moved.status_code, list(moved.json())) == (400, ["competition"])
    assert (both.status_code, list(both.json())) == (400, ["non_field_errors"])


# --- Entries --------------------------------------------------------------------------------------


def test_entry_waits_until_it_is_approved_or_declined(api_client_for):
    competition, team, _rival = running_duel()
    client = api_client_for(COMPETITION_LEADER)
    sent = {
        "team": team.pk,
        "activity": make_activity().pk,
        "title": "Kakor",
        "took_part": 3,
        "happened_on": "2026-11-10",
    }
    made = [post(client, "entries", sent) for _number in range(2)]
    first, second = (answer.json() for answer in made)
    assert [answer.status_code for answer in made] == [201, 201]
    assert (first["state"], first["competition"], first["picture_count"]) == ("pending", competition.pk, 0)
    approved = post(client, f"entries/{first['id']}/approve", version=1)
    declined = post(client, f"entries/{second['id']}/decline", {"reason": "Samma en gång till"}, version=1)
    again = post(client, f"entries/{first['id']}/approve", version=2)
    assert (approved.json()["state"], approved.json()["decided_by"]) == ("approved", client.user.pk)
    assert (declined.json()["state"], declined.json()["reason"]) == ("declined", "Samma en gång till")
    assert (again.status_code, again.json()["code"]) == (409, "already_decided")


def test_entry_of_more_people_than_the_team_has_is_refused_by_field(api_client_for):
    _competition, team, _rival = running_duel()
    sent = {"team": team.pk, "activity": make_activity().pk, "title": "K", "took_part": 9, "happened_on": "2026-11-10"}
    response = post(api_client_for(COMPETITION_LEADER), "entries", sent)
    assert (response.status_code, list(response.json())) == (400, ["took_part"])


def test_decided_competition_takes_money_with_a_reason_and_nothing_else(api_client_for):
    competition, teams = contest("Åkeriet", "Bageriet", rules=NO_JURY)
    contribution = give(teams[0])
    confirm(*teams)
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Klart", on=AFTER)
    client = api_client_for(ADMINISTRATOR)
    sent = {"competition": competition.pk, "team": teams[0].pk, "amount": "5", "received_on": "2026-11-10"}
    match = {"competition": competition.pk, "third_party": "En vän", "starts": "2026-11-02", "ends": "2026-11-29"}
    heads = {"by": "Robin", "on": "2026-11-29"}
    answers = [
        post(client, "contributions", sent),
        post(client, "matches", match),
        post(client, f"teams/{teams[0].pk}/confirm-heads", heads, version=Team.objects.get(pk=teams[0].pk).version),
    ]
    assert [answer.status_code for answer in answers] == [400, 409, 409]
    assert list(answers[0].json()) == ["reason"]
    late = post(client, "contributions", sent | {"reason": "Kom efter avgörandet."})
    assert (late.status_code, late.json()["reason"]) == (201, "Kom efter avgörandet.")
    assert post(client, f"contributions/{contribution.pk}/reverse", {"reason": "Fel"}, version=1).status_code == 200
    assert Competition.objects.get(pk=competition.pk).snapshot == competition.snapshot


# --- After the opening ----------------------------------------------------------------------------


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
