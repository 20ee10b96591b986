import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from crm.services.amendments import amend_sponsorship
from crm.services.sponsorships import end_sponsorship
from crm.services.undo_signing import correct_end
from finance.models import Instalment, InstalmentPlan
from finance.rules.instalment_plans import Rhythm, VatRate
from finance.rules.instalments import Age, InstalmentState
from finance.services.instalment_plans import (
    HasPlan,
    NotSigned,
    PlanIsUsed,
    change_plan,
    difference_of,
    differing_plans,
    make_plan,
    remove_plan,
    settle_plan,
)
from finance.services.instalments import (
    AlreadyInvoiced,
    HasCredit,
    NotByHand,
    NothingLeft,
    NotInvoiced,
    credit_instalment,
    register_invoice,
    withdraw_credit,
    withdraw_invoice,
    withdraw_write_off,
    write_off,
)
from tests.factories import SponsorshipFactory, UserFactory
from tests.finance.factories import invoice, pay_instalment, planned_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = dt.date(2026, 11, 24)
WRONG = "Fel belopp."


def states(sponsorship, day=TODAY):
    rows = sponsorship.instalments.with_state(day).order_by("number")
    return [row.state for row in rows]


def grosses(sponsorship):
    return [row.gross for row in sponsorship.instalments.order_by("number")]


def settled(sponsorship):
    """As the terms left it: the plan has followed by itself."""
    assert difference_of(InstalmentPlan.objects.get(sponsorship=sponsorship)) == 0
    return sponsorship


def test_plan_shares_the_agreement_with_days_to_pay():
    sponsorship = planned_sponsorship()
    first = sponsorship.instalments.get(number=1)
    assert grosses(sponsorship) == [Decimal(10000)] * 4
    assert (first.planned_on, first.due_on) == (dt.date(2026, 1, 1), dt.date(2026, 1, 31))
    assert (first.covers_from, first.covers_to) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert first.reference == f"{sponsorship.agreement_no}-1"


def test_plan_has_vat_on_what_the_company_gets_in_return():
    plan = {"counterpart": Decimal(8000), "vat_rate": VatRate.STANDARD}
    first = planned_sponsorship(plan=plan).instalments.get(number=1)
    assert (first.gift, first.counterpart, first.vat, first.gross) == (8000, 2000, 500, 10500)


def test_plan_needs_a_signature_and_is_made_once():
    with pytest.raises(NotSigned):
        make_plan(SponsorshipFactory(), rhythm=Rhythm.YEARLY)
    with pytest.raises(HasPlan):
        make_plan(planned_sponsorship(), rhythm=Rhythm.YEARLY)


def test_plan_of_own_days_needs_days():
    with pytest.raises(ValidationError) as error:
        planned_sponsorship(rhythm=Rhythm.OWN)
    assert list(error.value.error_dict) == ["own_days"]


def test_plan_of_own_days_shares_by_their_kronor():
    days = [(dt.date(2026, 9, 1), Decimal(10000)), (dt.date(2025, 12, 15), Decimal(30000))]
    sponsorship = planned_sponsorship(rhythm=Rhythm.OWN, plan={"own_days": days})
    rows = sponsorship.instalments.order_by("number")
    assert [(row.planned_on, row.gross) for row in rows] == [
        (dt.date(2025, 12, 15), Decimal(30000)),
        (dt.date(2026, 9, 1), Decimal(10000)),
    ]


def test_change_of_plan_leaves_what_is_invoiced():
    sponsorship = planned_sponsorship()
    invoice(sponsorship.instalments.get(number=1))
    change_plan(sponsorship.instalment_plan, rhythm=Rhythm.MONTHLY)
    rows = list(sponsorship.instalments.order_by("covers_from"))
    assert [row.gross for row in rows] == [
        10000,
        *[Decimal("3333.33")] * 3,
        *[Decimal("3333.33")] * 3,
        *[Decimal("3333.34")] * 3,
    ]
    assert difference_of(sponsorship.instalment_plan) == 0


def test_settling_twice_changes_nothing():
    sponsorship = planned_sponsorship()
    assert settle_plan(sponsorship.instalment_plan) == []


def test_amendment_of_a_paid_year_is_a_difference():
    sponsorship = planned_sponsorship(rhythm=Rhythm.YEARLY)
    paid = invoice(sponsorship.instalments.get())
    pay_instalment(paid, 40000)
    amend_sponsorship(sponsorship, starts=dt.date(2026, 7, 1), amount=Decimal(60000), reason="Mer", by=UserFactory())
    difference = settled(sponsorship).instalments.get(number=2)
    assert difference.gross == sponsorship.amount_between(sponsorship.starts, sponsorship.ends) - 40000
    assert difference.covers_from == dt.date(2026, 7, 1)
    assert states(sponsorship) == [InstalmentState.PAID, InstalmentState.PLANNED]


