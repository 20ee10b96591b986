"""Lists of schemes, their workbook, and the panel in a competition."""

import datetime as dt
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from payroll.services.months import open_months
from tests import clock
from tests.campaigns.factories import make_competition, make_team
from tests.factories import CompanyFactory, contact_at, get_goal
from tests.payroll.factories import JUNE, fixed, make_month, make_scheme, receive
from tests.payroll.pages import text_of
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database("payroll.views.schemes")]


def names_in(response) -> list[str]:
    return [row.record.company.name for row in response.context["table"].rows]


# --- Lists -----------------------------------------------------------------------------------------


def test_list_is_filtered_by_employer_reference_status_and_goal(client_for):
    today = timezone.localdate()
    running = make_scheme(company=CompanyFactory(name="Bo AB"), starts=today)
    make_scheme(company=CompanyFactory(name="Åkeri AB"), starts=today + relativedelta(days=1))
    make_scheme(
        company=CompanyFactory(name="Öl AB"),
        starts=today - relativedelta(days=9),
        ends=today - relativedelta(days=1),
        shares={get_goal(1): 50, get_goal(2): 50},
    )
    client = client_for("Läsare")

    def listed(**query):
        return names_in(client.get(reverse("payroll:list"), query))

    assert listed() == ["Bo AB", "Åkeri AB", "Öl AB"]
    assert listed(q="åkeri") == ["Åkeri AB"]
    assert listed(q=running.reference) == ["Bo AB"]
    assert listed(status="running") == ["Bo AB"]
    assert listed(status="upcoming") == ["Åkeri AB"]
    assert listed(status="ended") == ["Öl AB"]
    assert listed(goal=get_goal(2).pk) == ["Öl AB"]


def test_list_sums_what_was_received_for_the_months_of_the_year(client_for):
    today = timezone.localdate()
    scheme = make_scheme(starts=dt.date(today.year, 1, 1), payday=1)
    open_months(scheme, on=today)
    month = scheme.months.order_by("month").first()
    receive(month, 300, match_part=Decimal(100), received_on=today)
    make_scheme()
    response = client_for("Ekonomi").get(reverse("payroll:list"))
    [(words, total)] = response.context["totals"]
    assert (words, total) == (f"Mottaget från medarbetarna för månader i {today.year}", Decimal("200.00"))
    of_goal = client_for("Ekonomi").get(reverse("payroll:list"), {"goal": get_goal(1).pk})
    assert of_goal.context["totals"][0] == (f"{words}, till alla mål", Decimal("200.00"))
    assert [row.record.received_this_year for row in response.context["table"].rows] == [Decimal("200.00"), 0]


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    for _ in range(number):
        receive(make_month(), 100)
    client = client_for("Ekonomi")
    with django_assert_num_queries(13):
        response = client.get(reverse("payroll:list"))
    assert len(names_in(response)) == number


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_overdue_list_costs_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    for _ in range(number):
        company = CompanyFactory()
        make_month(company=company, coordinator=contact_at(company))
    client = client_for("Läsare")
    with django_assert_num_queries(8):
        response = client.get(reverse("payroll:overdue"))
    assert response.context["count"] == number


def test_overdue_list_has_only_what_is_late_and_finds_an_employer(client_for):
    today = timezone.localdate()
    late = make_scheme(company=CompanyFactory(name="Bo AB"), starts=today - relativedelta(months=2), payday=1)
    open_months(late, on=today - relativedelta(months=1))
    paid = make_month()
    receive(paid, 1000)
    client = client_for("Läsare")
    url = reverse("payroll:overdue")
    found = {row.record.scheme for row in client.get(url).context["table"].rows}
    assert (late in found, paid.scheme in found) == (True, False)
    assert client.get(url, {"q": "finns inte"}).context["count"] == 0


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_scheme_page_costs_as_many_queries_however_much_it_holds(number, client_for, django_assert_num_queries):
    scheme = make_scheme(starts=dt.date(2024, 6, 1), bands=[fixed(each, 6) for each in range(1, number + 1)])
    open_months(scheme, on=dt.date(2024, 5, 31) + relativedelta(months=number))
    for month in scheme.months.all():
        receive(month, 1, received_on=min(month.payday, timezone.localdate()))
    client = client_for("Ekonomi")
    with django_assert_num_queries(11):
        client.get(scheme.get_absolute_url())


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_month_page_costs_as_many_queries_however_many_receipts(number, client_for, django_assert_num_queries):
    month = make_month()
    for _ in range(number):
        receive(month, 1)
    client = client_for("Ekonomi")
    with django_assert_num_queries(10):
        client.get(month.get_absolute_url())


def test_scheme_page_shows_a_year_at_a_time(client_for):
    scheme = make_scheme(starts=dt.date(2025, 12, 1))
    open_months(scheme, on=dt.date(2026, 2, 28))
    client = client_for("Läsare")

    def shown(**query):
        return [row.record.name for row in client.get(scheme.get_absolute_url(), query).context["table"].rows]

    assert shown() == ["2026-02", "2026-01"]
    assert shown(year="2025") == ["2025-12"]
    assert shown(year="1999") == ["2026-02", "2026-01"]


