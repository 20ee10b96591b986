"""Uploaded tables: text and workbooks in all their formats, and what is refused."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.money import NoAmount, parse_amount
from core.spreadsheets.reader import (
    A_REGISTER,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED,
    TableTooLarge,
    UnreadableTable,
    mended,
    read_table,
    read_text,
    write_text,
)
from core.spreadsheets.values import UNSOLVED, read_day, read_yes_no, why_unreadable
from core.text import visible
from demo.benchmarks.hostile import PARTS, edited, sheet, strings

ROWS = [["Lag", "Belopp"], ["Åkeriet", "1 234,50"], ["Bageriet; Öst", "20"]]


def workbook(*rows: list, edit=None) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return rezipped(file.getvalue(), edit) if edit else file.getvalue()


def rezipped(content: bytes, edit) -> bytes:
    """The archive with each part replaced by `edit(name, bytes)`."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(name, old.read(name)))
    return file.getvalue()


def in_sheet(old: bytes, new: bytes):
    return lambda name, content: content.replace(old, new) if name == "xl/worksheets/sheet1.xml" else content


# --- Text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_csv_is_read_in_any_encoding_with_any_delimiter(encoding, delimiter):
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS)
    assert read_table(text.encode(encoding)) == ROWS


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "utf-16-le"])
def test_csv_of_an_old_mac_or_dos_or_without_a_mark_is_read(encoding):
    text = "Företag;Ort\r\n" + "Åkeriet på ön;Västerås\r\n" * 12
    assert read_table(text.encode(encoding))[:2] == [["Företag", "Ort"], ["Åkeriet på ön", "Västerås"]]


def test_one_odd_byte_does_not_make_the_rest_of_a_list_unreadable():
    content = "Företag;Ort\nÅkeriet på ön;Västerås\n".encode() + b"B\xe5ten;Sala\n"
    assert read_table(content)[1:] == [["Åkeriet på ön", "Västerås"], ["B\ufffdten", "Sala"]]


def test_mojibake_is_repaired_and_counted():
    wrong = "FÃ¶retag pÃ¥ Ã– â€“ â€œbraâ€\x9d;SÃO TOMÉ;Åkeri â la carte"
    assert mended(read_text(wrong)) == ([["Företag på Ö – “bra”", "SÃO TOMÉ", "Åkeri â la carte"]], 1)


def test_invisible_characters_are_neither_content_nor_delimiters():
    assert read_text("\u200b;\ufeff\nÅkeriet\u200b; \u00a0Sala\u00a0\u200b\n", delimiter=";") == [
        [],
        ["Åkeriet", "Sala"],
    ]


def test_decimal_commas_in_every_row_do_not_cut_a_semicolon_list():
    rows = "".join(f"{number},50;{'x' if number % 2 else ''};1,00 kr;{'y;' * (number % 3)}\n" for number in range(20))
    assert read_text("A;B;C;D;E\n" + rows)[:2] == [["A", "B", "C", "D", "E"], ["0,50", "", "1,00 kr"]]


def test_decimal_commas_do_not_cut_a_semicolon_list():
    assert read_text("Lag;Belopp\nÅkeriet;10,50\nBageriet;20,00\n") == [
        ["Lag", "Belopp"],
        ["Åkeriet", "10,50"],
        ["Bageriet", "20,00"],
    ]


def test_empty_rows_keep_their_place_and_those_at_the_end_go():
    assert read_text("a\tb\n\n1\t2\t\n\n\n") == [["a", "b"], [], ["1", "2"]]


cells = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).map(visible)


@given(st.lists(st.lists(cells, min_size=1, max_size=5), max_size=6))
def test_what_is_written_as_text_is_read_back_the_same(table):
    once = read_text(write_text(table), delimiter="\t")
    assert read_text(write_text(once), delimiter="\t") == once
    assert [cell for row in once for cell in row if cell] == [cell for row in table for cell in row if cell]


# --- Workbooks ------------------------------------------------------------------------------------


