"""The coverage of the goals by keyboard, on paper and on a phone."""

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import CompanyFactory, get_tier, make_aim, signed_sponsorship


@pytest.fixture
def lapsing():
    """A partner whose agreement ends next month, on a goal with an aim."""
    make_aim(amount=500_000)
    first = timezone.localdate().replace(day=1)
    ends = first + relativedelta(months=2) - dt.timedelta(days=1)
    company = CompanyFactory(name="Bageri AB")
    return signed_sponsorship(company=company, tier=get_tier("Partner"), starts=first, ends=ends)


def test_gap_is_reached_by_keyboard_and_leads_to_a_dialogue_with_the_one_who_leaves(lapsing, page_for):
    page = page_for("Partneransvarig")
    page.goto("/maltackning/")
    page.get_by_role("link", name="1 löper ut").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Partner")
    page.get_by_role("row", name="Bageri AB").get_by_role("link", name="Börja dialog").click()
    expect(page.get_by_label("Från")).to_have_value((lapsing.ends + dt.timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Börja dialogen").click()
    expect(page.get_by_text("Sponsorskapet är upplagt.")).to_be_visible()


@pytest.mark.parametrize(("width", "dark", "language"), [(1280, False, "sv"), (390, True, "en")])
def test_coverage_and_gap_are_accessible_and_fit_the_screen(lapsing, page_for, axe, width, dark, language):
    page = page_for("Administratör", width=width, dark=dark, language=language)
    month = lapsing.ends
    for path in ("/maltackning/", f"/maltackning/1/{lapsing.tier_id}/{month:%Y}-{month.month}/", "/mal/1/malsumma/ny/"):
        page.goto(path)
        if page.locator(".coverage-help summary").count():
            page.locator(".coverage-help summary").click()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_months_fit_on_paper(lapsing, page_for):
    page = page_for("Läsare", width=1040)
    page.goto("/maltackning/")
    page.emulate_media(media="print")
    assert page.evaluate(
        "[...document.querySelectorAll('.coverage-table')].every((each) => each.scrollWidth <= innerWidth)"
    )