# --- The workbook ----------------------------------------------------------------------------------


def test_workbook_has_a_typed_row_for_each_month_with_the_goals_apart(client_for):
    scheme = make_scheme(
        company=CompanyFactory(name="Bo AB"),
        shares={get_goal(1): 60, get_goal(3): 40},
        match_rate=Decimal(100),
        bands=[fixed(100, 10), fixed(7, 3)],
    )
    june = make_month(scheme)
    make_month(scheme, on=dt.date(2026, 7, 25))
    receive(june, "900.05", match_part=Decimal(100))
    make_month(company=CompanyFactory(name="Åkeri AB"), bands=[fixed(20, 4)])
    client = client_for("Ekonomi")
    book = book_of(client.get(reverse("payroll:list"), {"export": "xlsx"}))
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    june_row, july_row, other = (dict(zip(header, row, strict=True)) for row in rows[:3])
    assert june_row["Referens"] == scheme.reference
    assert june_row["Månad"] == dt.datetime(2026, 6, 1)  # noqa: DTZ001  as openpyxl reads a day
    assert (june_row["Väntat"], june_row["Mottaget"], june_row["Skillnad"]) == (1021, 800.05, -220.95)
    assert (june_row["Mottaget: Ingen hemlöshet"], june_row["Mottaget: Ingen ensamhet"]) == (480.03, 320.02)
    assert (june_row["Matchning enligt avtal"], june_row["Mottagen matchning"]) == (800.05, 100)
    assert (june_row["Väntat antal personer"], june_row["Läge"]) == (13, "Försenad")
    assert (july_row["Skillnad"], july_row["Mottaget"]) == (None, 0)
    assert (other["Arbetsgivare"], other["Väntat antal personer"], other["Väntat"]) == ("Åkeri AB", None, 80)
    terms = dict(zip(*list(book["Avtal"].iter_rows(values_only=True))[:2], strict=True))
    assert (terms["Andel: Ingen hemlöshet"], terms["Matchning, procent"]) == (0.6, 100)
    metadata = dict(book["Om exporten"].iter_rows(values_only=True))
    assert metadata["Månader"] == f"Till och med {timezone.localdate():%Y-%m}"
    assert (metadata["Kontrollsumma Väntat"], metadata["Kontrollsumma Skillnad"]) == (2122, -220.95)
    assert "summan är bara av de andra" in metadata["Skillnad"]
    one = book_of(client.get(reverse("payroll:list"), {"q": scheme.reference, "export": "xlsx"}))
    assert {row[0] for row in one.worksheets[0].iter_rows(min_row=2, max_row=3, values_only=True)} == {"Bo AB"}


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_workbook_costs_as_many_queries_for_one_scheme_as_for_thirty(number, client_for, django_assert_num_queries):
    for _ in range(number):
        make_month()
    client = client_for("Ekonomi")
    with django_assert_num_queries(13 + 8):  # and the audit log, the rows that are kept, and names of locked months
        response = client.get(reverse("payroll:list"), {"export": "xlsx"})
    assert book_of(response).sheetnames == ["Gåva via lön", "Avtal", "Om exporten"]


# --- In a competition ------------------------------------------------------------------------------


def test_panel_shows_received_and_promised_by_company(client_for):
    competition = make_competition(opens_on=JUNE, closes_on=JUNE + relativedelta(months=2))
    giving, silent = CompanyFactory(name="Bo AB"), CompanyFactory(name="Åkeri AB")
    make_team(competition, company=giving)
    make_team(competition, company=silent)
    scheme = make_scheme(company=giving)
    receive(make_month(scheme), 1000)
    make_month(scheme, on=dt.date(2026, 7, 25))
    client = client_for("Läsare")
    url = reverse("payroll:panel", args=[competition.pk])
    response = client.get(url, headers={"HX-Request": "true"})
    [each] = response.context["giving"]
    assert (each.company, each.received, each.promised) == (giving, Decimal("1000.00"), Decimal("1000.00"))
    assert (each.received_width, each.promised_width) == ("50.00%", "50.00%")
    assert "<html" not in text_of(response)
    assert "<html" in text_of(client.get(url))
    assert "ingår inte i tävlingens summa och ger inga poäng" in text_of(response)


def test_panel_of_companies_without_payroll_giving_says_what_to_do(client_for):
    competition = make_competition()
    make_team(competition)
    url = reverse("payroll:panel", args=[competition.pk])
    assert reverse("payroll:create") in text_of(client_for("Tävlingsledare").get(url, headers={"HX-Request": "true"}))
    assert reverse("payroll:create") not in text_of(client_for("Läsare").get(url, headers={"HX-Request": "true"}))


def test_menu_links_to_payroll_giving_and_marks_it(client_for):
    page = text_of(client_for("Läsare").get(reverse("payroll:list")))
    link = f'<a href="{reverse("payroll:list")}" aria-current="page">'
    assert page.count(link) == 2  # in the tabs, and in the menu of narrow screens
