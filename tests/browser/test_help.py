"""Help beside the page: what is typed on the page stays."""

import pytest
from playwright.sync_api import expect

from tests.factories import CompanyFactory


@pytest.fixture
def page(page_for):
    return page_for("Partneransvarig")


def test_help_opens_beside_the_page_and_keeps_what_is_typed(page, axe):
    CompanyFactory()
    page.goto("/foretag/nytt/")
    page.get_by_label("Namn", exact=True).fill("Vit? Björk AB")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    panel = page.get_by_role("complementary", name="Hjälp")
    expect(panel.get_by_role("heading", name="Företag och personer")).to_be_focused()
    axe(page)
    panel.get_by_role("link", name="Alla hjälpsidor").click()
    panel.get_by_role("link", name="Kortkommandon").click()
    expect(panel.get_by_role("heading", name="Kortkommandon")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.get_by_role("link", name="Hjälp", exact=False).first.click()
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="Stäng hjälpen").click()
    expect(page.locator(".help-link")).to_be_focused()
    expect(page.get_by_label("Namn", exact=True)).to_have_value("Vit? Björk AB")


def test_question_mark_is_typed_where_one_writes(page):
    page.goto("/foretag/nytt/")
    page.get_by_label("Namn", exact=True).press("?")
    expect(page.get_by_label("Namn", exact=True)).to_have_value("?")
    expect(page.locator("#help")).to_be_hidden()
