"""Papers about money keep the names of the invoice and of the locked month: crm.paper_names."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Channel
from campaigns.services.contributions import add_contribution
from config.roles import FINANCE
from core.services import save_record
from crm.paper_names import PaperNames
from crm.services.companies import save_company
from duplicates.services.merging import merge
from finance.models import Account, Flow
from finance.services.ledger_exports import export_month
from finance.services.periods import lock_months
from tests import clock
from tests.campaigns.factories import promise, running_duel
from tests.factories import CompanyFactory, UserFactory, get_tier
from tests.finance.books import OURS, set_up
from tests.finance.factories import invoice, pay_instalment, planned_sponsorship
from tests.finance.sie_reader import read_sie
from tests.payroll.factories import make_month, receive
from tests.workbooks import book_of, rows_of

pytestmark = [pytest.mark.database, pytest.mark.django_db, clock.pinned]

OCTOBER, THEN, NOW = dt.date(2026, 10, 1), dt.date(2026, 10, 14), dt.date(2026, 11, 10)
OLD, NEW = "Gamla Namnet AB", "Nya Namnet AB"
OLD_NUMBER, NEW_NUMBER = "556036-0793", "556703-7485"
WRITTEN = ("Skäl", "Kommentar")  # what somebody wrote is not kept
COUNTERPART = {"plan": {"counterpart": Decimal(4000)}}


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def company():
    return CompanyFactory(name=OLD, orgnr=OLD_NUMBER, street="Gamla gatan 1", postal_code="722 11", city="Västerås")


@pytest.fixture
def signed(company):
    return planned_sponsorship(company=company, **COUNTERPART)


def rename(company):
    company.refresh_from_db()
    save_company(company, name=NEW, orgnr=NEW_NUMBER, street="Nya gatan 2")
    save_record(get_tier("Sponsor"), name="Stödjare")


@pytest.fixture
def lived_on(company, signed, by):
    """Invoiced, paid and given in October, which is locked; then renamed, and paid and given in November."""
    set_up(ours=(*OURS, Flow.SPONSORSHIP))
    first, second, third, _fourth = signed.instalments.order_by("number")
    month = make_month(company=company)
    duel, *_teams = running_duel(opens_on=dt.date(2026, 9, 1))
    promised = promise(duel, company=company, starts=dt.date(2026, 9, 1))

    def money(day: dt.date):
        pay_instalment(first, 1000, booked_on=day)  # invoiced under the old name
        pay_instalment(third, 10, booked_on=day)  # never invoiced
        receive(month, 100, received_on=day)
        paid = {"channel": Channel.MATCH, "match": promised, "received_on": day}
        add_contribution(competition=duel, amount=Decimal(70), by=by, **paid)

    invoice(first, on=dt.date(2026, 10, 2))
    money(THEN)
    lock_months(OCTOBER, by=by, anyway=True)
    rename(company)
    invoice(second, number="1002", on=dt.date(2026, 11, 2))
    money(NOW)


@pytest.fixture
def finance(client_for):
    return client_for(FINANCE)


def sheet_of(client, name: str, *args, **query) -> list[dict]:
    return rows_of(client.get(reverse(name, args=args), {**query, "export": "xlsx"}))


@pytest.mark.usefixtures("lived_on")
def test_instalments_are_named_as_invoiced_in_list_workbook_and_api(finance, signed):
    rows = sheet_of(finance, "finance:instalment_list")
    names = [(row["Företag"], row["Org.nr"], row["Nivå"]) for row in sorted(rows, key=lambda row: row["Referens"])]
    today = (NEW, NEW_NUMBER, "Sponsor")  # the tier of an agreement is that of its signing
    assert names == [(OLD, OLD_NUMBER, "Sponsor"), today, today, today]
    told = finance.get(reverse("api:instalment-list"), {"sponsorship": signed.pk}).json()["results"]
    assert [row["company_name"] for row in sorted(told, key=lambda row: row["number"])] == [OLD, NEW, NEW, NEW]
    page = finance.get(signed.instalments.get(number=1).get_absolute_url()).content.decode()
    assert ("Gamla gatan 1, 722 11 Västerås" in page, NEW in page) == (True, False)


@pytest.mark.usefixtures("lived_on")
def test_received_is_named_by_the_invoice_else_as_in_the_locked_month(finance):
    rows = sheet_of(finance, "finance:received_list", period_from="2026-01-01", period_to="2026-12-31")
    names = sorted((f"{row['Bokförd']:%m}", row["Slag"], row["Belopp"], row["Företag"]) for row in rows)
    assert names == [
        ("10", "Företags matchning", 70, OLD),
        ("10", "Medarbetares gåvor", 100, OLD),
        ("10", "Sponsorskap", 10, OLD),
        ("10", "Sponsorskap", 1000, OLD),
        ("11", "Företags matchning", 70, NEW),
        ("11", "Medarbetares gåvor", 100, NEW),
        ("11", "Sponsorskap", 10, NEW),
        ("11", "Sponsorskap", 1000, OLD),
    ]
    query = {"period_from": "2026-01-01", "period_to": "2026-12-31"}
    told = finance.get(reverse("api:allocation-list"), query).json()["results"]
    assert sorted(row["company_name"] for row in told) == sorted(name for *_rest, name in names)


@pytest.mark.usefixtures("lived_on")
@pytest.mark.parametrize("paper", ["finance:statement", "crm:company_certificate"])
def test_papers_of_a_company_and_a_year_keep_what_it_was_called_when_the_year_was_locked(paper, finance, company):
    page = finance.get(reverse(paper, args=[company.pk]), {"year": 2026}).content.decode()
    shown = [words in page for words in (OLD, OLD_NUMBER, NEW, NEW_NUMBER)]
    assert shown == [True, True, False, False]
    book = book_of(finance.get(reverse(paper, args=[company.pk]), {"year": 2026, "export": "xlsx"}))
    about = [cell.value for row in book.worksheets[-1] for cell in row]
    assert (OLD in about, OLD_NUMBER in about, NEW in about, NEW_NUMBER in about) == (True, True, False, False)
    later = finance.get(reverse(paper, args=[company.pk]), {"year": 2027}).content.decode()
    assert (OLD in later, NEW in later) == (False, True)


@pytest.mark.usefixtures("lived_on")
def test_year_end_is_named_by_invoices_else_as_in_the_last_locked_month(finance, signed):
    # The second was invoiced after the month was locked, under the new name.
    rows = sheet_of(finance, "finance:year_end", 2026)
    assert {row["Delbetalning"]: row["Företag"] for row in rows} == {1: OLD, 2: NEW, 3: OLD, 4: OLD}
    table = finance.get(reverse("finance:year_end", args=[2026])).context["table"]
    cells = [str(row.get_cell("what")) for row in table.rows]
    assert [NEW in cell for cell in cells] == [False, True, False, False]


@pytest.mark.usefixtures("lived_on")
def test_file_of_a_locked_month_names_the_partner_as_then_and_of_an_open_one_as_now(by):
    def partner(month: dt.date) -> set[str]:
        objects = read_sie(bytes(export_month(month, by=by).content)).records["OBJEKT"]
        return {name for dimension, _number, name in objects if dimension == "8"}

    assert (partner(OCTOBER), partner(dt.date(2026, 11, 1))) == ({OLD}, {NEW})


@pytest.mark.usefixtures("lived_on")
def test_workbook_of_payroll_giving_names_the_employer_of_a_locked_month(finance, by, company):
    make_month(company.payroll_schemes.get(), on=dt.date(2026, 10, 25))
    rows = sheet_of(finance, "payroll:list")
    names = {f"{row['Månad']:%m}": row["Arbetsgivare"] for row in rows}
    assert (names["06"], names["10"]) == (NEW, OLD)  # nothing of the company was booked in June


@pytest.mark.usefixtures("lived_on")
def test_contributions_name_who_matched_as_in_the_locked_month(finance, company):
    rows = sheet_of(finance, "campaigns:contribution_list", company.matches.get().competition_id)
    names = {f"{row['Mottaget']:%m}": row["Matchning från"] for row in rows}
    assert names == {"10": OLD, "11": NEW}


@pytest.mark.usefixtures("lived_on")
def test_payment_names_what_it_is_for_as_the_lists_do(finance, company):
    receipts = company.payroll_schemes.get().months.get().receipts.order_by("received_on")
    for receipt, name in zip(receipts, (OLD, NEW), strict=True):
        page = finance.get(receipt.allocations.get().payment.get_absolute_url()).content.decode()
        assert (OLD in page, NEW in page) == (name == OLD, name == NEW)


@pytest.mark.usefixtures("lived_on")
def test_what_is_yet_to_be_done_goes_by_the_register(finance, signed):
    page = finance.get(reverse("finance:invoice_basis"), {"until": "2026-12-31"}).content.decode()
    assert (OLD in page, NEW in page) == (False, True)
    for layout in ("fortnox", "fortnox-kunder", "visma", "visma-kunder"):
        url = reverse("finance:basis_file", args=[layout, "csv"])
        text = finance.get(url, {"until": "2026-12-31"}).getvalue().decode()
        assert (OLD in text, NEW in text, NEW_NUMBER in text) == (False, True, True)
    assert [row["Företag"] for row in sheet_of(finance, "finance:ageing")] == [NEW]
    assert [row["Företag"] for row in sheet_of(finance, "finance:instalment_reminders")] == [OLD]  # of the invoice


@pytest.mark.usefixtures("lived_on")
def test_agreements_as_known_have_the_names_of_their_events(finance):
    rows = sheet_of(finance, "finance:known_list", year=2026)
    assert [(row["Företag"], row["Org.nr"].replace("-", ""), row["Nivå"]) for row in rows] == [
        (OLD, OLD_NUMBER.replace("-", ""), "Sponsor")
    ]


@pytest.mark.parametrize("page", ["finance:received_list", "finance:known_list", "payroll:list"])
def test_downloaded_list_is_made_again_with_its_names(page, finance, company, signed):
    pay_instalment(signed.instalments.first(), 500, booked_on=NOW)
    receive(make_month(company=company), 100, received_on=NOW)
    before = sheet_of(finance, page, year=2026)
    rename(company)
    [again] = finance.get(reverse("finance:export_list")).context["table"].rows
    kept = [{heading: row[heading] for heading in row if heading not in WRITTEN} for row in before]
    assert sheet_of(finance, "finance:export_again", again.record.pk) == kept
    assert OLD in {row.get("Företag", row.get("Arbetsgivare")) for row in before}


@pytest.mark.usefixtures("lived_on")
def test_company_that_was_merged_keeps_its_name_on_papers_of_locked_months(finance, company, by):
    kept = CompanyFactory(name="Kvar AB", orgnr=None)
    merge(lost=company, kept=kept, by=by)
    rows = sheet_of(finance, "finance:received_list", period_from="2026-01-01", period_to="2026-12-31")
    gifts = {f"{row['Bokförd']:%m}": row["Företag"] for row in rows if row["Slag"] == "Medarbetares gåvor"}
    assert gifts == {"10": OLD, "11": "Kvar AB"}
    assert PaperNames(OCTOBER, OCTOBER).of(kept).name == OLD


def test_number_of_a_sole_trader_is_on_no_paper(client_for, by):
    person = CompanyFactory(name="Kim Ek", orgnr="811218-9876")
    owed = planned_sponsorship(company=person).instalments.first()
    invoice(owed, on=dt.date(2026, 10, 2))
    pay_instalment(owed, 1000, booked_on=THEN, account=Account.BANKGIRO)
    lock_months(OCTOBER, by=by, anyway=True)
    assert PaperNames(OCTOBER, OCTOBER).of(person) == ("Kim Ek", "Enskild firma", person.address)
    rows = sheet_of(client_for(FINANCE), "finance:instalment_list")
    assert {row["Org.nr"] for row in rows} == {"Enskild firma"}
