"""Write a list as csv, as Swedish Excel and the ledger programs read it."""

import csv
import datetime as dt
from decimal import Decimal
from io import TextIOWrapper
from typing import Any, BinaryIO

from core.spreadsheets.writer import RowValues

FORMULA = ("=", "+", "-", "@", "\t")  # what a spreadsheet takes for one, when text begins so


def write_csv(fileobj: BinaryIO, values: RowValues) -> None:
    """UTF-8 with a mark, semicolons and decimal commas."""
    text = TextIOWrapper(fileobj, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.header for column in values.columns])
    writer.writerows(map(_cell, row) for row in values)
    text.detach()  # after writing what is left; the file is the caller's


def _cell(value: Any) -> str:
    """Text that would be run as a formula begins with an apostrophe."""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, dt.date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
