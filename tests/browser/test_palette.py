"""Search and do from anywhere, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.factories import CompanyFactory, contact_at


@pytest.fixture
def company():
    company = CompanyFactory(name="Åkerbärets Åkeri AB")
    contact_at(company, first_name="Eva", last_name="Ek")
    return company


def opened(page, path: str = "/mal/"):
    page.goto(path)
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Sök företag")
    expect(box).to_be_focused()
    return box


def chosen(page):
    return page.locator("#palette [aria-selected=true]")


def test_palette_opens_finds_and_leads_there(company, page_for, axe):
    page = page_for("Läsare")
    box = opened(page)
    expect(page.get_by_role("option", name="Idag")).to_be_visible()
    axe(page)
    page.keyboard.type("ÅKERB")
    expect(chosen(page)).to_contain_text("Åkerbärets Åkeri AB")
    expect(page.locator("#palette [role=status]")).to_have_text("2 förslag")
    axe(page)
    assert box.get_attribute("aria-activedescendant") == chosen(page).get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Åkerbärets Åkeri AB", level=1)).to_be_visible()
    opened(page, "/mal/")
    expect(page.get_by_role("group", name="Senast").get_by_role("option")).to_have_count(1)


def test_enter_before_the_answer_takes_what_was_typed(company, page_for):
    page = page_for("Läsare")
    opened(page)
    page.keyboard.insert_text("åkerb")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Åkerbärets Åkeri AB", level=1)).to_be_visible()


def test_arrows_go_round_and_escape_gives_the_focus_back(company, page_for):
    page = page_for("Läsare")
    page.goto("/mal/")
    button = page.get_by_role("button", name="Sök eller gör")
    button.click()
    expect(chosen(page)).to_contain_text("Idag")
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_contain_text("Profil och inställningar")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Företag")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_late_answer_to_an_earlier_question_is_thrown_away(company, page_for):
    CompanyFactory(name="Bageriet AB")
    page = page_for("Läsare")
    opened(page)
    held = []
    page.route("**/sok/?q=bag*", lambda route: held.append(route))  # noqa: PLW0108  the driver marks its handlers
    with page.expect_request("**/sok/?q=bag*"):
        page.keyboard.insert_text("bag")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("åkerb")
    expect(chosen(page)).to_contain_text("Åkerbärets Åkeri AB")
    for route in held:
        route.abort()
    expect(chosen(page)).to_contain_text("Åkerbärets Åkeri AB")


def test_call_is_logged_from_the_palette_about_the_company_on_the_page(company, page_for):
    page = page_for("Partneransvarig")
    opened(page, company.get_absolute_url())
    page.keyboard.type("logga")
    expect(chosen(page)).to_contain_text("Logga kontakt")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Logga kontakt")
    expect(dialog.get_by_label("Eva Ek")).to_be_visible()


def test_failing_search_is_said(company, page_for):
    page = page_for("Läsare")
    opened(page)
    page.route("**/sok/?q=x*", lambda route: route.fulfill(status=500, body=""))
    page.keyboard.type("x")
    expect(page.locator("#palette-list").get_by_text("Sökningen svarade inte som den skulle.")).to_be_visible()


def test_palette_fits_and_is_accessible(company, page_for, axe_everywhere):
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url())
    page.get_by_role("button", name="Sök eller gör").click()
    expect(page.get_by_role("group", name="Senast")).to_be_visible()
    page.keyboard.type("finnsinte")
    expect(page.get_by_role("option", name="Registrera företaget finnsinte")).to_be_visible()
    axe_everywhere(page, [(1280, False), (1280, True), (390, False), (390, True)])


def test_search_is_a_page_without_javascript(company, page_for):
    page = page_for("Partneransvarig", js=False)
    page.goto("/mal/")
    page.get_by_role("searchbox").fill("åkerb")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Åkerbärets Åkeri AB").click()
    page.goto("/sok/")
    expect(page.get_by_role("heading", name="Senast")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Nytt företag").click()
    expect(page.get_by_role("heading", name="Nytt företag", level=1)).to_be_visible()
