"""A month is locked with a look at what is unfinished, and opened again by a reason."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.services.contributions import add_contribution
from core.models import LockedMonth
from crm.services.companies import save_company
from finance.models import BankFile, Flow, LockedName, PeriodAct, PeriodEvent
from finance.queries.periods import months
from finance.services.allocations import allocate_to_account, allocate_to_instalment
from finance.services.instalments import credit_instalment, write_off
from finance.services.ledger_exports import export_month
from finance.services.lock_obstacles import unfinished
from finance.services.periods import (
    AlreadyLocked,
    NeedsReason,
    NotLocked,
    NotOver,
    Unfinished,
    lock_months,
    reopen_month,
)
from tests import clock
from tests.campaigns.factories import give, running_duel
from tests.factories import UserFactory
from tests.finance.books import set_up
from tests.finance.factories import from_bank, invoice, pay, planned_sponsorship
from tests.payroll.factories import make_month, make_scheme, receive

pytestmark = [pytest.mark.database, pytest.mark.django_db, clock.pinned]

D = Decimal
AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (dt.date(2026, month, 1) for month in (8, 9, 10, 11))
THEN = dt.date(2026, 10, 14)


@pytest.fixture
def by():
    return UserFactory()


def booked(amount: int, day: dt.date, by):
    payment = pay(amount, booked_on=day)
    allocate_to_account(payment, amount=D(amount), account_no="3990", flow=Flow.OTHER, by=by)


def test_month_is_locked_with_all_open_ones_before_it(by):
    booked(100, dt.date(2026, 8, 20), by)
    booked(50, THEN, by)
    lock_months(AUGUST, by=by)
    assert [each.month for each in lock_months(OCTOBER, by=by)] == [SEPTEMBER, OCTOBER]
    assert list(PeriodEvent.objects.order_by("pk").values_list("month", "act", "by")) == [
        (month, PeriodAct.LOCKED, by.pk) for month in (AUGUST, SEPTEMBER, OCTOBER)
    ]
    with pytest.raises(AlreadyLocked):
        lock_months(OCTOBER, by=by)


def test_month_is_locked_only_when_it_is_over(by, time_machine):
    with pytest.raises(NotOver):
        lock_months(NOVEMBER, by=by)
    time_machine.move_to(clock.moment_on(dt.date(2026, 11, 30)))
    with pytest.raises(NotOver):
        lock_months(NOVEMBER, by=by)
    time_machine.move_to(clock.moment_on(dt.date(2026, 12, 1)))
    assert [each.month for each in lock_months(NOVEMBER, by=by)] == [NOVEMBER]


def make_unfinished(by):
    """One of each kind in October, and as much in November."""
    set_up()
    competition, team, _other = running_duel(opens_on=SEPTEMBER)
    make_month(make_scheme(starts=SEPTEMBER), on=dt.date(2026, 9, 25))
    for day in (THEN, dt.date(2026, 11, 10)):
        from_bank(70, booked_on=day)
        give(team, 100, received_on=day)
        add_contribution(competition=competition, amount=D(30), received_on=day, by=by)


def test_what_is_unfinished_stops_it_until_it_is_meant(by):
    make_unfinished(by)
    with pytest.raises(Unfinished) as refused:
        lock_months(OCTOBER, by=by)
    told = [(each.key, each.number, each.amount) for each in refused.value.context["matters"]]
    assert told == [
        ("unallocated", 1, D(70)),
        ("by_hand", 2, D(130)),
        ("without_team", 1, D(30)),
        ("payroll", 1, None),
        ("not_booked", 2, D(130)),
    ]
    assert not LockedMonth.objects.exists()
    lock_months(OCTOBER, by=by, anyway=True)
    kept = PeriodEvent.objects.get(month=OCTOBER).unfinished
    assert kept == {"unallocated": 1, "by_hand": 2, "without_team": 1, "payroll": 1, "not_booked": 2}


def test_what_is_finished_is_not_told(by):
    set_up()
    hand, month = pay(100, booked_on=THEN), make_month(on=dt.date(2026, 9, 25))
    allocate_to_account(hand, amount=D(100), account_no="3990", flow=Flow.OTHER, by=by)
    receive(month, 1000, received_on=THEN)
    export_month(OCTOBER, by=by)
    assert unfinished(OCTOBER, OCTOBER) == []


def statement(by, first: int, last: int, opening: int, closing: int, *, account_no="SE1", booked: int | None = None):
    file = BankFile.objects.create(name="fil", sha256=f"{BankFile.objects.count():064}", read_by=by)
    days = {"from_on": dt.date(2026, 10, first), "to_on": dt.date(2026, 10, last)}
    booked = closing - opening if booked is None else booked
    return file.statements.create(account_no=account_no, opening=opening, closing=closing, booked=booked, **days)


def test_statements_that_are_missing_between_others_are_told(by):
    statement(by, 1, 9, 0, 100)
    statement(by, 5, 9, 70, 100)  # overlaps
    statement(by, 1, 31, 0, 5, account_no="SE2")
    statement(by, 20, 31, 250, 300)
    [gap] = unfinished(OCTOBER, OCTOBER)
    assert (gap.key, gap.number, gap.amount) == ("gaps", 1, None)
    assert unfinished(NOVEMBER, NOVEMBER) == []
    statement(by, 10, 19, 100, 250)
    assert unfinished(OCTOBER, OCTOBER) == []


def test_balances_that_do_not_agree_are_told(by):
    statement(by, 1, 9, 0, 100)
    statement(by, 10, 31, 100, 130, booked=29)
    assert [(each.key, each.number, each.amount) for each in unfinished(OCTOBER, OCTOBER)] == [("balances", 1, None)]
    assert unfinished(NOVEMBER, NOVEMBER) == []


def test_what_was_to_be_invoiced_and_is_not_is_told_with_differences_and_credits(by):
    sponsorship = planned_sponsorship()  # 10,000 kr on the first day of each quarter
    first, *_second, third, fourth = sponsorship.instalments.order_by("planned_on")
    told = [(each.key, each.number, each.amount) for each in unfinished(OCTOBER, OCTOBER)]
    assert told == [("to_invoice", 1, 10_000)]
    allocate_to_instalment(pay(10_000, booked_on=dt.date(2026, 11, 3)), amount=D(10_000), instalment=fourth, by=by)
    assert unfinished(OCTOBER, OCTOBER) == []
    invoice(first)
    write_off(invoice(third, number="3", on=dt.date(2026, 7, 1)), on=dt.date(2026, 7, 2), reason="Konkurs")
    assert unfinished(dt.date(2026, 7, 1), SEPTEMBER) == []
    credit_instalment(first, on=THEN, reason="Fel belopp")
    credit = [(each.key, each.number, each.amount) for each in unfinished(OCTOBER, OCTOBER)]
    assert credit == [("to_invoice", 1, -10_000)]


def test_month_is_opened_again_with_a_reason_and_locked_anew(by):
    booked(50, THEN, by)
    lock_months(OCTOBER, by=by)
    with pytest.raises(NeedsReason):
        reopen_month(OCTOBER, by=by, reason=" ")
    event = reopen_month(OCTOBER, by=by, reason="Fel konto")
    assert (event.act, event.reason, LockedMonth.objects.exists()) == (PeriodAct.REOPENED, "Fel konto", False)
    with pytest.raises(NotLocked):
        reopen_month(OCTOBER, by=by, reason="Igen")
    lock_months(OCTOBER, by=by)
    assert PeriodEvent.objects.filter(month=OCTOBER).count() == 3


def test_papers_about_a_locked_month_keep_the_names(by):
    _competition, team, other = running_duel(opens_on=SEPTEMBER)
    company = team.company
    before = company.name
    give(team, 100, received_on=THEN)
    give(other, 5, received_on=dt.date(2026, 11, 10))
    lock_months(OCTOBER, by=by)
    save_company(company, name="Nytt Namn AB")
    assert list(LockedName.objects.values_list("month", "company_key", "name")) == [(OCTOBER, company.pk, before)]
    reopen_month(OCTOBER, by=by, reason="Fel")
    lock_months(OCTOBER, by=by)
    assert LockedName.objects.get().name == "Nytt Namn AB"


def test_months_say_what_came_what_is_booked_and_what_is_locked(by):
    set_up()
    booked(100, dt.date(2026, 9, 20), by)
    pay(40, booked_on=THEN)
    lock_months(SEPTEMBER, by=by, anyway=True)
    told = [(each.first, bool(each.lock), each.received, each.allocated, each.not_booked) for each in months()]
    assert told == [
        (NOVEMBER, False, 0, 0, 0),
        (OCTOBER, False, D(40), 0, 0),
        (SEPTEMBER, True, D(100), D(100), 1),
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_looking_costs_as_many_queries_for_one_as_for_thirty(number, by, django_assert_num_queries):
    set_up()
    for _time in range(number):
        booked(10, THEN, by)
    with django_assert_num_queries(16):
        months()
        unfinished(OCTOBER, OCTOBER)
