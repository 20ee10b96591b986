"""The board of dialogues as it is worked: by keyboard, by drag, by menu, and when somebody else was first."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from crm.models import Sponsorship, Stage
from crm.services.sponsorships import move_sponsorship
from tests.factories import CompanyFactory, SponsorshipFactory, signed_sponsorship


@pytest.fixture
def dialogues():
    """Two leads, the one that has stood longest first, and a meeting."""
    bakery = SponsorshipFactory(company=CompanyFactory(name="Bageri AB"))
    SponsorshipFactory(company=CompanyFactory(name="Cykel AB"))
    SponsorshipFactory(company=CompanyFactory(name="Dator AB"), stage=Stage.MEETING)
    signed_sponsorship(company=CompanyFactory(name="El AB"))
    return bakery


def card(page: Page, name: str):
    return page.locator(".pipeline-card", has_text=name)


def said(page: Page):
    return page.locator("#board-message")


def drag(page: Page, name: str, to: str):
    """By hand, as the driver's own drag scrolls in the middle of it."""
    start = card(page, name).bounding_box()
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] - 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 40, steps=3)
    goal = page.locator(to).bounding_box()
    page.mouse.move(goal["x"] + goal["width"] / 2, goal["y"] + 30, steps=5)
    page.mouse.up()


def test_card_is_moved_by_keyboard_and_keeps_the_focus(dialogues, page_for):
    page = page_for("Partneransvarig")
    page.goto("/dialoger/")
    page.get_by_role("link", name="Dator AB").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name="Bageri AB")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Cykel AB")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    expect(said(page)).to_have_text("Bageri AB är flyttat från Uppslag till Kontaktad.")
    expect(page.locator("#steg-contacted").get_by_role("link", name="Bageri AB")).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(said(page)).to_have_text("Bageri AB är flyttat från Kontaktad till Möte.")
    dialogues.refresh_from_db()
    assert dialogues.stage == Stage.MEETING


def test_quick_moves_by_keyboard_are_all_made(dialogues, page_for):
    page = page_for("Partneransvarig")
    page.goto("/dialoger/")
    page.get_by_role("link", name="Bageri AB").focus()
    for _time in range(3):
        page.keyboard.press("Shift+ArrowRight")
    expect(said(page)).to_have_text("Bageri AB är flyttat från Möte till Förslag.")
    expect(page.locator("#steg-proposal").get_by_role("link", name="Bageri AB")).to_be_focused()
    dialogues.refresh_from_db()
    assert dialogues.stage == Stage.PROPOSAL


def test_card_is_moved_by_drag_to_a_column_and_to_the_form_for_signing(dialogues, page_for):
    page = page_for("Partneransvarig")
    page.goto("/dialoger/")
    drag(page, "Bageri AB", "#steg-proposal")
    expect(page.locator("#steg-proposal").get_by_role("link", name="Bageri AB")).to_be_focused()
    assert Sponsorship.objects.get(pk=dialogues.pk).stage == Stage.PROPOSAL
    drag(page, "Bageri AB", ".board-goal.stage-signed")
    expect(page.get_by_role("heading", name="Teckna sponsorskap")).to_be_visible()
    page.get_by_role("button", name="Teckna").click()
    expect(page.locator("#steg-signed").get_by_role("link", name="Bageri AB")).to_be_visible()


def test_card_that_somebody_else_moved_goes_back_and_the_reason_is_said(dialogues, page_for):
    page = page_for("Partneransvarig")
    page.goto("/dialoger/")
    move_sponsorship(Sponsorship.objects.get(pk=dialogues.pk), to=Stage.PROPOSAL)
    card(page, "Bageri AB").get_by_text("Flytta").click()
    card(page, "Bageri AB").get_by_role("button", name="Kontaktad").click()
    reason = "Bageri AB står kvar i Förslag. Någon annan har ändrat uppgifterna sedan du öppnade dem."
    expect(page.get_by_role("alert")).to_have_text(reason)
    page.set_viewport_size({"width": 1280, "height": 260})
    page.get_by_role("link", name="Bageri AB").scroll_into_view_if_needed()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(said(page)).to_have_text(reason)
    expect(page.locator("#steg-proposal").get_by_role("link", name="Bageri AB")).to_be_focused()


def test_card_goes_back_when_the_session_is_over(dialogues, page_for):
    page = page_for("Partneransvarig")
    page.goto("/dialoger/")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("link", name="Bageri AB").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("alert")).to_contain_text("Du har loggats ut")
    expect(page.locator("#steg-lead").get_by_role("link", name="Bageri AB")).to_be_focused()


def test_menu_works_without_script(dialogues, page_for):
    page = page_for("Partneransvarig", js=False)
    page.goto(f"/dialoger/?goal={dialogues.goal_id}")
    card(page, "Bageri AB").get_by_text("Flytta").click()
    card(page, "Bageri AB").get_by_role("button", name="Möte").click()
    expect(page.get_by_text("Bageri AB är flyttat från Uppslag till Möte.")).to_be_visible()
    expect(page.locator("#steg-meeting").get_by_role("link", name="Bageri AB")).to_be_visible()
    assert page.url.endswith(f"/dialoger/?goal={dialogues.goal_id}#kort-{dialogues.pk}")


def test_filters_change_the_board_and_go_along_to_the_list_and_back(dialogues, page_for):
    page = page_for("Läsare")
    page.goto("/dialoger/")
    page.get_by_label("Sök företag eller avtalsnummer").fill("cykel")
    expect(page.locator(".pipeline-card")).to_have_count(1)
    expect(said(page)).to_have_text("1 öppen dialog")
    page.get_by_role("link", name="Visa som lista").click()
    expect(page.locator("#results tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Visa som tavla").click()
    expect(page.locator(".pipeline-card")).to_have_count(1)


@pytest.mark.parametrize(("width", "dark", "language"), [(1280, False, "sv"), (390, True, "en")])
def test_board_and_stages_are_accessible(dialogues, page_for, axe, width, dark, language):
    page = page_for("Administratör", width=width, dark=dark, language=language)
    page.goto("/dialoger/")
    page.locator(".board-help summary").first.click()
    card(page, "Bageri AB").locator("summary").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("/dialoger/steg/")
    axe(page)
