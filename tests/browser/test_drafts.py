"""What is half written is kept for the one who wrote it, and a form is saved once."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from campaigns.models import Contribution
from crm.models import Contact, Interaction
from tests.campaigns.boards import contest
from tests.factories import CompanyFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

BACK = "Det du skrev är tillbaka, men inte sparat än"


def kept(page) -> str | None:
    """What the browser keeps once the scripts of the page have run."""
    page.wait_for_load_state()
    return page.evaluate("localStorage.getItem('medspel-drafts')")


def test_half_written_log_outlives_esc_a_reload_and_a_look_elsewhere(page_for, axe):
    one, other = CompanyFactory(name="Åkeriet AB"), CompanyFactory(name="Bageriet AB")
    page = page_for("Partneransvarig")
    text = page.locator("#dialog textarea")
    page.goto(one.get_absolute_url())
    page.keyboard.press("l")
    text.fill("De vill vara med nästa år.")
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).not_to_be_visible()
    page.reload()
    page.keyboard.press("l")
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(text).to_have_value("De vill vara med nästa år.")

    page.goto(other.get_absolute_url())
    page.keyboard.press("l")
    begun = page.locator(".drafts li")
    expect(begun).to_contain_text("De vill vara med nästa år.")
    expect(text).to_have_value("")
    axe(page)
    begun.get_by_role("button", name="Fortsätt").click()
    expect(text).to_have_value("De vill vara med nästa år.")
    expect(page.locator("#dialog").get_by_role("combobox", name="Företag", exact=True)).to_have_value("Åkeriet AB")
    axe(page)
    page.locator("#dialog").get_by_role("button", name="Logga", exact=True).click()
    expect(page.locator(".notice")).to_contain_text("Kontakten är loggad.")
    assert list(Interaction.objects.values_list("companies__name", "text")) == [
        ("Åkeriet AB", "De vill vara med nästa år.")
    ]
    assert kept(page) is None
    page.keyboard.press("l")
    expect(text).to_have_value("")
    expect(page.locator(".drafts, [data-throw]")).to_have_count(0)


def test_what_is_written_before_the_script_has_seen_the_form_is_kept(page_for):
    company = CompanyFactory()
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url())
    # A busy machine: somebody writes when the dialog stands there, and before htmx tells that it does.
    page.evaluate(
        """document.addEventListener("htmx:afterSwap", () => {
            const text = document.querySelector("#dialog [name=text]");
            if (!text) return;
            text.value = "De hann skriva.";
            text.dispatchEvent(new Event("input", { bubbles: true }));
        })"""
    )
    page.keyboard.press("l")
    expect(page.locator("#dialog textarea")).to_have_value("De hann skriva.")
    page.evaluate("new Promise((done) => setTimeout(done, 200))")  # htmx tells 20 ms after the swap
    page.reload()
    page.keyboard.press("l")
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.locator("#dialog textarea")).to_have_value("De hann skriva.")


def test_company_chosen_by_hand_comes_back_with_its_people(page_for):
    company = CompanyFactory(name="Åkeriet AB")
    page = page_for("Partneransvarig")
    page.goto("/")
    page.keyboard.press("l")
    dialog = page.locator("#dialog")
    dialog.get_by_role("combobox", name="Företag", exact=True).press_sequentially("åke")
    dialog.get_by_role("option", name="Åkeriet AB").click()
    dialog.locator("textarea").fill("Ring igen.")
    page.reload()
    page.keyboard.press("l")
    expect(dialog.locator("textarea")).to_have_value("Ring igen.")
    assert dialog.locator("[name=company_0]").input_value() == str(company.pk)
    dialog.get_by_role("button", name="Släng det").click()
    expect(dialog.locator("textarea")).to_have_value("")
    assert kept(page) is None


def test_edit_form_warns_before_it_is_left_and_has_its_text_when_one_comes_back(page_for, axe):
    company = CompanyFactory(name="Åkeriet AB", notes="Som det var.")
    page = page_for("Partneransvarig", width=390)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    edit = f"/foretag/{company.pk}/andra/"
    page.goto(edit)
    page.get_by_label("Anteckningar").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Ring Kim efter bokslutet.")
    page.get_by_role("link", name="Avbryt").click()
    expect(page.get_by_role("heading", name="Åkeriet AB", level=1)).to_be_visible()
    assert asked == ["beforeunload"]
    page.goto(edit)
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.get_by_label("Anteckningar")).to_have_value("Som det var. Ring Kim efter bokslutet.")
    axe(page)
    page.get_by_role("button", name="Släng det").click()
    expect(page.get_by_label("Anteckningar")).to_have_value("Som det var.")
    assert kept(page) is None
    page.get_by_label("Anteckningar").fill("Nytt.")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Ändringarna är sparade.")).to_be_visible()
    assert (kept(page), len(asked)) == (None, 1)


def test_draft_on_what_somebody_else_has_changed_meanwhile_does_not_overwrite_it(page_for):
    company = CompanyFactory(notes="")
    page = page_for("Partneransvarig")
    page.goto(f"/foretag/{company.pk}/andra/")
    page.get_by_label("Anteckningar").fill("Mina ord.")
    company.notes = "Någon annans ord."
    company.save()
    page.reload()
    expect(page.get_by_label("Anteckningar")).to_have_value("Mina ord.")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("nu står det Någon annans ord.")).to_be_visible()
    expect(page.get_by_label("Anteckningar")).to_have_value("Mina ord.")
    expect(page.get_by_text(BACK)).to_have_count(0)


def test_nobody_else_sees_a_draft_and_logging_out_clears_it(page_for, make_user, client_for, live_server):
    company = CompanyFactory(notes="")
    page = page_for("Partneransvarig")
    edit = f"/foretag/{company.pk}/andra/"
    page.goto(edit)
    page.get_by_label("Anteckningar").fill("Mina ord.")
    page.context.clear_cookies()
    cookie = client_for(make_user("Partneransvarig")).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto(edit)
    expect(page.get_by_label("Anteckningar")).to_have_value("")
    assert kept(page) is None
    page.get_by_label("Anteckningar").fill("Andras ord.")
    assert "Andras ord." in kept(page)
    page.locator(".usermenu summary").click()
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("button", name="Logga in")).to_be_visible()
    assert kept(page) is None


def test_rows_of_money_come_back_however_many_they_were(page_for):
    competition, _teams = contest("Åkeriet", "Bageriet")
    page = page_for("Tävlingsledare")
    grid = f"/tavlingar/{competition.pk}/bidrag/nya/"
    page.goto(grid)
    amounts = page.get_by_label("Belopp")
    first = amounts.count()
    for _ in range(30):
        page.get_by_role("button", name="En rad till").click()
    amounts.last.fill("75,25")
    number = amounts.count()
    page.reload()
    expect(page.get_by_text(BACK)).to_be_visible()
    assert amounts.count() >= number > first
    expect(amounts.nth(number - 1)).to_have_value("75,25")
    page.get_by_role("button", name="Spara bidragen").click()
    expect(page.locator(".notice").first).to_contain_text("1 bidrag är inlagt")
    assert Contribution.objects.count() == 1
    assert kept(page) is None


@pytest.mark.parametrize(("js", "told"), [(True, "Redan sparat: Kim."), (False, "Kim")])
def test_form_that_one_goes_back_to_is_saved_once(js, told, page_for):
    company = CompanyFactory(name="Åkeriet AB")
    page = page_for("Partneransvarig", js=js)
    page.goto(f"/personer/ny/?company={company.pk}")
    page.get_by_label("Förnamn").fill("Kim")
    page.get_by_role("button", name="Registrera").click()
    expect(page.get_by_role("heading", name="Kim", level=1)).to_be_visible()
    page.go_back()
    page.get_by_label("Förnamn").fill("Kim")
    page.get_by_role("button", name="Registrera").click()
    expect(page.locator(".notice, .error-summary").get_by_text(told).first).to_be_visible()
    assert Contact.objects.count() == 1


def test_what_is_typed_right_after_the_key_is_in_the_text(page_for):
    company = CompanyFactory()
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url())
    held = []

    def hold(route):
        held.append(route)

    page.route("**/kontakter/logga/**", hold)
    with page.expect_request("**/kontakter/logga/**"):
        page.keyboard.press("l")
    page.keyboard.type("Lunch på tisdagg")
    page.keyboard.press("Backspace")
    held.pop().continue_()
    expect(page.locator("#dialog textarea")).to_have_value("Lunch på tisdag")
    page.keyboard.type(" kl. 12")
    expect(page.locator("#dialog textarea")).to_have_value("Lunch på tisdag kl. 12")


def test_field_half_edited_where_it_is_read_is_open_again_after_a_look_elsewhere(page_for, axe):
    company = CompanyFactory(name="Åkeriet AB", trade="")
    page = page_for("Partneransvarig")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    box, pencil = page.get_by_label("Bransch"), page.get_by_role("link", name="Ändra bransch")
    page.goto(company.get_absolute_url())
    pencil.click()
    box.fill("Åkeri och lag")
    page.get_by_role("link", name="Personer", exact=True).first.click()
    expect(page.get_by_role("heading", name="Personer", level=1)).to_be_visible()
    assert asked == ["beforeunload"]
    page.goto(company.get_absolute_url())
    expect(box).to_have_value("Åkeri och lag")
    expect(page.locator(".inline-open").get_by_text(BACK)).to_be_visible()
    axe(page)
    box.press("Enter")
    expect(page.get_by_text("Åkeri och lag", exact=True)).to_be_visible()
    expect(page.get_by_text(BACK)).to_have_count(0)
    assert kept(page) is None

    pencil.click()
    box.fill("Något annat")
    assert "Något annat" in kept(page)
    box.press("Escape")
    expect(box).to_have_count(0)
    assert kept(page) is None
    page.reload()
    expect(pencil).to_be_visible()
    expect(page.locator(".inline-open")).to_have_count(0)


def test_field_that_was_refused_is_kept_and_thrown_away_where_it_stands(page_for):
    company = CompanyFactory()
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url())
    page.get_by_role("link", name="Ändra telefon").click()
    page.get_by_label("Telefon").fill("12")
    page.get_by_label("Telefon").press("Enter")
    expect(page.locator(".inline-open .field-error")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_label("Telefon")).to_have_value("12")
    page.get_by_role("button", name="Släng det").click()
    expect(page.get_by_label("Telefon")).to_have_count(0)
    assert kept(page) is None


def test_what_is_half_planned_in_a_row_on_idag_is_there_when_one_comes_back(page_for, axe):
    page = page_for("Partneransvarig")
    company = CompanyFactory(name="Åkeriet AB", status="active", owner=page.user)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/")
    box = page.get_by_label("Vad händer sedan med Åkeriet AB")
    box.fill("Bjud på lunch")
    page.reload()
    expect(box).to_have_value("Bjud på lunch")
    axe(page)
    soon = page.locator(".todo-plan button[name=when]").first
    soon.click()
    expect(page.get_by_text("Nästa steg är planerat.").first).to_be_visible()
    expect(page.locator(".todo-plan")).to_have_count(0)
    assert kept(page) is None
    page.locator("#idag .notice-undo button").click()
    expect(box).to_have_value("Hör av dig")
    box.fill("Bjud på lunch")
    soon.click()
    expect(page.locator(".todo-plan")).to_have_count(0)
    assert company.next_steps.get().what == "Bjud på lunch"