def test_workbook_cells_are_read_as_a_person_would_type_them():
    row = [
        dt.date(2026, 11, 10),
        dt.datetime(2026, 11, 10, 14, 5),  # noqa: DTZ001  Excel knows no zones
        100,
        1234.5,
        0.1 + 0.2,
        Decimal("20.10"),
        True,
        None,
    ]
    assert read_table(workbook(row)) == [
        ["2026-11-10", "2026-11-10 14:05:00", "100", "1234.5", "0.3", "20.1", "SANT"],
    ]


def test_boolean_is_neither_a_number_nor_a_date():
    [row] = read_table(workbook([True, False, "x"]))
    assert row == ["SANT", "FALSKT", "x"]
    assert [read_yes_no(cell) for cell in row[:2]] == [True, False]
    for cell in row[:2]:
        with pytest.raises(NoAmount):
            parse_amount(cell)
        assert read_day(cell) is None


def test_number_with_more_digits_than_a_workbook_keeps_is_no_value():
    [row] = read_table(workbook([999_999_999_999_999, 10**15, 98765432109876543210, "98765432109876543210"]))
    assert [why_unreadable(cell) == "" for cell in row] == [True, False, False, True]
    assert (row[0], row[3]) == ("999999999999999", "98765432109876543210")


def test_formula_is_not_computed():
    """Excel stores the computed value; openpyxl stores none, so the cell's value is unknown."""
    assert read_table(workbook(["x", "=1+1"], ["y", 2], ["=1+1"])) == [["x", UNSOLVED], ["y", "2"], [UNSOLVED]]
    known = workbook(["x", "=1+1"], edit=in_sheet(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>7</v>"))
    assert read_table(known) == [["x", "7"]]
    empty_text = workbook(["x", "=A2"], edit=in_sheet(b'<c r="B1">', b'<c r="B1" t="str">'))
    assert read_table(empty_text) == [["x"]]


def test_cells_have_the_same_text_as_with_openpyxl():
    """Numbers, dates and times by their number format, errors, and the 1904 date system."""
    book, file = Workbook(), io.BytesIO()
    book.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001  Excel knows no zones
    page = book.active
    cells = [dt.time(14, 5), dt.timedelta(hours=30), -5, 1e14, 12345678901234, "#N/A", "_x0041_"]
    for column, value in enumerate(cells, start=2):
        page.cell(3, column, value)
    page["I3"], page["J3"] = dt.date(2026, 11, 10), 1e10
    page["J3"].number_format = "yyyy-mm-dd"
    book.save(file)
    said = ["14:05:00", "1 day, 6:00:00", "-5", "100000000000000", "12345678901234", "#N/A", "_x0041_"]
    assert read_table(file.getvalue()) == [[], [], ["", *said, "2026-11-10", "#VALUE!"]]


def test_rich_text_is_read_without_how_it_is_pronounced():
    rich = b"<is><r><t>Ak</t></r><r><rPr><b/></rPr><t>tier</t></r><rPh sb='0' eb='1'><t>x</t></rPh></is>"
    row = (
        b'<row><c t="inlineStr">' + rich + b'</c><c t="d"><v>2026-11-28T10:00:00</v></c><c t="e"><v>#N/A</v></c></row>'
    )
    assert read_table(sheet(row)) == [["Aktier", "2026-11-28 10:00:00", "#N/A"]]


def test_shared_strings_are_read_wherever_the_relations_say_that_they_are():
    row = b'<row r="1"><c r="B1" t="s"><v>1</v></c></row><row r="4"><c t="s"><v>0</v></c></row>'
    assert read_table(strings(b"<si><t>ett</t></si><si><t>Namn_x005F_x0041_</t></si>", row)) == [
        ["", "Namn_x0041_"],
        [],
        [],
        ["ett"],
    ]


def test_one_long_text_that_all_cells_point_to_is_too_much():
    rows = b"".join(b"<row>" + b'<c t="s"><v>0</v></c>' * 30 + b"</row>" for _number in range(100))
    with pytest.raises(TableTooLarge, match="för mycket text"):
        read_table(strings(b"<si><t>" + b"a" * 1_900 + b"</t></si>", rows))


# --- Hostile files --------------------------------------------------------------------------------


def test_files_of_old_excel_and_with_passwords_are_named():
    with pytest.raises(UnreadableTable, match="gamla format eller har ett lösenord"):
        read_table(b"\xd0\xcf\x11\xe0" + b"\0" * 512)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 not a zip",
        b"\x00\x01\x02\x03binary",
        rezipped(workbook(["a", 1]), lambda name, content: b"" if name == "xl/workbook.xml" else content),
        rezipped(workbook(["a", 1]), lambda name, content: content[: len(content) // 2]),
    ],
    ids=["not a zip", "binary", "no workbook", "cut off"],
)
def test_broken_files_are_refused_in_words(content):
    with pytest.raises(UnreadableTable, match="går inte att läsa"):
        read_table(content)


def test_a_zip_of_something_else_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "hej")
    with pytest.raises(UnreadableTable):
        read_table(file.getvalue())


def test_a_file_that_unpacks_to_very_much_is_refused_before_it_is_unpacked():
    bomb = workbook(["a", 1], edit=lambda name, content: content + b" " * (MAX_UNPACKED // 4))
    assert len(bomb) < 200_000
    with pytest.raises(TableTooLarge):
        read_table(bomb)


def test_a_file_that_lies_about_its_size_is_read_no_further_than_it_says():
    content = bytearray(workbook(["a", 1], edit=lambda name, part: part + b" " * 50_000))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        real = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    lying = bytes(content).replace(real, (100).to_bytes(4, "little"))
    with pytest.raises(UnreadableTable):
        read_table(lying)


def test_entities_are_not_expanded():
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    hostile = workbook(["a", 1], edit=in_sheet(b"<worksheet", laughs + b"<worksheet"))
    with pytest.raises(UnreadableTable):
        read_table(hostile)


def test_a_sheet_that_claims_a_million_rows_costs_what_it_holds():
    claimed = workbook(["a", 1], edit=in_sheet(b'<dimension ref="A1:B1"', b'<dimension ref="A1:XFD1048576"'))
    assert read_table(claimed) == [["a", "1"]]


def test_a_sheet_that_claims_to_be_small_is_read_whole():
    """Some programs write a dimension of one cell."""
    modest = workbook(["a", 1], ["b", 2], edit=in_sheet(b'<dimension ref="A1:B2"', b'<dimension ref="A1"'))
    assert read_table(modest) == [["a", "1"], ["b", "2"]]


def test_a_row_far_away_is_refused_rather_than_lost():
    far = workbook(["a", 1], edit=in_sheet(b'<row r="1"', b'<row r="1048576"'))
    with pytest.raises(TableTooLarge):
        read_table(far)


@pytest.mark.parametrize(
    "rows",
    [[["x", 1]] * (MAX_ROWS + 1), [["x"] * (MAX_COLUMNS + 1)], [["x" * 3000, 1]]],
    ids=["rows", "columns", "a cell"],
)
def test_too_much_is_refused_alike_from_workbook_and_text(rows):
    with pytest.raises(TableTooLarge):
        read_table(workbook(*rows))
    with pytest.raises(TableTooLarge):
        read_text("\n".join("\t".join(map(str, row)) for row in rows))


def test_the_most_rows_are_read():
    assert len(read_text("a\t1\n" * MAX_ROWS)) == MAX_ROWS


def test_too_large_file_is_not_opened():
    with pytest.raises(TableTooLarge):
        read_table(b"a" * (MAX_BYTES + 1))


def test_a_cell_that_keeps_its_zeros_as_a_formula_is_its_text():
    rows = read_table(b'Kod;Belopp;Citat;Annat\n="0012";="100,00";="5 ""st""";=1+1\n')
    assert rows[1] == ["0012", "100,00", '5 "st"', "=1+1"]


def test_a_header_as_wide_as_outlooks_is_read():
    headings = ",".join(f"Kolumn {number}" for number in range(92))
    assert len(read_table(f"{headings}\n{'a,' * 91}a\n".encode(), A_REGISTER)[0]) == 92


def test_strict_open_xml_is_refused_for_what_it_is():
    ours = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts = {name: part.replace(ours, strict) for name, part in PARTS.items()}
    with pytest.raises(UnreadableTable, match="Strict Open XML"):
        read_table(edited(parts))
