"""Gifts by payroll and their match stand on Idag until they have come."""

import datetime as dt
from decimal import Decimal

import pytest

from core.models import User
from reports.queries.today.payroll import payroll_overdue
from reports.queries.today.scope import MOST, Scope
from tests.factories import CompanyFactory
from tests.payroll.factories import fixed, make_month, receive

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database]

LATE = dt.date(2026, 7, 15)


def rows(user: User, *, today: dt.date = LATE, everyone: bool = False) -> list[tuple[str, list[str]]]:
    found = payroll_overdue(Scope(today=today, user=user, everyone=everyone))
    return [(row.subject, [reason.replace("\N{NO-BREAK SPACE}", " ") for reason in row.reasons]) for row in found]


def test_unpaid_match_stands_until_it_is_paid(make_user):
    finance = make_user("Ekonomi")
    month = make_month(bands=[fixed("292.00", 10)], match_rate=Decimal(50))
    receive(month, "2875.50")
    name = str(month.scheme.company)
    assert rows(finance, today=month.due_on) == []
    assert rows(finance) == [(name, ["Försenad 2 dagar.", "Matchningen är inte betald: 1 437,75 kr fattas."])]
    receive(month, "1437.75", match_part=Decimal("1437.75"))
    assert rows(finance) == []


def test_gifts_that_came_in_part_stand_with_what_lacks_of_them_and_of_their_match(make_user):
    finance = make_user("Ekonomi")
    month = make_month(bands=[fixed("103.33", 10)], match_rate=Decimal(50))
    receive(month, "0.01")
    assert rows(finance)[0][1][1:] == [
        "Alla gåvor har inte kommit: 1 033,29 kr fattas.",
        "Matchningen är inte betald: 0,01 kr fattas.",
    ]
    receive(month, "899.99")
    assert rows(finance)[0][1][1:] == [
        "Alla gåvor har inte kommit: 133,30 kr fattas.",
        "Matchningen är inte betald: 450 kr fattas.",
    ]


def test_others_have_those_of_their_own_companies(make_user):
    owner, other = make_user("Partneransvarig"), make_user("Partneransvarig")
    month = make_month(company=CompanyFactory(owner=owner))
    mine = [(str(month.scheme.company), ["Försenad 2 dagar.", "Inga pengar har kommit, 1 000 kr väntas."])]
    assert (rows(owner), rows(other), rows(other, everyone=True)) == (mine, [], mine)
    assert rows(make_user("Ekonomi")) == mine
    month.scheme.company.owner = None
    month.scheme.company.save()
    assert rows(make_user("Tävlingsledare")) == mine


@pytest.mark.parametrize("number", [1, 20])
def test_section_costs_one_query_for_one_as_for_twenty(make_user, number, django_assert_num_queries):
    finance = make_user("Ekonomi")
    for _number in range(number):
        make_month()
    finance.has_perm("payroll.view_payrollmonth")
    with django_assert_num_queries(1):
        assert len(rows(finance)) == min(number, MOST + 1)
