import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.sie import CUSTOMER, PROJECT, Book, NotSie, Row, Voucher, plain, write
from tests.finance.sie_reader import BadSie, ReadVoucher, read_sie

BOOK = Book(
    company='Östra "Missionen"',
    program="Medspel",
    program_version="1.0",
    made_on=dt.date(2026, 11, 30),
    made_by="henrik",
    orgnr="802000-0007",
    year=(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    accounts={"1930": "Bank", "3993": "Gåvor"},
    dimensions={PROJECT: "Mål", CUSTOMER: "Partner"},
    objects={(PROJECT, "1"): "Ingen hemlöshet", (CUSTOMER, "1017"): "Åkes Bageri AB"},
)
VOUCHER = Voucher(
    series="M",
    number=7,
    day=dt.date(2026, 10, 31),
    text="Swish – oktober",
    rows=(
        Row("1930", Decimal("1250.50")),
        Row("3993", Decimal("-1250.50"), ((PROJECT, "1"), (CUSTOMER, "1017")), "Gåva"),
    ),
)


def test_file_is_written_to_the_letter():
    assert write(BOOK, [VOUCHER]).decode("cp437").split("\r\n") == [
        "#FLAGGA 0",
        '#PROGRAM "Medspel" "1.0"',
        "#FORMAT PC8",
        '#GEN 20261130 "henrik"',
        "#SIETYP 4",
        "#ORGNR 802000-0007",
        '#FNAMN "Östra \\"Missionen\\""',
        "#RAR 0 20260101 20261231",
        "#KPTYP EUBAS97",
        '#KONTO 1930 "Bank"',
        '#KONTO 3993 "Gåvor"',
        '#DIM 6 "Mål"',
        '#DIM 8 "Partner"',
        '#OBJEKT 6 "1" "Ingen hemlöshet"',
        '#OBJEKT 8 "1017" "Åkes Bageri AB"',
        '#VER "M" 7 20261031 "Swish - oktober"',
        "{",
        "   #TRANS 1930 {} 1250.50",
        '   #TRANS 3993 {6 "1" 8 "1017"} -1250.50 20261031 "Gåva"',
        "}",
        "",
    ]


def test_file_is_in_code_page_437():
    assert b"G\x86va" in write(BOOK, [VOUCHER])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2025–2026 — “Mål” … 5 €, 12 §", '2025-2026 - "Mål" ... 5 EUR, 12 par.'),
        ("Ágnes Ørsted Łódź", "Agnes Örsted Lódz"),
        ("A\u030akes", "Åkes"),  # letter and ring apart
        ("två\r\nrader\tmed\x00skräp\x7f", "två rader med skräp"),
        ("mjuk\u00adt", "mjukt"),
        ("hårt\u00a0mellanslag", "hårt mellanslag"),
        ("C:\\mapp\\", "C:/mapp/"),
        ("Ω й 你好", "Ω ? ??"),
        ("ﬁn ½", "fin ½"),
    ],
)
def test_text_is_written_in_what_the_code_page_has(text, written):
    assert plain(text) == written


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (Row("1930", Decimal(100)), Row("3993", Decimal(-99))),
        (Row("1930", Decimal("0.005")), Row("3993", Decimal("-0.005"))),
        (Row("1940", Decimal(1)), Row("3993", Decimal(-1))),
        (Row("1930", Decimal(1)), Row("3993", Decimal(-1), ((PROJECT, "2"),))),
    ],
)
def test_voucher_that_no_ledger_can_take_is_refused(rows):
    with pytest.raises(NotSie):
        write(BOOK, [replace(VOUCHER, rows=rows)])


def test_object_of_an_unknown_dimension_is_refused():
    with pytest.raises(NotSie):
        write(replace(BOOK, dimensions={PROJECT: "Mål"}), [])


texts = st.text(max_size=40)
ore = st.integers(-(10**11), 10**11).map(lambda number: Decimal(number) / 100)


@given(
    name=texts,
    voucher_text=texts,
    row_text=texts,
    object_name=texts,
    amounts=st.lists(ore, min_size=1, max_size=6),
    day=st.dates(dt.date(1950, 1, 1), dt.date(2199, 12, 31)),
)
def test_whatever_is_written_is_read_back(name, voucher_text, row_text, object_name, amounts, day):
    book = replace(BOOK, company=name, objects={(PROJECT, "1"): object_name})
    rows = [Row("3993", amount, ((PROJECT, "1"),), row_text) for amount in amounts]
    voucher = Voucher("M", 1, day, voucher_text, (Row("1930", -sum(amounts)), *rows))
    found = read_sie(write(book, [voucher, voucher]))
    told = day.isoformat().replace("-", "")
    read = ReadVoucher("M", "1", told, plain(voucher_text))
    read.rows = [("1930", (), -sum(amounts), "")]
    read.rows += [("3993", (("6", "1"),), amount, plain(row_text)) for amount in amounts]
    assert (found.only("FNAMN"), found.records["OBJEKT"]) == ([plain(name)], [["6", "1", plain(object_name)]])
    assert found.vouchers == [read, read]


@given(texts)
def test_plain_text_stays_as_it_is(text):
    assert plain(plain(text)) == plain(text)


GOOD = write(BOOK, [VOUCHER])


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"#FLAGGA 0\r\n", b""),
        (b"#SIETYP 4", b"#SIETYP 3"),
        (b"802000-0007", b"8020000007"),
        (b"-1250.50", b"-1250.51"),
        (b"-1250.50", b"-1250,50"),
        (b"20261031", b"2026-10-31"),
        (b"{\r\n   #TRANS", b"   #TRANS"),
        (b"#KONTO 1930", b"#KONTO 1940"),
        (b"#KPTYP EUBAS97", b"#IB 0 1930 0"),
        (b'\\"', b'"'),
        (b"\r\n", b"\n"),
        (b"Partner", b"Part\x07ner"),
    ],
)
def test_reader_is_strict(was, becomes):
    """What reads our files back refuses what is wrong with them; else the tests above say nothing."""
    assert was in GOOD
    with pytest.raises(BadSie):
        read_sie(GOOD.replace(was, becomes))
