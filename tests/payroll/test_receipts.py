"""Receipts are registered, reversed and moved."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from campaigns.services.contributions import add_contribution, reverse_contribution
from payroll.models import PayrollReceipt
from payroll.queries import giving_by_company, month_line
from payroll.rules import DifferenceReason, earliest_remittance
from payroll.services.months import AlreadyReversed, close_month, declare_month, reverse_receipt
from tests.campaigns.factories import running_duel
from tests.factories import UserFactory, get_goal
from tests.payroll.factories import JUNE, STARTS, fresh, make_month, make_scheme, receive

pytestmark = pytest.mark.database


# --- Money and closing -----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.days
def test_reversal_restores_sums_split_and_match():
    scheme = make_scheme(shares={get_goal(1): 60, get_goal(2): 40}, match_rate=Decimal(50))
    month = make_month(scheme)
    receive(month, "333.33")
    before = month_line(fresh(month), today=JUNE)
    receipt = receive(month, "200.01", match_part=Decimal("66.67"))
    during = month_line(fresh(month), today=JUNE)
    assert (during.received, during.match_received) == (Decimal("466.67"), Decimal("66.67"))
    reverse_receipt(receipt, by=UserFactory(), reason="Fel arbetsgivare")
    after = month_line(fresh(month), today=JUNE)
    names = ("received", "difference", "match_due", "match_received", "split")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]
    with pytest.raises(AlreadyReversed):
        reverse_receipt(receipt, by=UserFactory(), reason="Igen")
    with pytest.raises(AlreadyReversed):
        reverse_receipt(receipt.reversal, by=UserFactory(), reason="Igen")


@pytest.mark.django_db
@pytest.mark.days
def test_reversal_needs_a_reason():
    receipt = receive(make_month(), 500)
    with pytest.raises(ValidationError):
        reverse_receipt(receipt, by=UserFactory(), reason=" ")
    receipt.refresh_from_db()
    assert (receipt.is_reversed, PayrollReceipt.objects.count()) == (False, 1)


@pytest.mark.django_db
@pytest.mark.days
def test_same_bank_reference_enters_once_and_again_after_a_reversal():
    scheme = make_scheme()
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 25))
    receipt = receive(june, 300, external_id="BG-1")
    with pytest.raises(ValidationError, match="redan inlagd"):
        receive(july, 300, external_id=" BG-1 ")
    reverse_receipt(receipt, by=UserFactory(), reason="Fel månad")
    with pytest.raises(ValidationError, match="är rättad"):
        receive(july, 300, external_id="BG-1")
    assert receive(july, 300, external_id="BG-1", again=True).amount == Decimal(300)


@pytest.mark.django_db
@pytest.mark.days
def test_payment_in_the_wrong_channel_is_entered_in_the_right_one_under_its_reference():
    month, by = make_month(), UserFactory()
    competition = running_duel()[0]
    gift = {"competition": competition, "amount": Decimal(300), "received_on": competition.opens_on, "by": by}
    reverse_receipt(receive(month, 300, external_id="BG-9"), by=by, reason="Hör till tävlingen")
    with pytest.raises(ValidationError, match="är rättad"):
        add_contribution(**gift, external_id="BG-9")
    contribution = add_contribution(**gift, external_id="BG-9", again=True)
    with pytest.raises(ValidationError, match="redan inlagd"):
        receive(month, 300, external_id="BG-9", again=True)
    reverse_contribution(contribution, by=by, reason="Hör till lönen")
    with pytest.raises(ValidationError, match="är rättad"):
        receive(month, 300, external_id="BG-9")
    assert receive(month, 300, external_id="BG-9", again=True).amount == Decimal(300)


@pytest.mark.django_db
@pytest.mark.days
def test_money_comes_neither_on_a_day_ahead_nor_before_it_is_deducted():
    month = make_month(on=timezone.localdate(), starts=timezone.localdate().replace(day=1))
    for day in (timezone.localdate() + dt.timedelta(days=1), earliest_remittance(month.payday) - dt.timedelta(days=1)):
        with pytest.raises(ValidationError) as refused:
            receive(month, 100, received_on=day)
        assert list(refused.value.message_dict) == ["received_on"]
    assert not PayrollReceipt.objects.exists()


@pytest.mark.parametrize(
    ("payday", "earliest"), [("2026-06-25", "2026-06-01"), ("2026-06-08", "2026-06-01"), ("2026-06-01", "2026-05-25")]
)
def test_employer_may_send_from_the_first_of_the_month_or_a_week_before_an_early_payday(payday, earliest):
    assert earliest_remittance(dt.date.fromisoformat(payday)) == dt.date.fromisoformat(earliest)


@pytest.mark.django_db
@pytest.mark.days
def test_receipt_is_never_edited():
    receipt = receive(make_month(), 300)
    receipt.amount = Decimal(301)
    with pytest.raises(ValidationError, match="ändras aldrig"):
        receipt.full_clean()


@pytest.mark.parametrize(("amount", "part"), [(0, 0), (-1, 0), (100, 101), (100, -1)])
@pytest.mark.django_db
@pytest.mark.days
def test_receipt_is_more_than_nothing_and_the_match_a_part_of_it(amount, part):
    with pytest.raises(ValidationError):
        receive(make_month(), amount, match_part=Decimal(part))


@pytest.mark.django_db
@pytest.mark.days
def test_match_in_the_same_payment_is_kept_apart_from_the_employees_money():
    month = make_month(match_rate=Decimal(100))
    receive(month, 2000, match_part=Decimal(1000))
    month = fresh(month)
    assert (month.is_closed, month.received, month.match_received) == (True, Decimal("1000.00"), Decimal("1000.00"))


def _giving(company, first, last):
    return giving_by_company([company], first, last)[0]


# --- For competitions ------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.days
def test_company_has_received_and_promised_on_the_paydays_of_a_period():
    scheme = make_scheme()
    june, july, august = (make_month(scheme, on=dt.date(2026, number, 25)) for number in (6, 7, 8))
    receive(june, 1000)
    receive(july, 300)
    declare_month(fresh(august), declared=Decimal(800))
    first, last = dt.date(2026, 6, 1), dt.date(2026, 8, 31)
    giving = _giving(scheme.company, first, last)
    assert (giving.received, giving.promised) == (Decimal("1300.00"), Decimal("1500.00"))
    close_month(fresh(july), by=UserFactory(), reason=DifferenceReason.LEAVE)
    giving = _giving(scheme.company, dt.date(2026, 7, 1), last)
    assert (giving.received, giving.promised) == (Decimal("300.00"), Decimal("800.00"))
    assert _giving(scheme.company, first, dt.date(2026, 6, 24)).total == 0


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.django_db
@pytest.mark.days
def test_giving_costs_two_queries_however_many_companies(number, django_assert_num_queries):
    companies = [make_month().scheme.company for _ in range(number)]
    with django_assert_num_queries(2):
        giving = giving_by_company(companies, STARTS, dt.date(2026, 7, 31))
    assert [(each.promised, each.promised_width) for each in giving] == [(Decimal("1000.00"), "100.00%")] * number
