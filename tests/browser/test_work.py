"""A day's work in the browser, as each role does it."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from config.roles import ROLES
from crm.models import Company, Interaction, NextStep, Sponsorship
from crm.services.bulk import Edit, change_all, preview
from tests.browser.conftest import LOOKS_BY_LANGUAGE
from tests.conftest import PASSWORD
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    signed_sponsorship,
)


@pytest.fixture
def company():
    company = CompanyFactory(name="Åkerbärets Åkeri AB", tags=["transport"], website="https://akeri.example/")
    contact = contact_at(company, role="vd", first_name="Eva", last_name="Ek", phone="070-174 06 05")
    InteractionFactory(companies=[company], contacts=[contact], text="Första samtalet.")
    return company


@pytest.mark.parametrize("role", ROLES)
def test_each_role_logs_in_and_meets_what_it_may_do(role, page_for, make_user):
    user = make_user(role)
    page = page_for()
    page.goto("/foretag/")
    page.get_by_label("Användarnamn").fill(user.username)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", name="Företag", level=1)).to_be_visible()
    may_add = user.has_perm("crm.add_company")
    expect(page.locator(".page-actions").get_by_role("link", name="Nytt företag")).to_have_count(int(may_add))
    expect(page.get_by_role("link", name="Logga kontakt")).to_have_count(int(user.has_perm("crm.add_interaction")))


def test_wrong_password_is_said_and_the_name_kept(page_for, make_user):
    user = make_user("Läsare")
    page = page_for()
    page.goto("/login/")
    page.get_by_label("Användarnamn").fill(user.username)
    page.get_by_label("Lösenord").fill("fel lösenord")
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Användarnamn")).to_have_value(user.username)


def test_call_is_logged_by_keyboard_in_six_keystrokes_besides_the_text(company, page_for):
    CompanyFactory(name="Bageri AB")
    page = page_for("Partneransvarig")
    page.goto("/mal/")
    strokes = ["l", "å", "k"]
    page.keyboard.press(strokes[0])
    expect(page.get_by_role("combobox", name="Företag", exact=True)).to_be_focused()
    for stroke in strokes[1:]:
        page.keyboard.insert_text(stroke)  # a Swedish keyboard has å on a key of its own; Chromium's driver has not
    expect(page.get_by_role("option", name="Åkerbärets Åkeri AB")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Vad som sades")).to_be_focused()
    expect(page.get_by_label("Eva Ek")).to_be_visible()
    page.keyboard.type("Vill träffas i december.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Åkerbärets Åkeri AB", level=1)).to_be_visible()
    expect(page.get_by_text("Vill träffas i december.")).to_be_visible()
    logged = Interaction.objects.order_by("pk").last()
    assert (logged.text, list(logged.companies.all())) == ("Vill träffas i december.", [company])


def test_error_in_the_dialog_stays_in_the_dialog_with_the_text(company, page_for):
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url())
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Vad som sades").fill("Ett långt samtal.")
    dialog.get_by_label("Vad händer sedan").fill("Ring igen")
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_role("alert")).to_be_focused()
    expect(dialog.get_by_label("Vad som sades")).to_have_value("Ett långt samtal.")
    dialog.get_by_text("Om en vecka").click()
    dialog.get_by_role("button", name="Logga").click()
    expect(page.get_by_text("Kontakten är loggad.")).to_be_visible()
    assert NextStep.objects.get().what == "Ring igen"


def test_single_key_shortcuts_can_be_turned_off(company, page_for, make_user):
    page = page_for(make_user("Partneransvarig", shortcuts=False))
    page.goto(company.get_absolute_url())
    page.keyboard.press("l")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Sök eller gör")).to_be_visible()


def test_call_nobody_took_is_one_click_and_keeps_the_step(company, page_for):
    NextStepFactory(company=company, what="Boka möte")
    page = page_for("Partneransvarig")
    page.goto(company.get_absolute_url())
    page.get_by_role("button", name="Nådde ingen").click()
    expect(page.get_by_text("Loggat att ingen svarade. Nästa steg ligger kvar.")).to_be_visible()
    expect(page.get_by_text("Boka möte", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_all_that_can_be_done_with_a_step_stands_in_one_row_on_a_phone(company, page_for, make_user, width):
    user = make_user("Partneransvarig")
    NextStepFactory(company=company, assignee=user, due_on=timezone.localdate())
    page = page_for(user, width=width)
    page.goto("/")
    boxes = [button.bounding_box() for button in page.locator(".todo-actions .btn").all()]
    assert [box["y"] for box in boxes] == [boxes[0]["y"]] * 4
    assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)


def test_company_is_registered_signed_found_and_downloaded(page_for, tmp_path):
    """The road through the product, from a name on a business card to finance's workbook."""
    page = page_for("Partneransvarig")
    page.goto("/foretag/")
    page.locator(".page-actions").get_by_role("link", name="Nytt företag").click()
    page.get_by_label("Namn", exact=True).fill("Provbolaget AB")
    page.get_by_label("Organisationsnummer").fill("556703-7485")
    page.get_by_role("button", name="Registrera").click()
    expect(page.get_by_role("heading", name="Provbolaget AB", level=1)).to_be_visible()

    page.get_by_role("link", name="Nytt sponsorskap").click()
    page.get_by_label("Mål", exact=True).select_option(label="Ingen hemlöshet")
    page.get_by_label("Nivå").select_option(label="Sponsor")
    page.get_by_role("button", name="Börja dialogen").click()
    page.get_by_role("link", name="Teckna").click()
    page.get_by_label("Från").fill("2027-01-01")
    page.get_by_label("Till och med").fill("2027-12-31")
    page.get_by_label("Belopp per år").fill("40 000")
    page.get_by_role("button", name="Teckna").click()
    expect(page.get_by_text("Sponsorskapet är tecknat.")).to_be_visible()
    assert Sponsorship.objects.signed().count() == 1

    finance = page_for("Ekonomi")
    finance.goto("/sponsorskap/")
    finance.get_by_label("Gäller den").fill("2027-06-30")
    expect(finance.locator("tbody tr")).to_have_count(1)
    expect(finance).to_have_url(re.compile(r"on=2027-06-30"))
    with finance.expect_download() as download:
        finance.get_by_role("link", name="Ladda ner Excel").click()
    file = tmp_path / "lista.xlsx"
    download.value.save_as(file)
    sheet = load_workbook(BytesIO(Path(file).read_bytes())).worksheets[0]
    row = dict(zip(*([cell.value for cell in sheet[number]] for number in (1, 2)), strict=True))
    assert (row["Företag"], row["Org.nr"]) == ("Provbolaget AB", "556703-7485")
    assert (row["Belopp per år"], row["Belopp i perioden 2027"]) == (40000, 40000)
    finance.get_by_label("Gäller den").fill("2026-12-31")
    expect(finance.get_by_role("heading", name="Inget matchar")).to_be_visible()


