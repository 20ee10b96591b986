# ruff: noqa: DTZ001  workbooks have no time zones
"""Each kind of column keeps its type in a workbook."""

import datetime as dt
import zipfile
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from core.spreadsheets import Column, Export, Kind
from crm.models import Tag
from tests.core.exported import NOON, Things, cells, thing, things, write


def first_cell(value, kind=Kind.TEXT):
    class One(Export):
        title = filename = "en"

        def columns(self):
            return [Column("Värde", "value", kind)]

        def rows(self):
            return [SimpleNamespace(value=value)]

    return load_workbook(write(One())).worksheets[0]["A2"]


# --- Types -----------------------------------------------------------------------------------------


def test_each_kind_keeps_its_type_and_number_format():
    row = thing(
        text="Åkeri",
        yes=True,
        whole=1234,
        decimal=Decimal("0.5"),
        money=Decimal("1234.50"),
        percent=Decimal("0.125"),
        date=dt.date(2026, 12, 31),
        datetime=NOON,
    )
    assert cells(things(row))[1] == [
        ("Åkeri", "@"),
        ("Ja", "@"),
        (1234, "#,##0"),
        (0.5, "#,##0.00"),
        (1234.5, r'#,##0.00\ "kr"'),
        (0.125, r"0.0\ %"),
        (dt.datetime(2026, 12, 31), "yyyy-mm-dd"),
        (dt.datetime(2026, 7, 1, 12, 0), r"yyyy-mm-dd\ hh:mm"),
    ]


def test_nothing_is_an_empty_cell_of_every_kind():
    assert [value for value, _format in cells(things(thing(text="", money=None)))[1]] == [None] * 8


def test_zero_and_no_are_something():
    assert [value for value, _format in cells(things(thing(whole=0, money=Decimal(0), yes=False)))[1]][1:5] == [
        "Nej",
        0,
        None,
        0,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "=1+1",
        "+46 70 123 45 67",
        "-12",
        "@SUM(A1)",
        "{=1}",
        "'=1",
        "0123456789",
        "5567037485",
        "202600012324",
        "1e5",
        "2026-11-24",
        "TRUE",
        "#N/A",
        "å ä ö Å Ä Ö é ü ß 東京 \N{GRINNING FACE}",
        "<b>&amp;</b> ]]>",
        "  kant  ",
        "rad ett\nrad två\tflik",
    ],
)
def test_text_stays_the_same_text(text):
    cell = first_cell(text)
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x00b\x0bc\x1fd", "abcd"),
        ("a\ufffeb\uffffc", "abc"),
        ("halv \ud83d emoji", "halv  emoji"),
        ("rad\r\nrad\rrad", "rad\nrad\nrad"),
        ("\x00", None),
    ],
)
def test_what_a_workbook_cannot_hold_is_left_out(text, written):
    assert first_cell(text).value == written


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("å" * 32_767, "å" * 32_767),
        ("å" * 32_768, "å" * 32_766 + "…"),
        ("\N{GRINNING FACE}" * 16_384, "\N{GRINNING FACE}" * 16_383 + "…"),
    ],
)
def test_text_too_long_for_excel_ends_in_an_ellipsis(text, kept):
    assert first_cell(text).value == kept


def test_text_that_looks_like_excels_own_escapes_is_escaped():
    with zipfile.ZipFile(things(thing(text="_x0041_ och _x41_"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<t>_x005F_x0041_ och _x41_</t>" in sheet


def test_words_of_any_object_are_written():
    assert first_cell(_("Förnamn")).value == "Förnamn"
    assert first_cell(Tag(name="bygg")).value == "bygg"


def test_days_before_excels_calendar_are_text():
    assert first_cell(dt.date(1899, 12, 31), Kind.DATE).value == "1899-12-31"
    assert first_cell(dt.date(1900, 1, 1), Kind.DATE).value == dt.datetime(1900, 1, 1)


@pytest.mark.parametrize(
    ("moment", "local"),
    [
        (dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), dt.datetime(2026, 10, 25, 2, 30)),
        (dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), dt.datetime(2026, 10, 25, 2, 30)),
        (dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC), dt.datetime(2027, 1, 1, 0, 30)),
    ],
)
def test_times_are_swedish_local_time_all_year(moment, local):
    assert first_cell(moment, Kind.DATETIME).value == local


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (0.1, Kind.MONEY),
        ("12", Kind.MONEY),
        (True, Kind.WHOLE),
        ("2026-01-01", Kind.DATE),
        (NOON, Kind.DATE),
        (dt.date(2026, 1, 1), Kind.DATETIME),
        (dt.datetime(2026, 1, 1, 12, 0), Kind.DATETIME),
    ],
)
def test_value_of_another_type_than_the_column_says_is_an_error(value, kind):
    with pytest.raises(TypeError):
        first_cell(value, kind)


# --- Columns ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("owner.name", "Kim"),
        ("nobody.name", None),
        ("shout", "HEJ"),
        (lambda row: row.owner.name * 2, "KimKim"),
    ],
)
def test_column_reads_a_path_a_method_or_a_function(value, read):
    row = SimpleNamespace(owner=SimpleNamespace(name="Kim"), nobody=None, shout=lambda: "HEJ")
    assert Column("Namn", value).reader()(row) == read


def test_misspelt_path_is_an_error():
    with pytest.raises(AttributeError):
        Column("Namn", "onwer.name").reader()(SimpleNamespace(owner=None))


def test_only_numbers_are_summed():
    with pytest.raises(ValueError, match="cannot be summed"):
        Column("Dag", "day", Kind.DATE, total=True)


@pytest.mark.parametrize("headers", [("Namn", "NAMN"), ("Namn", " Namn\n"), ("", "Namn")])
def test_headers_that_excel_would_repair_are_an_error(headers):
    class Bad(Things):
        def columns(self):
            return [Column(header, "text") for header in headers]

    with pytest.raises(ValueError, match="headers that differ"):
        write(Bad())
