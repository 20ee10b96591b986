"""The employer's match and its caps."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.models import PayrollScheme
from payroll.queries import month_lines
from payroll.rules import match_by_month
from payroll.services.schemes import update_scheme
from tests.payroll.factories import JUNE, make_month, make_scheme, receive

pytestmark = pytest.mark.database
kronor = st.decimals(min_value=0, max_value=10**9, places=2)


@given(
    st.lists(kronor, max_size=8),
    st.decimals(min_value=0, max_value=1000, places=1),
    st.none() | kronor,
    st.none() | kronor,
)
def test_match_keeps_within_its_rate_and_both_caps(received, rate, month_cap, total_cap):
    due = match_by_month(
        received, rates=[rate] * len(received), month_caps=[month_cap] * len(received), total_cap=total_cap
    )
    for gift, match in zip(received, due, strict=True):
        assert 0 <= match <= gift * rate / 100 + Decimal("0.005")
        assert month_cap is None or match <= month_cap
    assert total_cap is None or sum(due) <= total_cap


def test_oldest_months_use_up_the_cap_on_the_whole():
    received = [Decimal(1000), Decimal(3000), Decimal(1000)]
    due = match_by_month(received, rates=[Decimal(50)] * 3, month_caps=[Decimal(1200)] * 3, total_cap=Decimal(2000))
    assert due == [Decimal(500), Decimal(1200), Decimal(300)]


@pytest.mark.django_db
@pytest.mark.days
def test_match_is_by_the_terms_that_each_month_was_frozen_with():
    scheme = make_scheme(match_rate=Decimal(100), match_month_cap=Decimal(400))
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 1))
    update_scheme(PayrollScheme.objects.get(pk=scheme.pk), match_rate=Decimal(50), match_month_cap=None)
    receive(june, 1000), receive(july, 1000)
    assert [line.match_due for line in month_lines(scheme, today=JUNE)] == [Decimal("400.00"), Decimal("500.00")]
