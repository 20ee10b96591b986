"""Documents, enquiries and e-mails in a browser."""

from playwright.sync_api import expect

from tests.factories import CompanyFactory, make_document, signed_sponsorship

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
