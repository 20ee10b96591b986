"""A team's page to give on."""

import html
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from campaigns.models import Competition
from campaigns.qr import picture
from campaigns.services.competitions import revoke_board_link
from campaigns.services.team_lookup import names_in
from campaigns.services.teams import withdraw_team
from core.models import our_organisation
from core.services import save_organisation, save_record
from goals.models import GoalPage
from tests.campaigns.boards import contest
from tests.campaigns.factories import CLOSES, give, make_competition, make_team
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def page(client, team, code: str = "", **query):
    url = reverse("board:team", args=[team.competition.board_token, code or team.code])
    return client.get(url, query)


def text(response) -> str:
    return html.unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def teams():
    _competition, teams = contest("Åkeriet", "Bageriet", target=1000)
    return teams


def test_page_tells_how_to_give_with_the_code_filled_in(client, teams):
    ours = our_organisation()
    ours.bankgiro = "9000001"
    save_organisation(ours)
    response = page(client, teams[0])
    links = {amount: parse_qs(urlsplit(link).query) for amount, link in response.context["ways"]}
    assert links[100] == {
        "sw": ["1231234567"],
        "cur": ["SEK"],
        "msg": [teams[0].code],
        "edit": ["amt,msg"],
        "src": ["qr"],
        "amt": ["100"],
    }
    assert response.context["swish"].picture == picture(f"C1231234567;;{teams[0].code};6")  # amount and message open
    shown = text(response)
    assert ("900-0001" in shown, teams[0].ocr in shown, ours.name in shown) == (True, True, True)


def test_page_shows_the_joint_sum_first_and_the_steps_that_are_reached(client, teams):
    give(teams[0], 300), give(teams[1], 250)
    response = page(client, teams[0])
    assert [step.is_reached for step in response.context["milestones"]] == [True, True, False, False]
    shown = text(response)
    assert shown.index("550 kr") < shown.index("300 kr")


def test_page_names_no_person(client, teams):
    give(teams[0], 300, giver="Robin Person", show_giver=True, message="Heja Robin")
    assert "Robin" not in text(page(client, teams[0]))


def test_page_is_found_by_the_code_in_any_case_and_says_304(client, teams):
    response = page(client, teams[0], code=teams[0].code.lower())
    again = client.get(response.request["PATH_INFO"], headers={"If-None-Match": response["ETag"]})
    assert (response.status_code, again.status_code, response["Referrer-Policy"]) == (200, 304, "no-referrer")


def test_page_of_another_competitions_team_is_missing(client, teams):
    other = make_team(make_competition(kind="open"), name="Caféet")
    assert page(client, teams[0], code=other.code).status_code == 404


def test_page_is_gone_with_the_boards_link_or_the_team(client, teams):
    url = reverse("board:team", args=[teams[0].competition.board_token, teams[0].code])
    withdraw_team(teams[1], by=UserFactory(), reason="Flyttar")
    assert (page(client, teams[1]).status_code, client.get(url).status_code) == (404, 200)
    revoke_board_link(Competition.objects.get())
    assert client.get(url).status_code == 404


def test_page_asks_for_no_gift_before_the_start(client):
    team = make_team(make_competition(kind="open", opens_on=CLOSES), name="Caféet")
    assert "app.swish.nu" not in text(page(client, team))


def test_gift_with_the_ocr_belongs_to_the_team(teams):
    names = names_in(teams[0].competition)
    assert [names.coded(f"OCR {team.ocr}").teams for team in teams] == [[teams[0]], [teams[1]]]


def test_page_is_in_english_too(client, teams):
    assert 'lang="en"' in text(page(client, teams[0], lang="en"))


def test_problem_is_told_in_the_language_of_the_page(client, teams):
    goal = teams[0].competition.goals.get()
    assert '<p class="lead" lang="sv">' in page(client, teams[0], lang="en").content.decode()
    save_record(GoalPage(goal=goal), problem_en="Many lack a home.")
    assert '<p class="lead">Many lack a home.</p>' in page(client, teams[0], lang="en").content.decode()
    assert f'<p class="lead">{goal.problem}</p>' in page(client, teams[0]).content.decode()
