"""The frozen board, and the reveal."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.models import Channel, Competition
from campaigns.queries.board import BoardPhase, public_board
from campaigns.scoring import Rules
from campaigns.services.competitions import amend_rules
from campaigns.services.contributions import (
    add_contribution,
    assign_contribution,
    move_contribution,
    reverse_contribution,
)
from campaigns.services.lifecycle import close_competition, decide_competition, freeze_board, reveal_result, thaw_board
from tests.campaigns.board_pages import names, page, text_of
from tests.campaigns.boards import NO_JURY, confirm, contest, decided
from tests.campaigns.factories import A_DAY, AFTER, give, promise
from tests.clock import moment_on
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = dt.date(2026, 12, 20)


def test_frozen_board_stays_as_it_was_and_counts_gifts_since(client):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    give(first, 100)
    freeze_board(competition)
    give(second, 400)
    give(second, 500)
    response = page(client, competition)
    assert names(response) == ["Åkeriet", "Bageriet"]
    text = text_of(response)
    assert "Tavlan är fryst" in text
    assert "+2 gåvor sedan frysningen" in text
    assert "900 kr" not in text
    assert "400 kr" not in text


def test_frozen_board_separates_gifts_and_reversals(client):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    gift, moving = give(first, 100), give(first, 10)
    freeze_board(competition)
    move_contribution(moving, team=second, by=UserFactory(), reason="Fel lag.")
    reverse_contribution(give(second, 7), by=UserFactory(), reason="Dubblett.")
    assert "sedan frysningen" not in text_of(page(client, competition))
    give(second, 400)
    give(second, 500)
    reverse_contribution(gift, by=UserFactory(), reason="Fel lag.")
    assert "+2 gåvor sedan frysningen 1 gåva har tagits tillbaka" in text_of(page(client, competition))


@pytest.mark.time_machine(moment_on(LATER))
def test_revealed_board_counts_a_promise_once_when_it_is_paid(client, client_for):
    """The total includes match promised at the decision, so a later payment must not be added."""
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    confirm(first, second)
    promise(competition, rate=Decimal(50))
    taken_back = give(first, "100.10")
    give(second, 800)
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=LATER)
    reveal_result(competition)
    together = "1 350,15 kr"
    assert f"Tillsammans {together} Medarbetarnas gåvor och det som företag" in text_of(page(client, competition))
    late = {"received_on": LATER, "reason": "Kom sent."}
    competition = Competition.objects.get()
    first, second = competition.teams.order_by("name")
    taken_back = competition.contributions.get(pk=taken_back.pk)
    paid = {"channel": Channel.MATCH, "giver": "En vän", "by": UserFactory()}
    add_contribution(competition=competition, amount=Decimal(300), **paid, **late)
    give(first, 500, **late)
    give(second, 50, **late)
    reverse_contribution(taken_back, by=UserFactory(), reason="Fel belopp.")
    for shown in (page(client, competition), client_for("Läsare").get(competition.get_absolute_url())):
        text = text_of(shown)
        assert f"Tillsammans {together} Vid avgörandet: Medarbetarnas gåvor och det som" in text
        assert (
            "Efter avgörandet: 2 gåvor på 550 kr har kommit. 1 gåva på 100,10 kr har tagits tillbaka. Företag och "
            "andra givare har betalat 300 kr, och 100 kr av löftena är kvar. Tillsammans är det nu 1 750 kr."
        ) in text


def test_frozen_board_says_when_the_rules_have_changed_since(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    freeze_board(competition)
    assert public_board(competition).rules_changed is False
    changed = Rules(weights=NO_JURY.weights, gift_variation=Decimal(3))
    amend_rules(competition, changed, by=UserFactory(), reason="För lågt tak.")
    assert "räknad med reglerna som de var då" in text_of(page(client, competition))


def without_team(competition, amount):
    return add_contribution(competition=competition, amount=Decimal(amount), received_on=A_DAY, by=UserFactory())


LEFT_OVER = "Utöver det har 17 kr kommit utan lagets kod."


def test_frozen_board_reports_the_money_without_a_team_as_it_was(client):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    confirm(first, second)
    give(first, 100)
    gift = without_team(competition, 17)
    freeze_board(competition)
    late = without_team(competition, 5)
    text = text_of(page(client, competition))
    assert ("Tillsammans 100 kr" in text, LEFT_OVER in text, "utan lagets kod" in text) == (True, True, True)
    close_competition(competition)
    for each in (gift, late):
        assign_contribution(each, team=second)
    assert LEFT_OVER in text_of(page(client, competition))
    decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=AFTER)
    assert LEFT_OVER in text_of(page(client, competition))
    reveal_result(competition)
    assert "utan lagets kod" not in text_of(page(client, competition))


def test_board_frozen_by_the_close_reports_the_money_without_a_team(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    without_team(competition, 17)
    close_competition(competition)
    without_team(competition, 5)
    assert LEFT_OVER in text_of(page(client, competition))


def test_thawed_board_reports_the_money_without_a_team_as_it_is(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    freeze_board(competition)
    without_team(competition, 17)
    assert "utan lagets kod" not in text_of(page(client, competition))
    thaw_board(competition)
    assert LEFT_OVER in text_of(page(client, competition))


def test_thawed_board_shows_everything_again(client):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    give(first, 100)
    freeze_board(competition)
    give(second, 900)
    thaw_board(competition)
    assert names(page(client, competition)) == ["Bageriet", "Åkeriet"]


def test_decided_board_keeps_the_secret_until_it_is_revealed(client):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    confirm(first, second)
    give(first, 100)
    freeze_board(competition)
    give(second, 900)
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=AFTER)
    hidden = page(client, competition)
    assert public_board(competition).phase == BoardPhase.DECIDED
    assert names(hidden) == ["Åkeriet", "Bageriet"]
    assert "Resultatet avslöjas snart" in text_of(hidden)
    assert "900 kr" not in text_of(hidden)
    reveal_result(competition)
    shown = page(client, competition)
    assert public_board(competition).phase == BoardPhase.REVEALED
    assert names(shown) == ["Bageriet", "Åkeriet"]
    assert "Resultat" in text_of(shown)
    assert "sedan frysningen" not in text_of(shown)


def test_revealed_board_is_what_was_decided_despite_later_changes(client):
    competition, (first, _second) = decided(("Åkeriet", 500), ("Bageriet", 100))
    reveal_result(competition)
    type(first.tally).objects.filter(team=first).update(employees=0)
    assert names(page(client, competition)) == ["Åkeriet", "Bageriet"]
