import datetime as dt
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.rules.instalment_plans import (
    NOTHING,
    Agreement,
    Due,
    OwnDay,
    PlanTerms,
    Rhythm,
    Standing,
    planned,
    shared,
    vat_on,
)

JAN, DEC = dt.date(2027, 1, 1), dt.date(2027, 12, 31)


def agreed(*rates, starts=JAN, ends=DEC, amount="100000"):
    return Agreement(starts, ends, [(starts, Decimal(amount)), *((day, Decimal(yearly)) for day, yearly in rates)])


def stands(key, due, **fields):
    fields = {"planned_on": due.planned_on, "credits": due.credits} | fields
    return Standing(key, due.covers_from, due.covers_to, due.net, due.counterpart, **fields)


def nets(dues):
    return [due.net for due in dues]


def test_shares_sum_to_the_amount_and_the_last_gets_what_is_left():
    assert shared(Decimal("100.00"), [1, 1, 1]) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert shared(Decimal("0.05"), [0, 0]) == [Decimal("0.02"), Decimal("0.03")]


@pytest.mark.parametrize(
    ("amount", "rate", "vat"), [("100.01", 25, "25.00"), ("0.02", 25, "0.01"), ("-0.02", 25, "-0.01"), ("99", 0, "0")]
)
def test_vat_is_rounded_to_the_ore(amount, rate, vat):
    assert vat_on(Decimal(amount), rate) == Decimal(vat)


@pytest.mark.parametrize(
    ("rhythm", "number", "each"),
    [(Rhythm.ONCE, 1, "100000"), (Rhythm.YEARLY, 1, "100000"), (Rhythm.QUARTERLY, 4, "25000")],
)
def test_a_year_is_shared_evenly_by_its_rhythm(rhythm, number, each):
    assert nets(planned(agreed(), PlanTerms(rhythm))) == [Decimal(each)] * number


def test_quarters_cover_their_months_and_are_invoiced_on_the_first_day():
    second = planned(agreed(), PlanTerms(Rhythm.QUARTERLY))[1]
    assert second == Due(dt.date(2027, 4, 1), dt.date(2027, 6, 30), Decimal("25000.00"), NOTHING, dt.date(2027, 4, 1))


def test_the_last_part_of_a_period_that_is_no_whole_quarters_weighs_its_days():
    dues = planned(agreed(ends=dt.date(2027, 5, 15)), PlanTerms(Rhythm.QUARTERLY))
    assert [(due.covers_from, due.covers_to) for due in dues] == [
        (JAN, dt.date(2027, 3, 31)),
        (dt.date(2027, 4, 1), dt.date(2027, 5, 15)),
    ]
    assert sum(nets(dues)) == agreed().amount_between(JAN, dt.date(2027, 5, 15))


def test_what_the_company_gets_in_return_is_a_part_of_each():
    due = planned(agreed(), PlanTerms(Rhythm.QUARTERLY, counterpart=Decimal(20000)))[0]
    assert (due.net, due.counterpart, due.gift) == (Decimal("25000.00"), Decimal("5000.00"), Decimal("20000.00"))


def test_what_is_given_in_return_is_never_more_than_the_money():
    due = planned(agreed(), PlanTerms(Rhythm.ONCE, counterpart=Decimal(250000)))[0]
    assert due.gift == NOTHING


def test_own_days_share_by_their_weights():
    days = [OwnDay(JAN, Decimal(70000)), OwnDay(dt.date(2027, 9, 1), Decimal(30000))]
    dues = planned(agreed(), PlanTerms(Rhythm.OWN, days=days))
    assert [(due.planned_on, due.net) for due in dues] == [
        (JAN, Decimal("70000.00")),
        (dt.date(2027, 9, 1), Decimal("30000.00")),
    ]
    assert {(due.covers_from, due.covers_to) for due in dues} == {(JAN, DEC)}


def test_a_raise_of_what_is_invoiced_whole_is_a_difference_from_its_day():
    terms = PlanTerms(Rhythm.YEARLY)
    invoiced = stands(1, planned(agreed(), terms)[0])
    raised = agreed((dt.date(2027, 7, 1), "120000"))
    extra = raised.amount_between(JAN, DEC) - Decimal(100000)
    assert planned(raised, terms, [invoiced]) == [Due(dt.date(2027, 7, 1), DEC, extra)]


def test_a_raise_is_shared_by_the_parts_that_are_open():
    terms = PlanTerms(Rhythm.QUARTERLY)
    invoiced = stands(1, planned(agreed(), terms)[0])
    raised = agreed((dt.date(2027, 7, 1), "120000"))
    dues = planned(raised, terms, [invoiced])
    assert [due.covers_from.month for due in dues] == [4, 7, 10]
    assert sum(nets(dues)) == raised.amount_between(JAN, DEC) - Decimal(25000)


