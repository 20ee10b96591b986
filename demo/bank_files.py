"""The demo data's bank files: what came in lately, some of it matched and some waiting, one case of each kind."""

import datetime as dt
import hashlib
from decimal import Decimal

from campaigns.models import Team
from demo.competitions import Scene
from finance.bankfiles.rows import BankFileContent, BankRow, Statement, fingerprinted, sum_of
from finance.models import BankFile
from finance.services.bank_files import read_in
from finance.services.payment_matching import confirm_certain, payments_of, queue_of
from payroll.models import PayrollReceipt

ACCOUNT_NO = "SE35 5000 0000 0549 1000 0003"
OPENING = Decimal("184250.00")
KEPT_OPEN = 2  # gifts by Swish with a code that nobody has confirmed


def read_bank_files(scene: Scene):
    """A notification, the same days' statement, and a Swish report. Most of what is certain is confirmed."""
    days = [scene.today - dt.timedelta(days=back) for back in (6, 4, 3)]
    scene.at(scene.today - dt.timedelta(days=2), scene.finance)
    giros = _giros(days)
    read_file(scene, "camt.054", "insattningar.xml", giros)
    fee = BankRow(0, Decimal("-125.00"), days[0], text="Avgift bankgiro", refused="Uttag.")
    whole = Decimal("8400.00")
    lump = BankRow(
        0, whole, days[1], text="Swish, samlad insättning", refused="Insättning utan uppgift om betalningarna i den."
    )
    rows = [*giros, fee, lump]
    total = sum_of(rows)
    statement = Statement(ACCOUNT_NO, days[0], days[-1], OPENING, OPENING + total, total)
    new = BankRow(
        0, Decimal("2500.00"), days[2], payer="Sångkören Ekot", text="Överskott från vårkonserten", bank_id="DEMO-K3"
    )
    read_file(scene, "camt.053", "kontoutdrag.xml", [*rows, new], statement=_with(statement, new))
    swish = read_file(scene, "swish", "swish-rapport.csv", _gifts(days))
    certain = [each for each in queue_of(payments_of(swish)) if each.is_certain]
    confirm_certain(certain[:-KEPT_OPEN], by=scene.finance)


def _with(statement: Statement, row: BankRow) -> Statement:
    booked = statement.booked + row.amount
    closing = statement.opening + booked
    return Statement(statement.account_no, statement.from_on, statement.to_on, statement.opening, closing, booked)


def _giros(days: list[dt.date]) -> list[BankRow]:
    """An employer's payment that is entered by hand already, and two that nobody knows."""
    rows = [
        BankRow(
            0,
            Decimal("12500.00"),
            days[1],
            account="bankgiro",
            payer="Okänd Avsändare Handel AB",
            text="Faktura enligt avtal",
            reference="99887766",
            bank_id="DEMO-K1",
        ),
        BankRow(
            0, Decimal("350.00"), days[2], account="bankgiro", payer="Birgitta Exempel", text="Gåva", bank_id="DEMO-K2"
        ),
    ]
    receipt = PayrollReceipt.objects.effective().select_related("month__scheme__company").first()
    if receipt:
        scheme = receipt.month.scheme
        rows.insert(
            0,
            BankRow(
                0,
                receipt.amount,
                receipt.received_on,
                account="bankgiro",
                payer=scheme.company.name,
                reference=scheme.reference,
                bank_id=receipt.external_id,
            ),
        )
    return rows


def _gifts(days: list[dt.date]) -> list[BankRow]:
    """Gifts to teams of running competitions, one without a code, one whose code may be two, and a refund."""
    rows = []
    for number, team in enumerate(Team.objects.running().competing().order_by("pk")[:4], start=1):
        for day, amount in zip(days, (150, 75 + number, 200), strict=True):
            rows.append(_gift(day, amount, team.code, f"Givare {len(rows) + 1}"))
    rows += [
        _gift(days[0], 500, "Tack för allt ni gör", "Rut Exempel"),
        _gift(days[1], 120, "Kaffekassan", "Nils Exempel"),
        _gift(days[2], -120, "Åter, fel mottagare", "Nils Exempel"),
    ]
    return rows


def _gift(day: dt.date, amount: int, text: str, name: str) -> BankRow:
    return BankRow(0, Decimal(amount), day, day, day, account="swish", payer=name, text=text)


def read_file(
    scene: Scene,
    form: str,
    name: str,
    rows: list[BankRow],
    *,
    statement: Statement | None = None,
    replaces: bool = True,
) -> BankFile:
    placed = [BankRow(**vars(row) | {"position": place}) for place, row in enumerate(rows, start=1)]
    days = [row.booked_on for row in rows]
    told = statement or Statement("", min(days), max(days), booked=sum_of(rows))
    content = BankFileContent(form, fingerprinted(placed), (told,))
    sha256 = hashlib.sha256(f"demo {name}".encode()).hexdigest()
    keeping = () if replaces else range(len(rows) + 1)
    return read_in(content, name=name, sha256=sha256, by=scene.finance, keeping=keeping)
