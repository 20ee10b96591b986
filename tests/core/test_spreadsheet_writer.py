# ruff: noqa: DTZ001  workbooks have no time zones
"""The sheets, totals and file of a workbook."""

import datetime as dt
import re
import tempfile
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from core.spreadsheets import CONTENT_TYPE, Column, Export, Kind, Sheet, TooManyRows
from core.spreadsheets import writer as sheets
from core.spreadsheets.export import LONGEST_NAMES
from crm.models import Company
from tests.core.exported import NOON, Things, cells, thing, things, write
from tests.factories import CompanyFactory

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


# --- The list --------------------------------------------------------------------------------------


def test_total_row_has_formula_and_exact_value():
    rows = [thing(money=Decimal("0.07"), whole=n) for n in range(1000)] + [thing()]
    file = things(*rows)
    formulas, values = cells(file)[-1], cells(file, values=True)[-1]
    money = r'#,##0.00\ "kr"'
    assert formulas[2:5] == [
        ("=SUBTOTAL(109,C2:C1002)", "#,##0"),
        (None, "General"),
        ("=SUBTOTAL(109,E2:E1002)", money),
    ]
    assert values[0] == ("Summa", "@")
    assert Decimal(str(values[4][0])) == 70
    assert values[2][0] == 499_500


def test_large_total_is_exact_to_the_ore():
    values = cells(things(*[thing(money=Decimal("9999999999.99"))] * 1000), values=True)[-1]
    assert Decimal(str(values[4][0])) == Decimal("9999999999990.00")


def test_no_total_row_without_totals():
    class Plain(Things):
        def columns(self):
            return [Column("Text", "text")]

        def rows(self):
            return [thing(text="en"), thing(text="två")]

    assert cells(write(Plain())) == [[("Text", "@")], [("en", "@")], [("två", "@")]]


def test_total_in_the_first_column_has_no_room_for_a_label():
    class First(Things):
        def columns(self):
            return [Column("Belopp", "money", Kind.MONEY, total=True), Column("Text", "text")]

        def rows(self):
            return [thing(money=Decimal(5), text="x")]

    assert [value for value, _format in cells(write(First()), values=True)[-1]] == [5, None]


def test_empty_list_is_a_workbook_with_zero_totals():
    file = things()
    sheet = load_workbook(file, data_only=True).worksheets[0]
    assert sheet.tables["Tabell1"].ref == "A1:H2"
    assert [cell.value for cell in sheet[3]] == ["Summa", None, 0, None, 0, None, None, None]


def test_sheet_is_a_table_that_leaves_the_totals_out():
    sheet = load_workbook(things(thing(text="en"), thing(text="två"))).worksheets[0]
    table = sheet.tables["Tabell1"]
    assert (table.ref, table.autoFilter.ref, sheet.max_row) == ("A1:H3", "A1:H3", 4)
    assert table.column_names == [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.column_dimensions["A"].width == 24
    assert sheet.column_dimensions["B"].width == len("Ja eller nej") + 4


def test_elements_of_a_sheet_come_in_the_order_that_excel_demands():
    with zipfile.ZipFile(things(thing(text="0123"))) as archive:
        tree = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own file
    names = [element.tag.removeprefix(MAIN) for element in tree]
    order = (
        "sheetPr sheetViews sheetFormatPr cols sheetData pageMargins pageSetup headerFooter ignoredErrors tableParts"
    )
    assert names == order.split()
    assert tree.find(f"{MAIN}ignoredErrors/{MAIN}ignoredError").attrib == {"sqref": "A2:H2", "numberStoredAsText": "1"}


def test_rows_more_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 10)
    things(*[thing()] * 8)  # exactly ten rows with header and total
    with pytest.raises(TooManyRows, match="fler rader"):
        things(*[thing()] * 9)


