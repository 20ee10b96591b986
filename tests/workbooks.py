"""The workbooks that pages answer with, opened."""

from io import BytesIO

from openpyxl import Workbook, load_workbook


def book_of(response, **options) -> Workbook:
    """`options` are openpyxl's, such as data_only."""
    return load_workbook(BytesIO(response.getvalue()), **options)
