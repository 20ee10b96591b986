"""Kronor of an agreement that fall within a period."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import PARTS_OF_YEAR, amount_in_period, ore_in_periods

payable = st.integers(0, 10**10).map(lambda ore: Decimal(ore) / 100)
days = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


@st.composite
def agreements(draw):
    starts = draw(st.one_of(days, st.sampled_from([dt.date(2024, 2, 29), dt.date(2028, 2, 29), dt.date(2000, 2, 29)])))
    return draw(payable), starts, starts + dt.timedelta(days=draw(st.integers(0, 3700)))


def part(agreement, period_from, period_to):
    yearly, starts, ends = agreement
    return amount_in_period(yearly=yearly, starts=starts, ends=ends, period_from=period_from, period_to=period_to)


@given(agreement=agreements(), cuts=st.lists(st.integers(0, 3700), max_size=12), before=st.integers(0, 400))
def test_parts_of_any_division_sum_to_the_whole(agreement, cuts, before):
    _yearly, starts, ends = agreement
    first, last = starts - dt.timedelta(days=before), ends + dt.timedelta(days=before)
    edges = sorted({first, last + dt.timedelta(days=1), *(min(starts + dt.timedelta(days=cut), last) for cut in cuts)})
    parts = [part(agreement, edge, following - dt.timedelta(days=1)) for edge, following in pairwise(edges)]
    assert sum(parts, Decimal(0)) == part(agreement, first, last) == part(agreement, starts, ends)
    assert all(each >= 0 for each in parts)


@given(yearly=payable, starts=days)
def test_each_agreement_year_is_worth_the_yearly_amount(yearly, starts):
    def anniversary(years):
        try:
            return starts.replace(year=starts.year + years)
        except ValueError:  # 29 February
            return dt.date(starts.year + years, 3, 1)

    agreement = yearly, starts, anniversary(6) - dt.timedelta(days=1)
    for year in range(6):
        assert part(agreement, anniversary(year), anniversary(year + 1) - dt.timedelta(days=1)) == yearly


@st.composite
def agreed_terms(draw):
    """Öre a year, the remainder carried from before, and how many agreements have them."""
    half = PARTS_OF_YEAR // 2
    return draw(st.integers(0, 10**10)), draw(st.integers(-half, half - 1)), draw(st.integers(1, 3))


@given(
    terms=st.lists(agreed_terms(), max_size=4).map(tuple),
    agreement=agreements(),
    earlier=st.integers(0, 365),
    cuts=st.sets(st.integers(-400, 4000), min_size=2, max_size=12).map(sorted),
)
def test_amounts_of_agreements_on_the_same_days_are_the_sums_of_each(terms, agreement, earlier, cuts):
    _yearly, starts, ends = agreement
    years_from = starts - dt.timedelta(days=earlier)
    edges = tuple(starts + dt.timedelta(days=cut) for cut in cuts)
    found = dict(ore_in_periods(terms, edges=edges, starts=starts, ends=ends, years_from=years_from))
    for index, (first, after) in enumerate(pairwise(edges)):
        period = {"period_from": first, "period_to": after - dt.timedelta(days=1)}
        days = {"starts": starts, "ends": ends, "years_from": years_from}
        each = [
            number * amount_in_period(yearly=Decimal(ore) / 100, carried=carried, **days, **period)
            for ore, carried, number in terms
        ]
        assert Decimal(found.pop(index, 0)) / 100 == sum(each)
    assert found == {}


@given(agreement=agreements(), period_from=days, length=st.integers(0, 800))
def test_period_never_gives_more_than_the_agreement(agreement, period_from, length):
    period_to = period_from + dt.timedelta(days=length)
    amount = part(agreement, period_from, period_to)
    assert 0 <= amount <= part(agreement, agreement[1], agreement[2])
    if period_to < agreement[1] or agreement[2] < period_from:
        assert amount == 0


@pytest.mark.parametrize(
    ("starts", "ends", "period_from", "period_to", "amount"),
    [
        # A calendar year, whole, half, and its last day.
        ("2027-01-01", "2027-12-31", "2027-01-01", "2027-12-31", "36500.00"),
        ("2027-01-01", "2027-12-31", "2027-01-01", "2027-06-30", "18100.00"),
        ("2027-01-01", "2027-12-31", "2027-12-31", "2028-12-31", "100.00"),
        # A leap year has 366 days that share the same amount.
        ("2028-01-01", "2028-12-31", "2028-02-29", "2028-02-29", "99.73"),
        ("2028-01-01", "2028-12-31", "2028-01-01", "2028-12-31", "36500.00"),
        # An agreement year that is not a calendar year falls in two of them.
        ("2027-07-01", "2028-06-30", "2027-01-01", "2027-12-31", "18349.73"),
        ("2027-07-01", "2028-06-30", "2028-01-01", "2028-12-31", "18150.27"),
        # From 29 February: the first year ends on 28 February.
        ("2028-02-29", "2029-02-28", "2028-02-29", "2029-02-28", "36500.00"),
        ("2028-02-29", "2029-02-28", "2029-01-01", "2029-12-31", "5883.88"),
        ("2028-02-29", "2032-02-28", "2028-02-29", "2032-02-28", "146000.00"),
        # Ended early: what was agreed by then.
        ("2027-01-01", "2027-01-10", "2027-01-01", "2027-12-31", "1000.00"),
        # Outside, and backwards.
        ("2027-01-01", "2027-12-31", "2026-01-01", "2026-12-31", "0.00"),
        ("2027-01-01", "2027-12-31", "2027-06-30", "2027-01-01", "0.00"),
    ],
)
def test_amount_in_period_by_hand(starts, ends, period_from, period_to, amount):
    starts, ends, period_from, period_to = map(dt.date.fromisoformat, (starts, ends, period_from, period_to))
    assert part((Decimal(36500), starts, ends), period_from, period_to) == Decimal(amount)