@pytest.mark.django_db
def test_rows_come_from_the_queryset_with_its_prefetches(django_assert_num_queries):
    class Companies(Export):
        title, filename = _("Företag"), "foretag"

        def columns(self):
            return [Column("Namn", "name"), Column("Etiketter", lambda row: ", ".join(map(str, row.tags.all())))]

    for name in ("Bygg AB", "Åkeri AB"):
        CompanyFactory(name=name, tags=["lokal"])
    export = Companies(queryset=Company.objects.order_by("sort_key").prefetch_related("tags"))
    with django_assert_num_queries(3):  # keys, rows, tags
        file = write(export)
    assert [[value for value, _f in row] for row in cells(file)[1:]] == [["Bygg AB", "lokal"], ["Åkeri AB", "lokal"]]


class Names(Export):
    title = filename = "namn"


@pytest.mark.django_db
def test_rows_of_many_chunks_keep_their_order_and_each_chunk_is_fetched_alone(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("core.spreadsheets.export.CHUNK", 2)
    for name in ("Cement AB", "Bygg AB", "Ärlig AB", "Dynga AB", "Åkeri AB"):
        CompanyFactory(name=name)
    export = Names(queryset=Company.objects.order_by("-sort_key").prefetch_related("tags"))
    with django_assert_num_queries(1 + 3 * 2):
        rows = list(export.rows())
    assert [row.name for row in rows] == ["Ärlig AB", "Åkeri AB", "Dynga AB", "Cement AB", "Bygg AB"]
    rows = export.rows()
    first = next(rows)
    Company.objects.filter(name="Cement AB").delete()
    assert [row.name for row in (first, *rows)] == ["Ärlig AB", "Åkeri AB", "Dynga AB", "Bygg AB"]


@pytest.mark.django_db
def test_rows_that_are_sums_or_only_some_of_the_first_come_as_the_query_gives_them():
    for name in ("Cement AB", "Bygg AB"):
        CompanyFactory(name=name)
    some = Company.objects.order_by("sort_key")
    sums = some.annotate(number=Count("tags"))
    shown = [[row.name for row in Names(queryset=rows).rows()] for rows in (some[:1], sums, some.distinct())]
    assert shown == [["Bygg AB"], ["Bygg AB", "Cement AB"], ["Bygg AB", "Cement AB"]]


# --- More sheets, and the last one -----------------------------------------------------------------


def test_extra_sheets_may_use_totals_gathered_on_the_way():
    class WithTotals(Things):
        def rows(self):
            self.per_text = {}
            for row in [thing(text="a", money=Decimal(1)), thing(text="b", money=Decimal(2)), thing(text="a")]:
                self.per_text[row.text] = self.per_text.get(row.text, 0) + (row.money or 0)
                yield row

        def extra_sheets(self):
            columns = [
                Column("Text", lambda pair: pair[0]),
                Column("Belopp", lambda pair: pair[1], Kind.MONEY, total=True),
            ]
            return [Sheet("Per text", columns, self.per_text.items())]

    book = load_workbook(write(WithTotals()), data_only=True)
    assert book.sheetnames == ["Saker & ting", "Per text", "Om exporten"]
    assert list(book["Per text"].values) == [("Text", "Belopp"), ("a", 1), ("b", 2), ("Summa", 3)]
    assert [name for sheet in book.worksheets for name in sheet.tables] == ["Tabell1", "Tabell2"]


def test_last_sheet_describes_the_export(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    file = things(
        thing(money=Decimal("0.10"), whole=3),
        thing(money=Decimal("0.20")),
        filters=[(_("Mål"), "Ingen hemlöshet"), ("Sök", "=1+1")],
        user="Kim Kollega",
    )
    rows = cells(file, -1)
    assert [row[0][0] for row in rows] == [
        "Innehåll", "Mål", "Sök", "Skapad av", "Skapad", "Antal rader", "Kontrollsumma Antal", "Kontrollsumma Belopp"
    ]  # fmt: skip
    assert [row[1] for row in rows] == [
        ("Saker & ting", "@"),
        ("Ingen hemlöshet", "@"),
        ("=1+1", "@"),
        ("Kim Kollega", "@"),
        (dt.datetime(2026, 7, 1, 12, 0), r"yyyy-mm-dd\ hh:mm"),
        (2, "#,##0"),
        (3, "#,##0"),
        (0.3, r'#,##0.00\ "kr"'),
    ]


def test_last_sheet_says_so_when_nothing_was_filtered():
    assert [cell[0] for cell in cells(things(), -1)[1]] == ["Urval", "Inga filter, alla rader"]


def test_workbook_is_written_in_the_active_language():
    with translation.override("sv"):
        swedish = load_workbook(things(thing(yes=True)))
    with translation.override("en"):
        expected = {str(translation.gettext(word)) for word in ("Om exporten", "Ja")}
        english = load_workbook(things(thing(yes=True)))
    assert {swedish.sheetnames[-1], swedish.worksheets[0]["B2"].value} == {"Om exporten", "Ja"}
    assert {english.sheetnames[-1], english.worksheets[0]["B2"].value} == expected


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Mål [1]: a/b\\c*?", "Mål 1 a b c"),
        ("x" * 40, "x" * 31),
        ("'citat'", "citat"),
        ("History", "History 2"),
        ("om exporten", "om exporten"),
        ("???", "Blad"),
    ],
)
def test_sheet_titles_are_what_excel_takes(title, shown):
    class Titled(Things):
        pass

    Titled.title = title
    assert load_workbook(write(Titled())).sheetnames[0] == shown


