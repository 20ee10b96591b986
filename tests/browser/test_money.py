"""Finance's pages as they are worked: payments are matched by keyboard alone, and every page can be read by all."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from finance.models import Flow, Payment
from finance.services.allocations import allocate_to_account
from finance.services.ledger_exports import export_month
from tests.campaigns.factories import running_duel
from tests.factories import UserFactory
from tests.finance.bank_samples import read_sample
from tests.finance.books import set_up
from tests.finance.factories import from_bank, invoice, pay, planned_sponsorship

OCTOBER = dt.date(2026, 10, 1)


@pytest.fixture
def paid():
    """Five gifts with a team's code."""
    _duel, team, _other = running_duel()
    return [from_bank(10 + number, text=team.code, payer=f"Givare {number}") for number in range(5)]


def waiting() -> int:
    return Payment.objects.unallocated().count()


def test_payments_are_matched_by_one_key_each_and_the_next_ones_come(paid, page_for, monkeypatch):
    monkeypatch.setattr("finance.views.payment_matching.A_PAGE", 2)
    page: Page = page_for("Ekonomi")
    page.goto("/ekonomi/koppla/")
    page.keyboard.press("j")
    for number, payment in enumerate(paid):
        expect(page.locator(f"#pay-{payment.pk} input:checked")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(f"#pay-{payment.pk}[data-match-done]")).to_contain_text("Kopplad")
        if number % 2 and number < 4:
            expect(page.get_by_role("link", name="Visa nästa")).to_be_focused()
            with page.expect_navigation():
                page.keyboard.press("Enter")
            page.keyboard.press("j")
    assert waiting() == 0
    page.goto("/ekonomi/koppla/")
    expect(page.get_by_role("heading", name="Allt är kopplat")).to_be_visible()


def test_row_that_is_passed_by_waits_and_one_is_undone_where_it_stands(paid, page_for):
    page: Page = page_for("Ekonomi")
    page.goto("/ekonomi/koppla/")
    for key in ("j", "j", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(f"#pay-{paid[1].pk}[data-match-done]")).to_be_visible()
    expect(page.locator(f"#pay-{paid[2].pk} input:checked")).to_be_focused()
    assert waiting() == 4
    page.locator(f"#pay-{paid[1].pk}").get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("Kopplingen är ångrad.")).to_be_visible()
    assert waiting() == 5


def test_pages_of_money_are_accessible_everywhere(page_for, axe_everywhere):
    set_up()
    by = UserFactory()
    booked = pay(100, booked_on=OCTOBER, by=by)
    allocate_to_account(booked, amount=Decimal(100), account_no="3990", flow=Flow.OTHER, by=by)
    owed = invoice(planned_sponsorship().instalments.first())
    exported, file = export_month(OCTOBER, by=by), read_sample(by=by)
    page = page_for("Ekonomi")
    for address in (
        "/ekonomi/koppla/",
        f"/ekonomi/koppla/{file.payments.get().pk}/fordela/",
        "/ekonomi/manader/2026/10/",
        "/ekonomi/manader/2026/10/las/",
        "/ekonomi/bokslut/2026/",
        file.get_absolute_url(),
        exported.get_absolute_url(),
        booked.get_absolute_url(),
        owed.get_absolute_url(),
    ):
        page.goto(address)
        axe_everywhere(page)
