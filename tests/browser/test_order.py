"""Keeping the register in order: duplicates, tags, views and many rows at once."""

import pytest
from playwright.sync_api import expect

from core.models import SavedView
from core.services import save_view
from crm.models import Company
from crm.services.bulk import Edit, change_all, preview
from duplicates.services.merging import merge
from duplicates.services.pairs import scan_companies
from tests.factories import CompanyFactory


@pytest.fixture
def twins():
    one = CompanyFactory(name="Åkeriet Björk AB", tags=["transport"], notes="Ring på tisdagar.")
    other = CompanyFactory(name="Akeriet Bjork", orgnr=None, tags=["lokalt"])
    scan_companies()
    return one, other


def test_pages_of_order_are_accessible(twins, page_for, axe):
    one, other = twins
    page = page_for("Partneransvarig")
    view = save_view(SavedView(owner=page.user, list_name="crm:company_list", name="Mina"), query="status=prospect")
    merged = merge(lost=CompanyFactory(), kept=one, by=page.user)
    rows, edit = Company.objects.filter(pk=one.pk), Edit({"status": "paused"})
    change = change_all(rows, edit, by=page.user, digest=preview(rows, edit, by=page.user).digest)
    for path in (
        "/etiketter/",
        "/foretag/dubbletter/",
        f"/foretag/{one.pk}/sla-ihop/{other.pk}/",
        merged.get_absolute_url(),
        one.get_absolute_url(),
        f"/foretag/?view={view.pk}&edited=1&status=active",
        f"/foretag/?view={view.pk}",
        f"/vyer/{view.pk}/andra/?next=/foretag/",
        f"/foretag/andra-flera/?rows={one.pk}",
        change.get_absolute_url(),
        "/andringar/",
    ):
        page.goto(path)
        axe(page)


def test_company_that_is_there_is_shown_while_its_name_is_typed(twins, page_for):
    page = page_for("Partneransvarig")
    page.goto("/foretag/nytt/")
    page.get_by_label("Namn", exact=True).press_sequentially("akeriet bj")
    expect(page.get_by_role("link", name="Åkeriet Björk AB")).to_be_visible()


def test_rows_are_ticked_seen_through_and_changed(twins, page_for):
    page = page_for("Partneransvarig")
    page.goto("/foretag/")
    page.get_by_label("Alla på sidan").check()
    page.get_by_role("button", name="Ändra valda").click()
    page.get_by_label("Status").select_option("paused")
    page.get_by_role("button", name="Visa vad det blir").click()
    page.get_by_role("button", name="Ändra 2 rader").click()
    expect(page.get_by_role("heading", name="Massändring: 2 rader")).to_be_visible()
    assert set(Company.objects.values_list("status", flat=True)) == {"paused"}


def test_what_can_be_done_with_rows_shows_when_some_are_ticked(twins, page_for, axe):
    page = page_for("Partneransvarig")
    page.goto("/foretag/")
    change = page.get_by_role("button", name="Ändra valda")
    change_all = page.get_by_role("link", name="Ändra alla 2 som filtret visar")
    first, everything = page.locator("input.pick").first, page.get_by_label("Alla på sidan")
    expect(change).to_be_hidden()
    first.check()
    expect(change).to_be_visible()
    expect(change_all).to_be_hidden()
    everything.check()
    expect(change_all).to_be_visible()
    first.uncheck()
    expect(everything).not_to_be_checked()
    expect(change_all).to_be_hidden()
    axe(page)


def test_filter_changed_in_a_view_says_so_at_once(twins, page_for):
    page = page_for("Partneransvarig")
    view = save_view(SavedView(owner=page.user, list_name="crm:company_list", name="Mina"), query="status=prospect")
    page.goto(f"/foretag/?view={view.pk}")
    page.get_by_role("combobox", name="Status").select_option("active")
    expect(page.get_by_text("Du har ändrat i vyn Mina.")).to_be_visible()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Vyn är sparad.")).to_be_visible()
    view.refresh_from_db()
    assert view.query == "status=active"


def test_tag_is_put_on_without_leaving_the_page(twins, page_for):
    page = page_for("Partneransvarig")
    page.goto(twins[0].get_absolute_url())
    page.get_by_label("Ny etikett").fill("Granne")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Granne")).to_be_visible()
    page.get_by_role("button", name="Ta bort etiketten transport").click()
    expect(page.get_by_role("link", name="transport")).to_have_count(0)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_changesets_are_read_and_undone_on_a_phone(twins, page_for, axe_everywhere, language):
    one, other = twins
    page = page_for("Partneransvarig", width=390, language=language)
    merged = merge(lost=other, kept=one, by=page.user)
    for path in ("/andringar/", merged.get_absolute_url()):
        page.goto(path)
        axe_everywhere(page, [(390, False), (320, True)])
    page.get_by_role("button", name={"sv": "Ångra alltihop", "en": "Undo all of it"}[language]).click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert Company.objects.filter(pk=other.pk).exists()