def test_sheet_titles_are_never_alike():
    class Alike(Things):
        title = "OM EXPORTEN"

        def extra_sheets(self):
            return [Sheet("y" * 31, [Column("A", "a")], []), Sheet("Y" * 40, [Column("A", "a")], [])]

    assert load_workbook(write(Alike())).sheetnames == ["OM EXPORTEN", "y" * 31, "Y" * 29 + " 2", "Om exporten 2"]


# --- The file --------------------------------------------------------------------------------------


def test_filename_has_the_swedish_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC))
    assert Things().filename == "saker-2027-01-01.xlsx"
    assert len(Things(named=["å" * 99] * 9).filename) == LONGEST_NAMES + len("-2027-01-01.xlsx")


def test_file_holds_no_formula_but_the_totals():
    hostile = "=HYPERLINK(A1)"
    with zipfile.ZipFile(things(thing(text=hostile), filters=[(hostile, hostile)], user=hostile)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        types = archive.read("[Content_Types].xml").decode()
    formulas = re.findall(r"<f>(.*?)</f>", "".join(sheets))
    assert formulas == ["SUBTOTAL(109,C2:C2)", "SUBTOTAL(109,E2:E2)"]
    assert CONTENT_TYPE in types


def test_failed_export_leaves_no_temporary_file(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    class Failing(Things):
        def rows(self):
            yield thing()
            assert list(Path(tmp_path).iterdir())
            raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="the database went away"):
        write(Failing())
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_with_the_rows():
    def peak(rows: int) -> int:
        export = Things()
        export.given = (thing(text=f"Företag {n}", money=Decimal(n)) for n in range(rows))
        with tempfile.TemporaryFile() as file:
            tracemalloc.start()
            export.write(file)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return peak

    peak(100)  # warm up imports and caches
    assert peak(8_000) < 1.5 * peak(1_000)


@pytest.mark.parametrize(("columns", "pages"), [(3, 1), (12, 2), (40, 6)])
def test_wide_list_prints_over_so_many_pages_that_it_can_be_read(columns, pages):
    class Wide(Things):
        def columns(self):
            return [Column(f"Rubrik {number}", "text", width=28) for number in range(columns)]

    book = load_workbook(write(Wide()))
    page = book.worksheets[0].page_setup
    assert (page.fitToWidth, page.fitToHeight) == (pages, 0)
    assert bool(book.worksheets[0].print_title_cols) == (pages > 1)
