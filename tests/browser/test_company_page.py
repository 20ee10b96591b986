"""A company's page: what has happened is filtered, and fields are changed, where one reads them."""

import re

import pytest
from playwright.sync_api import expect

from crm.models import Company, InteractionKind
from crm.services.companies import save_company
from tests.factories import CompanyFactory, InteractionFactory, NextStepFactory, SponsorshipFactory, contact_at


@pytest.fixture
def company():
    company = CompanyFactory(name="Åkerbärets Åkeri AB", trade="Handel")
    eva = contact_at(company, role="vd", first_name="Eva", last_name="Ek", phone="070-174 06 05")
    InteractionFactory(companies=[company], contacts=[eva], text="Bokslutet är klart.")
    InteractionFactory(companies=[company], text="Mötet blev bra.", kind=InteractionKind.MEETING)
    NextStepFactory(company=company, what="Skicka avtalet")
    SponsorshipFactory(company=company)
    return company


def test_what_has_happened_is_filtered_in_place_and_in_the_address(company, page_for, axe):
    page = page_for("Läsare")
    page.goto(company.get_absolute_url())
    page.get_by_label("Sök i det som sagts").fill("bokslut")
    expect(page.get_by_text("Mötet blev bra.")).to_have_count(0)
    expect(page.get_by_text("Bokslutet är klart.")).to_be_visible()
    expect(page).to_have_url(re.compile("q=bokslut"))
    axe(page)
    page.reload()
    expect(page.get_by_text("Mötet blev bra.")).to_have_count(0)
    page.get_by_label("Sök i det som sagts").fill("finnsinte")
    expect(page.get_by_role("heading", name="Inget matchar")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Rensa filtren").click()
    expect(page.get_by_text("Bokslutet är klart.")).to_be_visible()
    page.get_by_label("Typ").select_option("Möte")
    expect(page.get_by_text("Bokslutet är klart.")).to_have_count(0)
    with page.expect_download():
        page.get_by_role("link", name="Ladda ner kontakterna som Excel").click()


def test_what_has_happened_is_filtered_without_javascript(company, page_for):
    page = page_for("Läsare", js=False)
    page.goto(company.get_absolute_url())
    page.get_by_label("Person", exact=True).select_option("Eva Ek")
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.get_by_text("Mötet blev bra.")).to_have_count(0)
    expect(page.get_by_text("Bokslutet är klart.")).to_be_visible()


def test_field_is_changed_by_keyboard_and_the_focus_stays(company, page_for, axe):
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url())
    pencil = page.get_by_role("link", name="Ändra bransch")
    pencil.focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("Bransch")
    expect(box).to_be_focused()
    axe(page)
    page.keyboard.press("Escape")
    expect(pencil).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    box.fill("Åkeri")
    page.keyboard.press("Enter")
    expect(pencil).to_be_focused()
    expect(page.get_by_text("Åkeri", exact=True)).to_be_visible()
    assert Company.objects.get().trade == "Åkeri"
    page.get_by_role("link", name="Ändra telefon: Eva Ek").click()
    page.get_by_label("Telefon").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator(".inline-open .field-error")).to_be_visible()
    expect(page.get_by_label("Telefon")).to_have_value("12")
    axe(page)


def test_second_of_two_sees_both_values_where_they_typed(company, page_for, axe, screenshot):
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url())
    page.get_by_role("link", name="Ändra bransch").click()
    expect(page.get_by_label("Bransch")).to_be_focused()
    save_company(Company.objects.get(), trade="Bageri")
    page.get_by_label("Bransch").fill("Åkeri")
    page.keyboard.press("Enter")
    alert = page.locator(".inline-open").get_by_role("alert")
    expect(alert).to_contain_text("du skrev Åkeri, nu står det Bageri.")
    expect(page.get_by_label("Bransch")).to_have_value("Åkeri")
    axe(page)
    screenshot(page, "inline-stale")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(alert).to_have_count(0)
    assert Company.objects.get().trade == "Åkeri"


def test_field_is_changed_without_javascript(company, page_for):
    page = page_for("Partneransvarig", js=False)
    page.goto(company.get_absolute_url())
    page.get_by_role("link", name="Ändra status").click()
    page.get_by_label("Status").select_option("Vilande")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("heading", name="Åkerbärets Åkeri AB", level=1)).to_be_visible()
    expect(page.locator(".status-paused")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_company_page_fits_with_a_field_open(company, width, dark, page_for, screenshot):
    page = page_for("Partneransvarig", width=width, dark=dark)
    page.goto(company.get_absolute_url())
    page.get_by_role("link", name="Ändra ansvarig").click()
    page.get_by_role("link", name="Ändra när").click()
    expect(page.locator(".inline-open")).to_have_count(2)
    screenshot(page, f"company-{width}-{'dark' if dark else 'light'}")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0
