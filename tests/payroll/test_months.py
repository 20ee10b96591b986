"""Months are opened, frozen on the payday, and have a phase."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command

from payroll.models import PayrollMonth, PayrollScheme
from payroll.rules import MonthPhase, phase_of
from payroll.services.months import open_months
from payroll.services.schemes import EmployerIsFixed, update_scheme
from tests.factories import CompanyFactory, get_goal
from tests.payroll.factories import JUNE, fixed, fresh, make_month, make_scheme, mixed, per_mille, receive

pytestmark = pytest.mark.database


# --- Months ----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.days
def test_months_are_opened_once_and_frozen_on_the_payday():
    scheme = make_scheme()
    opened = open_months(scheme, on=dt.date(2026, 8, 24))
    assert [(month.name, month.is_frozen) for month in opened] == [
        ("2026-06", True),
        ("2026-07", True),
        ("2026-08", False),
    ]
    assert open_months(scheme, on=dt.date(2026, 8, 25)) == []
    assert [month.is_frozen for month in scheme.months.all()] == [True, True, True]
    assert scheme.months.first().due_on == dt.date(2026, 9, 14)


@pytest.mark.django_db
@pytest.mark.days
def test_month_expects_what_the_bands_active_on_its_payday_give():
    bands = [
        fixed(100, 10, ends=dt.date(2026, 7, 24)),
        per_mille("287.40", 8, starts=dt.date(2026, 7, 25)),
        fixed(50, 2, starts=dt.date(2026, 6, 26)),
    ]
    scheme = make_scheme(bands=bands)
    open_months(scheme, on=dt.date(2026, 7, 31))
    assert [(m.expected, m.expected_heads) for m in scheme.months.order_by("month")] == [
        (Decimal("1000.00"), 10),
        (Decimal("387.40"), 10),
    ]


@pytest.mark.django_db
@pytest.mark.days
def test_change_of_terms_moves_only_the_months_that_are_not_frozen():
    scheme = make_scheme()
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 1))
    band = scheme.bands.get()
    scheme = PayrollScheme.objects.get(pk=scheme.pk)
    update_scheme(
        scheme,
        shares={get_goal(1): 50, get_goal(2): 50},
        bands=[fixed(100, 12, key=band.pk)],
        match_rate=Decimal(100),
    )
    june, july = fresh(june), fresh(july)
    assert (june.expected, june.percents, june.match_rate) == (Decimal("1000.00"), {str(get_goal(1).pk): 100}, 0)
    assert (july.expected, july.match_rate) == (Decimal("1200.00"), 100)
    assert july.percents == {str(get_goal(1).pk): 50, str(get_goal(2).pk): 50}


@pytest.mark.django_db
@pytest.mark.days
def test_ending_a_scheme_deletes_months_after_its_end():
    scheme = make_scheme()
    make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 1))
    update_scheme(PayrollScheme.objects.get(pk=scheme.pk), ends=dt.date(2026, 7, 1))
    assert [month.name for month in scheme.months.all()] == ["2026-06"]


@pytest.mark.django_db
@pytest.mark.days
def test_employer_is_fixed_once_there_are_months():
    scheme = make_scheme()
    update_scheme(scheme, company=CompanyFactory())
    make_month(scheme)
    with pytest.raises(EmployerIsFixed):
        update_scheme(PayrollScheme.objects.get(pk=scheme.pk), company=CompanyFactory())


@pytest.mark.django_db
@pytest.mark.days
def test_command_opens_months_of_every_scheme_and_again_changes_nothing(capsys):
    make_scheme(), make_scheme(), make_scheme(starts=dt.date(2027, 1, 1))
    call_command("open_payroll_months", "--on", "2026-07-25")
    assert capsys.readouterr().out == "4 new months, 2 schemes\n"
    before = list(PayrollMonth.objects.order_by("pk").values_list("pk", "version"))
    call_command("open_payroll_months", "--on", "2026-07-25")
    assert capsys.readouterr().out == "0 new months, 2 schemes\n"
    assert list(PayrollMonth.objects.order_by("pk").values_list("pk", "version")) == before


# --- Phases ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "fields", "phase"),
    [
        ("2026-06-24", {}, MonthPhase.COMING),
        ("2026-06-25", {}, MonthPhase.WAITING),
        ("2026-07-12", {}, MonthPhase.WAITING),
        ("2026-07-13", {}, MonthPhase.LATE),
        ("2026-07-13", {"has_money": True}, MonthPhase.DIFFERS),
        ("2026-06-01", {"has_money": True, "agreed": True}, MonthPhase.READY),
        ("2026-07-12", {"has_money": True, "awaits_match": True}, MonthPhase.WAITING),
        ("2026-07-12", {"has_money": True, "lacks": True}, MonthPhase.DIFFERS),
        ("2026-07-13", {"has_money": True, "lacks": True}, MonthPhase.LATE),
        ("2026-07-13", {"has_money": True, "lacks": True, "awaits_match": True}, MonthPhase.LATE),
        ("2026-07-13", {"is_closed": True}, MonthPhase.CLOSED),
    ],
)
def test_month_has_its_phase(today, fields, phase):
    facts = {"is_closed": False, "has_money": False, "agreed": False} | fields
    days = {"payday": JUNE, "due_on": dt.date(2026, 7, 12), "today": dt.date.fromisoformat(today)}
    assert phase_of(**days, **facts) == phase


@pytest.mark.django_db
@pytest.mark.days
def test_overdue_are_the_months_without_money_after_the_remittance_day():
    late, paid, on_time = make_month(), make_month(), make_month(remittance_day=31)
    receive(paid, 1000)
    assert list(PayrollMonth.objects.overdue(dt.date(2026, 6, 30))) == []
    assert set(PayrollMonth.objects.overdue(dt.date(2026, 7, 13))) == {on_time}
    assert set(PayrollMonth.objects.overdue(dt.date(2026, 7, 14))) == {on_time, late}
    assert late.due_on == dt.date(2026, 7, 13)


@pytest.mark.parametrize(
    ("expected", "received", "match", "left"),
    [
        ("1033.33", "0.01", "0", ("1033.32", "0.01")),
        ("1033.33", "900", "450", ("133.33", None)),
        ("1033.33", "900", "0", ("133.33", "450.00")),
        ("1033.33", "983.33", "0", (None, "491.67")),
        ("1033.33", "983.32", "491.66", ("50.01", None)),
        ("1033.33", "2000", "1000", (None, None)),
        ("9999.99", "9900", "4950", (None, None)),
        ("9999.99", "9899.98", "4949.99", ("100.01", None)),
        ("9999.99", "0", "50", ("9999.99", None)),
    ],
)
@pytest.mark.django_db
@pytest.mark.days
def test_month_is_overdue_with_what_it_lacks_until_all_has_come(expected, received, match, left):
    month = make_month(bands=[mixed(expected)], match_rate=Decimal(50))
    receive(month, Decimal(received) + Decimal(match), match_part=Decimal(match))
    month, late = fresh(month), month.due_on + dt.timedelta(days=1)
    lacks = tuple(amount and Decimal(amount) for amount in left)
    assert (month.gifts_left, month.match_left) == lacks
    assert list(PayrollMonth.objects.overdue(late)) == ([month] if any(lacks) else [])
    assert (month.phase_on(late) == MonthPhase.LATE) == any(lacks)
