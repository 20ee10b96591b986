"""Gifts are income when they come, counter-performances by the days that they cover."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from finance.models import Flow, Instalment
from finance.queries.year_end import year_end
from finance.rules.accrual import earned_between, earned_until, share_of
from finance.services.allocations import allocate_to_instalment
from tests import clock
from tests.factories import UserFactory, signed_sponsorship
from tests.finance.factories import pay
from tests.workbooks import book_of

pytestmark = pytest.mark.database

D = Decimal
YEAR = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
NEXT = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
OCTOBER, LAST_OF_SEPTEMBER = dt.date(2026, 10, 1), dt.date(2027, 9, 30)

days = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
kronor = st.integers(-(10**9), 10**9).map(lambda ore: D(ore) / 100)


@given(kronor, days, st.integers(0, 800), st.lists(days, max_size=4))
def test_parts_of_a_period_sum_to_the_whole(amount, first, length, cuts):
    last = first + dt.timedelta(days=length)
    edges = [first, *sorted({cut for cut in cuts if first < cut <= last}), last + dt.timedelta(days=1)]
    parts = [
        earned_between(amount, first=first, last=last, period=(begins, ends - dt.timedelta(days=1)))
        for begins, ends in itertools.pairwise(edges)
    ]
    assert sum(parts) == amount
    assert earned_until(amount, first=first, last=last, day=first - dt.timedelta(days=1)) == 0


ore = st.integers(0, 10**6).map(lambda number: D(number) / 100)


@given(st.tuples(ore, ore, ore), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_payments_that_sum_to_the_whole_divide_into_its_parts(parts, weights):
    whole, before, sums = sum(parts), D(0), [D(0)] * 3
    cuts = [whole * sum(weights[:number]) / sum(weights) for number in range(1, len(weights) + 1)]
    for cut in [round(cut, 2) for cut in cuts]:
        shares = share_of(cut - before, of=whole, parts=parts, before=before)
        sums, before = [total + share for total, share in zip(sums, shares, strict=True)], cut
    assert tuple(sums) == parts


def owed(**fields) -> Instalment:
    whole = {"gift": D(600), "counterpart": D(365), "gross": D(965)}
    due = {"planned_on": OCTOBER, "due_on": OCTOBER, "covers_from": OCTOBER, "covers_to": LAST_OF_SEPTEMBER}
    return Instalment.objects.create(sponsorship=signed_sponsorship(), number=1, **whole | due | fields)


@pytest.mark.django_db
@pytest.mark.parametrize("written_off_on", [dt.date(2026, 12, 30), dt.date(2027, 2, 1)])
def test_what_is_written_off_was_claimed_and_a_year_that_is_over_stays(written_off_on):
    instalment = owed(invoice_no="7", invoiced_on=OCTOBER)
    before = told(YEAR)
    Instalment.objects.filter(pk=instalment.pk).update(written_off_on=written_off_on, write_off_reason="Konkurs")
    assert told(YEAR) == before == [(0, 365, 0, 92, 273, 0)]
    assert told(NEXT) == [(0, 365, 92, 273, 0, 0)]


def told(year: tuple) -> list[tuple]:
    rows = year_end(*year).rows
    return [(row.gift, row.claimed, row.earned_before, row.earned, row.prepaid, row.accrued) for row in rows]


@pytest.mark.django_db
@clock.pinned
def test_only_the_counter_performance_is_divided_by_days():
    """A krona a day: 92 days of 2026, 273 of 2027."""
    instalment = owed()
    payment = pay(965, booked_on=dt.date(2026, 10, 14))
    allocate_to_instalment(payment, amount=D(965), instalment=instalment, by=UserFactory())
    assert told(YEAR) == [(600, 365, 0, 92, 273, 0)]
    assert told(NEXT) == [(0, 365, 92, 273, 0, 0)]
    assert year_end(*YEAR).received[Flow.SPONSORSHIP] == D(965)


@pytest.mark.django_db
def test_what_is_invoiced_is_claimed_and_what_is_neither_is_accrued():
    owed(invoice_no="1", invoiced_on=dt.date(2026, 10, 2))
    owed()
    assert told(YEAR) == [(0, 365, 0, 92, 273, 0), (0, 0, 0, 92, 0, 92)]


@pytest.mark.django_db
@clock.pinned
def test_page_and_workbook_say_the_same_and_that_the_auditor_decides(client_for):
    allocate_to_instalment(
        pay(965, booked_on=dt.date(2026, 10, 14)), amount=D(965), instalment=owed(), by=UserFactory()
    )
    client, url = client_for("Ekonomi"), reverse("finance:year_end", args=[2026])
    page = client.get(url)
    assert "Revisorn avgör" in page.content.decode()
    assert [amount for _label, amount in page.context["totals"]] == [600, 92, 273, 0]
    sheet = book_of(client.get(url, {"export": "xlsx"})).worksheets[0]
    assert [cell.value for cell in sheet[2]][5:] == [600, 365, 365, 0, 92, 273, 0]


@pytest.mark.django_db
def test_year_without_instalments_says_so(client_for):
    client = client_for("Ekonomi")
    assert "Inga delbetalningar" in client.get(reverse("finance:year_end", args=[2026])).content.decode()
    assert client.get(reverse("finance:year_end", args=[1])).status_code == 404