def test_early_end_drops_what_is_planned_and_credits_what_is_invoiced():
    sponsorship = planned_sponsorship()
    for row in sponsorship.instalments.filter(number__lte=2):
        invoice(row)
    end_sponsorship(sponsorship, on=dt.date(2026, 5, 15), reason="Konkurs")
    rows = list(settled(sponsorship).instalments.order_by("number"))
    assert [row.gross > 0 for row in rows] == [True, True, False]
    assert rows[2].credits == rows[1]
    assert states(sponsorship) == [InstalmentState.OVERDUE, InstalmentState.OVERDUE, InstalmentState.PLANNED]


def test_credits_take_all_of_the_vat_when_nothing_is_left():
    plan = {"counterpart": Decimal("0.02"), "vat_rate": VatRate.STANDARD}
    sponsorship = planned_sponsorship(rhythm=Rhythm.ONCE, plan=plan, amount=Decimal("0.02"))
    invoice(sponsorship.instalments.get())
    end_sponsorship(sponsorship, on=dt.date(2026, 6, 30), reason="Konkurs")
    invoice(settled(sponsorship).instalments.get(number=2), number="K1")
    never = {"on": dt.date(2025, 12, 15), "closing_reason": "Konkurs", "reason": "Fel dag"}
    correct_end(sponsorship, **never, by=UserFactory())
    rows = settled(sponsorship).instalments.order_by("number")
    assert [row.vat for row in rows] == [Decimal("0.01"), Decimal("0.00"), Decimal("-0.01")]


@pytest.mark.parametrize(
    ("paid", "state", "left"),
    [
        ([], InstalmentState.OVERDUE, 10000),
        ([4000], InstalmentState.OVERDUE, 6000),
        ([4000, 6000], InstalmentState.PAID, 0),
        ([10000, 500], InstalmentState.TO_REFUND, -500),
        ([10000, 500, -500], InstalmentState.PAID, 0),
    ],
)
def test_state_of_an_invoice_follows_its_money(paid, state, left):
    row = invoice(planned_sponsorship().instalments.get(number=1))
    for amount in paid:
        pay_instalment(row, amount)
    found = Instalment.objects.with_state(TODAY).get(pk=row.pk)
    assert (found.state, found.left, found.received) == (state, left, sum(paid))


def test_state_before_the_last_day_to_pay():
    row = invoice(planned_sponsorship().instalments.get(number=4))
    day = row.due_on
    assert Instalment.objects.with_state(day).get(pk=row.pk).state == InstalmentState.INVOICED
    pay_instalment(row, 100)
    assert Instalment.objects.with_state(day).get(pk=row.pk).state == InstalmentState.PART_PAID


def test_money_before_the_invoice_leaves_the_instalment_as_it_is():
    sponsorship = planned_sponsorship()
    pay_instalment(sponsorship.instalments.get(number=2), 10000)
    end_sponsorship(sponsorship, on=dt.date(2026, 1, 31), reason="Konkurs")
    assert states(settled(sponsorship))[0] == InstalmentState.TO_REFUND


def test_refund_of_a_credit_settles_what_it_credits():
    sponsorship = planned_sponsorship(rhythm=Rhythm.ONCE)
    paid = invoice(sponsorship.instalments.get())
    pay_instalment(paid, 40000)
    end_sponsorship(sponsorship, on=dt.date(2026, 6, 30), reason="Konkurs")
    credit = invoice(settled(sponsorship).instalments.get(number=2), number="K1")
    assert states(sponsorship) == [InstalmentState.TO_REFUND, InstalmentState.CREDITED]
    pay_instalment(credit, credit.gross)
    assert states(sponsorship) == [InstalmentState.PAID, InstalmentState.CREDITED]


def test_invoice_keeps_the_names_of_its_day():
    row = invoice(planned_sponsorship().instalments.get(number=1))
    company = row.sponsorship.company
    assert (row.company_name, row.company_orgnr, row.tier_name) == (company.name, company.orgnr or "", "Sponsor")
    with pytest.raises(AlreadyInvoiced):
        register_invoice(row, number="2", on=TODAY)


def test_invoice_that_was_a_mistake_follows_the_plan_again():
    row = invoice(planned_sponsorship().instalments.get(number=1), on=dt.date(2026, 1, 20))
    assert row.due_on == dt.date(2026, 2, 19)
    withdraw_invoice(row)
    assert (row.invoice_no, row.company_name, row.due_on) == ("", "", dt.date(2026, 1, 31))
    with pytest.raises(NotInvoiced):
        withdraw_invoice(row)


