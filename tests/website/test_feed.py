import pytest

from tests.website.factories import make_figure, make_partner, make_section, make_way, write_page
from website.serializers import FEED_VERSION

pytestmark = pytest.mark.django_db
FEED = "/public/goals/1.json"


def test_feed_has_all_that_the_page_shows(client):
    write_page(vision="Alla har ett hem.", partner_name="Åsa", partner_email="asa@missionen.example")
    make_section()
    make_way(link="/public/bli-partner/", button="Kom i gång")
    make_partner(website="https://akeriet.example")
    make_figure()
    feed = client.get(FEED).json()
    assert (feed["version"], feed["language"], feed["publisher"]["name"]) == (
        FEED_VERSION,
        "sv",
        "Stadsmissionen i Provstad",
    )
    assert feed["vision"] == "Alla har ett hem."
    assert [(each["name"], each["value"], each["unit"]) for each in feed["figures"]] == [
        ("Lever i hemlöshet i Provstad", "419.0", "personer")
    ]
    assert feed["figures"][0]["source"]
    assert feed["does"] == [
        {"heading": "Dagcentralen", "html": "<p>Mat och <em>värme</em>.</p>", "picture": None, "picture_alt": ""}
    ]
    assert feed["for_people"][0]["link"] == "http://testserver/public/bli-partner/"
    assert feed["partners"] == [
        {
            "heading": "Sponsor",
            "partners": [{"name": "Åkeriet AB", "website": "https://akeriet.example", "logo": None}],
        }
    ]
    assert feed["contact"] == {
        "name": "Åsa",
        "title": "",
        "phone": "",
        "email": "asa@missionen.example",
        "picture": None,
    }


def test_feed_is_open_to_any_site_and_kept_until_it_changes(client):
    answer = client.get(FEED)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(FEED, headers=tag).status_code == 304
    make_section()
    assert client.get(FEED, headers=tag).status_code == 200
    assert answer.cookies == {}


def test_feed_in_english(client):
    write_page(vision="Alla har ett hem.", vision_en="All have a home.")
    feed = client.get(FEED, {"lang": "en"}).json()
    assert (feed["language"], feed["name"], feed["vision"]) == ("en", "No homelessness", "All have a home.")


def test_unknown_goal_is_told_in_json(client):
    answer = client.get("/public/goals/99.json")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
