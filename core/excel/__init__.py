"""Typed, streamed workbooks: numbers are numbers, dates are dates, and text is never a formula."""

from core.excel.cells import Kind
from core.excel.export import CONTENT_TYPE, Export
from core.excel.sheets import Column, Sheet, TooManyRows
from core.excel.template import Blank, Template

__all__ = ["CONTENT_TYPE", "Blank", "Column", "Export", "Kind", "Sheet", "Template", "TooManyRows"]
