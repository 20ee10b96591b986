"""A login that ends while somebody writes loses nothing, and gives nothing to anybody else."""

import pytest
from playwright.sync_api import Page, expect

from core.models import Session
from crm.models import Company, Interaction
from tests.conftest import PASSWORD
from tests.factories import CompanyFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def log_in(page: Page, user):
    page.get_by_label("Användarnamn").fill(user.username)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()


@pytest.fixture
def sent_too_late(page_for):
    """The form of a company, filled in and sent after the login has ended."""
    company = CompanyFactory(name="Åkeriet AB", tags=["frakt"])
    page = page_for("Partneransvarig")
    page.goto(f"/foretag/{company.pk}/andra/")
    page.get_by_label("Anteckningar").fill("Ring Kim efter bokslutet.")
    page.get_by_label("Status").select_option("paused")
    Session.objects.all().delete()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Du hade loggats ut, så inget är sparat än.")).to_be_visible()
    return page


def test_form_is_filled_in_as_it_was_once_the_same_person_is_back(sent_too_late, axe):
    page = sent_too_late
    axe(page)
    log_in(page, page.user)
    expect(page.get_by_text("Det du skrev är tillbaka, men inte sparat än")).to_be_visible()
    expect(page.get_by_label("Anteckningar")).to_have_value("Ring Kim efter bokslutet.")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Ändringarna är sparade.")).to_be_visible()
    stored = Company.objects.get()
    assert (stored.notes, stored.status, stored.name) == ("Ring Kim efter bokslutet.", "paused", "Åkeriet AB")


def test_somebody_else_who_logs_in_gets_the_form_as_it_is_stored(sent_too_late, make_user):
    page = sent_too_late
    log_in(page, make_user("Partneransvarig"))
    expect(page.get_by_label("Anteckningar")).to_be_visible()
    expect(page.get_by_label("Anteckningar")).to_have_value("")
    assert page.evaluate("localStorage.getItem('medspel-drafts')") is None


def test_dialog_keeps_the_text_and_saves_it_after_a_login_in_another_tab(page_for):
    company = CompanyFactory()
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url(), wait_until="networkidle")  # a part fetched without a login leads to it
    page.keyboard.press("l")
    text = page.locator("#dialog form textarea")  # once the form is there: until then another field takes the words
    text.fill("De vill vara med.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Logga", exact=True).click()
    told = page.get_by_text("Du har loggats ut. Logga in i en ny flik och spara sedan igen.")
    expect(told).to_be_visible()
    expect(text).to_have_value("De vill vara med.")
    with page.expect_popup() as opened:
        told.get_by_role("link", name="Logga in").click()
    log_in(opened.value, page.user)
    expect(opened.value.get_by_role("button", name="Logga in")).to_have_count(0)
    page.get_by_role("button", name="Logga", exact=True).click()
    expect(page.locator("#dialog")).not_to_be_visible()
    assert Interaction.objects.get().text == "De vill vara med."


# On a slow line: words that come before the form does.
TYPE_WHILE_THE_FORM_IS_ON_ITS_WAY = """() => {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "l", bubbles: true }));
  document.activeElement.value = "De vill vara med.";
}"""


@pytest.mark.parametrize("same", [True, False])
def test_words_typed_before_the_form_came_wait_for_the_one_who_typed_them(page_for, make_user, same):
    company = CompanyFactory()
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url(), wait_until="networkidle")
    Session.objects.all().delete()
    page.evaluate(TYPE_WHILE_THE_FORM_IS_ON_ITS_WAY)
    log_in(page, page.user if same else make_user("Partneransvarig"))
    text = page.locator("form[data-log] textarea")
    expect(text).to_have_value("De vill vara med." if same else "")
