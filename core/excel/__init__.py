"""Typed, streamed workbooks: numbers are numbers, dates are dates, and text is never a formula."""

from core.excel.cells import Kind
from core.excel.export import CONTENT_TYPE, Export
from core.excel.sheets import Column, Sheet, TooManyRows

__all__ = ["CONTENT_TYPE", "Column", "Export", "Kind", "Sheet", "TooManyRows"]
