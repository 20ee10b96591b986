import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from core.services import save_record
from finance.exports.invoice_basis import COLUMNS, Layout
from finance.models import AccountUse, Customer, Instalment, our_books
from finance.queries.invoice_basis import coding, invoice_rows
from finance.rules.instalment_plans import Rhythm, VatRate
from finance.rules.invoicing import MOST_TEXT, row_text
from finance.services.books import NumberAndName, save_books
from finance.services.instalment_plans import make_plan
from tests import clock
from tests.factories import CompanyFactory, signed_sponsorship
from tests.finance.books import usual_accounts
from tests.finance.factories import invoice, planned_sponsorship
from tests.markup import collapsed
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database("finance.views.invoice_basis")]

WITH_VAT = {"counterpart": Decimal(8000), "vat_rate": VatRate.STANDARD}


@pytest.fixture
def finance(client_for):
    return client_for("Ekonomi")


def file_of(client, layout, extension, until="2026-03-31"):
    return client.get(f"{reverse('finance:basis_file', args=[layout, extension])}?until={until}")


def lines_of(response):
    return [line.split(";") for line in response.getvalue().decode("utf-8-sig").splitlines()]


def test_text_of_a_row_is_short():
    days = {"first": dt.date(2026, 1, 1), "last": dt.date(2026, 3, 31)}
    text = row_text("SP00012", "Motprestation", "Ingen psykisk ohälsa", **days)
    assert text == "260101-260331 Motprestation Ingen psykisk ohälsa"
    assert len(text) <= MOST_TEXT


@pytest.mark.parametrize(
    ("goal", "last", "told"),
    [
        ("Alla är trygga", dt.date(2026, 3, 31), "SP00012 260101-260331 Motprestation Alla är trygga"),
        ("Ingen hemlöshet", dt.date(2026, 3, 31), "SP00012 2601-2603 Motprestation Ingen hemlöshet"),
        ("Ingen hemlöshet", dt.date(2026, 3, 30), "260101-260330 Motprestation Ingen hemlöshet"),
        ("Alla som vill ska få arbete", dt.date(2026, 3, 31), "2601-2603 Motprestation Alla som vill ska få"),
    ],
)
def test_every_word_of_a_rows_text_is_whole(goal, last, told):
    assert row_text("SP00012", "Motprestation", goal, first=dt.date(2026, 1, 1), last=last) == told


@pytest.mark.time_machine(clock.moment_on(dt.date(2026, 2, 10)))
def test_invoice_is_dated_when_it_is_made_with_the_same_days_to_pay():
    late, coming = planned_sponsorship(plan={"days_to_pay": 20}).instalments.order_by("number")[:2]
    [late], [coming] = (list(invoice_rows(each, coding())) for each in (late, coming))
    assert (late.invoiced_on, late.due_on) == (dt.date(2026, 2, 10), dt.date(2026, 3, 2))
    assert (coming.invoiced_on, coming.due_on) == (dt.date(2026, 4, 1), dt.date(2026, 4, 21))


def test_gln_within_a_peppol_id_has_its_own_column_for_fortnox(finance):
    for number, peppol in (("1", "0088:7300009900001"), ("2", "0007:5567037485")):
        save_record(
            Customer(company=planned_sponsorship(company=CompanyFactory()).company), number=number, peppol_id=peppol
        )
    heading, *lines = lines_of(file_of(finance, Layout.FORTNOX_CUSTOMERS, "csv"))
    assert sorted(dict(zip(heading, line, strict=True))["GLN"] for line in lines) == ["", "7300009900001"]


def test_fortnox_gets_one_head_for_each_invoice(finance):
    for _number in range(2):
        planned_sponsorship(company=CompanyFactory(), plan=WITH_VAT)
    heading, *lines = lines_of(file_of(finance, Layout.FORTNOX, "csv"))
    rows = [dict(zip(heading, line, strict=True)) for line in lines]
    heads = [row["ExternalInvoiceReference1"] for row in rows]
    assert [bool(each) for each in heads] == [True, False, True, False]
    assert [bool(row["InvoiceDate"] or row["CustomerName"]) for row in rows] == [True, False, True, False]
    assert [row["InvoiceRows.Price"] for row in rows] == ["8000,00", "2000,00"] * 2


def test_gift_and_counterpart_are_rows_of_their_own():
    row = planned_sponsorship(plan=WITH_VAT).instalments.get(number=1)
    assert [(each.price, each.account, each.vat_code, each.cost_centre) for each in invoice_rows(row, coding())] == [
        (Decimal(8000), "3993", "MF", "1"),
        (Decimal(2000), "3010", "MP1", "1"),
    ]


