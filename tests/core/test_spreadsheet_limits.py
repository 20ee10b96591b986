"""Hostile files are refused with a message, after a bounded number of bytes."""

import zipfile
from functools import cache

import pytest

from core.errors import Refusal
from core.spreadsheets.limits import MAX_DEPTH, MAX_PARTS, Archive, TooMuch
from core.spreadsheets.reader import A_REGISTER, TableTooLarge, UnreadableTable, read_table
from demo.benchmarks.hostile import BOOK, HOSTILE, MEGABYTE, PARTS, SHEET, archive, edited, plain, sheet

hostile = cache(lambda name: HOSTILE[name]())  # some take a second to make
EMPTY = {"no bytes at all"}  # not refused: it has no rows


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in EMPTY])
def test_a_hostile_file_is_refused(name):
    with pytest.raises((UnreadableTable, TableTooLarge)) as refused:
        read_table(hostile(name), A_REGISTER)
    assert len(str(refused.value)) > 20


def test_no_bytes_are_no_rows():
    assert read_table(b"", A_REGISTER) == []


@pytest.fixture
def unpacking(monkeypatch):
    """`unpacking(name)` reads the file, which is refused, and returns how many bytes were uncompressed."""
    total = [0]
    read = zipfile.ZipExtFile.read

    def counting(self, n=-1):
        piece = read(self, n)
        total[0] += len(piece)
        return piece

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counting)

    def attempt(name: str) -> int:
        content = hostile(name)
        total[0] = 0
        with pytest.raises((UnreadableTable, TableTooLarge)):
            read_table(content, A_REGISTER)
        return total[0]

    return attempt


@pytest.mark.parametrize("name", ["zip bomb, one part", "zip bomb, many parts", "a hundred thousand parts"])
def test_nothing_is_decompressed_if_the_declared_size_is_too_large(name, unpacking):
    assert unpacking(name) == 0


@pytest.mark.parametrize(
    "name",
    ["a million columns in a row", "a million looks", "deep nesting", "XXE", "billion laughs", "huge shared strings"],
)
def test_decompression_stops_at_the_limit(name, unpacking):
    assert unpacking(name) < 6 * MEGABYTE


def test_a_string_that_never_ends_is_read_for_two_megabytes(unpacking):
    assert unpacking("one shared string of 30 MB") < 3 * MEGABYTE


def test_an_ordinary_workbook_is_let_through():
    assert read_table(plain(), A_REGISTER) == [["Namn", "Org.nr"], ["Åkeriet", "556703-7485"]]


def test_as_many_parts_as_are_allowed_are_let_through():
    parts = [(f"{number}.bin", b"") for number in range(MAX_PARTS)]
    assert "0.BIN" in Archive(archive(*parts), most_unpacked=1)
    with pytest.raises(TooMuch):
        Archive(archive(*parts, ("one more.bin", b"")), most_unpacked=1)


def test_depth_is_counted_and_not_the_number_of_cells():
    def nested(depth: int) -> bytes:
        return sheet(b'<row r="1"><c><v>1</v></c><c>' + b"<a>" * depth + b"</a>" * depth + b"</c></row>")

    flat = sheet(b'<row r="1">' + b"<c><v>1</v></c>" * A_REGISTER.columns + b"</row>")
    assert read_table(flat, A_REGISTER) == [["1"] * A_REGISTER.columns]
    assert read_table(nested(MAX_DEPTH - 4), A_REGISTER) == [["1"]]
    with pytest.raises(TableTooLarge):
        read_table(nested(MAX_DEPTH - 3), A_REGISTER)


def test_text_that_would_be_a_formula_or_a_command_elsewhere_is_text():
    said = '=cmd|"/c calc"!A1'
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{said}</t></is></c></row>'
    assert read_table(sheet(row.encode()), A_REGISTER) == [[said]]


def test_messages_explain_macros_links_and_passwords():
    said = {}
    for name in ("macros", "links to other files", "a zip with a password"):
        with pytest.raises(Refusal) as refused:
            read_table(hostile(name), A_REGISTER)
        said[name] = str(refused.value)
    assert said == {
        "macros": "Filen har makron. Spara den som en vanlig arbetsbok (xlsx) och försök igen.",
        "links to other files": "Filen hämtar värden från andra filer. Klistra in dem som värden och försök igen.",
        "a zip with a password": "Filen har ett lösenord. Spara den utan lösenord och försök igen.",
    }


def test_vertically_merged_cells_all_have_the_first_value():
    def row(number: int, *cells: str) -> str:
        inside = "".join(
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for letter, text in zip("AB", cells, strict=False)
            if text
        )
        return f'<row r="{number}">{inside}</row>'

    rows = row(1, "Åkeriet", "Kim") + row(2, "", "Robin") + row(3) + row(4, "Bageriet", "Alex")
    merged = '<mergeCells count="2"><mergeCell ref="A1:A3"/><mergeCell ref="A4:B4"/></mergeCells>'
    book = edited({SHEET: (sheet_head() + rows + "</sheetData>" + merged + "</worksheet>").encode()})
    assert read_table(book) == [["Åkeriet", "Kim"], ["Åkeriet", "Robin"], [], ["Bageriet", "Alex"]]


def sheet_head() -> str:
    return '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def test_a_sheet_that_is_hidden_is_passed_over():
    words = PARTS[BOOK].replace(b'state="visible"', b'state="hidden"')
    with pytest.raises(UnreadableTable):
        read_table(edited({BOOK: words}))
