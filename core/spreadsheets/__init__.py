"""Typed, streamed workbooks: numbers are numbers, dates are dates, and text is never a formula."""

from core.spreadsheets.cells import Kind
from core.spreadsheets.export import CONTENT_TYPE, Export
from core.spreadsheets.template import Blank, Template
from core.spreadsheets.writer import Column, Sheet, TooManyRows

__all__ = [
    "CONTENT_TYPE",
    "Blank",
    "Column",
    "Export",
    "Kind",
    "Sheet",
    "Template",
    "TooManyRows",
]
