"""A strict reader of SIE 4I, written from the specification (SIE-gruppen, version 4B) and not from our writer.

Refuses whatever the specification does not allow in a file for import, so that a test that reads a file has checked it.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

FORBIDDEN = set("IB UB RES OIB OUB PSALDO PBUDGET OMFATTN BKOD".split())
MANDATORY = ["FLAGGA", "PROGRAM", "FORMAT", "GEN", "SIETYP", "FNAMN"]
# 5.10: flag, then what identifies the file, then the chart of accounts, then the vouchers.
PARTS = [
    {"FLAGGA"},
    set("PROGRAM FORMAT GEN SIETYP PROSA FNR ORGNR ADRESS FNAMN RAR TAXAR KPTYP VALUTA".split()),
    set("KONTO KTYP ENHET SRU DIM UNDERDIM OBJEKT".split()),
    {"VER"},
]


class BadSie(Exception):
    pass


@dataclass
class ReadVoucher:
    series: str
    number: str
    day: str
    text: str
    rows: list[tuple[str, tuple, Decimal, str]] = field(default_factory=list)  # account, objects, amount, text


@dataclass
class ReadFile:
    records: dict[str, list[list]] = field(default_factory=dict)
    vouchers: list[ReadVoucher] = field(default_factory=list)

    def only(self, label: str) -> list:
        [fields] = self.records[label]
        return fields


TOKEN = re.compile(r'"((?:\\"|[^"])*)"(?=[ }]|$)|([{}])|([^ {}"]+)(?=[ }]|$)| +')


def fields_of(line: str) -> list:
    """Fields, parted by spaces; a list in braces is a list. A quotation mark inside a field has a backslash before."""
    fields, inside, place = [], None, 0
    while place < len(line):
        found = TOKEN.match(line, place)
        if found is None:
            raise BadSie(f"no fields: {line[place:]}")
        place = found.end()
        quoted, brace, bare = found.groups()
        if brace == ("{" if inside is not None else "}"):
            raise BadSie(f"braces that are no pair: {line}")
        if brace == "{":
            inside = []
        elif brace == "}":
            fields.append(inside)
            inside = None
        elif quoted is not None or bare is not None:
            (fields if inside is None else inside).append(bare if quoted is None else quoted.replace('\\"', '"'))
    if inside is not None:
        raise BadSie(f"braces that are not closed: {line}")
    return fields


def day_of(text: str) -> str:
    if len(text) != 8 or not text.isascii() or not text.isdigit() or not "01" <= text[4:6] <= "12":
        raise BadSie(f"no day: {text}")
    return text


def amount_of(text: str) -> Decimal:
    whole, _point, decimals = text.removeprefix("-").partition(".")
    if not (whole.isascii() and whole.isdigit()) or len(decimals) > 2 or (decimals and not decimals.isdigit()):
        raise BadSie(f"no amount: {text}")
    return Decimal(text)


def read_sie(content: bytes) -> ReadFile:
    if not content.endswith(b"\r\n"):
        raise BadSie("the last line has no end")
    lines = content[:-2].split(b"\r\n")
    if any(byte < 32 or byte == 127 for line in lines for byte in line):
        raise BadSie("a control character")
    reader = Reader()
    for line in lines:
        reader.take(line.decode("cp437").strip(" "))
    if reader.voucher is not None:
        raise BadSie("the file ends in a voucher")
    _check_head(reader.found, first=lines[0])
    _check_names(reader.found)
    return reader.found


class Reader:
    def __init__(self):
        self.found, self.part = ReadFile(), 0
        self.voucher, self.inside = None, False

    def take(self, line: str):
        if line == "{":
            self._open()
        elif line == "}":
            self._close()
        elif not line.startswith("#"):
            raise BadSie(f"no label: {line}")
        else:
            label, *fields = fields_of(line[1:])
            if label in FORBIDDEN:
                raise BadSie(f"#{label} in an import file")
            if self.inside:
                self._row(label, fields)
            else:
                self._record(label, fields)

    def _open(self):
        if self.voucher is None or self.inside:
            raise BadSie("a brace without a voucher")
        self.inside = True

    def _close(self):
        if not self.inside or not self.voucher.rows:
            raise BadSie("a brace that closes nothing")
        if sum(amount for _account, _objects, amount, _text in self.voucher.rows) != 0:
            raise BadSie("a voucher that does not sum to 0")
        self.found.vouchers.append(self.voucher)
        self.voucher, self.inside = None, False

    def _row(self, label: str, fields: list):
        account, objects, amount, *rest = fields
        if label != "TRANS" or not account.isdigit() or not isinstance(objects, list) or len(objects) % 2:
            raise BadSie(f"bad row: {label} {fields}")
        day, text = [*rest, "", ""][:2]
        if day:
            day_of(day)
        pairs = tuple(zip(objects[::2], objects[1::2], strict=True))
        self.voucher.rows.append((account, pairs, amount_of(amount), text))

    def _record(self, label: str, fields: list):
        if self.voucher is not None:
            raise BadSie("a voucher without rows")
        place = next((number for number, labels in enumerate(PARTS) if label in labels), -1)
        if place < self.part:
            raise BadSie(f"#{label} out of order")
        self.part = place
        if label == "VER":
            series, number, day, text = [*fields, ""][:4]
            self.voucher = ReadVoucher(series, number, day_of(day), text)
        else:
            self.found.records.setdefault(label, []).append(fields)


def _check_head(found: ReadFile, *, first: bytes):
    if first != b"#FLAGGA 0":
        raise BadSie("the flag does not come first")
    for label in MANDATORY:
        if len(found.records.get(label, [])) != 1:
            raise BadSie(f"#{label} is not there once")
    if found.only("FORMAT") != ["PC8"] or found.only("SIETYP") != ["4"]:
        raise BadSie("not a file of type 4 in PC8")
    day_of(found.only("GEN")[0])
    for [orgnr] in found.records.get("ORGNR", []):
        if len(orgnr) != 11 or orgnr[6] != "-":
            raise BadSie(f"organisation number without its hyphen: {orgnr}")
    for number, begins, ends in found.records.get("RAR", []):
        if number != "0" or day_of(begins) > day_of(ends):
            raise BadSie("the year is no year")


def _check_names(found: ReadFile):
    """Accounts and objects that vouchers name are described, dimensions before their objects."""
    accounts = {number for number, _name in found.records.get("KONTO", [])}
    dimensions = {number for number, _name in found.records.get("DIM", [])}
    objects = {(dimension, number) for dimension, number, _name in found.records.get("OBJEKT", [])}
    if {dimension for dimension, _number in objects} - dimensions:
        raise BadSie("an object without its dimension")
    for voucher in found.vouchers:
        for account, pairs, _amount, _text in voucher.rows:
            if account not in accounts or set(pairs) - objects:
                raise BadSie(f"{account} {pairs} is not described")
