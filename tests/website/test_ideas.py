import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse

from campaigns.models import Activity, Competition, Idea
from campaigns.queries.ideas import Brought, brought_by
from campaigns.services.competitions import revoke_board_link
from campaigns.services.lifecycle import close_competition, decide_competition, reveal_result
from tests.campaigns.boards import confirm, contest
from tests.campaigns.factories import AFTER, give, make_activity, running_duel
from tests.campaigns.jury_factories import make_entry, make_idea, upload
from tests.factories import UserFactory, get_goal
from tests.website.factories import write_page

pytestmark = pytest.mark.django_db
LIST, FEED = "/public/ideas/", "/public/ideas.json"


@pytest.fixture
def only_ours():
    """Ideas without those that are there from the start."""
    Idea.objects.all().delete()


def shown(client, **query) -> list[str]:
    return re.findall(r"<h2><a[^>]*>([^<]*)", client.get(LIST, query).content.decode())


def finished(*, on_website: bool = True, amount: int = 500) -> Competition:
    """A revealed contest in which a team did Kakförsäljning."""
    competition, teams = contest("Kajan", "Kråkan", on_website=on_website)
    confirm(*teams)
    give(teams[0], amount)
    make_entry(teams[0], approved=True)
    close_competition(competition)
    return reveal_result(decide_competition(competition, by=UserFactory(), comment="Klart", on=AFTER))


def test_ideas_are_there_from_the_start_in_both_languages(client):
    assert len(shown(client)) == 11
    assert "Bake sale" in shown(client, lang="en")
    assert {idea.activity.name == idea.name for idea in Idea.objects.all()} == {True}


def test_list_shows_what_suits_time_cost_size_and_goal(client, only_ours):
    make_idea("Snabb", time=1, cost=1, size=1)
    make_idea("Stor", time=4, cost=3, size=3, goals=[get_goal(1)])
    assert shown(client) == ["Snabb", "Stor"]
    assert [shown(client, **{name: 1}) for name in ("time", "cost", "size")] == [["Snabb"]] * 3
    assert shown(client, time=4, cost=3, size=3, goal=1) == ["Snabb", "Stor"]
    assert shown(client, goal=2) == ["Snabb"]
    assert shown(client, time="x", cost="99", size="²", goal="9" * 30) == ["Snabb", "Stor"]


def test_idea_that_is_not_shown_is_nowhere(client, only_ours):
    idea = make_idea(is_public=False, picture=upload(), picture_alt="Våfflor")
    gone = [f"{LIST}{idea.pk}/", f"{LIST}{idea.pk}/bild", f"{LIST}{idea.pk}/delning.png"]
    assert [client.get(address).status_code for address in gone] == [404] * 3
    pages = [LIST, FEED, "/public/goals/1/", "/public/goals/1.json", "/sitemap.xml"]
    assert [page for page in pages if "Vaffel" in client.get(page).content.decode()] == []
    start = reverse("workplaces:start", args=["collection"])
    assert "Vaffel" not in client.get(start, {"ide": idea.pk}).content.decode()


def test_pages_set_no_cookie_run_no_script_and_may_be_kept(client, only_ours):
    idea = make_idea(picture=upload(), picture_alt="Våfflor")
    for address in (LIST, f"{LIST}?time=1", f"{LIST}{idea.pk}/", FEED, f"{LIST}{idea.pk}/bild"):
        answer = client.get(address)
        assert (answer.status_code, answer.cookies, b"<script" in answer.content) == (200, {}, False)
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_list_with_all_that_it_loads_is_light(client):
    page = client.get(LIST).content
    loaded = set(re.findall(rb'(?:src|href)="(/static/[^"]+)"', page))
    sizes = [(settings.BASE_DIR / path.decode().lstrip("/")).stat().st_size for path in loaded]
    assert len(page) + sum(sizes) < 100_000


def test_idea_page_says_how_and_leads_to_the_form_with_the_idea_filled_in(client, only_ours):
    idea = make_idea(name_en="Waffle day", goals=[get_goal(2)])
    page = client.get(f"{LIST}{idea.pk}/").content.decode()
    link = re.search(r'<a class="button" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "<em>järn</em>" in page
    form = client.get(link).context["form"]
    assert form["message"].value() == "Vi vill göra: Vaffeldag"
    assert [goal.number for goal in form.initial["goals"]] == [2]
    english = client.get(link, {"ide": idea.pk, "lang": "en"}).context["form"]
    assert english["message"].value() == "We want to do: Waffle day"


def test_idea_with_a_picture_is_shared_by_it_and_else_by_one_that_is_drawn(client, only_ours):
    idea = make_idea(name="x" * 80, summary="y" * 200)
    page = client.get(f"{LIST}{idea.pk}/").content.decode()
    assert f'og:image" content="http://testserver/public/ideas/{idea.pk}/delning.png"' in page
    assert client.get(f"{LIST}{idea.pk}/delning.png").content[:4] == b"\x89PNG"
    pictured = make_idea(picture=upload(), picture_alt="Våfflor")
    assert f"/public/ideas/{pictured.pk}/bild?v=1" in client.get(f"{LIST}{pictured.pk}/").content.decode()


def test_what_an_idea_brought_is_the_public_sum_of_revealed_competitions(client):
    finished(amount=500)
    finished(amount=250)
    finished(on_website=False, amount=9000)
    revoked = finished(amount=7000)
    revoke_board_link(revoked)
    activity = make_activity()
    assert brought_by([activity.pk]) == {activity.pk: Brought(2, Decimal(750))}
    page = client.get(f"{LIST}{activity.idea.pk}/").content.decode()
    assert "750" in page.replace("\xa0", " ")
    told = next(each for each in client.get(FEED).json()["ideas"] if each["name"] == "Kakförsäljning")
    assert told["brought"] == {"competitions": 2, "together": "750.00"}


def test_running_competition_and_declined_entry_say_nothing_of_what_an_idea_brought():
    _competition, team, _rival = running_duel(on_website=True)
    give(team, 500)
    make_entry(team, approved=True)
    assert brought_by([make_activity().pk]) == {}
    assert brought_by([Activity.objects.get(name="Quiz").pk]) == {}


def test_list_costs_as_many_queries_for_one_as_for_thirty(client, only_ours, django_assert_num_queries):
    def count(number: int):
        with django_assert_num_queries(number):
            client.get(LIST)

    make_idea("Nummer 0")
    client.get(LIST)
    count(6)
    for number in range(1, 31):
        make_idea(f"Nummer {number}", goals=[get_goal(1)])
    count(6)


def test_feed_costs_as_many_queries_for_one_as_for_thirty(client, only_ours, django_assert_num_queries):
    make_idea("Nummer 0", goals=[get_goal(1)], activity=make_activity())
    client.get(FEED)
    with django_assert_num_queries(4):
        client.get(FEED)
    for number in range(1, 31):
        make_idea(f"Nummer {number}", goals=[get_goal(1)])
    with django_assert_num_queries(4):
        client.get(FEED)


def test_goal_that_is_not_shown_is_not_named_by_its_ideas(client, only_ours):
    idea = make_idea(goals=[get_goal(1), get_goal(2)])
    write_page(is_public=False)
    assert client.get(FEED).json()["ideas"][0]["goals"] == [2]
    assert "Ingen hemlöshet" not in client.get(f"{LIST}{idea.pk}/").content.decode()
    assert "Ingen hemlöshet" not in client.get(LIST).content.decode()
