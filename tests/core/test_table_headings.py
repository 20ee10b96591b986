"""Every column has a heading in words: its own, or its field's. Else the code's name stands there, in English."""

from collections.abc import Iterator
from importlib import import_module

import django_tables2 as tables
import pytest
from django.conf import settings

from core.tables import Table


def _below(base: type) -> Iterator[type]:
    for each in base.__subclasses__():
        yield each
        yield from _below(each)


import_module(settings.ROOT_URLCONF)  # the views import their tables
TABLES = sorted((each for each in _below(Table) if not each.__module__.startswith("tests.")), key=str)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.__module__}.{table.__name__}")
def test_columns_have_headings_in_words(table):
    columns = {
        name: column for name, column in table.base_columns.items() if type(column).header is tables.Column.header
    }
    assert [name for name, column in columns.items() if column.verbose_name is None] == []


def test_tables_are_found():
    assert len(TABLES) > 30
