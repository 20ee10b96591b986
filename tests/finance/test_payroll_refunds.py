"""Money for a month of payroll giving is paid back, all of it or a part: each krona once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.urls import reverse

from config.roles import FINANCE
from finance.models import Account, Allocation, Flow, Payment
from finance.services.allocations import allocate_to_payroll, refund_receipt, reverse_allocation
from finance.services.payment_matching import queue_of
from finance.services.payments import left_of
from payroll.models import PayrollReceipt
from payroll.services.months import AlreadyReversed, MonthIsClosed, close_month, reverse_receipt
from tests import clock
from tests.factories import CompanyFactory, UserFactory, get_goal
from tests.finance.factories import from_bank
from tests.payroll.factories import fixed, fresh, make_month, make_scheme, receive

pytestmark = [pytest.mark.django_db, pytest.mark.database("finance.services.allocations"), clock.pinned]

D = Decimal


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def month():
    """Of 50 people who give 100 kr each, to two goals, with the company's match of a fifth."""
    shares = {get_goal(1): 70, get_goal(2): 30}
    company = CompanyFactory(name="Åkeriet AB")
    return make_month(make_scheme(company=company, shares=shares, bands=[fixed(heads=50)], match_rate=D(20)))


def in_bank(month, *, by, amount: int = 1200, match: int = 200) -> PayrollReceipt:
    payment = from_bank(amount, account=Account.BANKGIRO, payer="Åkeriet AB")
    return allocate_to_payroll(payment, amount=D(amount), month=month, by=by, match_part=D(match))


def money_out(amount: int) -> Payment:
    return from_bank(-amount, account=Account.BANKGIRO, payer="Åkeriet AB", booked_on=dt.date(2026, 11, 20))


def sums(month) -> tuple[Decimal, Decimal]:
    """Gifts and match that the month has."""
    now = fresh(month)
    return now.received, now.match_received


def by_flow() -> dict[str, Decimal]:
    rows = Allocation.objects.filter(receipt__isnull=False).order_by().values_list("flow")
    return dict(rows.annotate(total=Sum("amount")))


def nothing_waits() -> bool:
    return not Payment.objects.unallocated().exists()


@pytest.mark.parametrize(
    ("gifts", "match", "left"), [(300, 0, (700, 200)), (0, 50, (1000, 150)), (300, 50, (700, 150)), (1000, 0, (0, 200))]
)
@pytest.mark.parametrize("is_banks", [True, False])
def test_part_of_gifts_and_of_match_is_paid_back_by_money_out(month, by, gifts, match, left, is_banks):
    receipt = in_bank(month, by=by) if is_banks else receive(month, 1200, match_part=D(200), external_id="R1")
    out = money_out(gifts + match)
    refund_receipt(receipt, payment=out, gifts=D(gifts), match=D(match), by=by, reason="De drog för mycket")
    assert sums(month) == left
    assert by_flow() == {Flow.EMPLOYEES: left[0], Flow.MATCH: left[1]}
    assert sum(out.allocations.values_list("amount", flat=True)) == -(gifts + match)
    assert nothing_waits()
    goals = out.allocations.order_by("pk").values_list("flow", "goal__number", "amount")
    assert {flow: sum(amount for each, _goal, amount in goals if each == flow) for flow, *_rest in goals} == {
        flow: -D(kronor) for flow, kronor in ((Flow.EMPLOYEES, gifts), (Flow.MATCH, match)) if kronor
    }
    assert Payment.objects.filter(amount__gt=0).count() == 1  # the money that came is the same payment


def test_payment_by_hand_stays_in_sight_when_the_rest_of_what_was_paid_back_in_part_is_taken_back(month, by):
    """Taken back whole, the payment hid the part that the bank has paid back, and the sums parted by it."""
    out = money_out(300)
    refund_receipt(
        receive(month, 1200, match_part=D(200)), payment=out, gifts=D(300), match=D(0), by=by, reason="För mycket"
    )
    [payment] = Payment.objects.filter(is_mirrored=True)
    reverse_receipt(PayrollReceipt.objects.effective().get(amount=900), by=by, reason="Fel månad")
    assert (sums(month), list(Payment.objects.unallocated()), left_of(payment)) == ((0, 0), [payment], 900)
    counting = Payment.objects.counting().aggregate(total=Sum("amount"))["total"]
    assert counting == sum(by_flow().values()) + left_of(payment) == 900
    reverse_allocation(out.allocations.order_by("pk")[0], by=by, reason="Det var en annan")  # the other goal too
    reverse_receipt(PayrollReceipt.objects.effective().get(), by=by, reason="Fel månad")
    assert (list(Payment.objects.unallocated()), Payment.objects.get(reverses=payment).amount) == ([out], -1200)


def test_all_of_a_receipt_is_paid_back_once(month, by):
    receipt = in_bank(month, by=by)
    refund_receipt(receipt, payment=money_out(1200), gifts=D(1000), match=D(200), by=by, reason="Fel mottagare")
    assert (sums(month), nothing_waits(), PayrollReceipt.objects.count()) == ((0, 0), True, 2)
    receipt.refresh_from_db()
    for gifts in (1000, 10):
        with pytest.raises(AlreadyReversed):
            refund_receipt(receipt, payment=money_out(1200), gifts=D(gifts), match=D(200), by=by, reason="Igen")