def test_accounts_and_codes_are_those_that_finance_has_chosen():
    chosen = {AccountUse.GIFT: "3995", AccountUse.SPONSORSHIP: "3011", AccountUse.UNTAXED: "3041"}
    accounts = usual_accounts() | {use: NumberAndName(number, "Eget") for use, number in chosen.items()}
    books = our_books()
    books.vat_code_none, books.vat_code_standard = "0", "25"
    save_books(books, accounts=accounts, since={})
    taxed = planned_sponsorship(plan=WITH_VAT).instalments.get(number=1)
    untaxed = planned_sponsorship(plan={"counterpart": Decimal(8000)}).instalments.get(number=1)
    told = [(each.account, each.vat_code) for row in (taxed, untaxed) for each in invoice_rows(row, coding())]
    assert told == [("3995", "0"), ("3011", "25"), ("3995", "0"), ("3041", "0")]


def test_codes_of_vat_differ(finance):
    form = finance.get(reverse("finance:books_edit")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"vat_code_none": "MP1"}
    answer = finance.post(reverse("finance:books_edit"), sent)
    assert answer.context["form"].errors["vat_code_standard"] == ["Med och utan moms behöver var sin kod."]


def test_basis_holds_what_is_planned_and_not_invoiced(finance):
    sponsorship = planned_sponsorship()
    invoice(sponsorship.instalments.get(number=1))
    page = finance.get(f"{reverse('finance:invoice_basis')}?until=2026-07-31")
    assert [row.number for row in page.context["table"].data.data] == [2, 3]
    assert [amount for _label, amount in page.context["totals"]] == [Decimal(20000), Decimal(0)]


@pytest.mark.parametrize("layout", Layout)
def test_csv_and_workbook_hold_the_same(layout, finance):
    planned_sponsorship(plan=WITH_VAT)
    lines = lines_of(file_of(finance, layout, "csv"))
    rows = list(book_of(file_of(finance, layout, "xlsx")).worksheets[0].values)
    assert lines[0] == list(rows[0]) == [heading for heading, *_rest in COLUMNS[layout]]
    assert len(lines) == (2 if "kunder" in layout else 3)


def test_csv_writes_kronor_with_a_comma_and_no_formula(finance):
    planned_sponsorship(company=CompanyFactory(name="=Åkeriet"), amount=Decimal("40000.40"))
    heading, row = lines_of(file_of(finance, Layout.FORTNOX, "csv"))
    told = dict(zip(heading, row, strict=True))
    assert (told["InvoiceRows.Price"], told["CustomerName"]) == ("10000,10", "'=Åkeriet")


@pytest.mark.parametrize("address", [("fortnox", "pdf"), ("annat", "csv")])
def test_other_files_are_not_found(address, finance):
    assert file_of(finance, *address).status_code == 404


def test_basis_is_closed_to_partner_managers(client_for):
    assert client_for("Partneransvarig").get(reverse("finance:invoice_basis")).status_code == 403


def test_customer_is_made_and_changed_by_its_form(finance):
    company = planned_sponsorship().company
    url = reverse("finance:customer_edit", args=[company.pk])
    finance.post(url, {"number": "501"})
    customer = Customer.objects.get(company=company)
    finance.post(url, {"number": "502", "street": "Box 1", "version": customer.version})
    customer.refresh_from_db()
    assert (customer.number, customer.street) == ("502", "Box 1")
    heading, row = lines_of(file_of(finance, Layout.VISMA_CUSTOMERS, "csv"))
    assert dict(zip(heading, row, strict=True))["Fakturaadress"] == "Box 1"


def test_customer_number_is_of_one_company(finance):
    save_record(Customer(company=CompanyFactory()), number="501")
    answer = finance.post(reverse("finance:customer_edit", args=[CompanyFactory().pk]), {"number": "501"})
    assert list(answer.context["form"].errors) == ["number"]


def test_credits_are_in_the_basis_with_negative_prices(finance):
    sponsorship = planned_sponsorship()
    wrong = invoice(sponsorship.instalments.get(number=1))
    wrong.refresh_from_db()
    from_credit = Instalment.objects.create(
        sponsorship=sponsorship,
        number=9,
        planned_on=dt.date(2026, 1, 5),
        due_on=dt.date(2026, 1, 5),
        covers_from=wrong.covers_from,
        covers_to=wrong.covers_to,
        gift=-100,
        gross=-100,
        credits=wrong,
        credit_reason="Fel",
    )
    assert [each.price for each in invoice_rows(from_credit, coding())] == [-100]


def test_agreements_without_a_plan_are_told_where_they_are_missed(finance):
    missed = signed_sponsorship(company=CompanyFactory(name="Glömda AB"), starts=dt.date(2026, 6, 1))
    planned_sponsorship()
    page = collapsed(finance.get(reverse("finance:invoice_basis")).content.decode())
    assert "1 tecknat avtal har ingen betalplan, så det kommer inte med här:" in page
    assert f'<a href="{missed.get_absolute_url()}#plan">{missed.agreement_no} Glömda AB</a>' in page
    make_plan(missed, rhythm=Rhythm.ONCE)
    assert "har ingen betalplan" not in finance.get(reverse("finance:invoice_basis")).content.decode()
