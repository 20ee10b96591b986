"""A button is shown where its act can be done, and nowhere else: one rule decides both."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Competition, CompetitionState
from config.roles import FINANCE
from core.errors import Refusal, passes
from core.locked_months import lock
from finance.models import Account, Allocation, Flow
from finance.services.allocations import (
    allocate_to_account,
    allocate_to_competition,
    allocate_to_payroll,
    refund_contribution,
    refund_receipt,
    require_reversible,
    reverse_allocation,
)
from finance.services.instalments import credit_instalment, write_off
from finance.services.payment_matching import undo_matching
from finance.services.payments import replace_payment
from payroll.models import PayrollMonth
from payroll.services.months import close_month
from tests import clock
from tests.campaigns.factories import running_duel
from tests.factories import UserFactory
from tests.finance.factories import from_bank, invoice, pay, pay_instalment, planned_sponsorship
from tests.payroll.factories import make_month

pytestmark = [pytest.mark.django_db, pytest.mark.database, clock.pinned]

D = Decimal
ACTS = (
    "instalment_invoice",
    "instalment_invoice_withdraw",
    "instalment_write_off",
    "instalment_write_off_withdraw",
    "instalment_credit",
    "instalment_credit_withdraw",
)


def gift(amount: int = 200):
    """A gift from the bank, and its line."""
    competition, team, _other = running_duel()
    payment, by = from_bank(amount), UserFactory()
    given = allocate_to_competition(payment, amount=D(amount), competition=competition, team=team, by=by)
    return given, payment.allocations.get()


def paid_back():
    given, line = gift()
    refund_contribution(given, payment=from_bank(-200), by=UserFactory(), reason="Fel lag")
    return line


def refund():
    return Allocation.objects.get(amount=-200) if paid_back() else None


def corrected():
    line = allocate_to_account(pay(50), amount=D(50), account_no="3990", flow=Flow.OTHER, by=UserFactory())
    reverse_allocation(line, by=line.entered_by, reason="Fel konto")
    return line


def correction():
    return corrected().reversal


def replaced():
    line = pay_instalment(invoice(planned_sponsorship().instalments.first()), 400, account=Account.BANKGIRO)
    replace_payment(line.payment, bank=from_bank(400, account=Account.BANKGIRO), by=line.entered_by)
    return line


def of_a_contest_that_is_over():
    given, line = gift()
    contest = Competition.objects.filter(pk=given.competition_id)
    contest.update(state=CompetitionState.ARCHIVED, snapshot={}, finalised_at=timezone.now())
    return line


def of_a_month(amount: int = 1000):
    month = make_month()
    allocate_to_payroll(from_bank(amount), amount=D(amount), month=month, by=UserFactory())
    return month.receipts.get().allocations.get()


def of_a_month_that_somebody_closed():
    line = of_a_month(700)
    month = PayrollMonth.objects.get(pk=line.receipt.month_id)
    close_month(month, by=UserFactory(), reason="leaver")
    return line


@pytest.mark.parametrize(
    ("make", "may"),
    [
        (lambda: gift()[1], True),
        (refund, True),
        (of_a_month, True),
        (replaced, False),
        (paid_back, False),
        (corrected, False),
        (correction, False),
        (of_a_contest_that_is_over, False),
        (of_a_month_that_somebody_closed, False),
    ],
)
def test_allocation_has_a_way_to_correct_it_where_that_can_be_done(make, may, client_for):
    line = make()
    page = client_for(FINANCE).get(line.payment.get_absolute_url()).content.decode()
    assert (reverse("finance:allocation_reverse", args=[line.pk]) in page) == may
    if may:
        reverse_allocation(line, by=UserFactory(), reason="Prov")
    else:
        with pytest.raises(Refusal):
            reverse_allocation(line, by=UserFactory(), reason="Prov")


def test_what_decides_costs_no_query(django_assert_num_queries):
    pks = [gift()[1].pk, of_a_month().pk, paid_back().pk]
    with django_assert_num_queries(1):
        lines = list(Allocation.objects.filter(pk__in=pks).with_target().order_by("pk"))
        assert [passes(require_reversible, line) for line in lines] == [True, True, False]


def test_matching_that_closed_a_month_of_payroll_giving_is_undone_and_opens_it():
    line = of_a_month(1000)
    assert PayrollMonth.objects.get(pk=line.receipt.month_id).is_closed
    undo_matching(line.payment, by=UserFactory())
    month = PayrollMonth.objects.with_money().get(pk=line.receipt.month_id)
    assert (month.is_closed, month.received) == (False, 0)


def test_refund_of_a_month_that_closed_by_itself_opens_it():
    line = of_a_month(1000)
    refund_receipt(line.receipt, payment=from_bank(-100), gifts=D(100), match=D(0), by=UserFactory(), reason="Slutat")
    month = PayrollMonth.objects.with_money().get(pk=line.receipt.month_id)
    assert (month.is_closed, month.received) == (False, 900)


def shown(page: str) -> set[str]:
    return {act for act in ACTS if re.search(rf'(href|action)="{reverse(f"finance:{act}", args=[0])}"', page)}


def acts_on(instalment, client) -> set[str]:
    page = client.get(instalment.get_absolute_url()).content.decode().replace(f"/{instalment.pk}/", "/0/")
    return {act.removeprefix("instalment_") for act in shown(page)}


def test_instalment_shows_the_acts_that_can_be_done(client_for):
    client = client_for(FINANCE)
    first, second, third, _fourth = planned_sponsorship().instalments.order_by("number")
    assert acts_on(first, client) == {"invoice"}
    invoice(first)
    assert acts_on(first, client) == {"invoice_withdraw", "write_off", "credit"}
    pay_instalment(first, first.gross)
    assert acts_on(first, client) == {"invoice_withdraw", "credit"}
    write_off(invoice(second, number="2"), on=dt.date(2026, 11, 1), reason="Konkurs")
    assert acts_on(second, client) == {"write_off_withdraw"}
    credit = credit_instalment(invoice(third, number="3"), on=dt.date(2026, 11, 2), reason="Fel adress")
    assert acts_on(third, client) == set()
    assert acts_on(credit, client) == {"invoice", "credit_withdraw"}
    invoice(credit, number="4")
    assert acts_on(credit, client) == {"invoice_withdraw"}
    # What is dated in a locked month stays as it is.
    for month in (first.invoiced_on, second.written_off_on):
        lock(month.replace(day=1), by=UserFactory())
    first.refresh_from_db()
    assert acts_on(first, client) == {"credit"}
    assert acts_on(second, client) == set()


def test_plan_is_removed_from_its_panel_while_nothing_of_it_stands(client_for):
    client, sponsorship = client_for(FINANCE), planned_sponsorship()
    panel, remove = (reverse(f"finance:plan_{name}", args=[sponsorship.pk]) for name in ("panel", "remove"))
    assert remove in client.get(panel).content.decode()
    invoice(sponsorship.instalments.first())
    assert remove not in client.get(panel).content.decode()


def test_replacement_is_undone_where_that_can_be_done(client_for):
    line = replaced()
    restore = reverse("finance:payment_restore", args=[line.payment_id])
    client = client_for(FINANCE)
    assert restore in client.get(line.payment.get_absolute_url()).content.decode()
    moved = Allocation.objects.effective().get()
    reverse_allocation(moved, by=UserFactory(), reason="Annat")
    assert restore not in client.get(line.payment.get_absolute_url()).content.decode()


def test_money_of_a_month_is_told_once_with_the_month(client_for):
    line = of_a_month(600)
    page = client_for(FINANCE).get(reverse("finance:payment_split", args=[line.payment_id])).content.decode()
    month = line.receipt.month
    assert f"{month} <span" in page
