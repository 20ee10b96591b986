"""A year of the money in short, by the pages that finance uses: every krona can be followed both ways, to the öre."""

import csv
import datetime as dt
import io
from collections import defaultdict
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.roles import FINANCE
from core.identity_numbers import make_ocr
from finance.models import BankFile, BankFileDraft, Instalment, LedgerExport, Payment
from finance.queries.overview import overview
from finance.rules.instalment_plans import Rhythm, VatRate
from finance.services.bank_previews import Preview
from tests import clock
from tests.campaigns.factories import running_duel
from tests.factories import CompanyFactory
from tests.finance.bank_samples import Entry, Tx, camt053, camt054, statement, swish_line, swish_report
from tests.finance.books import set_up
from tests.finance.factories import planned_sponsorship
from tests.finance.sie_reader import read_sie
from tests.imports.drafts import read_in
from tests.payroll.factories import make_month
from tests.workbooks import book_of

FIRST_OF_DECEMBER = pytest.mark.time_machine(clock.moment_on(dt.date(2026, 12, 1)))
pytestmark = [pytest.mark.django_db, pytest.mark.database, FIRST_OF_DECEMBER]

D = Decimal
NOVEMBER = (2026, 11)
VAT = {"counterpart": D(8000), "vat_rate": VatRate.STANDARD}


def invoices_of(client) -> list[list[str]]:
    """What a ledger program makes of the basis: an invoice for each reference, with its VAT by row."""
    basis = client.get(f"{reverse('finance:basis_file', args=['visma', 'csv'])}?until=2026-03-31")
    gross: dict[str, Decimal] = defaultdict(Decimal)
    for row in csv.DictReader(io.StringIO(basis.getvalue().decode("utf-8-sig")), delimiter=";"):
        price = D(row["Pris exkl. moms"].replace(",", "."))
        gross[row["Vår referens"]] += price * (D("1.25") if row["Momskod"] == "MP1" else 1)
    return [[str(number), "2026-11-02", ours, f"{gross[ours]:.2f}"] for number, ours in enumerate(sorted(gross), 2001)]


def previewed(client, content: bytes) -> Preview:
    upload = client.post(reverse("finance:bankfile_create"), {"file": SimpleUploadedFile("fil", content)})
    return client.get(upload.url).context["preview"]


def read_bank(client, content: bytes, **ticked) -> BankFile:
    digest = previewed(client, content).digest
    draft = BankFileDraft.objects.latest("pk")
    client.post(reverse("finance:bankfile_commit", args=[draft.pk]), {"digest": digest} | ticked)
    return BankFile.objects.latest("pk")


def match_all(client):
    """As with the keys: the first proposal of each row, until no row has one."""
    url = reverse("finance:matching")
    while rows := [row for row in client.get(url).context["rows"] if row.proposals]:
        row = rows[0]
        client.post(reverse("finance:match_confirm", args=[row.payment.pk]), {"choice": row.proposals[0].value})


def sums_by_bank_id(client) -> dict[str, Decimal]:
    """Kronor of the workbook of what came in, by the bank's id."""
    heading, *rows = book_of(client.get(reverse("finance:received_list") + "?export=xlsx")).worksheets[0].values
    place, amount = heading.index("Bankens id"), heading.index("Belopp")
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row[place]:
            found[row[place]] += D(str(row[amount]))
    return {bank_id: kronor for bank_id, kronor in found.items() if kronor}


def test_every_krona_of_a_year_is_found_both_ways(client_for):
    client = client_for(FINANCE)
    set_up()
    # Plans, the basis, and the invoices read back: gross to the öre.
    for name, amount, plan in (("Åkeriet AB", "40000.50", VAT), ("Bageriet AB", "12000", {})):
        company = CompanyFactory(name=name)
        planned_sponsorship(company=company, rhythm=Rhythm.YEARLY, amount=D(amount), plan=plan)
    _duel, team, _other = running_duel()
    month = make_month(match_rate=D(50), on=dt.date(2026, 9, 25))  # gifts of 1,000 kr and a match of 500 kr
    table = invoices_of(client)
    assert [D(row[3]) for row in table] == [D("42000.50"), D(12000)]
    read_in("invoice", [["Fakturanr", "Fakturadatum", "Vår referens", "Belopp"], *table], by=client.user)

    # The bank: 100 kr too much, which goes back; 40 öre too little; payroll giving; a fee. A gift goes back too.
    paid = Entry([Tx("42100.50", reference=make_ocr(2001), payer="Åkeriet AB", bank_id="A")])
    others = Entry([Tx("11999.60", text="faktura 2002", bank_id="B"), Tx("1500", month.scheme.reference, bank_id="C")])
    back = Entry([Tx("100.00", payer="Åkeriet AB", bank_id="D")], sign="DBIT")
    file = read_bank(client, camt053(statement(paid, others, back, Entry(amount="45", sign="DBIT"))), anyway="4")
    assert (file.taken, file.refused, file.total) == (D("55500.10"), -45, D("55455.10"))
    assert [row.state for row in previewed(client, camt054(paid)).rows] == ["known"]
    gifts = [("100.50", "G1"), ("200.00", "G2"), ("-200.00", "G3")]
    lines = [swish_line(kronor, team.code, number=place, order=key) for place, (kronor, key) in enumerate(gifts, 1)]
    read_bank(client, swish_report(*lines))
    match_all(client)
    assert not Payment.objects.unallocated().exists()
    left = Instalment.objects.with_money().get(invoice_no="2002")
    client.post(reverse("finance:instalment_write_off", args=[left.pk]), {"on": "2026-11-30", "reason": "Öre"})

    # The books: what Medspel books is in the file, the rest is the ledger program's, and nothing waits.
    client.post(reverse("finance:period_export", args=NOVEMBER))
    read = read_sie(bytes(LedgerExport.objects.get().content))
    ours = sum(amount for voucher in read.vouchers for account, _o, amount, _t in voucher.rows if account == "1930")
    client.post(reverse("finance:period_lock", args=NOVEMBER), {})
    page = client.get(reverse("finance:period_detail", args=NOVEMBER))
    books = page.context["month"]
    assert (books.received, books.allocated, bool(books.lock)) == (D("55600.60"), D("55600.60"), True)
    assert (ours, books.exported, books.to_export, books.elsewhere) == (D("1600.50"), ours, 0, D("54000.10"))

    # One sum in the list, the workbook, the API and the overview, and each krona of the bank's in it.
    totals = dict(client.get(reverse("finance:received_list")).context["totals"])
    by_id = sums_by_bank_id(client)
    lines = client.get("/api/v1/allocations/?page_size=200").json()["results"]
    by_line = sum(D(line["amount"]) for line in lines)
    whole = overview(2026, today=dt.date(2026, 12, 1)).whole
    assert {sum(totals.values()), sum(by_id.values()), by_line, whole.received} == {D("55600.60")}
    assert (whole.invoiced, whole.overdue) == (D("52000.50"), 0)
    assert by_id == dict(Payment.objects.values_list("bank_id", "amount"))
