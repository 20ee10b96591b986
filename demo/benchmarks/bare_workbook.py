"""What a workbook costs at the least: a loop of openpyxl alone, to hold ours against."""

import tempfile
import time
from typing import IO

import openpyxl


def rows_of(file: IO[bytes]) -> list[list]:
    """The cells of the first sheet, as rows."""
    return [list(row) for row in openpyxl.load_workbook(file, read_only=True).worksheets[0].values]


def seconds_to_write(rows: list[list]) -> float:
    """Seconds of the processor for a workbook of these cells, without looks, sums or table."""
    began = time.process_time()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    with tempfile.TemporaryFile() as file:
        book.save(file)
    return time.process_time() - began
