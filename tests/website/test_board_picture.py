import html
import io
import re
from urllib.parse import quote, urlsplit

import pytest
from django.core.cache import cache
from django.urls import reverse
from PIL import Image

from campaigns.models import Competition
from campaigns.services.competitions import renew_board_link
from campaigns.services.lifecycle import freeze_board
from tests.campaigns.factories import give, running_duel
from website.queries.content import public_competition

pytestmark = pytest.mark.django_db


def address(competition: Competition) -> str:
    return reverse("website:board_picture", args=[competition.board_token])


def fresh(client, competition: Competition) -> bytes:
    cache.clear()
    return client.get(address(competition)).content


def test_picture_is_drawn_of_the_total_and_changes_with_it(client):
    competition, team, _rival = running_duel(target=1000)
    first = fresh(client, competition)
    assert Image.open(io.BytesIO(first)).size == (1200, 630)
    give(team, 400)
    assert fresh(client, competition) != first
    assert public_competition(competition.board_token)[0].percent == 40


def test_board_and_team_page_name_the_picture(client):
    competition, team, _rival = running_duel()
    board = client.get(reverse("board:board", args=[competition.board_token])).content.decode()
    page = client.get(reverse("board:team", args=[competition.board_token, team.code])).content.decode()
    tag = f'og:image" content="http://testserver{address(competition)}"'
    assert (tag in board, tag in page) == (True, True)


@pytest.mark.parametrize(("query", "language"), [({}, ""), ({"lang": "en"}, "?lang=en")])
def test_board_and_team_page_are_shared_by_plain_links(client, query, language):
    competition, team, _rival = running_duel()
    for name, args in (("board:board", []), ("board:team", [team.code])):
        path = reverse(name, args=[competition.board_token, *args])
        page = html.unescape(client.get(path, query).content.decode())
        links = re.findall(r'href="(https?://[^"]*|mailto:[^"]*)" rel="noopener noreferrer"', page)
        assert [urlsplit(link).hostname for link in links if "http" in link[:4]] == [
            "www.linkedin.com",
            "www.facebook.com",
            "wa.me",
            "bsky.app",
            "x.com",
        ]
        assert all(quote(f"http://testserver{path}{language}", safe="") in link.replace("/", "%2F") for link in links)


def test_screen_on_a_wall_has_no_links_to_share(client):
    competition, _team, _rival = running_duel()
    page = client.get(reverse("board:board", args=[competition.board_token]), {"storskarm": ""}).content.decode()
    assert "share-links" not in page


def test_picture_is_drawn_once_for_a_crowd_and_answers_304(client, settings, django_assert_num_queries):
    settings.BOARD_KEPT_SECONDS = 60
    competition, _team, _rival = running_duel()
    answer = client.get(address(competition))
    with django_assert_num_queries(1):  # whose it is
        again = client.get(address(competition), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, answer.headers["Cache-Control"]) == (304, "public, max-age=300")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_frozen_board_shows_no_later_gift(client):
    competition, team, _rival = running_duel()
    freeze_board(competition)
    frozen = fresh(client, competition)
    give(team, 400)
    assert fresh(client, competition) == frozen


def test_link_that_is_not_ours_or_no_longer_opens_gives_no_picture(client, django_assert_num_queries):
    competition, _team, _rival = running_duel()
    old = address(competition)
    renew_board_link(competition)
    assert client.get(old).status_code == 404
    assert client.get(reverse("website:board_picture", args=["fel.nyckel"])).status_code == 404
