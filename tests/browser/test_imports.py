"""A list is imported in a browser, with and without script, and taken back."""

from playwright.sync_api import expect

from crm.models import Company
from imports.models import ImportKind
from tests.factories import CompanyFactory
from tests.imports.drafts import draft

MANAGER = "Partneransvarig"
LIST = "Namn;Org.nr;Ort\nÅkeriet;;Västerås\nBageriet;556703-7486;Sala\nNytt;;Köping\n".encode("cp1252")


def upload(page):
    page.goto("/import/")
    page.get_by_role("link", name="Företag", exact=True).last.click()
    page.get_by_label("Fil").set_input_files({"name": "lista.csv", "mimeType": "text/csv", "buffer": LIST})
    page.get_by_role("button", name="Ladda upp").click()


def test_a_list_is_imported_and_taken_back(page_for, axe):
    CompanyFactory(name="Åkeriet", city="Sala")
    page = page_for(MANAGER)
    page.goto("/import/")
    axe(page)
    upload(page)
    axe(page)
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.get_by_role("table").get_by_text("Kontrollsiffran stämmer inte.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="1 Ändras").click()
    expect(page.get_by_role("row", name="Åkeriet")).to_contain_text("Sala Västerås")
    page.get_by_role("button", name="Importera 2 rader").click()
    expect(page.get_by_text("2 rader är importerade.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Ångra importen").click()
    axe(page)
    page.get_by_role("button", name="Ångra hela importen").click()
    expect(page.get_by_text("Importen är ångrad.")).to_be_visible()
    assert list(Company.objects.values_list("name", "city")) == [("Åkeriet", "Sala")]


def test_a_list_is_imported_without_script(page_for):
    page = page_for(MANAGER, js=False)
    upload(page)
    page.get_by_role("button", name="Förhandsgranska").click()
    page.get_by_role("button", name="Importera 2 rader").click()
    expect(page.get_by_text("2 rader är importerade.")).to_be_visible()


def test_import_pages_fit_a_phone_in_the_dark(page_for, axe):
    page = page_for(MANAGER, width=320, dark=True)
    rows = [["Namn", "En rubrik som är mycket lång " * 3], ["Åkeriet " * 15, "x" * 200], ["", "2"]]
    batch = draft(ImportKind.COMPANY, rows, by=page.user, columns={"name": 0, "orgnr": 1})
    for address in (
        "/import/",
        "/import/ny/contact/",
        batch.get_absolute_url(),
        f"{batch.get_absolute_url()}kolumner/",
    ):
        page.goto(address)
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, address
