"""A workbook template to fill in: headings, drop-down choices and a sheet of instructions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core.spreadsheets.cells import FORMATS, Kind

ROWS = 12_000
_BOLD, _SHADE = Font(bold=True), PatternFill("solid", fgColor="E7ECEF")
_WRAP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Blank:
    """A column to fill in. All cells are text, so that Excel keeps leading zeros and long numbers."""

    header: str
    example: str = ""
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()


class Template:
    def __init__(self, *, title: str, filename: str, columns: Iterable[Blank]):
        self.title, self.filename, self.columns = title, f"{filename}.xlsx", list(columns)

    def write(self, fileobj: BinaryIO) -> None:
        book = Workbook()
        self._sheet(book)
        self._explanation(book)
        book.save(fileobj)

    def _sheet(self, book: Workbook):
        sheet = book.active
        sheet.title, sheet.freeze_panes = self.title, "A2"
        choices = None
        for place, column in enumerate(self.columns, start=1):
            letter = get_column_letter(place)
            head = sheet.cell(1, place, column.header)
            head.font, head.fill = _BOLD, _SHADE
            sheet.column_dimensions[letter].width = max(14, len(column.header) + 4)
            sheet.column_dimensions[letter].number_format = FORMATS[Kind.TEXT]
            if not column.choices:
                continue
            choices = choices or book.create_sheet(gettext("Val"))
            choices.sheet_state = "hidden"
            for row, choice in enumerate(column.choices, start=1):
                choices[f"{letter}{row}"] = choice
            listed = f"'{choices.title}'!${letter}$1:${letter}${len(column.choices)}"
            validation = DataValidation("list", formula1=listed, allow_blank=True, showErrorMessage=True)
            validation.add(f"{letter}2:{letter}{ROWS}")
            sheet.add_data_validation(validation)

    def _explanation(self, book: Workbook):
        sheet = book.create_sheet(gettext("Så fyller du i"), 1)
        heads = [gettext("Kolumn"), gettext("Måste fyllas i"), gettext("Exempel"), gettext("Att tänka på")]
        for place, (head, width) in enumerate(zip(heads, (26, 16, 34, 70), strict=True), start=1):
            cell = sheet.cell(1, place, head)
            cell.font, cell.fill = _BOLD, _SHADE
            sheet.column_dimensions[get_column_letter(place)].width = width
        for row, column in enumerate(self.columns, start=2):
            must = gettext("Ja") if column.required else ""
            known = gettext("Välj ett av: %(known)s.") % {"known": ", ".join(column.choices)} if column.choices else ""
            for place, words in enumerate((column.header, must, column.example, column.help or known), start=1):
                cell = sheet.cell(row, place, words)
                cell.alignment, cell.number_format = _WRAP, FORMATS[Kind.TEXT]
                cell.data_type = "s"
        sheet.freeze_panes = "A2"
