"""Documents, enquiries and e-mails in a browser."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from tests.campaigns.factories import running_duel
from tests.factories import CompanyFactory, get_goal, make_document, make_enquiry, signed_sponsorship
from tests.papers import mail_with

MANAGER = "Partneransvarig"


def test_documents_are_added_found_and_fetched(page_for, axe):
    company = CompanyFactory(name="Åkeriet")
    page = page_for(MANAGER)
    page.goto(company.get_absolute_url())
    page.get_by_role("link", name="Lägg till dokument").click()
    axe(page)
    files = [
        {"name": "Avtal år 1.txt", "mimeType": "text/plain", "buffer": b"ett"},
        {"name": "Avtal.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"},
    ]
    page.get_by_label("Filer").set_input_files(files)
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("heading", name="Åkeriet")).to_be_visible()
    axe(page)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="ladda ner Avtal år 1").click()
    assert fetched.value.suggested_filename == "Avtal år 1.txt"
    page.get_by_role("main").get_by_role("listitem").get_by_role("link", name="Avtal", exact=True).click()
    axe(page)
    page.get_by_role("link", name="Ta bort").click()
    axe(page)
    page.get_by_label("Skäl").fill("Fel fil")
    page.get_by_role("button", name="Ta bort").click()
    expect(page.get_by_text("tog bort filen")).to_be_visible()


def test_document_pages_fit_a_phone_in_the_dark(page_for, axe):
    signed = signed_sponsorship()
    document = make_document(company=signed.company, sponsorship=signed, title="Avtalet " * 15)
    page = page_for(MANAGER, width=320, dark=True)
    for address in ("/dokument/", document.get_absolute_url(), signed.get_absolute_url()):
        page.goto(address)
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, address


def test_a_company_asks_without_script_and_a_colleague_takes_care_of_it(page_for, axe, settings):
    settings.ENQUIRY_MIN_SECONDS = 0
    visitor = page_for(None, width=320, js=False)
    visitor.goto("/public/bli-partner/?goal=3")
    visitor.get_by_label("Alla kan arbeta").check()
    visitor.get_by_label("Företagets namn").fill("Trastens Bageri")
    visitor.get_by_role("button", name="Skicka").click()
    expect(visitor.get_by_role("alert")).to_contain_text("Ditt namn")
    expect(visitor.get_by_label("Företagets namn")).to_have_value("Trastens Bageri")
    visitor.get_by_label("Ditt namn").fill("Signe Mandelros")
    visitor.get_by_label("E-post").fill("signe@trasten.example")
    visitor.get_by_label("Jag har läst").check()
    visitor.get_by_role("button", name="Skicka").click()
    expect(visitor.get_by_role("heading", name="Tack!")).to_be_visible()
    page = page_for(MANAGER)
    page.goto("/")
    axe(page)
    page.get_by_role("link", name=re.compile("Ta hand om.*Trastens Bageri")).click()
    axe(page)
    expect(page.get_by_role("combobox", name="Vilket annat?")).to_be_hidden()
    page.get_by_role("button", name="Ta hand om").click()
    expect(page.get_by_role("heading", name="Trastens Bageri")).to_be_visible()
    expect(page.get_by_role("link", name="Signe Mandelros").first).to_be_visible()


def test_the_public_form_reads_well_small_dark_and_in_english(page_for, axe):
    page = page_for(None, width=320, dark=True)
    for address in ("/public/bli-partner/", "/public/bli-partner/?lang=en", "/public/bli-partner/tack/"):
        page.goto(address)
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, address


def test_enquiry_pages_fit_a_phone(page_for, axe):
    enquiry = make_enquiry(message="Hej! " * 100, goals=[get_goal(3), get_goal(5)])
    page = page_for(MANAGER, width=390)
    for address in ("", "ta-hand-om/", "avfarda/", "ansvarig/"):
        page.goto(enquiry.get_absolute_url() + address)
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, address
    page.goto("/forfragningar/")
    axe(page)


def test_a_mail_is_dropped_read_and_logged(page_for, axe):
    CompanyFactory(name="Bolaget", website="https://bolaget.example")
    page = page_for(MANAGER, width=390)
    page.goto("/kontakter/mejl/")
    axe(page)
    page.evaluate(
        """content => {
            const files = new DataTransfer();
            files.items.add(new File([content], "mejl.eml"));
            document.body.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: files}));
        }""",
        mail_with("Avtal.pdf", b"%PDF-1.4", "application/pdf").decode(),
    )
    expect(page.get_by_role("heading", name="Stämmer det här?")).to_be_visible()
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    page.get_by_label("Avtal.pdf").check()
    page.get_by_role("button", name="Logga", exact=True).click()
    expect(page.get_by_role("heading", name="Bolaget")).to_be_visible()
    expect(page.get_by_text("Hej!").first).to_be_visible()
    page.get_by_role("link", name="E-post").first.click()
    axe(page)
    expect(page.get_by_role("link", name="Avtal", exact=True)).to_be_visible()


def test_a_mail_is_pasted_without_script(page_for):
    company = CompanyFactory(name="Bolaget", website="https://bolaget.example")
    page = page_for(MANAGER, js=False)
    page.goto("/kontakter/mejl/")
    page.get_by_label("Eller mejlets text").fill("Från: Kim <kim@bolaget.example>\nÄmne: Offert\n\nJa tack!")
    page.get_by_role("button", name="Läs av").click()
    expect(page.get_by_label("Företag", exact=True)).to_have_value(str(company))
    page.get_by_role("button", name="Logga", exact=True).click()
    expect(page.get_by_text("Ja tack!")).to_be_visible()


def test_days_on_papers_stay_on_one_line(page_for):
    """Papers load what keeps them so by itself, without the scripts of other pages."""
    competition, *_teams = running_duel()
    certificate = reverse("crm:company_certificate", args=[signed_sponsorship().company_id])
    page = page_for("Administratör", width=320)
    for address in (reverse("campaigns:rules_sheet", args=[competition.pk]), certificate):
        page.goto(address)
        lines = page.eval_on_selector_all(".day", "days => days.map((day) => day.getClientRects().length)")
        assert (len(lines) > 1, set(lines)) == (True, {1}), address