def test_list_sorts_and_goes_back_without_losing_its_filter(page_for):
    for name in ("Ärlig AB", "Zon AB", "Åker AB"):
        CompanyFactory(name=name, city="Västerås")
    CompanyFactory(name="Utbölingen AB", city="Köping")
    page = page_for("Läsare")
    page.goto("/foretag/?q=västerås")
    names = page.locator("tbody td:first-child a")
    expect(names).to_have_text(["Zon AB", "Åker AB", "Ärlig AB"])
    page.get_by_role("link", name="Namn", exact=True).click()
    expect(names).to_have_text(["Ärlig AB", "Åker AB", "Zon AB"])
    expect(page).to_have_url(re.compile(r"q=v"))
    page.go_back()
    expect(names).to_have_text(["Zon AB", "Åker AB", "Ärlig AB"])


def test_day_is_worked_without_javascript(company, page_for):
    CompanyFactory(name="Åkeriet i väst AB")
    page = page_for("Partneransvarig", js=False)
    page.goto("/foretag/")
    page.get_by_label("Sök namn, nummer, ort eller bransch").fill("åkerb")
    page.get_by_role("button", name="Visa").click()
    page.get_by_role("link", name="Åkerbärets Åkeri AB").click()
    page.get_by_role("link", name="Logga kontakt").click()
    page.get_by_label("Vad som sades").fill("Utan skript.")
    page.get_by_role("button", name="Logga", exact=True).click()
    expect(page.get_by_text("Utan skript.")).to_be_visible()
    page.goto("/kontakter/logga/")
    page.get_by_label("Företag", exact=True).fill("åker")
    page.get_by_label("Vad som sades").fill("Vilket av dem?")
    page.get_by_role("button", name="Logga", exact=True).click()
    page.get_by_label("Åkeriet i väst AB").check()
    page.get_by_role("button", name="Logga", exact=True).click()
    expect(page.get_by_role("heading", name="Åkeriet i väst AB", level=1)).to_be_visible()
    page.goto("/mal/1/")
    page.get_by_role("link", name=re.compile("partner", re.IGNORECASE)).first.click()
    expect(page.get_by_role("heading", name="Ingen hemlöshet", level=1)).to_be_visible()


