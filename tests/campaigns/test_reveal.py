import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.queries.reveal import RevealScene, move_in_words, place_in_words, reveal_of
from campaigns.services.lifecycle import close_competition, decide_competition, freeze_board
from tests.campaigns.boards import confirm, contest, decided, entry_with_picture
from tests.campaigns.factories import AFTER, give
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def script(competition) -> list[tuple]:
    """(scene, place, names) of each step of the reveal."""
    return [
        (step.scene.value, step.place, [arrival.row.team.name for arrival in step.arrivals])
        for step in reveal_of(competition).steps
    ]


def address(name, competition):
    return reverse(f"campaigns:{name}", args=[competition.pk])


def test_reveal_goes_from_the_last_place_upward():
    competition, _teams = decided(("Ettan", 900), ("Trean", 100), ("Tvåan", 500))
    assert script(competition) == [
        ("opening", None, []),
        ("place", 3, ["Trean"]),
        ("teams", 3, ["Trean"]),
        ("place", 2, ["Tvåan"]),
        ("teams", 2, ["Tvåan"]),
        ("place", 1, ["Ettan"]),
        ("teams", 1, ["Ettan"]),
        ("ending", None, []),
    ]


def test_reveal_brings_teams_that_share_a_place_together():
    competition, _teams = decided(("Anna", 100), ("Bo", 100), ("Cia", 900))
    assert script(competition)[1:5] == [
        ("place", 2, ["Anna", "Bo"]),
        ("teams", 2, ["Anna", "Bo"]),
        ("place", 1, ["Cia"]),
        ("teams", 1, ["Cia"]),
    ]


def test_reveal_shows_what_was_decided_despite_later_changes():
    competition, (first, _second) = decided(("Ettan", 900), ("Tvåan", 100))
    type(first.tally).objects.filter(team=first).update(employees=0)
    assert script(competition)[-2] == ("teams", 1, ["Ettan"])


def test_reveal_knows_where_each_team_stood_at_the_freeze():
    competition, (first, second, third) = contest("Anna", "Bo", "Cia")
    confirm(first, second, third)
    for team, kronor in ((first, 300), (second, 200), (third, 100)):
        give(team, kronor)
    freeze_board(competition)
    give(third, 900)
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=AFTER)
    moves = {
        arrival.row.team.name: (arrival.before, arrival.row.placing.place, arrival.move)
        for step in reveal_of(competition).steps
        if step.scene == RevealScene.TEAMS
        for arrival in step.arrivals
    }
    assert moves == {
        "Bo": (2, 3, "Stod på plats 2 när tavlan frös, skulle falla till tredje plats."),
        "Anna": (1, 2, "Stod på plats 1 när tavlan frös, skulle falla till andra plats."),
        "Cia": (3, 1, "Stod på plats 3 när tavlan frös, skulle flytta upp till första plats."),
    }


def test_move_in_words_of_one_who_stays_and_one_who_is_new():
    assert move_in_words(2, 2) == "Stod på plats 2 när tavlan frös och skulle stå kvar."
    assert move_in_words(None, 11) == "Hade ingen plats när tavlan frös, skulle komma in på plats 11."
    assert place_in_words(10) == "tionde plats"


def test_reveal_shows_approved_pictures_and_no_others(client_for):
    competition, (first, second) = contest("Ettan", "Tvåan")
    confirm(first, second)
    picture = entry_with_picture(first, alt="Tre kakor")
    for _more in range(4):
        entry_with_picture(first, alt="Fler kakor")
    pending = entry_with_picture(second, alt="Hemligt", approved=False)
    pending.entry.delete()
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=AFTER)
    client = client_for("Tävlingsledare")
    html = client.get(address("reveal", competition)).content.decode()
    assert f'<img src="{reverse("campaigns:reveal_picture", args=[picture.pk])}" alt="Tre kakor">' in html
    assert html.count('alt="Fler kakor"') == 3


def test_reveal_picture_of_something_not_approved_is_not_given(client_for):
    _competition, (first, _second) = contest("Ettan", "Tvåan")
    pending, approved = entry_with_picture(first, approved=False), entry_with_picture(first)
    client = client_for("Tävlingsledare")
    assert client.get(reverse("campaigns:reveal_picture", args=[pending.pk])).status_code == 404
    assert client.get(reverse("campaigns:reveal_picture", args=[approved.pk])).status_code == 200


@pytest.mark.parametrize("name", ["reveal", "reveal_notes"])
def test_reveal_before_the_decision_says_what_to_do_first(client_for, name):
    competition, (first, _second) = contest("Ettan", "Tvåan")
    give(first, 100)
    text = client_for("Tävlingsledare").get(address(name, competition)).content.decode()
    assert "Resultatet är inte avgjort än" in text
    assert "Ettan" not in text


def test_reveal_notes_name_the_next_and_answer_what_is_asked(client_for):
    competition, _teams = decided(("Ettan", 900), ("Tvåan", 100))
    text = client_for("Tävlingsledare").get(address("reveal_notes", competition)).content.decode()
    assert "Samma vinnare i alla 8 fall" in text
    assert "Ensam på första plats." in text
    assert competition.checksum in text
    assert "Säg platsen: andra plats" in text
    assert len(re.findall(r'class="notes-step"', text)) == len(reveal_of(competition).steps)


def test_reveal_publish_shows_the_result_on_the_board(client_for, client):
    competition, _teams = decided(("Ettan", 900), ("Tvåan", 100))
    board = reverse("board:board", args=[competition.board_token])
    assert "Resultatet avslöjas snart" in client.get(board).content.decode()
    response = client_for("Tävlingsledare").post(address("reveal_publish", competition))
    assert response.headers["Location"] == f"{address('reveal', competition)}#slut"
    assert "Resultatet avslöjas snart" not in client.get(board).content.decode()
    competition.refresh_from_db()
    assert competition.revealed_at is not None


def test_reveal_publish_of_what_is_not_decided_changes_nothing(client_for):
    competition, _teams = contest("Ettan", "Tvåan")
    client_for("Tävlingsledare").post(address("reveal_publish", competition))
    competition.refresh_from_db()
    assert competition.revealed_at is None


@pytest.mark.parametrize("role", ["Läsare", "Ekonomi", "Partneransvarig"])
def test_reveal_is_not_for_those_who_do_not_run_competitions(client_for, role):
    competition, _teams = decided(("Ettan", 900), ("Tvåan", 100))
    client = client_for(role)
    assert client.get(address("reveal", competition)).status_code == 403
    assert client.get(address("reveal_notes", competition)).status_code == 403
    assert client.post(address("reveal_publish", competition)).status_code == 403


def test_reveal_costs_the_same_with_two_teams_and_with_thirty(client_for):
    client = client_for("Tävlingsledare")
    for count in (2, 30):
        competition, teams = contest(*(f"Lag {number:02}" for number in range(count)))
        confirm(*teams)
        for team in teams:
            entry_with_picture(team)
        close_competition(competition)
        decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=AFTER)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address("reveal", competition)).status_code == 200
        assert len(captured) == 13, count
