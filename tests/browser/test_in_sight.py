"""What a person has to see is seen: undo where the eye is, menus whole, days on one line, a button under the thumb."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from crm.models import Interaction, NextStep
from tests.factories import CompanyFactory, NextStepFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def busy(make_user):
    user = make_user("Administratör")
    for days in range(1, 16):
        due_on = timezone.localdate() - dt.timedelta(days=days)
        NextStepFactory(company=CompanyFactory(name=f"Företag {days:02} AB"), assignee=user, due_on=due_on)
    return user


@pytest.mark.parametrize("width", [390, 1280])
def test_undo_is_in_sight_wherever_the_row_was(width, busy, page_for, axe):
    page = page_for(busy, width=width, height=700)
    page.goto("/")
    undo = page.locator("#idag .notice-undo button")
    row = page.locator(".todo").last
    company = row.locator("h3").inner_text()
    step = NextStep.objects.get(company__name=company)
    row.get_by_role("button", name="Nådde ingen").click()
    expect(undo).to_be_in_viewport(ratio=1)
    undo.click()
    expect(page.locator("#idag-status")).to_have_text("Kontakten är borttagen ur loggen.")
    assert Interaction.objects.count() == 0

    row.locator(".todo-move summary").click()
    menu = row.locator(".todo-menu")
    expect(menu.get_by_role("button", name="Ge", exact=False).last).to_be_visible()
    box, sidebar = menu.bounding_box(), page.locator(".topbar").bounding_box()
    assert box["x"] >= (sidebar["width"] if width == 1280 else 0)
    assert box["x"] + box["width"] <= width
    menu.get_by_role("button", name="Om en månad").click()
    expect(page.locator("#idag-status")).to_have_text("Steget är flyttat.")
    expect(undo).to_be_in_viewport(ratio=1)
    axe(page)
    undo.click()
    expect(page.locator("#idag-status")).to_have_text("Ångrat. Det är som det var.")
    assert NextStep.objects.get(pk=step.pk).due_on == step.due_on


def test_day_stays_on_one_line_in_any_text(page_for):
    company = CompanyFactory(notes="Möte 2026-11-24 och 2026-12-24. " * 12)
    page = page_for("Administratör", width=390)
    page.goto(company.get_absolute_url())
    days = page.locator("dd", has_text="Möte").locator(".day")
    expect(days).to_have_count(24)
    heights = days.evaluate_all("all => all.map((each) => each.getClientRects().length)")
    assert set(heights) == {1}


def test_log_dialog_on_a_phone_has_its_button_in_sight_and_no_words_of_keys(page_for, axe):
    page = page_for("Partneransvarig", width=390, height=600)
    page.goto(CompanyFactory().get_absolute_url())
    page.locator(".quicklog-button").click()
    expect(page.locator("#dialog").get_by_role("button", name="Logga", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.locator("#dialog .shortcut-hint")).to_be_hidden()
    page.locator("#dialog summary", has_text="Mål, tid och riktning").click()
    expect(page.locator("#dialog").get_by_role("button", name="Logga", exact=True)).to_be_in_viewport(ratio=1)
    axe(page)


def test_words_that_nothing_is_called_so_cover_nothing(page_for):
    page = page_for("Administratör")
    page.goto("/tavlingar/ny/")
    field = page.get_by_role("combobox").first
    field.press_sequentially("Finns inte AB")
    told = page.locator(".options .no-option").first
    expect(told).to_be_visible()
    below = page.get_by_label("Nytt företag, registrera det").first
    assert told.bounding_box()["y"] + told.bounding_box()["height"] <= below.bounding_box()["y"] or (
        below.bounding_box()["y"] + below.bounding_box()["height"] <= told.bounding_box()["y"]
    )
    below.check()
