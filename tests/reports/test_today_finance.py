"""What waits for finance on Idag, and the sums that readers see there."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from core.locked_months import lock
from finance.models import Flow
from finance.rules.instalment_plans import Rhythm
from finance.services.allocations import allocate_to_account
from finance.services.instalments import credit_instalment
from reports.queries.today.finance import money_waiting, sums_of_year
from reports.queries.today.scope import Scope
from tests import clock
from tests.factories import CompanyFactory, UserFactory, get_goal, signed_sponsorship
from tests.finance.bank_samples import Entry, Tx, camt054, read_sample
from tests.finance.factories import A_DAY, invoice, pay, planned_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database("finance.queries.waiting"), clock.pinned]

TODAY = reverse("reports:today")


def told(user=None) -> list[tuple]:
    scope = Scope(timezone.localdate(), user or UserFactory())
    return [(row.subject, row.what, row.reasons, row.url) for row in money_waiting(scope)]


def test_unallocated_money_is_told_with_its_age():
    lock(dt.date(2026, 10, 1), by=UserFactory())
    pay(500, booked_on=dt.date(2026, 11, 20))
    pay(70, booked_on=dt.date(2026, 11, 15))
    assert told() == [
        (
            "Koppla inbetalningar",
            "2 inbetalningar är inte fördelade: 570\xa0kr",
            ["Den äldsta är 10 dagar gammal."],
            reverse("finance:matching"),
        )
    ]


def test_invoices_that_are_late_or_to_be_made_are_told():
    first, *_rest = planned_sponsorship().instalments.order_by("number")
    invoice(first)
    assert told() == [
        (
            "Påminn",
            "1 faktura är förfallen: 10\xa0000\xa0kr",
            [f"Den äldsta är {(timezone.localdate() - first.due_on).days} dagar sen."],
            reverse("finance:instalment_reminders"),
        ),
        (
            "Fakturera",
            "3 delbetalningar ska faktureras den här månaden: 30\xa0000\xa0kr",
            ["Den första skulle ha fakturerats 2026-04-01."],
            reverse("finance:invoice_basis"),
        ),
    ]


def test_what_is_to_be_invoiced_and_what_is_to_be_credited_are_told_apart():
    signed = planned_sponsorship(rhythm=Rhythm.ONCE)
    owed = invoice(signed.instalments.get(), on=dt.date(2026, 11, 2))
    credit_instalment(owed, on=dt.date(2026, 11, 20), reason="Fel adress")  # and it is charged anew, with the same sum
    day = min(signed.instalments.filter(invoice_no="").values_list("planned_on", flat=True))
    assert told()[-1] == (
        "Fakturera",
        "1 delbetalning ska faktureras den här månaden: 40\xa0000\xa0kr",
        [
            "1 delbetalning ska krediteras den här månaden: 40\xa0000\xa0kr.",
            f"Den första skulle ha fakturerats {day}.",
        ],
        reverse("finance:invoice_basis"),
    )
    signed.instalments.get(credits=None, invoice_no="").delete()
    assert told()[-1][1] == "1 delbetalning ska krediteras den här månaden: 40\xa0000\xa0kr"


def test_earliest_month_that_is_over_is_to_be_locked():
    by = UserFactory()
    for day in (dt.date(2026, 9, 10), dt.date(2026, 10, 10)):
        allocate_to_account(pay(5, booked_on=day), amount=Decimal(5), account_no="3990", flow=Flow.OTHER, by=by)
    september = reverse("finance:period_detail", args=[2026, 9])
    assert told() == [
        ("Lås månaden", "September 2026 är slut och inte låst", ["2 månader som är slut är öppna."], september)
    ]
    lock(dt.date(2026, 9, 1), by=by)
    assert told()[0][1:3] == ("Oktober 2026 är slut och inte låst", ["1 månad som är slut är öppen."])
    lock(dt.date(2026, 10, 1), by=by)
    assert told() == []


def test_bank_file_that_was_not_taken_whole_is_told():
    lock(dt.date(2026, 10, 1), by=UserFactory())
    late = Entry([Tx("30.00", bank_id="B")], day="2026-10-20")
    content = camt054(Entry([Tx("100.00", bank_id="A")]), late, Entry(amount="5.00", sign="DBIT"))
    file = read_sample(content, by=UserFactory())
    assert told()[1:] == [
        (
            str(file),
            "1 inbetalning i bankfilen togs inte: 30\xa0kr",
            ["Filens sida säger varför."],
            file.get_absolute_url(),
        )
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_section_costs_as_many_queries_for_one_as_for_thirty(number, django_assert_num_queries):
    by = UserFactory()
    for _each in range(number):
        invoice(planned_sponsorship().instalments.first())
        pay(500, by=by)
    scope = Scope(timezone.localdate(), by)
    with django_assert_num_queries(6):
        money_waiting(scope)


@pytest.mark.parametrize(
    ("role", "shown"),
    [("Ekonomi", "finance"), ("Partneransvarig", None), ("Läsare", "sums"), ("Tävlingsledare", "sums")],
)
def test_each_role_is_told_what_it_may_see(client_for, role, shown):
    by = UserFactory()
    pay(70, payer="Birgitta Exempel")
    allocate_to_account(
        pay(500, by=by), amount=Decimal(500), account_no="3990", flow=Flow.OTHER, by=by, goal=get_goal(1)
    )
    response = client_for(role).get(TODAY)
    keys = {each.section.key for name in ("main", "aside") for each in response.context[name]}
    assert keys & {"finance", "sums"} == ({shown} if shown else set())
    assert "Birgitta" not in response.content.decode()


def test_sums_are_of_the_month_and_the_year_by_goal(make_user, django_assert_num_queries):
    by = UserFactory()
    for amount, day in ((500, A_DAY), (30, dt.date(2026, 3, 3)), (9, dt.date(2025, 12, 1))):
        allocate_to_account(
            pay(amount, booked_on=day),
            amount=Decimal(amount),
            account_no="3990",
            flow=Flow.OTHER,
            by=by,
            goal=get_goal(1),
        )
    scope = Scope(timezone.localdate(), make_user("Läsare"))
    scope.user.has_perm("finance.view_allocation")
    with django_assert_num_queries(2):
        first, *others = sums_of_year(scope)
    assert (first.subject, first.what, first.reasons) == (
        str(get_goal(1)),
        "Mottaget i november: 500\xa0kr",
        ["I år: 530\xa0kr."],
    )
    assert {row.what for row in others} == {"Mottaget i november: 0\xa0kr"}


def test_agreements_that_no_plan_gets_invoiced_are_told():
    days = {"starts": dt.date(2026, 12, 1), "ends": dt.date(2027, 11, 30)}
    signed_sponsorship(company=CompanyFactory(), amount=Decimal(40_000), **days)
    signed_sponsorship(company=CompanyFactory(), amount=Decimal(10_000), **days)
    planned_sponsorship()
    over = {"starts": dt.date(2025, 1, 1), "ends": dt.date(2025, 12, 31), "signed_on": dt.date(2024, 12, 1)}
    signed_sponsorship(company=CompanyFactory(), **over)
    [row] = [row for row in told() if row[0] == "Planera"]
    assert row[1:3] == (
        "2 tecknade avtal har ingen betalplan: 50\xa0000\xa0kr om året",
        ["De kommer inte med i fakturaunderlaget."],
    )
