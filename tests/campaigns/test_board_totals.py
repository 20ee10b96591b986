"""The label of the board's total lists what it includes."""

from decimal import Decimal

import pytest

from campaigns.models import Channel
from campaigns.services.contributions import add_contribution
from tests.campaigns.board_pages import page, text_of
from tests.campaigns.boards import contest
from tests.campaigns.factories import A_DAY, give, promise
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GIFTS_ALONE = "Medarbetarnas gåvor som har kommit."
PROMISED = "Medarbetarnas gåvor och det som företag och andra givare lovat lägga till men inte betalat än."
PAID = "Medarbetarnas gåvor och pengar från företag och andra givare, allt har kommit."
PARTLY_PAID = (
    "Medarbetarnas gåvor, pengar som kommit från företag och andra givare, och det som de lovat men inte betalat än."
)


@pytest.mark.parametrize(
    ("matched", "paid", "total", "words"),
    [
        (False, 0, "100 kr", GIFTS_ALONE),
        (True, 0, "200 kr", PROMISED),
        (True, 40, "200 kr", PARTLY_PAID),
        (True, 100, "200 kr", PAID),
    ],
)
def test_words_beside_the_total_say_exactly_what_is_in_it(client, client_for, matched, paid, total, words):
    competition, (team, _other) = contest("Åkeriet", "Bageriet")
    if matched:
        promise(competition, company=team.company)
    give(team, 100)
    if paid:
        give(team, paid, channel=Channel.MATCH)
    board = text_of(page(client, competition))
    staff = text_of(client_for("Läsare").get(competition.get_absolute_url()))
    for shown in (board, staff):
        assert f"Tillsammans {total} {words}" in shown
        assert [each for each in (GIFTS_ALONE, PROMISED, PAID, PARTLY_PAID) if each in shown] == [words]


def test_money_that_waits_for_its_team_is_reported_beside_the_total(client):
    competition, (team, _other) = contest("Åkeriet", "Bageriet")
    give(team, 100)
    assert "utan lagets kod" not in text_of(page(client, competition))
    add_contribution(competition=competition, amount=Decimal(60), received_on=A_DAY, by=UserFactory())
    assert "Tillsammans 100 kr" in (shown := text_of(page(client, competition)))
    assert "Utöver det har 60 kr kommit utan lagets kod." in shown
