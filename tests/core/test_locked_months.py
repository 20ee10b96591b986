import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from core.locked_months import (
    MonthIsLocked,
    day_of_correction,
    last_day_of,
    lock,
    reopen,
    require_open,
    require_open_spans,
)
from core.models import LockedMonth
from tests.clock import pinned

pytestmark = [pytest.mark.database, pytest.mark.django_db, pinned]

OCTOBER = dt.date(2026, 10, 1)
FIRST, LAST = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
BEFORE, AFTER = dt.date(2026, 9, 30), dt.date(2026, 11, 1)


@pytest.fixture
def october(make_user):
    return lock(OCTOBER, by=make_user())


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_nothing_is_dated_in_a_locked_month(day, october):
    with pytest.raises(MonthIsLocked) as refused:
        require_open(AFTER, None, day)
    assert str(refused.value) == (
        "Oktober 2026 är låst i bokföringen, så inget som är daterat då ändras. Datera det 2026-11-01 eller senare, "
        "eller be en administratör öppna månaden."
    )


@pytest.mark.parametrize("day", [BEFORE, AFTER, None])
def test_other_months_are_open(day, october):
    require_open(day)


def test_open_day_that_is_named_is_after_all_locked_months_that_follow(october, make_user):
    lock(AFTER, by=make_user())
    with pytest.raises(MonthIsLocked, match="2026-11-25"):  # today: the month after has not begun
        require_open(LAST)


def test_month_that_is_reopened_is_open(october):
    reopen(october)
    require_open(FIRST)
    assert not LockedMonth.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "is_open"),
    [(FIRST, FIRST, False), (BEFORE, AFTER, False), (LAST, AFTER, False), (AFTER, AFTER, True), (BEFORE, BEFORE, True)],
)
def test_change_may_not_reach_into_a_locked_month(first, last, is_open, october):
    spans = [(AFTER, AFTER), (first, last)]
    if is_open:
        require_open_spans(spans)
    else:
        with pytest.raises(MonthIsLocked):
            require_open_spans(spans)


@pytest.mark.parametrize(("day", "booked"), [(BEFORE, BEFORE), (LAST, dt.date(2026, 11, 25)), (AFTER, AFTER)])
def test_correction_of_a_locked_month_is_booked_today(day, booked, october):
    assert day_of_correction(day) == booked


def test_month_is_locked_once_and_from_its_first_day(october, make_user):
    with pytest.raises(ValidationError):
        lock(OCTOBER, by=make_user())
    with pytest.raises(ValidationError):
        lock(LAST, by=make_user())
    with pytest.raises(IntegrityError), transaction.atomic():
        LockedMonth.objects.create(month=LAST, locked_by=make_user())


@pytest.mark.parametrize(("day", "last"), [(dt.date(2028, 2, 1), 29), (dt.date(2026, 12, 31), 31)])
def test_last_day_of_a_month(day, last):
    assert last_day_of(day).day == last


def test_refusal_is_told_in_the_language_of_the_reader(october):
    with translation.override("en"), pytest.raises(MonthIsLocked, match="October 2026"):
        require_open(FIRST)


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_as_many_queries_for_one_as_for_thirty(number, october, django_assert_num_queries):
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 1):
        require_open_spans([(AFTER, AFTER)] * number)
