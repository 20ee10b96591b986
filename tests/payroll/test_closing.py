"""A month closes automatically, or with a reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from payroll.models import PayrollMonth, PayrollScheme
from payroll.rules import DifferenceReason, MonthPhase, agrees, possible_reasons, tolerance
from payroll.services.months import (
    MatchIsNotAll,
    MonthIsClosed,
    MonthIsOpen,
    ReasonDoesNotFit,
    ReasonNeeded,
    close_month,
    declare_month,
    recount_months,
    reopen_month,
    reverse_receipt,
)
from payroll.services.schemes import update_scheme
from tests.factories import UserFactory
from tests.payroll.factories import JUNE, fixed, fresh, make_month, make_scheme, mixed, receive

pytestmark = pytest.mark.database
kronor = st.decimals(min_value=0, max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("received", "basis", "agreed"),
    [
        ("950", "1000", True),
        ("949.99", "1000", False),
        ("1050", "1000", True),
        ("9900", "10000", True),
        ("9899.99", "10000", False),
        ("0", "50", True),
    ],
)
def test_difference_within_fifty_kronor_or_one_per_cent_agrees(received, basis, agreed):
    assert agrees(received=Decimal(received), basis=Decimal(basis)) == agreed


@given(kronor)
def test_tolerance_is_never_less_than_fifty_kronor(basis):
    assert tolerance(basis) == max(Decimal(50), basis / 100)


@pytest.mark.django_db
@pytest.mark.days
def test_month_closes_itself_when_the_money_agrees():
    month = make_month()
    receive(month, "960.50")
    month = fresh(month)
    assert (month.is_closed, month.closed_by, month.reason) == (True, None, DifferenceReason.WITHIN)
    exact = make_month()
    receive(exact, 1000)
    assert (fresh(exact).is_closed, fresh(exact).reason) == (True, "")


@pytest.mark.django_db
@pytest.mark.days
def test_month_stays_open_until_gift_and_match_each_agree():
    """Regression: with 2 920 kr expected and half of it matched, the gifts alone closed the month."""
    month, by = make_month(bands=[fixed("292.00", 10)], match_rate=Decimal(50)), UserFactory()
    receive(month, "2875.50")
    month = fresh(month)
    assert (month.is_closed, month.match_due, month.owes_match) == (False, Decimal("1437.75"), True)
    assert (month.phase_on(dt.date(2026, 7, 13)), month.phase_on(dt.date(2026, 7, 14))) == (
        MonthPhase.WAITING,
        MonthPhase.LATE,
    )
    assert list(PayrollMonth.objects.overdue(dt.date(2026, 7, 14))) == [month]
    for reason in ("", DifferenceReason.WITHIN):
        with pytest.raises(ReasonNeeded):
            close_month(month, by=by, reason=reason)
    receive(month, "1000", match_part=Decimal(1000))
    assert (fresh(month).is_closed, fresh(month).phase_on(JUNE)) == (False, MonthPhase.DIFFERS)
    assert list(PayrollMonth.objects.overdue(dt.date(2026, 7, 14))) == [month]
    receive(month, "437.75", match_part=Decimal("437.75"))
    month = fresh(month)
    assert (month.is_closed, month.reason, month.owes_match) == (True, DifferenceReason.WITHIN, False)
    assert list(PayrollMonth.objects.overdue(dt.date(2026, 7, 14))) == []


@pytest.mark.django_db
@pytest.mark.days
def test_surplus_of_gifts_does_not_cover_a_deficit_of_match():
    month = make_month(match_rate=Decimal(100))
    receive(month, 2000, match_part=Decimal(900))
    assert not fresh(month).is_closed
    small = make_month(bands=[fixed(10, 4)], match_rate=Decimal(100))
    receive(small, 40)
    assert (fresh(small).is_closed, fresh(small).owes_match) == (False, True)
    given = close_month(fresh(small), by=UserFactory(), reason=DifferenceReason.NO_MATCH)
    assert (given.is_closed, given.reason) == (True, DifferenceReason.NO_MATCH)


@pytest.mark.django_db
@pytest.mark.days
def test_match_due_of_later_months_follows_an_earlier_one():
    scheme = make_scheme(match_rate=Decimal(100), match_total_cap=Decimal(1500))
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 25))
    receipt = receive(june, 1000)
    receive(july, 1000, received_on=dt.date(2026, 8, 10))
    assert [fresh(each).match_due for each in (june, july)] == [Decimal(1000), Decimal(500)]
    reverse_receipt(receipt, by=UserFactory(), reason="Fel månad")
    assert [fresh(each).match_due for each in (june, july)] == [Decimal(0), Decimal(1000)]
    assert list(recount_months()) == []
    PayrollMonth.objects.filter(pk=july.pk).update(match_due=1)
    assert [difference.field for difference in recount_months(fix=True)] == ["match_due"]
    assert fresh(july).match_due == Decimal(1000)


@pytest.mark.django_db
@pytest.mark.days
def test_small_sum_is_awaited_although_it_is_within_the_tolerance():
    month = make_month(bands=[fixed(10, 5)])
    month = declare_month(month, declared=Decimal(40), heads=4)
    assert not month.is_closed
    assert fresh(month).phase_on(dt.date(2026, 8, 1)) == MonthPhase.LATE
    assert declare_month(month, declared=Decimal(0), heads=0).is_closed


@pytest.mark.django_db
@pytest.mark.days
def test_declared_sum_takes_precedence_over_the_expected_one():
    month = make_month()
    receive(month, 700)
    assert not fresh(month).is_closed
    month = declare_month(fresh(month), declared=Decimal(700), heads=7)
    assert (month.is_closed, fresh(month).difference) == (True, Decimal("0.00"))


@pytest.mark.django_db
@pytest.mark.days
def test_difference_needs_a_reason_and_another_reason_a_comment():
    month, by = make_month(), UserFactory()
    receive(month, 700)
    with pytest.raises(ReasonNeeded):
        close_month(fresh(month), by=by)
    with pytest.raises(ValidationError) as refused:
        close_month(fresh(month), by=by, reason=DifferenceReason.OTHER)
    assert list(refused.value.message_dict) == ["comment"]
    closed = close_month(fresh(month), by=by, reason=DifferenceReason.LEAVER)
    assert (closed.is_closed, closed.closed_by, closed.reason, closed.is_frozen) == (
        True,
        by,
        DifferenceReason.LEAVER,
        True,
    )


@pytest.mark.parametrize(
    ("gift", "match", "possible"),
    [
        ("700", "350", {"leaver", "leave"}),
        ("1300", "650", {"joiner"}),
        ("1000", "0", {"no_match"}),
        ("1000", "700", set()),
        ("1500", "0", {"joiner", "match", "no_match"}),
        ("700", "0", {"leaver", "leave", "no_match"}),
    ],
)
@pytest.mark.django_db
@pytest.mark.days
def test_reason_must_be_able_to_explain_the_difference(gift, match, possible):
    month = make_month(match_rate=Decimal(50))
    receive(month, Decimal(gift) + Decimal(match), match_part=Decimal(match))
    month = fresh(month)
    any_way = {"changed", "rounding", "period", "other"}
    assert set(possible_reasons(month.deviation)) == any_way | possible
    for reason in set(DifferenceReason.values) - any_way - possible - {DifferenceReason.WITHIN}:
        with pytest.raises(ReasonDoesNotFit):
            close_month(month, by=UserFactory(), reason=reason)


@pytest.mark.parametrize(
    ("gift", "match", "reason", "words"),
    [
        ("2620", "0", "leaver", "varför matchningen fattas"),
        ("920", "0", "no_match", "varför gåvorna är för små"),
        ("4920", "0", "no_match", "varför gåvorna är för stora"),
        ("4920", "0", "joiner", "varför matchningen fattas"),
        ("2620", "2000", "leave", "varför matchningen är för stor"),
    ],
)
@pytest.mark.django_db
@pytest.mark.days
def test_reason_for_one_of_two_differences_needs_a_comment_on_the_other(gift, match, reason, words):
    month = make_month(bands=[fixed("292.00", 10)], match_rate=Decimal(50))
    receive(month, Decimal(gift) + Decimal(match), match_part=Decimal(match))
    with pytest.raises(ValidationError, match=words) as refused:
        close_month(fresh(month), by=UserFactory(), reason=reason, comment=" ")
    assert list(refused.value.message_dict) == ["comment"]
    assert not fresh(month).is_closed
    closed = close_month(fresh(month), by=UserFactory(), reason=reason, comment="Frågat ekonomichefen.")
    assert (closed.is_closed, closed.reason) == (True, reason)


@pytest.mark.django_db
@pytest.mark.days
def test_match_booked_as_gifts_is_rebooked_at_closing():
    month, by = make_month(bands=[fixed("292.00", 10)], match_rate=Decimal(50)), UserFactory()
    receive(month, 1000)
    receive(month, 3380, external_id="BG-1", received_on=dt.date(2026, 7, 11))
    for part in (None, Decimal(0), Decimal(4381)):
        with pytest.raises(ValidationError) as refused:
            close_month(fresh(month), by=by, reason=DifferenceReason.MATCH, match_part=part)
        assert list(refused.value.message_dict) == ["match_part"]
    with pytest.raises(MatchIsNotAll):
        close_month(fresh(month), by=by, reason=DifferenceReason.MATCH, match_part=Decimal(500))
    assert (fresh(month).received, fresh(month).is_closed) == (Decimal("4380.00"), False)
    close_month(fresh(month), by=by, reason=DifferenceReason.MATCH, match_part=Decimal(1460))
    month = fresh(month)
    assert (month.received, month.match_received, month.match_due) == (
        Decimal("2920.00"),
        Decimal("1460.00"),
        Decimal("1460.00"),
    )
    assert (month.is_closed, month.closed_by, month.reason) == (True, by, "")
    assert [(receipt.amount, receipt.match_part, receipt.external_id) for receipt in month.receipts.effective()] == [
        (Decimal("3380.00"), Decimal("1460.00"), "BG-1"),
        (Decimal("1000.00"), Decimal("0.00"), ""),
    ]
    with pytest.raises(ValidationError, match="redan inlagd"):
        receive(make_month(), 3380, external_id="BG-1", again=True)


@pytest.mark.django_db
@pytest.mark.days
def test_missing_match_is_no_longer_due_and_frees_the_cap():
    scheme = make_scheme(match_rate=Decimal(50), match_total_cap=Decimal(600))
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 25))
    receive(june, 1000)
    close_month(fresh(june), by=UserFactory(), reason=DifferenceReason.NO_MATCH)
    receive(july, 1000, received_on=dt.date(2026, 8, 10))
    assert [(fresh(each).match_due, fresh(each).owes_match) for each in (june, july)] == [
        (Decimal(0), False),
        (Decimal(500), True),
    ]
    reopen_month(fresh(june), by=UserFactory(), reason="De betalar ändå")
    assert [fresh(each).match_due for each in (june, july)] == [Decimal(500), Decimal(100)]


@pytest.mark.django_db
@pytest.mark.days
def test_closed_month_keeps_its_match_whatever_happens_to_the_others():
    """A third of 1 033.33 kr per month is matched, at most 1 500 kr, and the first month's gifts are received last."""
    terms = {"bands": [mixed("1033.33")], "match_rate": Decimal("33.3"), "match_total_cap": Decimal(1500)}
    scheme = make_scheme(**terms)
    first, *others = (make_month(scheme, on=dt.date(2026, number, 25)) for number in range(6, 11))
    for month in others:
        receive(month, "1377.43", match_part=Decimal("344.10"), received_on=month.payday)
        assert fresh(month).is_closed
    receipt = receive(first, "1033.33")
    dues = [Decimal("123.60"), *[Decimal("344.10")] * 4]
    assert [fresh(month).match_due for month in (first, *others)] == dues
    reverse_receipt(receipt, by=UserFactory(), reason="Fel månad")
    assert [fresh(month).match_due for month in (first, *others)] == [0, *dues[1:]]
    for cap in (Decimal(100), None):
        update_scheme(PayrollScheme.objects.get(pk=scheme.pk), match_total_cap=cap)
        assert [fresh(month).match_due for month in (first, *others)] == [0, *dues[1:]]
    assert list(recount_months()) == []


@pytest.mark.django_db
@pytest.mark.days
def test_closed_month_is_locked_until_it_is_opened_with_a_reason():
    month, by = make_month(), UserFactory()
    receipt = receive(month, 1000)
    month = fresh(month)
    for attempt in (
        lambda: receive(month, 1),
        lambda: reverse_receipt(receipt, by=by, reason="Fel"),
        lambda: declare_month(month, declared=Decimal(1)),
        lambda: close_month(month, by=by),
    ):
        with pytest.raises(MonthIsClosed):
            attempt()
    with pytest.raises(Refusal, match="varför"):
        reopen_month(fresh(month), by=by, reason=" ")
    month = reopen_month(fresh(month), by=by, reason="Fel belopp")
    assert (month.is_closed, month.history.first().history_change_reason) == (False, "Fel belopp")
    assert fresh(month).phase_on(dt.date(2026, 12, 1)) == MonthPhase.READY
    with pytest.raises(MonthIsOpen):
        reopen_month(month, by=by, reason="Igen")
