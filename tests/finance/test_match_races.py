"""Two people say what the same payment is for at the same moment: one is heard, and each krona is booked once."""

from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from finance.models import Account, Allocation, Payment
from finance.rules.payment_matching import TargetKind
from finance.services.allocations import refund_receipt
from finance.services.payment_matching import Chosen, confirm, undo_matching
from finance.services.payments import replace_payment, restore_payment
from payroll.models import PayrollReceipt
from tests.campaigns.factories import running_duel
from tests.factories import UserFactory
from tests.finance.factories import from_bank, pay, planned_sponsorship
from tests.payroll.factories import fixed, fresh, make_month, make_scheme
from tests.racing import ROUNDS, all_come_to, at_once, without_row_locks, wrapped

pytestmark = [
    pytest.mark.database("finance.services.payment_matching", "finance.services.payments"),
    pytest.mark.django_db(transaction=True),
]

D = Decimal


def refused(job):
    """The job, whose refusal by field is an outcome too."""

    def run():
        try:
            return job()
        except ValidationError:
            return "ValidationError"

    return run


def instalments() -> list[Chosen]:
    """Two different ones, as two people may see it."""
    first, second, *_rest = planned_sponsorship().instalments.order_by("number")
    return [Chosen(TargetKind.INSTALMENT, each.pk, D(1000)) for each in (first, second)]


def teams() -> list[Chosen]:
    _duel, *both = running_duel()
    return [Chosen(TargetKind.TEAM, team.pk, D(1000)) for team in both]


def months() -> list[Chosen]:
    month = make_month(make_scheme(bands=[fixed(heads=50)]))
    return [Chosen(TargetKind.MONTH, month.pk, D(1000))] * 2


def by_hand() -> list[Chosen]:
    both = (pay(1000, account=Account.BANKGIRO) for _each in range(2))
    return [Chosen(TargetKind.HAND, each.pk, D(1000)) for each in both]


def race(chosen: list[Chosen], *wrappers) -> list:
    payment, by = from_bank(1000, account=Account.BANKGIRO), UserFactory()
    jobs = [refused(partial(confirm, payment, parts=[each], by=by)) for each in chosen]
    outcomes = at_once(*(wrapped(job, *wrappers) for job in jobs))
    return [outcome for outcome in outcomes if isinstance(outcome, str)]


def booked() -> Decimal:
    return sum(Allocation.objects.values_list("amount", flat=True), D(0))


@pytest.mark.parametrize("targets", [instalments, teams, months])
def test_payment_that_two_match_is_for_one_of_them(targets):
    for _round in range(ROUNDS):
        before = booked()
        assert len(race(targets())) == 1
        assert booked() - before == 1000


def test_bank_row_that_two_match_replaces_one_payment_by_hand():
    for _round in range(ROUNDS):
        chosen = by_hand()
        # What was entered by hand has to be for something, or both could be replaced by an empty row.
        first, second, *_rest = planned_sponsorship().instalments.order_by("number")
        for each, owed in zip(chosen, (first, second), strict=True):
            target = Chosen(TargetKind.INSTALMENT, owed.pk, D(1000))
            confirm(Payment.objects.get(pk=each.pk), parts=[target], by=UserFactory())
        assert len(race(chosen)) == 1
        assert Payment.objects.filter(pk__in=[each.pk for each in chosen]).replaced().count() == 1


def test_replacement_that_two_undo_is_undone_once():
    by = UserFactory()
    for round_ in range(1, ROUNDS + 1):
        hand, bank = pay(1000, account=Account.BANKGIRO), from_bank(1000, account=Account.BANKGIRO)
        replace_payment(hand, bank=bank, by=by)
        outcomes = at_once(*[partial(restore_payment, hand, by=by, reason="Fel")] * 2)
        assert [outcome for outcome in outcomes if isinstance(outcome, str)] == ["AlreadyRestored"]
        assert Payment.objects.standing().filter(kind="hand").count() == round_


def test_matching_that_two_undo_is_undone_once():
    by, payment = UserFactory(), from_bank(1000, account=Account.BANKGIRO)
    for chosen in instalments():
        confirm(payment, parts=[chosen], by=by)
        outcomes = at_once(*[partial(undo_matching, payment, by=by)] * 2)
        assert len([outcome for outcome in outcomes if isinstance(outcome, str)]) == 1
        assert booked() == 0


def test_receipt_that_two_pay_back_in_part_is_divided_once():
    month, by = make_month(make_scheme(bands=[fixed(heads=50)])), UserFactory()
    payment = from_bank(1000, account=Account.BANKGIRO)
    confirm(payment, parts=[Chosen(TargetKind.MONTH, month.pk, D(1000))], by=by)
    receipt = PayrollReceipt.objects.get()
    outs = [from_bank(-300, account=Account.BANKGIRO) for _each in range(2)]
    jobs = [
        partial(refund_receipt, receipt, payment=out, gifts=D(300), match=D(0), by=by, reason="Fel") for out in outs
    ]
    outcomes = at_once(*jobs)
    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == ["AlreadyReversed"]
    assert (fresh(month).received, booked()) == (700, 700)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_without_the_payments_lock_both_are_heard():
    """The table's own rule locks the payment too, so it is off."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE finance_allocation DISABLE TRIGGER finance_allocation_within")
    try:
        writes = all_come_to('INSERT INTO "finance_allocation"', number=2)
        assert race(instalments(), without_row_locks, writes) == []
        assert booked() == 2000
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE finance_allocation ENABLE TRIGGER finance_allocation_within")
