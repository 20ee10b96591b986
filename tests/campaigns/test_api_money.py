"""The API of contributions, matches and entries."""

from decimal import Decimal

import pytest

from campaigns.models import Channel, Competition, Contribution, Team
from campaigns.services.contributions import add_contribution
from campaigns.services.lifecycle import close_competition, decide_competition
from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, READER
from tests.campaigns.boards import NO_JURY, confirm, contest
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
from tests.campaigns.programs import post
from tests.factories import UserFactory


def leave(competition, amount):
    """Add money that no team is credited with."""
    return add_contribution(competition=competition, amount=Decimal(amount), received_on=A_DAY, by=UserFactory())


# --- Money -----------------------------------------------------------------------------------------


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


def test_unassigned_money_is_assigned_to_a_team_of_the_competition(api_client_for):
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


def test_match_shows_what_is_due(api_client_for):
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


# --- Entries ---------------------------------------------------------------------------------------


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