def test_theme_follows_the_device_and_the_choice(company, page_for):
    page = page_for("Läsare", dark=True)
    page.goto("/foretag/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/profil/")
    page.get_by_text("Ljust").click()
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")


def test_language_is_switched_from_the_menu(page_for):
    page = page_for("Läsare")
    page.goto("/foretag/")
    page.locator("details.usermenu summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Companies", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.fixture
def every_page(company):
    """The addresses of every kind of page, on data that fills them."""
    today = timezone.localdate()
    contact = company.contacts.get()
    interaction = company.interactions.get()
    signed = signed_sponsorship(
        company=company, starts=today.replace(month=1, day=1), ends=today.replace(month=12, day=31), signed_by=contact
    )
    lead = SponsorshipFactory(company=CompanyFactory(name="Prospektet AB"))
    step = NextStepFactory(company=company, what="Ring om avtalet", due_on=today)
    by, rows, edit = UserFactory(), Company.objects.filter(pk=company.pk), Edit({"trade": "Åkeri"}, add_tags=("ny",))
    change = change_all(rows, edit, by=by, digest=preview(rows, edit, by=by).digest)
    return [
        "/",
        "/sok/?q=åkeri",
        "/foretag/",
        "/foretag/?q=finnsinte",
        "/foretag/nytt/",
        company.get_absolute_url(),
        f"/foretag/{company.pk}/andra/",
        f"/foretag/{company.pk}/handelser/",
        "/personer/",
        "/personer/ny/",
        contact.get_absolute_url(),
        f"/personer/{contact.pk}/byter-foretag/",
        "/kontakter/",
        "/kontakter/logga/",
        interaction.get_absolute_url(),
        f"/kontakter/{interaction.pk}/andra/",
        f"/steg/{step.pk}/andra/",
        "/sponsorskap/",
        "/sponsorskap/nytt/",
        signed.get_absolute_url(),
        lead.get_absolute_url(),
        f"/sponsorskap/{lead.pk}/teckna/",
        f"/sponsorskap/{signed.pk}/avsluta/",
        "/mal/",
        "/mal/1/",
        "/mal/1/andra/",
        "/mal/nivaer/",
        "/massandringar/",
        change.get_absolute_url(),
        "/profil/",
        "/profil/losenord/",
    ]


@pytest.mark.parametrize(("language", "looks"), LOOKS_BY_LANGUAGE)
def test_every_page_is_accessible_and_fits(every_page, language, looks, page_for, axe_everywhere):
    page = page_for("Administratör", language=language)
    for path in every_page:
        response = page.goto(path)
        expect(page.locator(".htmx-request")).to_have_count(0)
        assert response.status == 200, path
        axe_everywhere(page, looks)


def test_login_page_is_accessible(page_for, axe):
    for language in ("sv", "en"):
        page = page_for(language=language)
        page.goto("/login/")
        axe(page)


def test_form_with_errors_is_accessible_and_leads_to_the_field(page_for, axe):
    page = page_for("Partneransvarig")
    page.goto("/foretag/nytt/")
    page.get_by_label("Organisationsnummer").fill("556703-7486")
    page.get_by_role("button", name="Registrera").click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe(page)
    page.get_by_role("alert").get_by_role("link", name="Organisationsnummer").click()
    expect(page.get_by_label("Organisationsnummer")).to_be_focused()
    assert not Company.objects.exists()


def test_log_on_a_page_of_its_own_begins_in_the_company(company, page_for):
    page = page_for("Partneransvarig")
    page.goto("/kontakter/logga/")
    expect(page.get_by_role("combobox", name="Företag", exact=True)).to_be_focused()


def test_panel_of_columns_is_in_sight_on_a_phone(company, page_for):
    page = page_for("Partneransvarig")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/foretag/")
    page.locator(".columns-menu summary").click()
    box = page.locator(".columns-panel").bounding_box()
    assert (box["x"] >= 0, box["x"] + box["width"] <= 390) == (True, True)
