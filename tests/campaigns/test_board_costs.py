"""Queries of the board, and conditional requests."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Contribution, Tally
from campaigns.services.lifecycle import freeze_board
from tests.campaigns.boards import contest
from tests.campaigns.factories import (
    give,
    running_duel,
)
from tests.page_calls import calls_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def data(client, competition, **headers):
    return client.get(reverse("board:board_data", args=[competition.board_token]), headers=headers)


def test_board_that_is_not_changed_is_not_sent_again(client):
    competition, (first, _second) = contest("Åkeriet", "Bageriet")
    etag = data(client, competition).headers["ETag"]
    unchanged = data(client, competition, **{"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["ETag"] == etag
    give(first, 100)
    changed = data(client, competition, **{"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_board_in_another_language_has_another_tag(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    url = reverse("board:board_data", args=[competition.board_token])
    assert client.get(url).headers["ETag"] != client.get(url, {"lang": "en"}).headers["ETag"]


def test_board_costs_the_same_with_two_teams_and_with_thirty(client):
    for count in (2, 30):
        competition, teams = contest(*(f"Lag {number:02}" for number in range(count)))
        for team in teams:
            give(team, 100)
        with CaptureQueriesContext(connection) as captured:
            assert data(client, competition).status_code == 200
        assert len(captured) == 13, count  # two of the feed, one of the organisation


def test_board_that_a_crowd_looks_at_is_put_together_once(client, settings):
    settings.BOARD_KEPT_SECONDS = 60
    competition, (first, _second) = contest("Åkeriet", "Bageriet")
    etag = data(client, competition).headers["ETag"]
    give(first, 100)
    with CaptureQueriesContext(connection) as captured:
        assert data(client, competition, **{"If-None-Match": etag}).status_code == 304
    assert len(captured) == 0
    settings.BOARD_KEPT_SECONDS = 0
    assert data(client, competition, **{"If-None-Match": etag}).status_code == 200


def test_frozen_board_costs_the_same_with_two_teams_and_with_thirty(client):
    for count in (2, 30):
        competition, _teams = contest(*(f"Lag {number:02}" for number in range(count)))
        freeze_board(competition)
        with CaptureQueriesContext(connection) as captured:
            assert data(client, competition).status_code == 200
        assert len(captured) == 8, count  # one of the organisation


def test_board_never_reads_contributions_one_by_one(client):
    """Except a match's payments (by key), unassigned money (indexed), and the latest: named givers 12, gifts 60."""
    competition, first, _second = running_duel()
    for _gift in range(3):
        give(first, 100)
    with CaptureQueriesContext(connection) as captured:
        data(client, competition)
    reading = [query["sql"] for query in captured if 'FROM "campaigns_contribution"' in query["sql"]]
    left_over, promises, newest, lately = sorted(
        reading, key=lambda sql: (not sql.startswith("SELECT SUM("), "LIMIT" in sql, "LIMIT 60" in sql)
    )
    assert '"team_id" IS NULL' in left_over
    assert promises.count('FROM "campaigns_contribution"') == promises.count('"match_id" = ("campaigns_match"."id")')
    assert ("LIMIT 12" in newest, "LIMIT 60" in lately) == (True, True)


def test_address_that_we_did_not_make_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(reverse("board:board", args=["x" * 300])).status_code == 404


PUBLIC = {
    "board:board_data": lambda competition, team: [competition.board_token],
    "board:team": lambda competition, team: [competition.board_token, team.code],
    "website:board_picture": lambda competition, team: [competition.board_token],
}


@pytest.mark.parametrize("name", PUBLIC)
def test_page_costs_the_same_with_a_hundred_gifts_and_with_ten_thousand(client, settings, name):
    """More than the feed and the names show, so that nothing is done once per gift."""
    settings.BOARD_KEPT_SECONDS = 0
    competition, team, _rival = running_duel()
    url = reverse(name, args=PUBLIC[name](competition, team))
    add_gifts(team, 100)
    few = (calls_of(client, url).total(), queries_of(client, url))
    add_gifts(team, 9_900)
    assert Contribution.objects.count() == 10_000
    many = (calls_of(client, url).total(), queries_of(client, url))
    assert (many[1], abs(many[0] - few[0]) < few[0] * 0.05) == (few[1], True), (few, many)  # digits of larger sums


def add_gifts(team, number: int):
    """As many gifts of a krona, without their history, and the sums that services keep of them."""
    first = give(team, 1)
    fields = [field for field in Contribution._meta.concrete_fields if not field.primary_key and not field.unique]
    values = {field.attname: getattr(first, field.attname) for field in fields}
    Contribution.objects.bulk_create([Contribution(**values) for _gift in range(number - 1)], batch_size=500)
    tally = Tally.objects.get(team=team)
    tally.gifts += number - 1
    tally.employees += number - 1
    tally.save()


def queries_of(client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
