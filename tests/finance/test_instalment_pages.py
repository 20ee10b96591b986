import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from finance.models import Instalment, InstalmentPlan
from finance.services.instalments import register_invoice
from tests.factories import signed_sponsorship
from tests.finance.factories import invoice, pay_instalment, planned_sponsorship
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db

LIST, REMINDERS, AGEING = "finance:instalment_list", "finance:instalment_reminders", "finance:ageing"


@pytest.fixture
def finance(client_for):
    return client_for("Ekonomi")


def rows_of(response):
    return list(book_of(response).worksheets[0].values)


def overdue():
    row = invoice(planned_sponsorship().instalments.get(number=3))
    pay_instalment(row, 2500)
    return row


@pytest.mark.parametrize("name", [LIST, REMINDERS, AGEING])
def test_lists_are_closed_to_readers(name, client_for):
    assert client_for("Läsare").get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 4), ("state=overdue", 1), ("state=planned", 3), ("due_on_to=2026-03-31", 1), ("q=1001", 1), ("q=SP", 0)],
)
def test_list_is_filtered(query, count, finance):
    overdue()
    assert finance.get(f"{reverse(LIST)}?{query}").context["count"] == count


def test_list_tells_what_is_left(finance):
    overdue()
    totals = finance.get(reverse(LIST)).context["totals"]
    assert [amount for _label, amount in totals] == [Decimal(40000), Decimal(2500), Decimal(37500)]


def test_workbook_holds_numbers(finance):
    row = overdue()
    rows = rows_of(finance.get(f"{reverse(REMINDERS)}?export=xlsx"))
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["Referens"], told["Kvar"], told["Fakturanummer"]) == (row.reference, 7500, "1001")


@pytest.mark.parametrize(("name", "queries"), [(LIST, 11), (REMINDERS, 11), (AGEING, 6)])
@pytest.mark.parametrize("number", [1, 30])
def test_pages_cost_as_many_queries_for_one_as_for_thirty(number, name, queries, finance, django_assert_num_queries):
    sponsorship = planned_sponsorship(rhythm="monthly", starts=dt.date(2024, 1, 1), signed_on=dt.date(2023, 12, 1))
    for row in sponsorship.instalments.order_by("number")[:number]:
        pay_instalment(invoice(row), 10)
    with django_assert_num_queries(queries):
        finance.get(reverse(name))


def test_ageing_sums_by_company_and_in_all(finance):
    overdue()
    overdue()
    table = finance.get(reverse(AGEING)).context["table"]
    assert [(line.count, line.over_90, line.total) for line in table.data.data] == [
        (1, Decimal(7500), Decimal(7500)),
        (1, Decimal(7500), Decimal(7500)),
        (2, Decimal(15000), Decimal(15000)),
    ]
    assert rows_of(finance.get(f"{reverse(AGEING)}?export=xlsx"))[1][-1] == 7500


def test_plan_is_made_by_its_form(finance):
    sponsorship = signed_sponsorship()
    typed = {"rhythm": "own", "own_days": "2027-02-01 30 000\n2027-08-01 10 000", "days_to_pay": 20, "vat_rate": 25}
    answer = finance.post(reverse("finance:plan_create", args=[sponsorship.pk]), typed | {"counterpart": "4 000"})
    assert answer.url == f"{sponsorship.get_absolute_url()}#plan"
    rows = Instalment.objects.order_by("number")
    assert [(row.due_on, row.gross) for row in rows] == [
        (dt.date(2027, 2, 21), Decimal(30750)),
        (dt.date(2027, 8, 21), Decimal(10250)),
    ]


@pytest.mark.parametrize(
    "days",
    ["", "i morgon", "2027-02-31", "2027-02-01 10\n2027-03-01", "2027-02-01\n2027-02-01", "2027-02-01 0", "1027-01-01"],
)
def test_days_that_cannot_be_read_stand_beside_the_field(days, finance):
    sponsorship = signed_sponsorship()
    typed = {"rhythm": "own", "own_days": days, "days_to_pay": 20, "vat_rate": 0}
    answer = finance.post(reverse("finance:plan_create", args=[sponsorship.pk]), typed)
    assert list(answer.context["form"].errors) == ["own_days"]


def test_plan_is_changed_with_its_days_as_they_were_written(finance):
    days = [(dt.date(2026, 2, 1), Decimal(30000)), (dt.date(2026, 8, 1), Decimal("10000.50"))]
    sponsorship = planned_sponsorship(rhythm="own", plan={"own_days": days})
    url = reverse("finance:plan_edit", args=[sponsorship.pk])
    shown = str(finance.get(url).context["form"]["own_days"])
    assert "2026-02-01 30\xa0000\n2026-08-01 10\xa0000,50" in shown
    version = sponsorship.instalment_plan.version
    finance.post(url, {"rhythm": "monthly", "days_to_pay": 30, "vat_rate": 0, "version": version})
    assert Instalment.objects.count() == 12


def test_plan_is_taken_away_after_a_question(finance):
    sponsorship = planned_sponsorship()
    url = reverse("finance:plan_remove", args=[sponsorship.pk])
    assert finance.get(url).status_code == 200
    assert finance.post(url).url == f"{sponsorship.get_absolute_url()}#plan"
    assert not InstalmentPlan.objects.exists()


def test_panel_shows_the_plan_to_partner_managers_without_buttons(client_for):
    sponsorship = planned_sponsorship()
    page = client_for("Partneransvarig").get(reverse("finance:plan_panel", args=[sponsorship.pk]))
    assert len(page.context["table"].rows) == 4
    assert "/betalplan/andra/" not in page.content.decode()


def test_invoice_and_its_withdrawal_by_the_page(finance):
    row = planned_sponsorship().instalments.get(number=1)
    typed = {"number": "2001", "on": "2026-01-02"}
    assert finance.post(reverse("finance:instalment_invoice", args=[row.pk]), typed).url == row.get_absolute_url()
    row.refresh_from_db()
    assert (row.invoice_no, row.due_on) == ("2001", dt.date(2026, 2, 1))
    finance.post(reverse("finance:instalment_invoice_withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert row.invoice_no == ""


def test_invoice_that_falls_due_before_its_day_is_refused_by_service_and_page(finance):
    row = planned_sponsorship().instalments.get(number=1)
    typed = {"number": "2001", "on": dt.date(2026, 1, 2), "due_on": dt.date(2026, 1, 1)}
    with pytest.raises(ValidationError) as refused:
        register_invoice(row, **typed)
    page = finance.post(reverse("finance:instalment_invoice", args=[row.pk]), typed)
    assert page.context["form"].errors == refused.value.message_dict
    assert list(page.context["form"].errors) == ["due_on"]
    assert not Instalment.objects.get(pk=row.pk).is_invoiced


def test_write_off_and_credit_by_the_page(finance):
    row = overdue()
    reason = {"on": "2026-11-24", "reason": "Konkurs"}
    finance.post(reverse("finance:instalment_write_off", args=[row.pk]), reason)
    assert "Konkurs" in finance.get(row.get_absolute_url()).content.decode()
    finance.post(reverse("finance:instalment_write_off_withdraw", args=[row.pk]))
    finance.post(reverse("finance:instalment_credit", args=[row.pk]), reason)
    credit = Instalment.objects.get(credits=row)
    assert finance.get(credit.get_absolute_url()).status_code == 200
    answer = finance.post(reverse("finance:instalment_credit_withdraw", args=[credit.pk]))
    assert answer.url == row.get_absolute_url()
    assert not Instalment.objects.filter(credits=row).exists()
