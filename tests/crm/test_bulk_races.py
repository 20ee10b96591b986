"""Two users bulk edit the same rows concurrently, each from a preview of the original rows."""

from functools import partial

import pytest
from django.db import connection

from core.models import Changeset
from crm.models import Company
from crm.services.bulk import BulkPreview, Edit, change_all, preview
from tests.factories import CompanyFactory, UserFactory
from tests.racing import all_come_to, at_once, without_row_locks, wrapped

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def change(edit: Edit, planned: BulkPreview, by) -> int:
    return change_all(Company.objects.all(), edit, by=by, digest=planned.digest, planned=planned).changes.count()


@pytest.fixture
def jobs():
    CompanyFactory.create_batch(3, status="prospect")
    edits = [Edit({"status": "paused"}), Edit({"trade": "Bygg"})]
    by = UserFactory()
    return [partial(change, edit, preview(Company.objects.all(), edit, by=by), by) for edit in edits]


def test_one_of_two_changes_of_the_same_rows_is_looked_at_again(jobs):
    assert sorted(at_once(*jobs), key=str) == [3, "ChangedSincePreview"]
    assert_one_is_whole()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_the_lock_both_begin_and_the_version_stops_the_second(jobs):
    """Negative control: without the lock both start, and the version check refuses the second."""
    both_write = all_come_to('UPDATE "crm_company"', number=2)
    unlocked = [wrapped(job, without_row_locks, both_write) for job in jobs]
    assert sorted(at_once(*unlocked), key=str) == [3, "StaleVersion"]
    assert_one_is_whole()


def assert_one_is_whole():
    assert Changeset.objects.count() == 1
    assert len(set(Company.objects.values_list("status", "trade", "version"))) == 1
    assert Company.history.filter(history_type="~").count() == 3
