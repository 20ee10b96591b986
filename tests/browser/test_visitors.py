"""Every page that visitors and who has a personal link see: accessible, no wider than its screen, no error in it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from campaigns.models import Competition
from tests.access_samples import make_samples
from tests.campaigns.factories import give
from tests.factories import get_goal
from tests.website.factories import make_figure, make_partner, make_way
from tests.website.test_visitors import LOGINS, OPEN, SECRET, address

pytestmark = pytest.mark.django_db(transaction=True)
AREAS = {
    "website": ("website:",),
    "workplaces": ("workplace:", "workplaces:"),
    "links": ("board:", "mailing:", "accounts:"),
    "rest": ("inbox:", "public:", "privacy:"),
}
PAGES = {route.name: route for route in OPEN if route in SECRET or not route.name.startswith(LOGINS)}
GROUND = "getComputedStyle(document.body).backgroundColor"
LOOKS = {"sv": [(1280, False), (390, True)], "en": [(390, False), (1280, True)]}


@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("area", AREAS)
def test_page_for_visitors_is_accessible(area, language, page_for, axe_everywhere, make_user):
    samples = make_samples(make_user("Administratör"))
    make_figure(), make_partner(), make_way(audience="company", heading="Bli partner")
    for competition in Competition.objects.filter(state="open"):
        competition.goals.set([get_goal()])
        give(competition.teams.first(), 250)
    Competition.objects.update(on_website=True, target=1000)
    page, seen = page_for(None, language=language), 0
    for name, route in PAGES.items():
        if not name.startswith(AREAS[area]):
            continue
        url = address(route, samples)
        if language == "en":
            url += "&lang=en" if urlsplit(url).query else "?lang=en"
        answer = page.request.get(url)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"] or b"<html" not in answer.body():
            continue  # pictures, feeds, parts of pages
        page.goto(url)
        axe_everywhere(page, LOOKS[language])
        seen += 1
    assert seen > 2


@pytest.mark.parametrize(("address", "way_on"), [("/public/goals/99/", "Våra mål"), ("/saknas/", "Till startsidan")])
def test_page_that_is_not_there_is_as_dark_as_its_reader_wants(address, way_on, page_for, axe_everywhere):
    page = page_for(None)
    page.goto(address)
    axe_everywhere(page)
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    light = page.evaluate(GROUND)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).not_to_have_css("background-color", light)
    assert page.get_by_role("link", name=way_on).is_visible()
