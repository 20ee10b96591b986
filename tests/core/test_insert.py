"""Insert stores the same rows as saving each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.bulk_save import Insert
from imports.models import Import, ImportKind, ImportRow
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_rows_made_ready_before_are_inserted_whole():
    batch = Import.objects.create(kind=ImportKind.COMPANY, source="a", made_by=UserFactory())
    rows = [ImportRow(number=number, cells=["Å", ""], changes=[["Ort", "", "Sala"]]) for number in range(1200)]
    ready = Insert(rows, later=["batch"])
    with CaptureQueriesContext(connection) as captured:
        ready.write(batch=batch)
    assert len(captured) == 1
    there = list(batch.rows.order_by("number"))
    told = [(row.number, row.cells, row.changes, row.mistakes, row.status, row.target, row.moved) for row in there]
    assert told == [(number, ["Å", ""], [["Ort", "", "Sala"]], [], "", None, False) for number in range(1200)]


def test_no_rows_are_inserted_without_a_question(django_assert_num_queries):
    with django_assert_num_queries(0):
        Insert([]).write()
