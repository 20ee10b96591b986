"""Nothing that is dated in a locked month changes, whatever it is written by; corrections are booked in an open one."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from campaigns.models import Contribution
from campaigns.queries.overview import course_of
from campaigns.services.contributions import (
    add_contributions,
    begin_batch,
    move_contribution,
    reverse_contribution,
    undo_batch,
    validate_incoming,
)
from campaigns.services.matches import save_match
from campaigns.services.tallies import recount
from core.locked_months import MonthIsLocked, lock
from finance.models import Account, Allocation, Flow, Payment
from finance.services.allocations import allocate_to_account, allocate_to_competition, reverse_allocation
from finance.services.payments import NotStanding, left_of, replace_payment, withdraw_payment
from payroll.models import PayrollReceipt
from payroll.rules import DifferenceReason
from payroll.services.months import close_month, reverse_receipt
from tests import clock
from tests.campaigns.factories import due, give, promise, running_duel, tally
from tests.factories import UserFactory
from tests.finance.factories import from_bank, pay
from tests.payroll.factories import fresh, make_month, make_scheme, receive

pytestmark = [pytest.mark.database, pytest.mark.django_db, clock.pinned]

D = Decimal
OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
THEN, TODAY = dt.date(2026, 10, 14), dt.date(2026, 11, 25)


@pytest.fixture
def duel():
    return running_duel(opens_on=OCTOBER, closes_on=dt.date(2026, 10, 31))


@pytest.fixture
def by():
    return UserFactory()


def lock_october():
    return lock(OCTOBER, by=UserFactory())


def dated_in_october() -> list[int]:
    """How many rows of each kind are dated in October, and kronor of the payments that count there."""
    month = {"gte": OCTOBER, "lt": NOVEMBER}

    def within(field: str) -> dict:
        return {f"{field}__{name}": value for name, value in month.items()}

    return [
        Contribution.objects.filter(**within("received_on")).count(),
        PayrollReceipt.objects.filter(**within("received_on")).count(),
        Allocation.objects.filter(period=OCTOBER).count(),
        *Payment.objects.counting().filter(**within("booked_on")).order_by("pk").values_list("amount", flat=True),
    ]


def in_bulk(team, by):
    rows = [{"competition": team.competition, "team": team, "amount": D(5), "received_on": THEN, "by": by}]
    batch = begin_batch(competition=team.competition, by=by, source="lista")
    add_contributions(validate_incoming(rows), batches={team.competition_id: batch})


def test_nothing_is_entered_in_a_locked_month(duel, by):
    _competition, team, _other = duel
    month = make_month(make_scheme(starts=dt.date(2026, 9, 1)), on=dt.date(2026, 9, 25))
    lock_october()
    before = dated_in_october()
    for enter in (
        partial(give, team, received_on=THEN),
        partial(in_bulk, team, by),
        partial(receive, month, received_on=THEN),
        partial(pay, booked_on=THEN),
    ):
        with pytest.raises(MonthIsLocked):
            enter()
    assert dated_in_october() == before == [0, 0, 0]


def test_contribution_of_a_locked_month_is_reversed_today_and_counts_on_its_own_day(duel, by):
    competition, team, _other = duel
    match = promise(competition, starts=OCTOBER, ends=dt.date(2026, 10, 31))
    wrong = give(team, 100, received_on=THEN)
    lock_october()
    before = dated_in_october()
    reversal = reverse_contribution(wrong, by=by, reason="Fel belopp")
    assert (reversal.received_on, reversal.counted_on, reversal.reverses) == (TODAY, THEN, wrong)
    assert dated_in_october() == before
    assert (tally(team), due(match), list(recount())) == ((0, 0, 0), 0, [])
    assert {each.employees for each in course_of(competition, today=TODAY)} == {D(0)}
    back = Allocation.objects.get(contribution=reversal.reverses, amount__lt=0)
    assert (back.period, back.reverses.period) == (NOVEMBER, OCTOBER)
    assert Payment.objects.get(amount__lt=0).booked_on == TODAY


def test_contribution_of_a_locked_month_is_moved_today_within_the_competitions_days(duel, by):
    _competition, team, other = duel
    wrong = give(team, 100, received_on=THEN)
    lock_october()
    before = dated_in_october()
    moved = move_contribution(wrong, team=other, by=by, reason="Fel lag")
    again = move_contribution(moved, team=team, by=by, reason="Rätt lag ändå")
    assert [(each.received_on, each.counted_on) for each in (moved, again)] == [(TODAY, THEN)] * 2
    assert dated_in_october() == before
    assert (tally(team)[0], tally(other)[0]) == (D(100), D(0))


def test_list_of_a_locked_month_is_taken_back_today(duel, by):
    _competition, team, _other = duel
    in_bulk(team, by)
    lock_october()
    before = dated_in_october()
    undo_batch(team.competition.batches.get(), by=by, reason="Fel fil")
    assert dated_in_october() == before
    assert tally(team) == (0, 0, 0)


def test_match_saved_later_counts_corrections_on_the_day_of_what_they_correct(duel, by):
    competition, team, _other = duel
    reverse_later = give(team, 100, received_on=THEN)
    lock_october()
    reverse_contribution(reverse_later, by=by, reason="Fel")
    match = promise(competition, starts=OCTOBER, ends=dt.date(2026, 10, 31))
    assert due(save_match(match)) == 0


def test_receipt_of_a_locked_month_is_reversed_and_rebooked_today(by):
    month = make_month(make_scheme(match_rate=100), on=dt.date(2026, 9, 25))
    receive(month, 2000, received_on=THEN)
    lock_october()
    before = dated_in_october()
    close_month(fresh(month), by=by, reason=DifferenceReason.MATCH, match_part=D(1000))
    assert dated_in_october() == before
    rows = PayrollReceipt.objects.order_by("pk").values_list("amount", "match_part", "received_on")
    assert list(rows) == [(2000, 0, THEN), (-2000, 0, TODAY), (2000, 1000, TODAY)]
    assert Payment.objects.counting().get().booked_on == THEN


def test_receipt_reversed_later_is_dated_today(by):
    receipt = receive(make_month(on=dt.date(2026, 9, 25)), 900, received_on=THEN)
    lock_october()
    before = dated_in_october()
    assert reverse_receipt(receipt, by=by, reason="Fel").received_on == TODAY
    assert dated_in_october() == before


def test_payment_of_a_locked_month_is_taken_back_and_reallocated_in_an_open_one(by):
    first, second = pay(500, booked_on=THEN), pay(300, booked_on=THEN)
    told = allocate_to_account(second, amount=D(300), account_no="3990", flow=Flow.OTHER, by=by)
    lock_october()
    before = dated_in_october()
    assert withdraw_payment(first, by=by, reason="Fel").booked_on == TODAY
    assert reverse_allocation(told, by=by, reason="Fel").period == NOVEMBER
    assert allocate_to_account(second, amount=D(300), account_no="3740", flow=Flow.OTHER, by=by).period == NOVEMBER
    assert dated_in_october() == before


def test_payment_by_hand_of_a_locked_month_is_taken_back_today_when_the_banks_row_comes(duel, by):
    gift = give(duel[1], 500, received_on=THEN)
    hand, bank = Payment.objects.get(), from_bank(500, booked_on=dt.date(2026, 11, 2))
    lock_october()
    before = dated_in_october()
    opposite = replace_payment(hand, bank=bank, by=by)
    assert dated_in_october() == before
    assert (opposite.reverses, opposite.amount, opposite.booked_on) == (hand, -500, TODAY)
    assert sum(Payment.objects.counting().values_list("amount", flat=True)) == 500
    assert [(each.payment, each.period) for each in gift.allocations.effective()] == [(bank, NOVEMBER)]
    assert sum(Allocation.objects.values_list("amount", flat=True)) == 500
    with pytest.raises(NotStanding):
        replace_payment(hand, bank=bank, by=by)
    reverse_contribution(gift, by=by, reason="Fel lag")
    assert sum(Payment.objects.counting().values_list("amount", flat=True)) == left_of(bank) == 500
    assert dated_in_october() == before


def test_gift_of_a_locked_month_that_the_bank_books_later_counts_on_its_own_day(duel, by):
    competition, team, _other = duel
    payment = from_bank(80, account=Account.SWISH, booked_on=dt.date(2026, 11, 2), transaction_on=THEN)
    lock_october()
    gift = allocate_to_competition(payment, amount=D(80), competition=competition, team=team, by=by)
    assert (gift.received_on, gift.counted_on, tally(team)[0]) == (TODAY, THEN, D(80))
    assert Allocation.objects.get().period == NOVEMBER


@pytest.mark.parametrize("kind", ["payment", "allocation", "contribution", "receipt"])
def test_database_itself_refuses_what_is_dated_in_a_locked_month(kind, duel, by):
    """What is written past the services."""
    gift = give(duel[1], 100, received_on=NOVEMBER, channel="other")
    receipt = receive(make_month(on=dt.date(2026, 9, 25)), 900, received_on=NOVEMBER)
    lock_october()
    row, day = {
        "payment": (Payment.objects.first(), {"booked_on": THEN}),
        "allocation": (Allocation.objects.first(), {"period": OCTOBER}),
        "contribution": (gift, {"received_on": THEN}),
        "receipt": (receipt, {"received_on": THEN}),
    }[kind]
    for name, value in day.items():
        setattr(row, name, value)
    row.pk = None
    with pytest.raises(IntegrityError, match=f"{row._meta.db_table}_locked"), transaction.atomic():
        type(row).objects.bulk_create([row])
