"""Every krona enters once, is never changed, and can be followed both ways."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from campaigns.models import Contribution
from campaigns.services.contributions import move_contribution, reverse_contribution
from core.errors import Refusal
from finance.models import Account, Allocation, Flow, Payment
from finance.services.allocations import (
    AlreadyReversed,
    allocate_to_account,
    allocate_to_competition,
    allocate_to_payroll,
    refund_contribution,
    refund_part,
    reverse_allocation,
)
from finance.services.payments import (
    AlreadyRestored,
    HasAllocations,
    IsTheBanks,
    MovedSince,
    NotAlike,
    NotReplaced,
    NotStanding,
    left_of,
    replace_payment,
    restore_payment,
    withdraw_payment,
)
from payroll.services.months import close_month, reverse_receipt
from tests.campaigns.factories import give, make_competition, running_duel
from tests.factories import UserFactory, get_goal
from tests.finance.factories import from_bank, pay
from tests.payroll.factories import make_month, make_scheme, receive

pytestmark = [pytest.mark.database("finance.services.mirroring"), pytest.mark.django_db]

D = Decimal


def received() -> Decimal:
    return Payment.objects.counting().aggregate(total=Sum("amount"))["total"] or D(0)


def allocated() -> Decimal:
    return Allocation.objects.aggregate(total=Sum("amount"))["total"] or D(0)


def parts(payment: Payment) -> list[tuple]:
    rows = Allocation.objects.filter(payment=payment).order_by("pk")
    return [(row.amount, row.flow, row.goal_id, row.period) for row in rows]


def account(payment: Payment, amount: str | int, **fields) -> Allocation:
    return allocate_to_account(
        payment, **{"amount": D(amount), "account_no": "3990", "flow": Flow.OTHER, "by": UserFactory()} | fields
    )


# --- Entered below -----------------------------------------------------------------------------------


def test_gift_is_a_payment_by_hand_with_its_goal_and_month():
    _duel, team, _other = running_duel()
    gift = give(team, 250, giver="Alva", message="Heja", external_id="S-1")
    [payment] = Payment.objects.all()
    assert (payment.account, payment.kind, payment.amount, payment.payer, payment.reference) == (
        Account.SWISH, "hand", D(250), "Alva", "S-1",
    )  # fmt: skip
    assert parts(payment) == [(D(250), Flow.EMPLOYEES, get_goal().pk, dt.date(2026, 11, 1))]
    assert [each.target for each in gift.allocations.all()] == [gift]


def test_gift_of_a_competition_with_two_goals_names_none():
    competition = make_competition(goals=[get_goal(1), get_goal(2)])
    _duel, team, _other = running_duel(goals=list(competition.goals.all()))
    assert [each.goal_id for each in give(team, 10).allocations.all()] == [None]


def test_reversed_gift_takes_its_payment_with_it():
    _duel, team, _other = running_duel()
    reverse_contribution(give(team, 250), by=UserFactory(), reason="Två gånger")
    assert (received(), allocated(), Payment.objects.unallocated().count()) == (0, 0, 0)
    assert list(Payment.objects.order_by("pk").values_list("amount", flat=True)) == [D(250), D(-250)]


def test_moved_gift_keeps_its_payment():
    _duel, team, other = running_duel()
    moved = move_contribution(give(team, 250), team=other, by=UserFactory(), reason="Fel lag")
    [payment] = Payment.objects.all()
    assert [each.amount for each in payment.allocations.order_by("pk")] == [D(250), D(-250), D(250)]
    assert [each.payment for each in moved.allocations.all()] == [payment]


def test_payroll_receipt_is_allocated_by_gift_match_and_goal():
    scheme = make_scheme(shares={get_goal(1): 60, get_goal(2): 40}, match_rate=D(50))
    receipt = receive(make_month(scheme), "300.01", match_part=D("100.00"))
    [payment] = Payment.objects.all()
    assert [(row[0], row[1]) for row in parts(payment)] == [
        (D("120.01"), Flow.EMPLOYEES),
        (D("80.00"), Flow.EMPLOYEES),
        (D("60.00"), Flow.MATCH),
        (D("40.00"), Flow.MATCH),
    ]
    reverse_receipt(receipt, by=UserFactory(), reason="Fel")
    assert (received(), allocated()) == (0, 0)


def test_rebooked_match_keeps_the_payment():
    month = make_month(make_scheme(match_rate=D(50)))
    receive(month, 1500)
    month.refresh_from_db()
    close_month(month, by=UserFactory(), reason="match", match_part=D(500))
    [payment] = Payment.objects.all()
    flows = Allocation.objects.values_list("flow").annotate(total=Sum("amount")).order_by("flow")
    assert (dict(flows), left_of(payment)) == ({Flow.EMPLOYEES: D(1000), Flow.MATCH: D(500)}, 0)


# --- The bank's row replaces what was entered by hand ------------------------------------------------


def test_bank_row_replaces_a_gift_entered_by_hand_and_counts_once():
    _duel, team, _other = running_duel()
    gift = give(team, 250)
    hand, bank = Payment.objects.get(), from_bank(250, bank_id="B1")
    assert received() == D(500)
    replace_payment(hand, bank=bank, by=UserFactory())
    assert (received(), allocated(), left_of(bank)) == (D(250), D(250), 0)
    assert [each.payment for each in gift.allocations.effective()] == [bank]
    with pytest.raises(NotStanding):
        replace_payment(hand, bank=bank, by=UserFactory())


def test_replacement_by_mistake_is_undone_and_the_right_row_replaces_it_then():
    by, hand = UserFactory(), pay(250)
    part = allocate_to_account(hand, amount=D(90), account_no="3990", flow=Flow.OTHER, by=by)
    wrong, right = from_bank(250), from_bank(250)
    replace_payment(hand, bank=wrong, by=by)
    with pytest.raises(Refusal):
        restore_payment(hand, by=by, reason=" ")
    again = restore_payment(hand, by=by, reason="Fel rad")
    assert set(Payment.objects.standing()) == {again, wrong, right}
    [standing] = Allocation.objects.effective().filter(payment__in=[again, wrong])
    assert (standing.payment, standing.amount, standing.account_no) == (again, part.amount, "3990")
    with pytest.raises(AlreadyRestored):
        restore_payment(hand, by=by, reason="Fel rad")
    replace_payment(again, bank=right, by=by)
    assert Allocation.objects.effective().get(payment=right).amount == 90
    with pytest.raises(NotReplaced):
        restore_payment(right, by=by, reason="Fel rad")


def test_replacement_is_not_undone_when_the_banks_row_pays_something_else_since():
    by, hand, bank = UserFactory(), pay(250), from_bank(250)
    allocate_to_account(hand, amount=D(250), account_no="3990", flow=Flow.OTHER, by=by)
    replace_payment(hand, bank=bank, by=by)
    reverse_allocation(Allocation.objects.effective().get(payment=bank), by=by, reason="Annat")
    with pytest.raises(MovedSince):
        restore_payment(hand, by=by, reason="Fel rad")
    assert Payment.objects.count() == 2


def test_gift_whose_replacement_is_undone_is_taken_back_with_its_payment():
    _competition, team, _rival = running_duel()
    gift = give(team, 100)
    hand, by = Payment.objects.get(), UserFactory()
    replace_payment(hand, bank=from_bank(100), by=by)
    again = restore_payment(hand, by=by, reason="Fel rad")
    assert Allocation.objects.effective().get().payment == again
    reverse_contribution(gift, by=by, reason="Fel")
    assert Payment.objects.get(reverses=again).amount == -100


def test_one_bank_row_replaces_several_as_long_as_it_suffices():
    _duel, team, _other = running_duel()
    for amount in (100, 150, 60):
        give(team, amount)
    bank = from_bank(300)
    first, second, third = Payment.objects.filter(is_mirrored=True).order_by("pk")
    replace_payment(first, bank=bank, by=UserFactory())
    replace_payment(second, bank=bank, by=UserFactory())
    with pytest.raises(NotAlike):
        replace_payment(third, bank=bank, by=UserFactory())
    assert (received(), left_of(bank)) == (D(360), D(50))


def test_gift_paid_by_the_bank_is_unallocated_again_when_it_is_reversed():
    _duel, team, _other = running_duel()
    bank = from_bank(250)
    gift = allocate_to_competition(bank, amount=D(250), competition=team.competition, team=team, by=UserFactory())
    assert (Payment.objects.count(), left_of(bank)) == (1, 0)
    reverse_contribution(gift, by=UserFactory(), reason="Fel tävling")
    assert (left_of(bank), list(Payment.objects.unallocated())) == (D(250), [bank])


def test_refund_reverses_the_gift_with_money_out():
    _duel, team, _other = running_duel()
    gift, out = give(team, 250), from_bank(-250)
    refund_contribution(gift, payment=out, by=UserFactory(), reason="Ville ha tillbaka")
    gift.refresh_from_db()
    assert (gift.is_reversed, received(), allocated(), left_of(out)) == (True, 0, 0, 0)
    assert Payment.objects.unallocated().count() == 0


@pytest.mark.parametrize("by_bank", [True, False])
def test_refund_of_a_part_goes_to_the_gift_it_came_from(by_bank):
    competition, team, _rival = running_duel()
    by = UserFactory()
    if by_bank:
        money = from_bank(100, payer="Kim")
        gift = allocate_to_competition(money, amount=D(100), competition=competition, team=team, by=by)
    else:
        gift = give(team, 100, giver="Kim")
    out = from_bank(-40)
    with pytest.raises(ValidationError):
        refund_part(gift, payment=out, amount=D(-41), by=by, reason="Ångrade sig")
    stays = refund_part(gift, payment=out, amount=D(-40), by=by, reason="Ångrade sig")
    whole = Contribution.objects.filter(team=team).aggregate(total=Sum("amount"))["total"]
    assert (stays.amount, stays.giver, stays.team, whole) == (60, "Kim", team, 60)
    assert (left_of(out), Allocation.objects.get(payment=out).amount) == (0, -40)
    assert received() == allocated() == 60
    assert not Payment.objects.unallocated().exists()


@pytest.mark.parametrize("kronor", [100, 40])
@pytest.mark.parametrize("by_bank", [True, False])
def test_refund_that_was_matched_by_mistake_is_undone_and_the_gift_is_there_again(by_bank, kronor):
    competition, team, _rival = running_duel()
    by, out = UserFactory(), from_bank(-kronor)
    if by_bank:
        where = {"competition": competition, "team": team}
        gift = allocate_to_competition(from_bank(100), amount=D(100), by=by, **where)
    else:
        gift = give(team, 100, giver="Kim")
    if kronor == gift.amount:
        refund_contribution(gift, payment=out, by=by, reason="Fel rad")
    else:
        refund_part(gift, payment=out, amount=D(-kronor), by=by, reason="Fel rad")
    line = Allocation.objects.get(payment=out)
    opposite = reverse_allocation(line, by=by, reason="Det var en annan")
    assert (opposite.reverses, opposite.payment, opposite.amount) == (line, out, kronor)
    entered = Contribution.objects.filter(team=team).aggregate(total=Sum("amount"))["total"]
    assert (entered, allocated(), received(), list(Payment.objects.unallocated())) == (100, 100, 100 - kronor, [out])
    again = Contribution.objects.effective().get(amount=kronor)
    assert (again.giver, again.received_on, again.team) == (gift.giver, gift.received_on, team)
    with pytest.raises(AlreadyReversed):
        reverse_allocation(line, by=by, reason="Igen")


def test_payment_is_split_over_payroll_and_an_account():
    bank, month = from_bank(1100, account=Account.BANKGIRO), make_month()
    allocate_to_payroll(bank, amount=D(1000), month=month, by=UserFactory())
    assert left_of(bank) == D(100)
    fee = account(bank, 100)
    reverse_allocation(fee, by=UserFactory(), reason="Fel konto")
    with pytest.raises(AlreadyReversed):
        reverse_allocation(fee, by=UserFactory(), reason="Igen")
    assert (left_of(bank), allocated()) == (D(100), D(1000))


# --- By hand -----------------------------------------------------------------------------------------


def test_payment_by_hand_is_taken_back_once_and_only_while_nothing_is_allocated():
    hand = pay(500)
    taken = account(hand, 200)
    with pytest.raises(HasAllocations):
        withdraw_payment(hand, by=UserFactory(), reason="Fel")
    reverse_allocation(taken, by=UserFactory(), reason="Fel")
    with pytest.raises(Refusal):
        withdraw_payment(hand, by=UserFactory(), reason=" ")
    withdraw_payment(hand, by=UserFactory(), reason="Fel")
    assert (received(), Payment.objects.unallocated().count()) == (0, 0)
    with pytest.raises(NotStanding):
        withdraw_payment(hand, by=UserFactory(), reason="Fel")
    with pytest.raises(IsTheBanks):
        withdraw_payment(from_bank(10), by=UserFactory(), reason="Fel")


# --- What the database refuses -----------------------------------------------------------------------


@pytest.mark.parametrize(("paid", "said"), [(500, "500.01"), (500, "-1"), (-500, "-500.01"), (-500, "1")])
def test_database_refuses_to_allocate_more_than_the_payment(paid, said):
    payment = from_bank(paid)
    row = Allocation(
        payment=payment, amount=D(said), period=dt.date(2026, 11, 1), flow=Flow.OTHER, account_no="3990",
        entered_by=payment.entered_by,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert Allocation.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE finance_payment SET amount = 1",
        "UPDATE finance_payment SET booked_on = '2020-01-01'",
        "UPDATE finance_payment SET bank_id = 'x'",
        "UPDATE finance_allocation SET amount = 1",
        "UPDATE finance_allocation SET goal_id = NULL",
        "UPDATE finance_replacement SET bank_id = hand_id",
        "UPDATE finance_restoration SET entered_by_id = entered_by_id + 1",
    ],
)
def test_ledger_is_never_changed(change):
    _duel, team, _other = running_duel()
    give(team, 250)
    replace_payment(Payment.objects.get(), bank=from_bank(250), by=UserFactory())
    restore_payment(Payment.objects.order_by("pk").first(), by=UserFactory(), reason="Fel rad")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_who_paid_can_be_forgotten():
    payment = from_bank(250, payer="Alva Ek", text="Från Alva")
    Payment.objects.filter(pk=payment.pk).update(payer="", text="", payer_account="", search_key="")
    payment.refresh_from_db()
    assert (payment.payer, payment.text, payment.amount) == ("", "", D(250))


@pytest.mark.parametrize("name", ["finance_payment", "finance_allocation", "finance_replacement"])
def test_rules_are_installed(name):
    sql = {
        "sqlite": "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name = %s",
        "postgresql": "SELECT COUNT(*) FROM pg_trigger WHERE tgname = %s",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{name}_final"])
        assert cursor.fetchone() == (1,)
