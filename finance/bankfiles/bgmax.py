"""BgMax, which Bankgirot sent until 2026-11-27: old files only. Source: its technical manual of November 2019."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext

from core.identity_numbers import is_personal
from core.money import MAX_ORE, ORE
from finance.bankfiles.rows import (
    BANKGIRO,
    LONGEST_NAME,
    MAX_FILE,
    MOST_ROWS,
    PLUSGIRO,
    BankFileContent,
    BankFileTooLarge,
    BankRow,
    BrokenFile,
    Statement,
    clean,
    day_of,
    fingerprinted,
    sum_of,
    whole_numbers,
)

FORMAT = "bgmax"
INCOMPLETE_FROM = dt.date(2026, 9, 8)
_PAYMENT, _DEDUCTION, _EXTRA, _EXTRA_LESS = "20", "21", "22", "23"
_OPENS = {_PAYMENT, _DEDUCTION}


def read(content: bytes) -> BankFileContent:
    """Raises BrokenFile with the line and the reason, BankFileTooLarge."""
    if len(content) > MAX_FILE:
        raise BankFileTooLarge
    lines = content.decode("iso-8859-1").replace("\r", "").split("\n")
    if not is_bgmax(content):
        raise BrokenFile(gettext("Filen är ingen BgMax-fil: första raden börjar inte med 01BGMAX."))
    reading = _Reading()
    for number, line in enumerate(lines, start=1):
        reading.line(number, line.ljust(80))
    if not reading.ended:
        raise BrokenFile(gettext("Filen är avklippt: slutposten (70) saknas. Inget är inläst."))
    warnings = []
    if any(row.booked_on >= INCOMPLETE_FROM for row in reading.rows):
        words = gettext("En banks BgMax-filer var inte fullständiga från och med %(day)s. Jämför med kontoutdraget.")
        warnings.append(words % {"day": INCOMPLETE_FROM.isoformat()})
    return BankFileContent(FORMAT, fingerprinted(reading.rows), tuple(reading.statements), tuple(warnings))


def is_bgmax(content: bytes) -> bool:
    return content[:7] == b"01BGMAX"


class _Reading:
    def __init__(self):
        self.rows: list[BankRow] = []
        self.statements: list[Statement] = []
        self.open: list[dict] = []  # the payments of the deposit that is being read
        self.account, self.account_no, self.number, self.ended = BANKGIRO, "", 0, False
        self.counts = dict.fromkeys((_PAYMENT, _DEDUCTION, _EXTRA, _EXTRA_LESS), 0)

    def line(self, number: int, line: str):
        self.number, kind = number, line[:2]
        if kind in self.counts:
            self.counts[kind] += 1
        if kind == "05":
            bankgiro, plusgiro = line[2:12].strip(" 0"), line[12:22].strip(" 0")
            self.account_no = (line[2:12] if bankgiro else line[12:22]).strip().lstrip("0")
            self.account = PLUSGIRO if plusgiro and not bankgiro else BANKGIRO
            if line[22:25].strip() not in {"", "SEK"}:
                raise self._broken(gettext("kontot är i %(currency)s, inte i kronor") % {"currency": line[22:25]})
        elif kind in _OPENS:
            if len(self.rows) + len(self.open) >= MOST_ROWS:
                raise BankFileTooLarge
            sign = -1 if kind == _DEDUCTION else 1
            own = {"amount": self._kronor(line[37:55]) * sign, "bank_id": line[57:69].strip(), "texts": []}
            self.open.append(own | {"payer_account": line[2:12].strip(" ").lstrip("0"), "references": [line[12:37]]})
        elif kind == "15":
            self._deposit(line)
        elif kind == "70":
            self._end(line)
        elif self.open:
            self._more(kind, line, self.open[-1])

    def _more(self, kind: str, line: str, payment: dict):
        """What the lines below a payment add to it."""
        if kind in {_EXTRA, _EXTRA_LESS}:
            payment["references"].append(line[12:37])
        elif kind == "25":
            payment["texts"].append(line[2:52])
        elif kind == "26":
            payment["payer"] = clean(line[2:37], LONGEST_NAME)
        elif kind == "29":
            digits = line[2:15].strip()[-10:]
            payment["payer_orgnr"] = "" if is_personal(digits) else digits

    def _deposit(self, line: str):
        day, amount = line[37:45], self._kronor(line[50:68])
        try:
            booked_on = day_of(dt.date.fromisoformat(day))
        except ValueError:
            raise self._broken(gettext("dagen ”%(text)s” går inte att läsa") % {"text": clean(day, 20)}) from None
        if (total := sum((payment["amount"] for payment in self.open), Decimal(0))) != amount:
            words = gettext("betalningarna blir %(total)s, men insättningen är %(amount)s")
            raise self._broken(words % {"total": total, "amount": amount})
        made = [self._row(place, booked_on, payment) for place, payment in enumerate(self.open, len(self.rows) + 1)]
        self.statements.append(Statement(self.account_no, booked_on, booked_on, booked=sum_of(made)))
        self.rows += made
        self.open = []

    def _row(self, place: int, booked_on: dt.date, payment: dict) -> BankRow:
        told = {name: payment[name] for name in ("payer", "payer_orgnr", "payer_account") if name in payment}
        row = BankRow(place, payment["amount"], booked_on, account=self.account, bank_id=payment["bank_id"], **told)
        references = dict.fromkeys(filter(None, (each.strip() for each in payment["references"])))
        words = {"text": clean(" ".join(payment["texts"])), "reference": whole_numbers(references)}
        why = "" if row.amount > 0 else gettext("Dras av från insättningen.")
        return BankRow(**vars(row) | words | {"refused": why})

    def _end(self, line: str):
        if self.open:
            raise self._broken(gettext("insättningsposten (15) saknas"))
        counts = f"{self.counts[_PAYMENT]:08}{self.counts[_DEDUCTION]:08}"
        if line[2:18].replace(" ", "0") != counts:
            raise self._broken(gettext("antalet betalningar stämmer inte med slutposten"))
        self.ended = True

    def _kronor(self, text: str) -> Decimal:
        text = text.strip() or "0"
        if not (text.isascii() and text.isdigit()) or int(text) > MAX_ORE:
            raise self._broken(gettext("beloppet ”%(text)s” går inte att läsa") % {"text": clean(text, 20)})
        return int(text) * ORE

    def _broken(self, why: str) -> BrokenFile:
        return BrokenFile(gettext("Rad %(number)s: %(why)s. Inget är inläst.") % {"number": self.number, "why": why})
