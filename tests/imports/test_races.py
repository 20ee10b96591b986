"""The same list read in twice, taken back twice, or taken back while another list changes it. Nothing comes twice."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from crm.models import Company
from crm.services.companies import save_company
from imports.models import Import, ImportKind
from imports.services.commit import commit_import
from imports.services.undo import undo_import
from tests.factories import UserFactory
from tests.imports.drafts import draft, read_in
from tests.racing import PATIENCE, ROUNDS, WRITES, all_come_to, at_once, without_row_locks, wrapped

HEAD = ["Namn", "Ort"]
ROWS = [["Ett", "Sala"], ["Två", "Sala"]]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def by():
    return UserFactory(role="Partneransvarig")


def committing(batch: Import, by) -> Callable[[], str]:
    return lambda: commit_import(Import.objects.get(pk=batch.pk), by=by).state


def undoing(batch: Import, by) -> Callable[[], str]:
    return lambda: undo_import(Import.objects.get(pk=batch.pk), by=by).state


def test_one_list_read_in_twice_at_once_is_read_in_once(by):
    for _ in range(ROUNDS):
        batch = draft(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
        assert Counter(at_once(*[committing(batch, by)] * 2)) == Counter(done=1, AlreadyRead=1)
        assert (Company.objects.count(), batch.changes.count()) == (2, 2)
        undo_import(batch, by=by)


def test_two_lists_of_the_same_are_read_in_once(by):
    drafts = [draft(ImportKind.COMPANY, [HEAD, *ROWS], by=by) for _same in range(2)]
    outcomes = Counter(at_once(*[committing(batch, by) for batch in drafts]))
    assert outcomes in (Counter(done=1, PreviewMoved=1), Counter(done=1, AnotherHalfway=1))
    assert Company.objects.count() == 2


def test_one_import_taken_back_twice_at_once_is_taken_back_once(by):
    for _ in range(ROUNDS):
        batch = read_in(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
        keys = list(Company.objects.values_list("pk", flat=True))
        assert Counter(at_once(*[undoing(batch, by)] * 2)) == Counter(undone=1, NotRead=1)
        assert Company.objects.count() == 0
        assert Company.history.filter(id__in=keys, history_type="-").count() == 2


def test_a_list_that_changes_what_is_taken_back_comes_before_or_after_it(by):
    for _ in range(ROUNDS):
        first = read_in(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
        second = draft(ImportKind.COMPANY, [HEAD, ["Ett", "Köping"]], by=by)
        outcomes = at_once(undoing(first, by), committing(second, by))
        assert outcomes in (
            ["undone", "PreviewMoved"],
            ["undone", "AnotherHalfway"],
            ["TouchedSince", "done"],
            ["AnotherHalfway", "done"],
        )
        assert Company.objects.count() == (0 if outcomes[0] == "undone" else 2)
        if outcomes[0] != "undone":
            undo_import(second, by=by)
            Company.objects.all().delete()


def test_what_somebody_changes_comes_before_or_after_it_is_taken_back(by):
    for _ in range(ROUNDS):
        batch = read_in(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
        company = Company.objects.get(name="Ett")
        outcomes = at_once(undoing(batch, by), lambda company=company: save_company(company, city="Köping").city)
        assert outcomes in (["undone", "StaleVersion"], ["TouchedSince", "Köping"])
        Company.objects.all().delete()


# --- Negative control: with the lock taken away, the tests above must not pass --------------------


def at_first(what: str, wait: Callable[[], object]):
    waited = threading.local()

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(what) and not hasattr(waited, "done"):
            waited.done = True
            wait()
        return execute(sql, params, many, context)

    return wrapper


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_row_locks_both_write_and_only_the_version_throws_one_out(by):
    batch = draft(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
    outcomes = at_once(*[wrapped(committing(batch, by), without_row_locks, all_come_to(*WRITES, number=2))] * 2)
    assert Counter(outcomes) == Counter(done=1, StaleVersion=1)
    outcomes = at_once(*[wrapped(undoing(batch, by), without_row_locks, all_come_to(*WRITES, number=2))] * 2)
    assert Counter(outcomes) == Counter(undone=1, StaleVersion=1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_row_locks_what_somebody_changed_meanwhile_is_taken_back_with_the_rest(by):
    batch = read_in(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
    company = Company.objects.get(name="Ett")
    asked, changed = threading.Event(), threading.Event()

    def let_the_other_go_first():
        asked.set()
        changed.wait(PATIENCE)

    def change():
        asked.wait(PATIENCE)
        try:
            return save_company(company, city="Köping").city
        finally:
            changed.set()

    undo = wrapped(undoing(batch, by), without_row_locks, at_first("DELETE", let_the_other_go_first))
    assert at_once(undo, change) == ["undone", "Köping"]
    assert Company.objects.count() == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database locks rows")
def test_without_immediate_transactions_sqlite_throws_the_loser_out(by):
    batch = draft(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
    for job, outcome in ((committing, "done"), (undoing, "undone")):
        outcomes = at_once(*[wrapped(job(batch, by), all_come_to(*WRITES, number=2))] * 2, deferred=True)
        assert Counter(outcomes) == Counter({outcome: 1, "OperationalError": 1})