@pytest.mark.parametrize(("gifts", "match"), [(1001, 0), (0, 201), (1100, 100), (-100, 200)])
def test_more_than_came_as_gifts_or_as_match_is_refused_and_nothing_is_written(month, by, gifts, match):
    receipt, out = in_bank(month, by=by), money_out(gifts + match)
    with pytest.raises(ValidationError) as error:
        refund_receipt(receipt, payment=out, gifts=D(gifts), match=D(match), by=by, reason="Fel")
    assert "1\xa0000\xa0kr gåvor och 200\xa0kr matchning" in error.value.messages[0]
    assert (sums(month), PayrollReceipt.objects.count()) == ((1000, 200), 1)
    assert [row.pk for row in Payment.objects.unallocated()] == [out.pk]


def test_more_than_went_out_is_refused(month, by):
    receipt = in_bank(month, by=by)
    with pytest.raises(ValidationError):
        refund_receipt(receipt, payment=money_out(299), gifts=D(300), match=D(0), by=by, reason="Fel")
    assert sums(month) == (1000, 200)


def test_part_of_what_stays_is_paid_back_too(month, by):
    receipt = in_bank(month, by=by)
    refund_receipt(receipt, payment=money_out(300), gifts=D(300), match=D(0), by=by, reason="Ett")
    [stays] = PayrollReceipt.objects.effective()
    assert (stays.amount, stays.match_part) == (900, 200)
    refund_receipt(stays, payment=money_out(200), gifts=D(0), match=D(200), by=by, reason="Två")
    assert (sums(month), nothing_waits()) == ((700, 0), True)


def test_month_that_somebody_closed_is_to_be_opened_first(by):
    month = make_month(company=CompanyFactory(name="Åkeriet AB"))
    receipt = in_bank(month, by=by, amount=900, match=0)
    close_month(fresh(month), by=by, reason="leaver")
    for gifts in (900, 300):
        with pytest.raises(MonthIsClosed):
            refund_receipt(receipt, payment=money_out(gifts), gifts=D(gifts), match=D(0), by=by, reason="Fel")
    assert sums(month) == (900, 0)


def test_month_that_closed_by_itself_opens_when_its_money_is_paid_back(by):
    month = make_month(company=CompanyFactory(name="Åkeriet AB"))
    receipt = in_bank(month, by=by, amount=1000, match=0)  # all that was expected
    assert fresh(month).is_closed
    refund_receipt(receipt, payment=money_out(300), gifts=D(300), match=D(0), by=by, reason="Fel")
    assert (sums(month), fresh(month).is_closed) == ((700, 0), False)


@pytest.mark.parametrize(("gifts", "match"), [(1000, 200), (300, 50)])
@pytest.mark.parametrize("is_banks", [True, False])
def test_refund_that_was_matched_by_mistake_is_undone(month, by, client_for, gifts, match, is_banks):
    receipt = in_bank(month, by=by) if is_banks else receive(month, 1200, match_part=D(200), external_id="R1")
    out = money_out(gifts + match)
    refund_receipt(receipt, payment=out, gifts=D(gifts), match=D(match), by=by, reason="Fel rad")
    client_for(FINANCE).post(reverse("finance:match_undo", args=[out.pk]))
    assert (sums(month), by_flow()) == ((1000, 200), {Flow.EMPLOYEES: 1000, Flow.MATCH: 200})
    assert [row.pk for row in Payment.objects.unallocated()] == [out.pk]
    assert Payment.objects.filter(amount__gt=0).count() == 1
    standing = PayrollReceipt.objects.effective()
    refund_receipt(standing.get(amount=gifts + match), payment=out, gifts=D(gifts), match=D(match), by=by, reason="Nu")
    assert (sums(month), nothing_waits()) == ((1000 - gifts, 200 - match), True)


# --- Where it is matched ---------------------------------------------------------------------------


def test_refund_is_proposed_for_the_gifts_or_the_match_that_the_employer_paid(month, by):
    in_bank(month, by=by)
    [row] = queue_of(Payment.objects.filter(pk=money_out(1000).pk))
    assert (row.best.parts[0].target.label, row.best.parts[0].target.left) == (f"{month}: Medarbetares gåvor", 1000)
    [row] = queue_of(Payment.objects.filter(pk=money_out(200).pk))
    assert row.best.parts[0].target.label == f"{month}: Företags matchning"


def test_gifts_and_match_are_paid_back_together_from_the_page(month, by, client_for):
    in_bank(month, by=by)
    out, client = money_out(350), client_for(FINANCE)
    url = reverse("finance:payment_split", args=[out.pk])
    targets = client.get(url, {"q": "Åkeriet matchning"}).context["form"].targets
    match = next(each for each in targets if each.label.endswith("matchning"))
    gifts = next(each for each in client.get(url).context["form"].targets if each.label.endswith("gåvor"))
    kronor = {gifts.key: "300", match.key: "50", "account-rounding": 3740, "account-fees": 6570, "account-income": 3990}
    refused = client.post(f"{url}?q=Åkeriet", kronor | {gifts.key: "150", match.key: "201"})
    assert "Så mycket finns inte kvar" in refused.content.decode()
    client.post(f"{url}?q=Åkeriet", kronor | {"reason": "De drog för mycket"})
    assert (sums(month), nothing_waits()) == ((700, 150), True)
    assert set(PayrollReceipt.objects.exclude(reason="").values_list("reason", flat=True)) == {"De drog för mycket"}


def test_what_has_been_paid_back_is_not_proposed_again(month, by):
    receipt = in_bank(month, by=by)
    refund_receipt(receipt, payment=money_out(1200), gifts=D(1000), match=D(200), by=by, reason="Fel")
    [row] = queue_of(Payment.objects.filter(pk=money_out(1000).pk))
    assert row.proposals == []
