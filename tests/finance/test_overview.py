"""A year by goal and month, and what one company promised and gave."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import FINANCE, PARTNER_MANAGER, READER
from crm.services.amendments import amend_sponsorship
from finance.models import Flow
from finance.queries.overview import overview
from finance.queries.received import Giver, by_giver, received
from finance.queries.statements import statement
from finance.services.allocations import allocate_to_account, allocate_to_instalment, reverse_allocation
from finance.services.periods import lock_months
from tests.factories import UserFactory, get_goal, signed_sponsorship
from tests.finance.factories import pay, pay_instalment, planned_sponsorship
from tests.workbooks import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def running(**fields):
    return signed_sponsorship(starts=FIRST, ends=LAST, signed_on=FIRST, **{"amount": Decimal(365)} | fields)


def other_income(amount: int, **fields):
    payment = pay(amount)
    by = UserFactory()
    return allocate_to_account(
        payment, amount=Decimal(amount), account_no="3990", flow=Flow.OTHER, by=by, **{"goal": get_goal(1)} | fields
    )


def year():
    return overview(2026, today=timezone.localdate())


def test_promised_of_the_months_sums_to_that_of_the_goals_also_when_amended():
    amend_sponsorship(running(), starts=dt.date(2026, 7, 1), amount=Decimal(730), reason="Mer", by=UserFactory())
    running(goal=get_goal(2))
    facts = year()
    assert facts.whole.promised == sum(line.promised for line in facts.months) == 365 + 181 + 2 * 184
    assert [line.promised for line in facts.goals[:3]] == [181 + 2 * 184, 365, 0]
    assert facts.months[0].promised == 2 * 31
    assert overview(2027, today=timezone.localdate()).whole.promised_before == facts.whole.promised


def test_received_counts_in_its_month_and_goal_and_fees_do_not():
    other_income(500)
    other_income(70, goal=None)
    facts = year()
    assert (facts.whole.received, facts.months[10].received) == (570, 570)
    assert [(line.label, line.received) for line in facts.goals if line.received] == [
        (str(get_goal(1)), 500),
        ("Flera mål eller inget", 70),
    ]


def test_unallocated_is_told_with_its_age():
    pay(500)
    assert (year().unallocated.count, year().unallocated.amount, year().unallocated.oldest) == (
        1,
        500,
        dt.date(2026, 11, 10),
    )


def test_overview_page_and_who_sees_it(client_for):
    running()
    response = client_for(FINANCE).get(reverse("finance:overview"), {"year": 2026})
    assert response.context["facts"].whole.promised == 365
    assert client_for(FINANCE).get(reverse("finance:overview"), {"year": "x"}).context["year_is_unread"]


@pytest.mark.parametrize("number", [1, 30])
def test_overview_costs_as_many_queries_for_one_as_for_thirty(number, django_assert_num_queries):
    for _each in range(number):
        running()
    with django_assert_num_queries(6):
        year()


def test_statement_of_a_company_is_what_it_promised_and_what_came_from_it(client_for):
    signed = running()
    running()  # another company's
    facts = statement(signed.company, 2026)
    assert (facts.promised_sum, facts.received, facts.is_empty) == (365, [], False)
    assert statement(signed.company, 2024).is_empty
    client, page = client_for(PARTNER_MANAGER), reverse("finance:statement", args=[signed.company_id])
    assert client.get(page, {"year": 2026}).context["facts"].promised_sum == 365
    assert rows_of(client.get(page, {"year": 2026, "export": "xlsx"})) == []
    assert client.get(page, {"year": "x"}).status_code == 400


def test_statement_of_a_year_has_what_is_booked_in_it_and_a_locked_year_stays():
    """As the dashboard, the lists and the vouchers have it, whatever day the bank says."""
    signed = planned_sponsorship()
    instalment, old, day = signed.instalments.first(), dt.date(2025, 12, 1), dt.date(2025, 12, 30)
    late = pay(300, booked_on=day)
    wrong = pay_instalment(instalment, 200, booked_on=day)
    lock_months(old, by=UserFactory(), anyway=True)
    allocate_to_instalment(late, amount=Decimal(300), instalment=instalment, by=late.entered_by)
    reverse_allocation(wrong, by=UserFactory(), reason="Annans")
    today, sums = timezone.localdate(), []
    for year in (2025, 2026):
        facts = statement(signed.company, year)
        assert facts.received_sum == overview(year, today=today).whole.received
        sums.append([row.amount for row in facts.received])
    assert sums == [[200], [300, -200]]


def test_readers_see_sums_and_neither_payers_nor_what_is_not_allocated(client_for):
    other_income(500)
    pay(77, payer="Birgitta Exempel")
    client = client_for(READER)
    page = client.get(reverse("finance:overview"), {"year": 2026})
    told = page.content.decode()
    assert page.context["facts"].whole.received == 500
    assert ("Ofördelat" in told, reverse("finance:instalment_reminders") in told, "Birgitta" in told) == (False,) * 3
    assert client.get(reverse("finance:received_list")).status_code == 403


def test_received_is_the_publics_or_companies(client_for):
    other_income(500)
    sums = by_giver(received())
    assert sums == {Giver.PUBLIC: 0, Giver.COMPANY: 0, Giver.NEITHER: 500}
    rows = rows_of(client_for(FINANCE).get(reverse("finance:received_list"), {"export": "xlsx"}))
    assert [(row["Givare"], row["Belopp"]) for row in rows] == [("Varken eller", 500)]
