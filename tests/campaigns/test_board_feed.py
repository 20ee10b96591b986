"""What has happened lately, on the board."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns.models import Competition
from campaigns.queries.board import public_board
from campaigns.queries.feed import SHOWN
from campaigns.services.lifecycle import freeze_board
from tests.campaigns.board_pages import text_of
from tests.campaigns.boards import contest, entry_with_picture
from tests.campaigns.factories import A_DAY, OPENS, give
from tests.campaigns.jury_factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def teams():
    _competition, teams = contest("Åkeriet", "Bageriet", target=1000)
    for team in teams:
        team.refresh_from_db()  # and with it the competition, which was a draft when the team was added
    return teams


def links(client, competition) -> str:
    return client.get(reverse("board:board_data", args=[competition.board_token])).content.decode()


def fragment(client, competition) -> str:
    return text_of(client.get(reverse("board:board_data", args=[competition.board_token])))


def test_feed_has_gifts_without_amount_or_giver_and_approved_activities_alone(client, teams):
    for amount in (137, 141):
        give(teams[0], amount, giver="Robin Person", message="Heja")
    entry_with_picture(teams[1])
    make_entry(teams[0], title="Väntar än")
    events = public_board(teams[0].competition).feed
    assert sorted((event.team, event.title, event.day) for event in events) == [
        ("Bageriet", "Kakor", A_DAY),
        ("Åkeriet", "", A_DAY),
    ]
    page = fragment(client, teams[0].competition)
    assert [word in page for word in ("137", "141", "Robin", "Väntar än", "Kakor")] == [False] * 4 + [True]


def test_feed_is_of_the_newest_days_that_count_in_whatever_order_gifts_are_entered(teams):
    days = [OPENS + dt.timedelta(days=day) for day in range(SHOWN + 1)]
    for day in reversed(days):  # as a bank lists them
        give(teams[0], 10, received_on=day)
    give(teams[1], 10, received_on=days[-1], counted_on=OPENS)  # as a gift of a locked month is moved
    events = public_board(teams[0].competition).feed
    assert [(event.team, event.day) for event in events] == [("Åkeriet", day) for day in reversed(days[1:])]


def test_picture_is_shown_while_its_entry_is_approved_and_the_board_is_not_frozen(client, teams):
    shown, waiting = entry_with_picture(teams[0]), entry_with_picture(teams[1], approved=False)
    other, (stranger, _rival) = contest("Caféet", "Sågen")
    elsewhere = entry_with_picture(stranger)
    token = teams[0].competition.board_token

    def status(picture) -> int:
        return client.get(reverse("board:board_activity_picture", args=[token, picture.pk])).status_code

    assert [status(each) for each in (shown, waiting, elsewhere)] == [200, 404, 404]
    freeze_board(Competition.objects.get(pk=teams[0].competition_id))
    assert (status(shown), public_board(Competition.objects.get(pk=teams[0].competition_id)).feed) == (404, ())
    assert other.pk != teams[0].competition_id


def test_board_tells_the_days_left_and_the_steps_that_are_reached(client, teams):
    give(teams[0], 550)
    board = public_board(teams[0].competition)
    assert (board.days_left, [step.is_reached for step in board.milestones]) == (4, [True, True, False, False])
    page = fragment(client, teams[0].competition)
    swish = "app.swish.nu" in links(client, teams[0].competition)
    assert ("4 dagar kvar" in page, swish) == (True, True)


def test_each_team_has_its_page_to_give_on(client, teams):
    page = links(client, teams[0].competition)
    assert all(f"/lag/{team.code}/" in page for team in teams)


def test_screen_on_a_wall_turns_by_itself(client, teams):
    url = reverse("board:board", args=[teams[0].competition.board_token])
    plain, kiosk = (client.get(url, query).content.decode() for query in ({}, {"storskarm": ""}))
    assert ["js/kiosk" in page for page in (plain, kiosk)] == [False, True]