def test_write_off_needs_an_invoice_and_a_reason_and_can_be_taken_back():
    row = planned_sponsorship().instalments.get(number=1)
    with pytest.raises(NotInvoiced):
        write_off(row, on=TODAY, reason="Konkurs")
    invoice(row)
    with pytest.raises(ValidationError):
        write_off(row, on=TODAY, reason=" ")
    with pytest.raises(ValidationError):
        write_off(row, on=dt.date(2025, 12, 31), reason="Konkurs")
    write_off(row, on=TODAY, reason="Konkurs")
    found = Instalment.objects.with_state(TODAY).get(pk=row.pk)
    assert (found.state, found.left, found.balance) == (InstalmentState.WRITTEN_OFF, 0, 10000)
    withdraw_write_off(row)
    assert Instalment.objects.with_state(TODAY).get(pk=row.pk).state == InstalmentState.OVERDUE


def test_what_is_paid_is_not_written_off():
    row = invoice(planned_sponsorship().instalments.get(number=1))
    pay_instalment(row, 10000)
    with pytest.raises(NothingLeft):
        write_off(row, on=TODAY, reason="Konkurs")


def test_wrong_invoice_is_credited_and_charged_anew():
    sponsorship = planned_sponsorship()
    wrong = invoice(sponsorship.instalments.get(number=1))
    credit = credit_instalment(wrong, on=TODAY, reason=WRONG)
    anew = sponsorship.instalments.get(covers_from=wrong.covers_from, credits=None, invoiced_on=None)
    assert (credit.gross, anew.gross) == (-10000, 10000)
    assert states(sponsorship)[0] == InstalmentState.CREDITED
    with pytest.raises(HasCredit):
        withdraw_invoice(wrong)
    with pytest.raises(NothingLeft):
        credit_instalment(wrong, on=TODAY, reason=WRONG)


def test_credit_by_hand_can_be_taken_back_until_it_is_invoiced():
    sponsorship = planned_sponsorship()
    wrong = invoice(sponsorship.instalments.get(number=1))
    withdraw_credit(credit_instalment(wrong, on=TODAY, reason=WRONG))
    assert grosses(sponsorship) == [Decimal(10000)] * 4
    credit = invoice(credit_instalment(wrong, on=TODAY, reason=WRONG), number="K1")
    with pytest.raises(AlreadyInvoiced):
        withdraw_credit(credit)
    with pytest.raises(NotByHand):
        withdraw_credit(sponsorship.instalments.get(number=2))


def test_plan_is_removed_until_something_of_it_is_invoiced():
    sponsorship = planned_sponsorship()
    remove_plan(sponsorship.instalment_plan)
    assert not sponsorship.instalments.exists()
    other = planned_sponsorship()
    invoice(other.instalments.get(number=1))
    with pytest.raises(PlanIsUsed):
        remove_plan(other.instalment_plan)


def test_overdue_are_those_to_remind_of_and_have_an_age():
    sponsorship = planned_sponsorship()
    for row in sponsorship.instalments.all():
        invoice(row)
    late = Instalment.objects.overdue(TODAY).order_by("number")
    assert [row.number for row in late] == [1, 2, 3, 4]
    by_age = {age: [row.number for row in late.aged(age, TODAY)] for age in Age}
    assert by_age == {Age.TO_30: [4], Age.TO_60: [], Age.TO_90: [], Age.OVER_90: [1, 2, 3]}


def test_basis_holds_what_is_planned_until_the_day_and_not_invoiced():
    sponsorship = planned_sponsorship()
    invoice(sponsorship.instalments.get(number=1))
    assert [row.number for row in Instalment.objects.to_invoice(dt.date(2026, 7, 31)).order_by("number")] == [2, 3]


@pytest.mark.parametrize("typed", ["1001", " 1001 ", "{number}-1", "{number}"])
def test_instalments_are_found_by_invoice_reference_and_agreement(typed):
    sponsorship = planned_sponsorship()
    invoice(sponsorship.instalments.get(number=1))
    found = Instalment.objects.mentioning(typed.format(number=sponsorship.agreement_no.lower()))
    assert 1 in {row.number for row in found}


def test_plan_that_nobody_keeps_in_step_is_found():
    sponsorship = planned_sponsorship()
    assert list(differing_plans()) == []
    Instalment.objects.filter(sponsorship=sponsorship, number=4).update(gift=1, gross=1)
    assert list(differing_plans()) == [sponsorship.instalment_plan]
