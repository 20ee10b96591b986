"""An export with a column of every kind, written to a workbook and read back."""

import datetime as dt
import io
from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from core.spreadsheets import Column, Export, Kind

NOON = dt.datetime(2026, 7, 1, 10, 0, tzinfo=dt.UTC)  # 12.00 in Sweden


class Things(Export):
    """One column of each kind, over rows that a test provides."""

    title = _("Saker & ting")
    filename = "saker"
    given = ()

    def columns(self):
        return [
            Column("Text", "text"),
            Column("Ja eller nej", "yes", Kind.YES_NO),
            Column("Antal", "whole", Kind.WHOLE, total=True),
            Column("Mått", "decimal", Kind.DECIMAL),
            Column("Belopp", "money", Kind.MONEY, total=True),
            Column("Andel", "percent", Kind.PERCENT),
            Column("Dag", "date", Kind.DATE),
            Column("Tid", "datetime", Kind.DATETIME),
        ]

    def rows(self):
        return self.given


FIELDS = ["text", "yes", "whole", "decimal", "money", "percent", "date", "datetime"]


def thing(**values):
    return SimpleNamespace(**dict.fromkeys(FIELDS) | values)


def write(export) -> io.BytesIO:
    file = io.BytesIO()
    export.write(file)
    file.seek(0)
    return file


def things(*rows, **kwargs) -> io.BytesIO:
    export = Things(**kwargs)
    export.given = rows
    return write(export)


def cells(file, sheet=0, *, values=False):
    """Every row as (value, number format) pairs."""
    book = load_workbook(file, data_only=values)
    return [[(cell.value, cell.number_format) for cell in row] for row in book.worksheets[sheet].iter_rows()]