def test_an_early_end_credits_what_is_invoiced_and_drops_the_rest():
    terms = PlanTerms(Rhythm.QUARTERLY, counterpart=Decimal(20000))
    first, second, *_later = planned(agreed(), terms)
    ended = agreed(ends=dt.date(2027, 5, 15))
    (credit,) = planned(ended, terms, [stands(1, first), stands(2, second)])
    whole = ended.amount_between(JAN, DEC)
    assert (credit.net, credit.credits) == (whole - Decimal(50000), 2)
    assert (credit.covers_from, credit.covers_to) == (dt.date(2027, 5, 16), dt.date(2027, 6, 30))
    assert credit.counterpart == ended.amount_between(JAN, DEC, most=Decimal(20000)) - Decimal(10000)


def test_a_year_in_advance_is_credited_before_the_year_that_was_ended():
    terms, two_years = PlanTerms(Rhythm.YEARLY), agreed(ends=dt.date(2028, 12, 31))
    first, second = (stands(key, due) for key, due in enumerate(planned(two_years, terms)))
    dues = planned(agreed(ends=dt.date(2027, 6, 30)), terms, [first, second])
    assert [(due.credits, due.net < 0) for due in dues] == [(1, True), (0, True)]
    assert dues[0].net == Decimal("-100000.00")


def test_an_agreement_that_is_worth_nothing_credits_all():
    standing = [stands(key, due) for key, due in enumerate(planned(agreed(), PlanTerms(Rhythm.QUARTERLY)))]
    assert nets(planned(None, PlanTerms(Rhythm.QUARTERLY), standing)) == [Decimal("-25000.00")] * 4


def test_what_was_credited_whole_is_charged_anew_by_its_rhythm():
    terms = PlanTerms(Rhythm.QUARTERLY)
    first = stands(1, planned(agreed(), terms)[0])
    credit = stands(2, planned(None, terms, [first])[0])
    assert nets(planned(agreed(), terms, [first, credit])) == [Decimal("25000.00")] * 4


def test_another_rhythm_begins_after_what_is_invoiced():
    invoiced = stands(1, planned(agreed(), PlanTerms(Rhythm.QUARTERLY))[0])
    (rest,) = planned(agreed(), PlanTerms(Rhythm.YEARLY), [invoiced])
    assert (rest.covers_from, rest.covers_to, rest.net) == (dt.date(2027, 4, 1), DEC, Decimal("75000.00"))


def test_years_that_one_invoice_covers_are_settled_together():
    two_years = agreed(ends=dt.date(2028, 12, 31))
    paid = stands(1, planned(two_years, PlanTerms(Rhythm.ONCE))[0])
    assert planned(two_years, PlanTerms(Rhythm.MONTHLY), [paid]) == []


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31))
YEARLY = st.integers(0, 50_000_000).map(lambda ore: Decimal(ore) / 100)


@st.composite
def agreements(draw):
    starts, ends = sorted((draw(DAYS), draw(DAYS)))
    changes = sorted(day for day in draw(st.sets(DAYS, max_size=3)) if starts < day <= ends)
    rates = [(day, draw(YEARLY)) for day in [starts, *changes]]
    worth_nothing = draw(st.integers(0, 9)) == 0
    return None if worth_nothing else Agreement(starts, ends, rates, carried=draw(st.integers(-60_000, 60_000)))


@st.composite
def plans(draw):
    days = draw(
        st.lists(st.builds(OwnDay, DAYS, st.integers(0, 5).map(Decimal)), max_size=4, unique_by=lambda d: d.day)
    )
    return PlanTerms(draw(st.sampled_from(Rhythm)), draw(YEARLY), days)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(agreements(), plans(), st.integers(0, 2**12)), min_size=1, max_size=6))
def test_instalments_sum_to_the_agreement_whatever_happens(steps):
    standing, keys = [], count()
    for agreement, terms, invoiced in steps:
        dues = planned(agreement, terms, standing)
        whole = agreement.amount_between(agreement.starts, agreement.ends) if agreement else NOTHING
        assert sum(nets(dues), NOTHING) + sum((row.net for row in standing), NOTHING) == whole
        assert all(due.covers_from <= due.covers_to for due in dues)
        for due in dues:
            least, most = sorted((NOTHING, due.net))
            assert least <= due.counterpart <= most
            assert (due.net < 0) == (due.credits is not None)
        standing += [stands(next(keys), due) for place, due in enumerate(dues) if invoiced >> (place % 12) & 1]
        left = {row.key: row.net for row in standing if row.credits is None}
        for row in standing:
            if row.credits is not None:
                left[row.credits] += row.net
        assert all(amount >= 0 for amount in left.values())
