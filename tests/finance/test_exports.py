"""Every list of money that is downloaded is kept, and can be made again with the same rows."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from config.roles import FINANCE, PARTNER_MANAGER
from core.identity_numbers import make_ocr
from core.services import save_record
from core.spreadsheets.cells import Kind
from core.spreadsheets.kept import KeptRows, as_line, digest_of, unpacked
from crm.models import Sponsorship
from crm.services.amendments import amend_sponsorship
from finance.models import Account, Customer, ExportRecord, Instalment
from finance.queries.exports import compare_exports, is_whole
from finance.queries.exports import rows_of as kept_rows
from finance.queries.known_agreements import Difference
from finance.services.allocations import allocate_to_instalment
from tests import clock
from tests.factories import CompanyFactory, UserFactory, get_goal, signed_sponsorship
from tests.finance.factories import from_bank, invoice, planned_sponsorship
from tests.workbooks import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.database("core.append_only")]

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def running(**fields) -> Sponsorship:
    return signed_sponsorship(starts=FIRST, ends=LAST, signed_on=FIRST, **{"amount": Decimal(365)} | fields)


@pytest.fixture
def finance(client_for):
    return client_for(FINANCE)


def download(client, page: str = "finance:known_list", **query):
    return rows_of(client.get(reverse(page), {"export": "xlsx", "year": 2026, **query}))


def test_values_come_back_as_they_were():
    kept = KeptRows()
    values = ["a", None, "", Decimal("0.50"), 3, FIRST, True]
    kinds = [Kind.TEXT, Kind.TEXT, Kind.MONEY, Kind.MONEY, Kind.WHOLE, Kind.DATE, Kind.YES_NO]
    kept.add(values)
    packed, digest = kept.finish()
    assert list(unpacked(packed, kinds)) == [values]
    assert digest == digest_of(packed)
    assert as_line(["å", Decimal("1.00")]) == '["å", "1.00"]\n'.encode()


def test_download_is_kept_with_its_parameters_and_sums(finance):
    running()
    download(finance)
    record = ExportRecord.objects.get()
    assert (record.title, record.rows, record.address) == ("Avtal som de var kända", 1, "/ekonomi/avtal/?year=2026")
    assert record.sums == [["Belopp i perioden 2026", "365.00"]]
    assert is_whole(record)
    assert record.made_by.groups.get().name == FINANCE


def test_old_export_is_made_again_with_the_same_rows_whatever_came_after(finance):
    signed = running()
    first = download(finance)
    amend_sponsorship(signed, starts=dt.date(2026, 7, 1), amount=Decimal(730), reason="Mer", by=UserFactory())
    record = ExportRecord.objects.get()
    assert rows_of(finance.get(reverse("finance:export_again", args=[record.pk]))) == first
    assert ExportRecord.objects.count() == 1


def test_same_rows_have_the_same_digest(finance):
    running()
    download(finance)
    download(finance)
    assert len(set(ExportRecord.objects.values_list("sha256", flat=True))) == 1


def test_what_changed_since_the_last_one_sums_to_the_difference(finance):
    signed = running()
    download(finance)
    amend_sponsorship(signed, starts=dt.date(2026, 7, 1), amount=Decimal(730), reason="Mer", by=UserFactory())
    running(amount=Decimal(100))
    download(finance)
    was, now = ExportRecord.objects.order_by("pk")
    found = compare_exports(was, now)
    assert [(row.kind, row.difference) for row in found.rows] == [(Difference.UP, 184), (Difference.NEW, 100)]
    assert found.before + sum(row.difference for row in found.rows) == found.after == 649
    page = finance.get(now.get_absolute_url())
    assert page.context["comparison"] == found


@pytest.mark.parametrize(("language", "columns"), [("en", None), ("sv", "agreement_no,in_period")])
def test_language_and_columns_of_a_download_move_nothing(finance, language, columns):
    running()
    download(finance)
    save_record(finance.user, language=language)
    download(finance, **({"columns": columns} if columns else {}))
    now, was = ExportRecord.objects.order_by("-pk")
    assert ("Mål" in {column["header"] for column in now.columns}) is False
    assert compare_exports(was, now).rows == []


def test_agreement_that_moves_to_another_goal_is_told(finance):
    moves = running()
    download(finance)
    moves.goal, moves.is_corrected, moves._change_reason = get_goal(2), True, "Fel mål"
    moves.save()
    download(finance)
    now, was = ExportRecord.objects.order_by("-pk")
    assert [row.kind for row in compare_exports(was, now).rows] == [Difference.MOVED]


def test_lists_of_sponsorships_and_payroll_are_kept_too(finance):
    running()
    download(finance, "crm:sponsorship_list", scope="all")
    download(finance, "payroll:list")
    kinds = ExportRecord.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["crm.SponsorshipExport", "payroll.PayrollExport"]
    headers = [column["header"] for column in ExportRecord.objects.first().columns]
    assert "Fakturareferens" not in [column["header"] for each in ExportRecord.objects.all() for column in each.columns]
    assert headers


def owed(by) -> Instalment:
    """Invoiced, overdue and paid in part, by somebody whose name is not to be kept."""
    first = planned_sponsorship(company=CompanyFactory(name="Åkeriet AB", orgnr="5560360793")).instalments.first()
    Customer.objects.create(company=first.sponsorship.company, number="1042")
    invoice(first, number="1001")
    payment = from_bank(4000, account=Account.BANKGIRO, booked_on=dt.date(2026, 2, 3), payer="Kim Givare", text="Hej")
    allocate_to_instalment(payment, amount=Decimal(4000), instalment=first, by=by)
    return first


@clock.pinned
@pytest.mark.parametrize(
    ("address", "title", "total"),
    [
        (reverse("finance:instalment_list"), "Delbetalningar", ("Att betala", 40_000)),
        (reverse("finance:instalment_reminders"), "Att påminna om", ("Kvar", 6_000)),
        (reverse("finance:ageing"), "Åldersanalys", ("Summa", 6_000)),
        (reverse("finance:payment_list"), "Inbetalningar", ("Belopp", 4_000)),
        (reverse("finance:year_end", args=[2026]), "Bokslut", ("Gåva mottagen i året", 4_000)),
        (reverse("finance:basis_file", args=["visma", "xlsx"]), "Fakturaunderlag", ("Pris exkl. moms", 30_000)),
        (reverse("finance:basis_file", args=["visma", "csv"]), "Fakturaunderlag", ("Pris exkl. moms", 30_000)),
    ],
)
def test_every_list_of_money_is_kept_without_who_pays_privately(address, title, total, finance):
    owed(finance.user)
    assert finance.get(address, {} if "." in address else {"export": "xlsx"}).getvalue()
    record = ExportRecord.objects.get()
    assert (record.title, record.address.partition("?")[0], is_whole(record)) == (title, address, True)
    assert record.control_sums[0] == total
    assert "Fakturor" not in dict(record.control_sums)  # a number of them
    assert record.rows == len(kept_rows(record)) > 0
    assert "Kim Givare" not in str(kept_rows(record))


def test_words_that_were_searched_for_are_not_kept(finance):
    owed(finance.user)
    address = reverse("finance:payment_list")
    finance.get(address, {"export": "xlsx", "q": " Kim Givare ", "date_from": "2026-01-01"}).getvalue()
    record = ExportRecord.objects.get()
    assert record.rows == len(kept_rows(record)) == 1
    assert record.address == f"{address}?date_from=2026-01-01"
    assert record.filters[:2] == [
        ["Sök betalare, text, referens", "sökord som inte sparas"],
        ["Från", "2026-01-01"],
    ]
    assert "Givare" not in f"{record.address} {record.filters}"


@clock.pinned
def test_list_of_instalments_tells_when_and_where_it_was_paid_and_how_the_customer_is_known(finance):
    owed(finance.user)
    told, *_more = rows_of(finance.get(reverse("finance:instalment_list"), {"export": "xlsx"}))
    names = ("Kundnummer", "Fakturanummer", "OCR", "Betalt", "Konto", "Kvar")
    assert [told[name] for name in names] == ["1042", "1001", make_ocr(1001), 4000, "Bankgiro", 6000]
    assert told["Senast betald"].date() == dt.date(2026, 2, 3)


def test_kept_export_is_never_changed(finance):
    running()
    download(finance)
    with pytest.raises(DatabaseError), transaction.atomic():
        ExportRecord.objects.update(rows=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        ExportRecord.objects.all().delete()


def test_programs_read_the_log_and_the_rows(finance, api_client_for):
    running()
    download(finance)
    api, record = api_client_for(FINANCE), ExportRecord.objects.get()
    listed = api.get(reverse("api:exportrecord-list")).json()["results"]
    assert [(each["rows"], each["sha256"]) for each in listed] == [(1, record.sha256)]
    rows = api.get(reverse("api:exportrecord-rows", args=[record.pk])).json()
    assert rows[0][0] == Sponsorship.objects.get().agreement_no


def test_only_finance_sees_the_log(client_for):
    assert client_for(PARTNER_MANAGER).get(reverse("finance:export_list")).status_code == 403
