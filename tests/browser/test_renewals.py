"""Renewals in the browser: the lists, the forms, and what a sponsorship's page says of them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from crm.models import LapseReason, Sponsorship
from crm.services.amendments import amend_sponsorship
from crm.services.renewals import record_lapse, renew_sponsorship
from crm.services.sponsorships import sign_sponsorship
from tests.browser.conftest import LOOKS_BY_LANGUAGE
from tests.factories import CompanyFactory, get_goal, signed_sponsorship

A_DAY = dt.timedelta(days=1)


@pytest.fixture
def years():
    """Three years in a row with an amended amount, one that lapsed with a reason and one without."""
    today = timezone.localdate()
    company = CompanyFactory(name="Åkerbärets Åkeri AB")
    first = signed_sponsorship(company=company, starts=today - 400 * A_DAY, ends=today - 36 * A_DAY)
    second = sign_sponsorship(renew_sponsorship(first, starts=first.ends + A_DAY), signed_on=today)
    amend_sponsorship(second, starts=today, amount=Decimal(55000), reason="Fler anställda", by=second.owner)
    renew_sponsorship(Sponsorship.objects.get(pk=second.pk), amount=Decimal(60000))
    for name, number in (("Bageri Kringlan AB", 2), ("Cykelsmedjan AB", 3)):
        signed_sponsorship(
            company=CompanyFactory(name=name),
            goal=get_goal(number),
            starts=today - 400 * A_DAY,
            ends=today - 30 * A_DAY,
        )
    lapsed = Sponsorship.objects.get(goal__number=2)
    record_lapse(lapsed, reason=LapseReason.objects.first(), note="Hör av oss till våren.")
    return second


@pytest.mark.parametrize(("language", "looks"), LOOKS_BY_LANGUAGE)
def test_pages_of_renewals_are_accessible_and_fit(years, language, looks, page_for, axe_everywhere):
    lapsed = Sponsorship.objects.get(goal__number=3)
    page = page_for("Administratör", language=language)
    for path in (
        "/sponsorskap/fornyelser/",
        "/sponsorskap/fornyade-inte/",
        f"/sponsorskap/{years.pk}/",
        f"/sponsorskap/{years.successor.pk}/",
        f"/sponsorskap/{lapsed.pk}/",
        f"/sponsorskap/{years.pk}/andra/",
        f"/sponsorskap/{years.pk}/belopp/",
        f"/sponsorskap/{years.pk}/niva/",
        f"/sponsorskap/{lapsed.pk}/fornya/",
        f"/sponsorskap/{lapsed.pk}/skal/",
        f"/andrade-belopp/{years.amendments.get().pk}/ta-bort/",
        years.company.get_absolute_url(),
    ):
        assert page.goto(path).status == 200, path
        expect(page.locator(".htmx-request")).to_have_count(0)
        for details in page.locator("main details.inline-form").all():
            details.locator("summary").click()
        axe_everywhere(page, looks)


@pytest.mark.parametrize("js", [True, False])
def test_reason_is_given_in_the_list_and_a_new_dialogue_begun_from_it(years, js, page_for):
    page = page_for("Partneransvarig", js=js)
    page.goto("/sponsorskap/fornyade-inte/?reason=missing")
    row = page.get_by_role("row").filter(has_text="Cykelsmedjan AB")
    row.get_by_text("Ange skäl").click()
    row.get_by_label("Skäl").select_option(label="Vi frågade för sent")
    row.get_by_role("button", name="Spara skälet").click()
    expect(page.locator(".results-count")).to_have_text("0 rader")
    page.goto("/sponsorskap/fornyade-inte/")
    row = page.get_by_role("row").filter(has_text="Cykelsmedjan AB")
    expect(row).to_contain_text("Vi frågade för sent")
    row.get_by_role("link", name="Börja om").click()
    page.get_by_label("Belopp per år").fill("50 000")
    page.get_by_role("button", name="Börja dialogen").click()
    expect(page.locator("del")).to_contain_text("40 000")
    expect(page.locator("ins").first).to_contain_text("50 000")
