"""Vouchers as a SIE 4I file, which Swedish ledger programs read in.

Source: SIE-gruppen, "SIE filformat", version 4B. An import file (4I) has vouchers and, if wanted, the accounts and
objects that they name; balances and budgets (#IB, #UB, #RES, #OIB, #OUB, #PSALDO, #PBUDGET), #OMFATTN and #BKOD do not
belong in one. Text is in code page 437, lines end in CRLF.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from core.money import ORE

CODE_PAGE = "cp437"
LINE_END = "\r\n"
PROJECT, CUSTOMER = 6, 8  # dimensions that the format reserves; others are free from 20
NUMBER = re.compile(r"[0-9]+")

# What people write that the code page lacks, where a letter without its marks would not be understood.
WRITTEN_AS = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "\N{MINUS SIGN}": "-",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{SINGLE LOW-9 QUOTATION MARK}": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "…": "...",
        "€": "EUR",
        "§": "par.",
        "©": "(c)",
        "®": "(r)",
        "™": "(tm)",
        "ø": "ö",
        "Ø": "Ö",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "œ": "oe",
        "Œ": "OE",
        "\\": "/",  # it stands before a quotation mark in a text, and means nothing alone
    }
)
UNKNOWN = "?"


class NotSie(ValueError):
    """The vouchers cannot be written: unbalanced, empty, or with an account or object that is not described."""


@dataclass(frozen=True)
class Row:
    """A line of a voucher: kronor, debit above 0 and credit below; `objects` are (dimension, number)."""

    account: str
    amount: Decimal
    objects: tuple[tuple[int, str], ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Voucher:
    series: str
    number: int
    day: dt.date
    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Book:
    """What a file says of itself, and the accounts and objects that its vouchers may name."""

    company: str
    program: str
    program_version: str
    made_on: dt.date
    made_by: str
    accounts: Mapping[str, str]  # name by number
    orgnr: str = ""  # with its hyphen
    year: tuple[dt.date, dt.date] | None = None
    chart: str = "EUBAS97"  # without #KPTYP a reader assumes the chart of 1995
    dimensions: Mapping[int, str] = field(default_factory=dict)
    objects: Mapping[tuple[int, str], str] = field(default_factory=dict)


def plain(text: str) -> str:
    """The text in characters of the code page, on one line, without control characters. What has no likeness is `?`."""
    composed = unicodedata.normalize("NFC", text).translate(WRITTEN_AS)
    return " ".join("".join(map(_in_code_page, composed)).split())


def _in_code_page(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if kind in {"Cf", "Mn", "Me"}:  # invisible, or a mark that its letter does without
        return ""
    if _fits(character):
        return character
    letters = "".join(each for each in unicodedata.normalize("NFKD", character) if _fits(each))
    return " ".join(letters.translate(WRITTEN_AS).split()) or UNKNOWN


def _fits(character: str) -> bool:
    try:
        return character.encode(CODE_PAGE) >= b" "
    except UnicodeEncodeError:
        return False


def write(book: Book, vouchers: Iterable[Voucher]) -> bytes:
    """The file. Raises NotSie for a voucher that does not sum to 0 or names what `book` does not describe."""
    lines = [*_head(book), *_chart(book)]
    for voucher in vouchers:
        lines += _voucher(book, voucher)
    return "".join(line + LINE_END for line in lines).encode(CODE_PAGE)


def with_remark(content: bytes, text: str) -> bytes:
    """The same file with a remark (#PROSA) on what it is, after its type."""
    before, line, after = content.partition(f"#SIETYP 4{LINE_END}".encode(CODE_PAGE))
    return before + line + f"#PROSA {_quoted(text)}{LINE_END}".encode(CODE_PAGE) + after


def _head(book: Book) -> Iterator[str]:
    yield "#FLAGGA 0"
    yield f"#PROGRAM {_quoted(book.program)} {_quoted(book.program_version)}"
    yield "#FORMAT PC8"
    yield f"#GEN {_day(book.made_on)} {_quoted(book.made_by)}"
    yield "#SIETYP 4"
    if book.orgnr:
        yield f"#ORGNR {book.orgnr}"
    yield f"#FNAMN {_quoted(book.company)}"
    if book.year:
        first, last = book.year
        yield f"#RAR 0 {_day(first)} {_day(last)}"
    yield f"#KPTYP {book.chart}"


def _chart(book: Book) -> Iterator[str]:
    for number, name in sorted(book.accounts.items()):
        if not NUMBER.fullmatch(number):
            raise NotSie(f"account {number!r} is no number")
        yield f"#KONTO {number} {_quoted(name)}"
    for dimension, name in sorted(book.dimensions.items()):
        yield f"#DIM {dimension} {_quoted(name)}"
    for (dimension, number), name in sorted(book.objects.items()):
        if dimension not in book.dimensions:
            raise NotSie(f"dimension {dimension} is not described")
        yield f"#OBJEKT {dimension} {_quoted(number)} {_quoted(name)}"


def _voucher(book: Book, voucher: Voucher) -> Iterator[str]:
    if not voucher.rows or sum(row.amount for row in voucher.rows) != 0:
        raise NotSie(f"voucher {voucher.series}{voucher.number} does not sum to 0")
    yield f"#VER {_quoted(voucher.series)} {voucher.number} {_day(voucher.day)} {_quoted(voucher.text)}"
    yield "{"
    for row in voucher.rows:
        if row.account not in book.accounts:
            raise NotSie(f"account {row.account} is not described")
        if unknown := [each for each in row.objects if each not in book.objects]:
            raise NotSie(f"object {unknown[0]} is not described")
        objects = " ".join(f"{dimension} {_quoted(number)}" for dimension, number in row.objects)
        text = f" {_day(voucher.day)} {_quoted(row.text)}" if row.text else ""
        yield f"   #TRANS {row.account} {{{objects}}} {_amount(row.amount)}{text}"
    yield "}"


def _quoted(text: str) -> str:
    return '"{}"'.format(plain(text).replace('"', '\\"'))


def _day(day: dt.date) -> str:
    return f"{day:%Y%m%d}"


def _amount(amount: Decimal) -> str:
    if amount != amount.quantize(ORE):
        raise NotSie(f"{amount} has parts of an öre")
    return f"{amount.quantize(ORE) + 0:f}"
