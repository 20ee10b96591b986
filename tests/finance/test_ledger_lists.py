"""The ledger program's lists read back: invoices, and what is paid of them, once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.roles import ADMINISTRATOR, FINANCE
from core.locked_months import lock
from finance.models import Account, Allocation, Customer, Flow, FlowRule, Instalment, Payment
from finance.rules.instalment_plans import Rhythm
from finance.services.allocations import allocate_to_instalment
from finance.services.instalments import IsBooked, write_off
from finance.services.ledger_exports import export_month
from finance.services.payment_matching import Chosen, confirm, queue_of
from finance.services.payments import replace_payment
from imports.models import RowStatus
from imports.services.commit import NothingToImport
from imports.services.previews import preview_of
from imports.services.row_undo import TouchedSince
from imports.services.undo import undo_import
from tests.databases import LOCKING_MONTHS
from tests.factories import CompanyFactory, UserFactory, get_goal
from tests.finance.bank_samples import Entry, Tx, camt054, read_sample
from tests.finance.books import set_up
from tests.finance.factories import from_bank, invoice, planned_sponsorship
from tests.imports.drafts import draft, read_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.database]

D = Decimal
INVOICES = ["Fakturanr", "Fakturadatum", "Förfallodatum", "Vår referens", "Kundnr", "Org.nr", "Belopp"]
PAID = ["Fakturanr", "Betaldatum", "Belopp"]
DAY, ORGNR = dt.date(2026, 11, 10), "5560360793"


@pytest.fixture
def by(make_user):
    return make_user(FINANCE)


@pytest.fixture
def owed():
    """The first of four instalments of 10,000 kr."""
    return planned_sponsorship(company=CompanyFactory(name="Åkeriet AB", orgnr=ORGNR)).instalments.first()


@pytest.fixture
def billed(owed):
    return invoice(owed)


def now(instalment: Instalment) -> Instalment:
    return Instalment.objects.with_money().get(pk=instalment.pk)


def paid_list(*rows) -> list[list[str]]:
    return [PAID, *(list(map(str, row)) for row in rows)]


# --- Invoices --------------------------------------------------------------------------------------


def test_instalments_become_invoiced_by_reference_customer_or_orgnr(owed, by):
    Customer.objects.create(company=owed.sponsorship.company, number="1042")
    table = [
        INVOICES,
        ["2001", "2026-01-05", "2026-02-20", owed.reference, "", "", "10 000,00"],
        ["2002", "2026-04-01", "", "", "1042", "", "10 000,00"],
        ["2003", "2026-07-01", "", "", "", ORGNR, "10 000,00"],
    ]
    batch = draft("invoice", table, by=by)
    assert [row[:2] for row in seen(batch)] == [(number, RowStatus.CHANGE) for number in (2, 3, 4)]
    read_in("invoice", table, by=by)
    rows = owed.sponsorship.instalments.order_by("number")
    assert [(row.invoice_no, str(row.invoiced_on), str(row.due_on)) for row in rows][:3] == [
        ("2001", "2026-01-05", "2026-02-20"),
        ("2002", "2026-04-01", "2026-05-01"),
        ("2003", "2026-07-01", "2026-07-31"),
    ]
    assert rows[0].company_name == "Åkeriet AB"


def test_same_list_of_invoices_again_says_that_nothing_is_new(owed, by):
    table = [INVOICES, ["2001", "2026-01-05", "", owed.reference, "", "", ""]]
    read_in("invoice", table, by=by)
    again = draft("invoice", table, by=by)
    assert seen(again) == [(2, RowStatus.SAME, [])]
    with pytest.raises(NothingToImport):
        read_in("invoice", table, by=by)


def test_each_invoice_that_is_wrong_says_row_column_value_and_why(owed, by):
    invoice(owed, number="1001")
    lock(dt.date(2026, 3, 1), by=by)
    second = owed.sponsorship.instalments.order_by("number")[1]
    table = [
        INVOICES,
        ["2001", "2026-01-05", "", owed.reference, "", "", ""],
        ["2002", "2026-03-05", "", second.reference, "", "", ""],
        ["2003", "2026-04-05", "2026-04-01", f"{second.reference[:-1]}3", "", "", ""],
        ["2004", "2026-04-05", "", f"{second.reference[:-1]}4", "", "", "9 000"],
        ["2005", "2026-04-05", "", "X-1", "", "", ""],
        ["2006", "2026-04-05", "", "", "", ORGNR, "77"],
        ["2007", "2026-04-05", "", "", "9", "", "10 000"],
    ]
    assert [row[2] for row in seen(draft("invoice", table, by=by))] == [
        [("Fakturanr", "2001", "Delbetalningen är redan fakturerad: 1001.")],
        [("Fakturadatum", "2026-03-05", "Månaden är låst i bokföringen.")],
        [("Förfallodatum", "2026-04-01", "Den kan inte förfalla före fakturans dag.")],
        [("Belopp", "9 000", "Delbetalningen är på 10\xa0000\xa0kr.")],
        [("Vår referens", "X-1", "Ingen delbetalning har den referensen.")],
        [("Belopp", "77", "Ingen delbetalning på det beloppet väntar på en faktura.")],
        [("", "", "Varken referens, kundnummer eller organisationsnummer är något hos oss.")],
    ]


def test_what_is_booked_as_income_is_refused_in_the_preview(owed, by):
    set_up(ours=(Flow.SPONSORSHIP,))
    allocate_to_instalment(from_bank(4000, booked_on=DAY), amount=D(4000), instalment=owed, by=by)
    export_month(dt.date(2026, 11, 1), by=by)
    rows = [INVOICES, ["1001", "2026-11-10", "2026-12-10", owed.reference, "", "", "10000"]]
    assert [(status, told) for _row, status, told in seen(draft("invoice", rows, by=by))] == [
        (RowStatus.WRONG, [("", "", IsBooked.message)])
    ]


def test_invoices_read_in_are_taken_back(owed, by):
    before = owed.due_on
    batch = read_in("invoice", [INVOICES, ["2001", "2026-01-05", "2026-02-20", owed.reference, "", "", ""]], by=by)
    undo_import(batch, by=by)
    owed.refresh_from_db()
    assert (owed.invoice_no, owed.invoiced_on, owed.due_on, owed.company_name) == ("", None, before, "")


# --- Paid invoices ---------------------------------------------------------------------------------


def test_paid_invoice_is_a_payment_by_hand_until_the_banks_row_comes(billed, by):
    read_in("paid", paid_list(("1001", DAY, "4 000,00")), by=by)
    hand = Payment.objects.get()
    assert (hand.kind, hand.account, hand.amount, hand.reference, hand.payer) == (
        "hand",
        Account.OTHER,
        4000,
        "1001",
        "Åkeriet AB",
    )
    assert now(billed).left == 6000
    read_sample(camt054(Entry([Tx("4000.00", bank_id="A", reference="1001")], day="2026-11-11")), by=by)
    bank = Payment.objects.get(kind="bank")
    assert (hand.replacement.bank, now(billed).left) == (bank, 6000)
    assert [each.payment for each in Allocation.objects.effective().filter(payment__replacement=None)] == [bank]


def test_banks_row_that_waits_is_matched_and_no_payment_is_entered(billed, by):
    other, waits = from_bank(4000, payer="Bageriet"), from_bank(4000, payer="Åkeriet AB", booked_on=DAY)
    read_in("paid", paid_list(("1001", "2026-11-12", "4000")), by=by)
    assert Payment.objects.count() == 2
    assert [(each.payment, each.amount) for each in Allocation.objects.all()] == [(waits, 4000)]
    assert not other.allocations.exists()


def test_what_the_bank_has_paid_already_changes_nothing(billed, by):
    allocate_to_instalment(from_bank(4000), amount=D(4000), instalment=billed, by=by)
    assert seen(draft("paid", paid_list(("1001", "2026-11-15", "4000")), by=by)) == [(2, RowStatus.SAME, [])]
    with pytest.raises(NothingToImport):
        read_in("paid", paid_list(("1001", "2026-11-15", "4000")), by=by)


def test_same_list_again_and_a_longer_one_enter_only_what_is_new(billed, by):
    first = ("1001", DAY, "4000")
    read_in("paid", paid_list(first), by=by)
    longer = paid_list(first, ("1001", "2026-11-20", "6000"))
    assert [row[1] for row in seen(draft("paid", longer, by=by))] == [RowStatus.SAME, RowStatus.NEW]
    read_in("paid", longer, by=by)
    assert (now(billed).left, Payment.objects.count()) == (0, 2)


def test_invoice_of_several_instalments_is_paid_by_one_payment(billed, by):
    second = invoice(billed.sponsorship.instalments.order_by("number")[1])
    read_in("paid", paid_list(("1001", DAY, "15000")), by=by)
    assert (Payment.objects.count(), now(billed).left, now(second).left) == (1, 0, 5000)
    assert seen(draft("paid", paid_list(("1001", DAY, "15000")), by=by)) == [(2, RowStatus.SAME, [])]


def test_what_is_written_off_is_paid_after_all(billed, by):
    write_off(billed, on=DAY, reason="Konkurs")
    read_in("paid", paid_list(("1001", "2026-11-20", "4000")), by=by)
    stored = now(billed)
    assert (stored.received, stored.balance, stored.left) == (4000, 6000, 0)


def test_each_payment_that_is_wrong_says_row_column_value_and_why(billed, by):
    lock(dt.date(2026, 9, 1), by=by)
    table = paid_list(
        ("9999", DAY, "1"),
        ("1001", DAY, "-1"),
        ("1001", "2199-01-01", "1"),
        ("1001", "2026-09-10", "1"),
        ("1001", DAY, "9000"),
        ("1001", DAY, "1001"),
        ("1001", DAY, "9000"),
    )
    assert [(row[0], row[2]) for row in seen(draft("paid", table, by=by)) if row[1] == RowStatus.WRONG] == [
        (2, [("Fakturanr", "9999", "Ingen delbetalning har det fakturanumret. Läs in fakturorna först.")]),
        (3, [("Belopp", "-1", "Beloppet ska vara större än noll. Återbetalningar kommer med bankens fil.")]),
        (4, [("Betaldatum", "2199-01-01", "Dagen har inte varit än.")]),
        (5, [("Betaldatum", "2026-09-10", "Månaden är låst i bokföringen.")]),
        (7, [("Belopp", "1001", "Av fakturan är 1\xa0000\xa0kr kvar att betala. Mer än så läggs inte in.")]),
        (8, [("", "", "Raden gäller samma som rad 6.")]),
    ]


# --- One invoice of several instalments -------------------------------------------------------------


def invoice_list(*rows) -> list[list[str]]:
    """Rows of number, our reference, organisation number and amount."""
    return [INVOICES, *([number, "2026-11-02", "", said, "", orgnr, whole] for number, said, orgnr, whole in rows)]


@pytest.fixture
def other(owed):
    """The instalment of 7,000 kr of another agreement of the same company."""
    fields = {"company": owed.sponsorship.company, "goal": get_goal(2), "amount": D(7000)}
    return planned_sponsorship(rhythm=Rhythm.ONCE, **fields).instalments.get()


@pytest.mark.parametrize("between", [", ", " ", " och ", "; ", "+"])
def test_invoice_names_the_instalments_of_several_agreements(owed, other, by, between):
    table = invoice_list(("2001", f"{owed.reference}{between}{other.reference}", "", "17 000"))
    batch = draft("invoice", table, by=by)
    [row] = seen(batch)
    assert (row[1], row[2][-1]) == (RowStatus.CHANGE, ("Gäller också", "", other.reference))
    batch = read_in("invoice", table, by=by)
    assert [(now(each).invoice_no, now(each).company_name) for each in (owed, other)] == [("2001", "Åkeriet AB")] * 2
    assert [row[1] for row in seen(draft("invoice", table, by=by))] == [RowStatus.SAME]
    undo_import(batch, by=by)
    assert [now(each).invoice_no for each in (owed, other)] == ["", ""]


def test_invoice_without_references_is_the_only_sum_that_it_can_be(owed, other, by):
    read_in("invoice", invoice_list(("2001", "", ORGNR, "17000")), by=by)
    assert [now(each).invoice_no for each in (owed, other)] == ["2001", "2001"]  # the first of four alike
    read_in("invoice", invoice_list(("2002", "", ORGNR, "20000")), by=by)
    rows = owed.sponsorship.instalments.order_by("number").values_list("invoice_no", flat=True)
    assert list(rows) == ["2001", "2002", "2002", ""]


@pytest.mark.usefixtures("other")
def test_invoice_that_may_be_different_sums_is_refused(owed, by):
    alike = {"company": owed.sponsorship.company, "goal": get_goal(3), "amount": D(7000)}
    planned_sponsorship(rhythm=Rhythm.ONCE, **alike)
    [row] = seen(draft("invoice", invoice_list(("2001", "", ORGNR, "17000")), by=by))
    why = "Olika delbetalningar kan bli 17\xa0000\xa0kr tillsammans. Skriv våra referenser på raden."
    assert row == (2, RowStatus.WRONG, [("Belopp", "17000", why)])


def test_each_invoice_of_several_that_is_wrong_says_why_and_none_is_invoiced(owed, other, by):
    strange = planned_sponsorship().instalments.first()
    both = f"{owed.reference} {other.reference}"
    table = invoice_list(
        ("2001", f"{owed.reference} SP99999-1", "", "10000"),
        ("2002", f"{owed.reference} {strange.reference}", "", "20000"),
        ("2003", both, "", "17000,50"),
        ("2004", other.reference, "", "7000"),
    )
    told = {row[0]: [why for _column, _value, why in row[2]] for row in seen(draft("invoice", table, by=by))}
    assert told == {
        2: ["Ingen delbetalning har referensen SP99999-1."],
        3: ["Referenserna är flera företags, och en faktura går till ett."],
        4: ["Delbetalningarna är tillsammans på 17\xa0000\xa0kr."],
        5: ["Raden gäller samma som rad 4."],
    }
    invoice(other, number="1999")
    [row] = seen(draft("invoice", invoice_list(("2004", both, "", "17000")), by=by))
    assert [why for _column, _value, why in row[2]] == ["Delbetalningen är redan fakturerad: 1999."]
    assert now(owed).invoice_no == ""


def test_invoice_of_which_one_instalment_is_invoiced_already_takes_the_rest(owed, other, by):
    invoice(owed, number="2001", on=dt.date(2026, 11, 2))
    read_in("invoice", invoice_list(("2001", f"{owed.reference} {other.reference}", "", "17000")), by=by)
    assert now(other).invoice_no == "2001"


def test_invoice_of_several_is_paid_in_part_by_list_and_by_bank_each_krona_once(owed, other, by):
    read_in("invoice", invoice_list(("2001", f"{owed.reference} {other.reference}", "", "17000")), by=by)
    read_in("paid", paid_list(("2001", DAY, "12000")), by=by)
    assert sorted(now(each).left for each in (owed, other)) == [0, 5000]
    bank = from_bank(12_000, account=Account.BANKGIRO, payer="Åkeriet AB", reference="2001")
    replace_payment(Payment.objects.get(kind="hand"), bank=bank, by=by)
    assert seen(draft("paid", paid_list(("2001", DAY, "12000")), by=by)) == [(2, RowStatus.SAME, [])]
    rest = from_bank(5000, account=Account.BANKGIRO, payer="Åkeriet AB", reference="2001")
    [queued] = queue_of(Payment.objects.filter(pk=rest.pk))
    confirm(rest, parts=[Chosen(each.target.kind, each.target.pk, each.amount) for each in queued.best.parts], by=by)
    assert [now(each).left for each in (owed, other)] == [0, 0]
    assert not Payment.objects.unallocated().exists()


def test_number_on_instalments_of_two_companies_is_not_spread_over_them(billed, by):
    strange = invoice(planned_sponsorship(company=CompanyFactory(name="Bageriet AB")).instalments.first())
    [row] = seen(draft("paid", paid_list(("1001", DAY, "15000")), by=by))
    why = "Numret står på flera företags delbetalningar: Åkeriet AB, Bageriet AB. Rätta det på den som är fel."
    assert row == (2, RowStatus.WRONG, [("Fakturanr", "1001", why)])
    assert [now(each).left for each in (billed, strange)] == [10_000, 10_000]


def test_flow_that_medspel_books_gets_its_money_from_the_bank_alone(billed, by):
    FlowRule.objects.update_or_create(flow=Flow.SPONSORSHIP, defaults={"since": dt.date(2026, 11, 1)})
    [row] = seen(draft("paid", paid_list(("1001", DAY, "1")), by=by))
    why = "Medspel bokför sponsorskap från 2026-11-01. Betalningen kommer med bankens fil."
    assert row[1:] == (RowStatus.WRONG, [("Betaldatum", str(DAY), why)])


def test_payments_read_in_are_taken_back_by_opposite_rows_and_can_be_read_in_again(billed, by):
    waits = from_bank(3000, payer="Åkeriet AB")
    table = paid_list(("1001", DAY, "4000"), ("1001", DAY, "3000"))
    batch = read_in("paid", table, by=by)
    undo_import(batch, by=by)
    assert (now(billed).left, list(Payment.objects.standing())) == (10_000, [waits])
    assert not Allocation.objects.effective().exists()
    read_in("paid", table, by=by)
    assert now(billed).left == 3000


def test_payments_that_the_bank_has_replaced_since_are_not_taken_back(billed, by):
    batch = read_in("paid", paid_list(("1001", DAY, "4000")), by=by)
    replace_payment(Payment.objects.get(), bank=from_bank(4000), by=by)
    with pytest.raises(TouchedSince):
        undo_import(batch, by=by)
    assert now(billed).left == 6000


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(("kind", "queries"), [("invoice", 6), ("paid", 7)])
def test_preview_costs_as_many_queries_for_one_as_for_thirty(kind, queries, number, by, django_assert_num_queries):
    rows = [planned_sponsorship().instalments.first() for _each in range(number)]
    if kind == "invoice":
        table = [INVOICES, *(["1", "2026-01-05", "", row.reference, "", "", ""] for row in rows)]
    else:
        table = paid_list(*((invoice(row, number=f"N{row.pk}").invoice_no, DAY, 1) for row in rows))
    batch = draft(kind, table, by=by)
    with django_assert_num_queries(queries + LOCKING_MONTHS):
        preview_of(batch, by)


# --- Pages -----------------------------------------------------------------------------------------


def test_finance_reads_lists_of_the_ledger_program_and_not_the_registers(client_for):
    client = client_for(FINANCE)
    assert [kind for kind, _label in client.get(reverse("imports:import_list")).context["kinds"]] == ["invoice", "paid"]
    pages = [client.get(reverse("imports:import_create", args=[kind])) for kind in ("invoice", "paid", "company")]
    assert [page.status_code for page in pages] == [200, 200, 403]
    for kind in ("invoice", "paid"):
        assert client.get(reverse("imports:import_template", args=[kind])).getvalue()[:2] == b"PK"
        file = SimpleUploadedFile("lista.csv", b'Nr;Kund;Datum\n1;"A;2026-11-10\n2;B;2026-11-10')
        page = client.post(reverse("imports:import_create", args=[kind]), {"file": file})
        assert page.context["form"].errors["file"][0][:34] == "Rad 2: ett citattecken är inte avs"


def test_row_shows_what_was_paid_of_the_whole_invoice_and_leads_to_its_payment(client_for, billed, by):
    invoice(billed.sponsorship.instalments.order_by("number")[1])
    client = client_for(FINANCE)
    rows = paid_list(("1001", DAY, "15000"))
    batch = read_in("paid", rows, by=client.user)
    hand = Payment.objects.get()
    link = f'<a href="{hand.get_absolute_url()}">1001 15 000 kr</a>'
    plain = client.get(batch.get_absolute_url()).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert link in plain
    again = draft("paid", rows, by=by)
    assert again.rows.get().title.replace("\N{NO-BREAK SPACE}", " ") == "1001 15 000 kr"
    read_sample(camt054(Entry([Tx("15000.00", bank_id="A", reference="1001")], day=str(DAY))), by=by)
    assert hand.replacement  # what it paid is now the bank's row's
    plain = client.get(batch.get_absolute_url()).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert link in plain


def test_page_of_a_list_that_was_read_in_leads_to_what_it_wrote_and_back(client_for, billed):
    client = client_for(ADMINISTRATOR)
    batch = read_in("paid", paid_list(("1001", DAY, "4000")), by=client.user)
    assert client.get(batch.get_absolute_url()).status_code == 200
    assert client.get(reverse("core:changeset_list")).status_code == 200
    assert client.get(batch.changeset.get_absolute_url(), follow=True).status_code == 200
    client.post(reverse("imports:import_undo", args=[batch.pk]))
    assert now(billed).left == 10_000


def test_partner_managers_see_lists_of_the_ledger_program_and_read_none(client_for, billed):
    batch = read_in("paid", paid_list(("1001", DAY, "4000")), by=UserFactory(is_superuser=True))
    client = client_for("Partneransvarig")
    assert client.get(batch.get_absolute_url()).status_code == 200
    assert client.post(reverse("imports:import_undo", args=[batch.pk])).status_code == 403
    assert client.get(reverse("imports:import_create", args=["paid"])).status_code == 403
