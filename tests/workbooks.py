"""The workbooks that pages answer with, opened."""

from io import BytesIO

from openpyxl import Workbook, load_workbook


def book_of(response, **options) -> Workbook:
    """`options` are openpyxl's, such as data_only."""
    return load_workbook(BytesIO(response.getvalue()), **options)


def rows_of(response) -> list[dict]:
    """The rows of the first sheet by heading, without the totals below them."""
    sheet = book_of(response, data_only=True).worksheets[0]
    headers, *rows = sheet.iter_rows(values_only=True)
    number = int(next(iter(sheet.tables.values())).ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1
    return [dict(zip(headers, row, strict=True)) for row in rows[:number] if any(value is not None for value in row)]
