import itertools
import re

import pytest
from django.conf import settings

from goals.models import GoalPage
from tests.campaigns.factories import give, running_duel
from tests.factories import get_goal
from tests.website.factories import make_figure, make_partner, make_section, make_way, write_page

pytestmark = pytest.mark.django_db
GOAL, GOALS, PICTURE = "/public/goals/1/", "/public/goals/", "/public/goals/1/delning.png"


def test_page_says_all_that_the_goal_says(client):
    write_page(vision="Alla har ett hem.", background="Det **börjar** tidigt.")
    make_section()
    make_section(kind="wants", heading="Stoppa vräkningar", text="- i tid")
    make_way(link="/public/bli-partner/", button="Kom i gång")
    make_way(audience="company", heading="Bli partner")
    make_partner()
    make_figure()
    page = client.get(GOAL).content.decode()
    parts = [
        "<strong>börjar</strong>",
        "<em>värme</em>",
        "<li>i tid</li>",
        '<a class="button" href="/public/bli-partner/">Kom i gång</a>',
        '<a class="button" href="/public/starta/?goal=1">Börja här</a>',
        "Ni som företag",
        "Åkeriet AB",
        "419",
        "Ingen hunger",
    ]
    assert [part for part in parts if part not in page] == []


def test_headings_are_in_order(client):
    write_page(background="# Först\n\n### Sedan")
    make_section(text="## Inuti")
    make_way(text="# Här")
    levels = [int(level) for level in re.findall(r"<h(\d)", client.get(GOAL).content.decode())]
    assert levels[0] == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 2] == []


def test_page_sets_no_cookie_and_runs_no_script_and_may_be_kept(client):
    answer = client.get(GOAL)
    assert (answer.cookies, "<script" in answer.content.decode()) == ({}, False)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert client.get(GOAL, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert "style-src 'self' 'sha256-" in answer.headers["Content-Security-Policy"]


def test_page_with_all_that_it_loads_is_light(client):
    make_section()
    make_partner()
    page = client.get(GOAL).content
    loaded = re.findall(rb'(?:src|href)="(/static/[^"]+)"', page)
    files = [settings.BASE_DIR / path.decode().lstrip("/") for path in set(loaded)]
    assert len(page) + sum(file.stat().st_size for file in files) < 100_000
    assert [link for link in re.findall(rb'(?:src|stylesheet" href)="([^"]+)"', page) if b"//" in link] == []


def test_english_page_says_what_is_written_in_english_and_marks_the_rest(client):
    write_page(vision="Alla har ett hem.", vision_en="All have a home.", problem_en="Many lack a home.")
    make_section(heading="Dagcentralen", heading_en="The day centre")
    page = client.get(GOAL, {"lang": "en"}).content.decode()
    assert all(words in page for words in ("All have a home.", "Many lack a home.", "The day centre"))
    assert '<div class="prose" lang="sv"><p>Mat och <em>värme</em>.</p></div>' in page
    assert '<html lang="en"' in page


def test_goal_that_is_not_shown_is_nowhere(client):
    write_page(is_public=False)
    assert "Ingen hemlöshet" not in client.get(GOALS).content.decode()
    gone = (GOAL, PICTURE, "/public/goals/1.json", "/public/goals/1/embed/figure/", "/public/goals/1/embed/form/")
    assert [client.get(address).status_code for address in gone] == [404] * len(gone)
    assert "/public/goals/1/" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_unknown_goal_is_not_found(number, client):
    assert client.get(f"/public/goals/{number}/").status_code == 404


def test_competition_is_shown_only_when_staff_have_said_so(client):
    competition, first, _second = running_duel(target=1000)
    competition.goals.set([get_goal()])
    give(first, 250)
    assert competition.name not in client.get(GOAL).content.decode()
    type(competition).objects.update(on_website=True)
    page = client.get(GOAL).content.decode()
    assert (competition.name in page, "250\xa0kr" in page) == (True, True)


def test_share_picture_is_drawn_of_the_goal(client):
    make_figure()
    answer = client.get(PICTURE)
    assert (answer.headers["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")
    get_goal().key_figures.all().delete()
    assert client.get(PICTURE).content != answer.content


def test_share_picture_is_drawn_once_for_a_crowd_and_gone_with_the_goal(client, settings, django_assert_num_queries):
    settings.BOARD_KEPT_SECONDS = 60
    answer = client.get(PICTURE)
    with django_assert_num_queries(2):  # whose it is, and whether the goal is shown
        assert client.get(PICTURE).content == answer.content
    GoalPage.objects.update_or_create(goal=get_goal(), defaults={"is_public": False})
    assert client.get(PICTURE).status_code == 404


def test_colour_that_is_none_is_not_written_into_the_style(client):
    type(get_goal()).objects.update(colour="red;}x{")
    assert "red;}" not in client.get(GOAL).content.decode()


def test_files_at_fixed_addresses(client):
    assert "Allow: /public/goals/" in client.get("/robots.txt").content.decode()
    assert "<loc>http://testserver/public/goals/1/</loc>" in client.get("/sitemap.xml").content.decode()
    told = client.get("/.well-known/security.txt").content.decode()
    assert told.splitlines()[0] == "Contact: mailto:skydd@missionen.example"
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", told, re.MULTILINE)


@pytest.mark.usefixtures("nobody_yet")
@pytest.mark.parametrize("address", [GOAL, GOALS, PICTURE, "/public/goals/1.json", "/public/goals/1/embed/form/"])
def test_nothing_is_shown_before_it_says_who_shows_it(address, client):
    assert client.get(address).status_code == 503


@pytest.mark.parametrize("number", [1, 12])
def test_page_costs_the_same_queries_however_much_it_says(number, client, django_assert_num_queries):
    make_figure()
    for index in range(number):
        make_section(heading=f"Avsnitt {index}")
        make_way()
        make_partner(f"Bolag {index}")
    with django_assert_num_queries(12):
        client.get(GOAL)
