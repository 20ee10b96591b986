"""The API of standings and teams."""

from decimal import Decimal

from campaigns.models import Channel, Competition, Team
from campaigns.scoring import Rules, RuleSet
from config.roles import ADMINISTRATOR, COMPETITION_LEADER, READER
from tests.campaigns.boards import confirm, decided
from tests.campaigns.factories import (
    give,
    make_activity,
    make_competition,
    make_team,
    promise,
    running_duel,
)
from tests.campaigns.jury_factories import judged, make_entry
from tests.campaigns.programs import post
from tests.factories import CompanyFactory

# --- Standings -------------------------------------------------------------------------------------


def test_standings_show_each_component_its_reason_and_money_in_flows(api_client_for):
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


# --- Teams -----------------------------------------------------------------------------------------


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
