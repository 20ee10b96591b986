"""The same list read in twice, taken back twice, or taken back while another list changes it. Nothing comes twice."""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from django.db import Error, connection

from core.errors import Refusal
from crm.models import Company, Import, ImportKind, ImportState
from crm.services.imports import commit_import, undo_import
from tests.crm.imports import draft, read_in
from tests.factories import UserFactory

PATIENCE = 60  # seconds until a barrier gives up on a thread that has died
ROUNDS = 5
HEAD = ["Namn", "Ort"]
ROWS = [["Ett", "Sala"], ["Två", "Sala"]]

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable, wrappers=(), deferred: bool = False) -> list[str]:
    """Run each job in a thread of its own, with a connection of its own, and say what came of each.

    `wrappers` are for each job in turn. With `deferred`, SQLite takes its lock when a transaction first writes.
    """
    start = threading.Barrier(len(jobs))
    outcomes = [""] * len(jobs)

    def run(place: int):
        try:
            connection.ensure_connection()
            if deferred:
                connection.transaction_mode = None
            start.wait(PATIENCE)
            with ExitStack() as stack:
                for wrapper in wrappers[place] if wrappers else ():
                    stack.enter_context(connection.execute_wrapper(wrapper))
                outcomes[place] = outcome_of(jobs[place])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def outcome_of(job: Callable[[], Import]) -> str:
    try:
        return job().state
    except (Refusal, Error) as refusal:
        return type(refusal).__name__


@pytest.fixture
def by():
    return UserFactory(role="Partneransvarig")


def committing(batch: Import, by) -> Callable[[], Import]:
    return lambda: commit_import(Import.objects.get(pk=batch.pk), by=by)


def undoing(batch: Import, by) -> Callable[[], Import]:
    return lambda: undo_import(Import.objects.get(pk=batch.pk), by=by)


def test_one_list_read_in_twice_at_once_is_read_in_once(by):
    for _ in range(ROUNDS):
        batch = draft(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
        assert Counter(at_once(*[committing(batch, by)] * 2)) == Counter(done=1, AlreadyRead=1)
        assert (Company.objects.count(), batch.effects.count()) == (2, 2)
        undo_import(batch, by=by)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere two may write the same at once, as by hand")
def test_two_lists_of_the_same_are_read_in_once(by):
    drafts = [draft(ImportKind.COMPANY, [HEAD, *ROWS], by=by) for _same in range(2)]
    assert Counter(at_once(*[committing(batch, by) for batch in drafts])) == Counter(done=1, PreviewMoved=1)
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
        assert outcomes in (["undone", "PreviewMoved"], ["TouchedSince", "done"])
        assert Company.objects.count() == (0 if outcomes[0] == "undone" else 2)
        if outcomes[0] != "undone":
            undo_import(second, by=by)
            Company.objects.all().delete()


# --- Negative control: with the lock taken away, the tests above must not pass --------------------


def without_row_locks(execute, sql, params, many, context):
    return execute(sql.replace(" FOR NO KEY UPDATE", "").replace(" FOR UPDATE", ""), params, many, context)


def at_first_write(wait: Callable[[], object]):
    waited = threading.local()

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(("UPDATE", "INSERT", "DELETE")) and not hasattr(waited, "done"):
            waited.done = True
            wait()
        return execute(sql, params, many, context)

    return wrapper


def both_have_read_before_either_writes():
    """Only possible without a lock."""
    barrier = threading.Barrier(2)
    return at_first_write(lambda: barrier.wait(PATIENCE))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_row_locks_both_write_and_only_the_version_throws_one_out(by):
    batch = draft(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
    wrappers = [[without_row_locks, both_have_read_before_either_writes()]] * 2
    outcomes = at_once(*[committing(batch, by)] * 2, wrappers=wrappers)
    assert Counter(outcomes) == Counter(done=1, StaleVersion=1)
    wrappers = [[without_row_locks, both_have_read_before_either_writes()]] * 2
    outcomes = at_once(*[undoing(batch, by)] * 2, wrappers=wrappers)
    assert Counter(outcomes) == Counter(undone=1, StaleVersion=1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_row_locks_what_another_list_changed_is_taken_back_with_the_rest(by):
    first = read_in(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
    second = draft(ImportKind.COMPANY, [HEAD, ["Ett", "Köping"]], by=by)
    asked, changed = threading.Event(), threading.Event()

    def let_the_other_go_first():
        asked.set()
        changed.wait(PATIENCE)

    def change():
        asked.wait(PATIENCE)
        try:
            return commit_import(Import.objects.get(pk=second.pk), by=by)
        finally:
            changed.set()

    wrappers = [[without_row_locks, at_first_write(let_the_other_go_first)], []]
    assert at_once(undoing(first, by), change, wrappers=wrappers) == ["undone", "done"]
    assert (Company.objects.count(), Import.objects.get(pk=second.pk).state) == (0, ImportState.DONE)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database locks rows")
def test_without_immediate_transactions_sqlite_throws_the_loser_out(by):
    batch = draft(ImportKind.COMPANY, [HEAD, *ROWS], by=by)
    for job, outcome in ((committing, "done"), (undoing, "undone")):
        wrappers = [[both_have_read_before_either_writes()]] * 2
        outcomes = at_once(*[job(batch, by)] * 2, wrappers=wrappers, deferred=True)
        assert Counter(outcomes) == Counter({outcome: 1, "OperationalError": 1})
