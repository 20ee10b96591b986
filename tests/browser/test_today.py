"""The partnership manager's morning: what has no next step gets one, or a reason."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from crm.models import CompanyStatus, NextStep, Pause
from tests.campaigns.boards import decided
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    PauseFactory,
    SponsorshipFactory,
    signed_sponsorship,
)


def in_days(distance: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=distance)


@pytest.fixture
def manager(make_user):
    """Everything that Idag can say is there to be said."""
    user = make_user("Administratör", email="kim@medspel.example")
    bare = CompanyFactory(name="Kala AB", owner=user, status=CompanyStatus.ACTIVE)
    SponsorshipFactory(company=bare, owner=user)
    quiet = CompanyFactory(name="Tysta AB", owner=user)
    signed_sponsorship(company=quiet, owner=user, starts=in_days(-200), ends=in_days(40), signed_on=in_days(-200))
    NextStepFactory(company=quiet, assignee=user, due_on=in_days(-2), what="Ring om höstens möte")
    PauseFactory(company=CompanyFactory(name="Vilande AB"))
    competition, _teams = decided(("Ett", 100), ("Två", 50))
    competition.contact = user
    competition.save()
    return user


def test_every_row_has_its_action_and_the_pages_are_accessible(manager, page_for, axe):
    page = page_for(manager, width=390, dark=True)
    page.goto("/")
    for heading in ("Försenat", "Tävlingar som väntar på dig", "Dialoger utan nästa steg", "Tysta partner"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.locator(".todo-move summary").click()
    expect(page.get_by_label("Ge till")).to_be_visible()
    axe(page)
    paths = [
        CompanyFactory(name="Ny AB", status=CompanyStatus.ACTIVE).get_absolute_url() + "sedan/",
        Pause.objects.get().company.get_absolute_url(),
        f"/kontakter/{InteractionFactory().pk}/ta-bort/",
        "/profil/",
    ]
    for path in paths:
        page.goto(path)
        axe(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow == 0, path
    page.get_by_role("button", name="Skapa länk").click()
    expect(page.get_by_label("Länk")).to_be_visible()
    axe(page)


def test_one_press_plans_and_a_reason_explains(manager, page_for):
    page = page_for(manager)
    page.goto("/")
    bare = page.locator(".todo-unplanned .todo", has_text="Kala AB")
    bare.get_by_role("button", name="Om en vecka").click()
    expect(page.locator("#idag-status")).to_have_text("Nästa steg är planerat.")
    expect(page.locator(".todo-unplanned .todo", has_text="Kala AB")).to_have_count(0)
    planned = NextStep.objects.get(company__name="Kala AB")
    assert (planned.what, planned.due_on, planned.assignee) == ("Hör av dig", in_days(7), manager)

    page.locator(".todo-dialogues").get_by_role("link", name="Inget, för att").click()
    expect(page.get_by_label("Vad händer sedan")).to_be_hidden()
    page.get_by_label("Varför inget").fill("De har bokslut.")
    page.get_by_label("Till och med").fill(in_days(30).isoformat())
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Paus till och med")).to_be_visible()
    page.goto("/")
    expect(page.locator(".todo-dialogues")).to_have_count(0)


def test_keyboard_goes_on_with_the_next_row_and_the_outcome_is_said(make_user, page_for, axe):
    user = make_user("Partneransvarig")
    for name, days in (("Första AB", -3), ("Andra AB", -2), ("Tredje AB", -1)):
        NextStepFactory(company=CompanyFactory(name=name), assignee=user, due_on=in_days(days))
    page = page_for(user, width=390)
    page.goto("/")
    page.evaluate("window.sameDocument = true")
    row = page.locator(".todo", has_text="Andra AB")
    row.get_by_role("button", name="Nådde ingen").press("Enter")
    expect(row.get_by_role("link", name="Andra AB").first).to_be_focused()
    expect(page.locator("#idag-status")).to_have_text("Loggat att ingen svarade. Nästa steg ligger kvar.")
    row.get_by_role("button", name="Klart").press("Enter")
    expect(page.get_by_role("link", name="Tredje AB").first).to_be_focused()
    expect(page.locator("#idag-status")).to_have_text("Klart: Ring upp")
    expect(page.get_by_role("heading", name="Försenat 2")).to_be_visible()
    page.locator(".todo", has_text="Tredje AB").get_by_role("link", name="Logga").press("Enter")
    expect(page.get_by_label("Vad som sades")).to_be_focused()
    page.keyboard.type("De vill veta mer.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Första AB").first).to_be_focused()
    expect(page.get_by_role("heading", name="Försenat 1")).to_be_visible()
    assert page.evaluate("window.sameDocument")
    axe(page)


def test_keyboard_goes_from_row_to_row_and_logs_the_contact_of_one(make_user, page_for):
    user = make_user("Partneransvarig")
    for days, name in ((3, "Ena AB"), (2, "Andra AB"), (1, "Tredje AB")):
        NextStepFactory(company=CompanyFactory(name=name), assignee=user, due_on=in_days(-days))
    page = page_for(user)
    page.goto("/")
    for key, name in (("j", "Ena AB"), ("j", "Andra AB"), ("j", "Tredje AB"), ("k", "Andra AB")):
        page.keyboard.press(key)
        expect(page.locator(":focus")).to_have_text(name)
    page.keyboard.press("l")
    dialog = page.locator("#dialog")
    expect(dialog.get_by_role("combobox", name="Företag")).to_have_value("Andra AB")
    page.keyboard.type("Vi pratade.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(":focus")).to_have_text("Tredje AB")


def test_step_is_moved_and_given_away_from_its_menu(manager, make_user, page_for):
    colleague = make_user("Partneransvarig", first_name="Siv", last_name="Dal")
    page = page_for(manager)
    page.goto("/")
    page.locator(".todo-move summary").click()
    page.locator(".todo-menu").get_by_role("button", name="Om en månad").click()
    expect(page.locator("#idag-status")).to_have_text("Steget är flyttat.")
    page.get_by_role("link", name="Visa 1 steg längre fram").click()
    page.locator(".todo-move summary").click()
    page.get_by_label("Ge till").select_option(label="Siv Dal")
    page.locator(".todo-give button").click()
    expect(page.locator(".todo-later")).to_have_count(0)
    expect(page.locator("#idag-status")).to_have_text("Steget är flyttat.")
    assert NextStep.objects.get(what="Ring om höstens möte").assignee == colleague
