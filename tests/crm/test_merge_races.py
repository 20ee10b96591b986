"""Two merge the same pair, and somebody logs a contact on the one that goes. Whoever comes first, nothing is lost."""

import threading
from collections import Counter
from contextlib import ExitStack

import pytest
from django.db import Error, connection

from crm.models import Company, Interaction
from crm.services.interactions import log_interaction
from crm.services.merging import AlreadyMerged, merge
from tests.factories import CompanyFactory, UserFactory

PATIENCE = 60  # seconds until a barrier gives up on a thread that has died
ROUNDS = 10

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs, wrappers=(), deferred: bool = False) -> Counter:
    """Run each job in a thread of its own, with a connection of its own, and count what came of it."""
    start = threading.Barrier(len(jobs))
    outcomes = []

    def run(place: int):
        try:
            connection.ensure_connection()
            if deferred:
                connection.transaction_mode = None
            start.wait(PATIENCE)
            with ExitStack() as stack:
                for wrapper in wrappers:
                    stack.enter_context(connection.execute_wrapper(wrapper))
                outcomes.append(outcome_of(jobs[place]))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(outcomes)


def outcome_of(job) -> str:
    try:
        return type(job()).__name__
    except (AlreadyMerged, Error) as refusal:
        return type(refusal).__name__


@pytest.fixture
def by():
    return UserFactory()


def pair() -> tuple[Company, Company]:
    return CompanyFactory(), CompanyFactory()


def test_pair_merged_by_four_both_ways_is_merged_once(by):
    for _ in range(ROUNDS):
        one, other = pair()
        key, kept = one.pk, other.pk

        def there(key=key, kept=kept):
            return merge(lost=Company(pk=key), kept=Company(pk=kept), by=by)

        def back(key=key, kept=kept):
            return merge(lost=Company(pk=kept), kept=Company(pk=key), by=by)

        assert at_once(there, back, there, back) == Counter(Merge=1, AlreadyMerged=3)
        assert Company.objects.filter(pk__in=[key, kept]).count() == 1


def test_contact_logged_while_its_company_is_merged_ends_on_the_one_kept(by):
    for _ in range(ROUNDS):
        lost, kept = pair()
        key = lost.pk
        outcomes = at_once(
            lambda key=key, kept=kept: merge(lost=Company(pk=key), kept=kept, by=by),
            *[lambda key=key: log_interaction(by=by, companies=[Company(pk=key)], text="Samtal.")] * 3,
        )
        assert outcomes == Counter(Merge=1, Interaction=3)
        assert kept.interactions.count() == 3
    assert Interaction.objects.filter(companies__isnull=True).count() == 0


# --- Negative control: with the lock taken away, the tests above must not pass --------------------


def without_row_locks(execute, sql, params, many, context):
    return execute(sql.replace(" FOR NO KEY UPDATE", "").replace(" FOR UPDATE", ""), params, many, context)


def both_have_read_before_either_writes():
    """Hold each at its first write. Only possible without a lock."""
    barrier = threading.Barrier(2)
    waited = threading.local()

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(("UPDATE", "INSERT", "DELETE")) and not hasattr(waited, "done"):
            waited.done = True
            barrier.wait(PATIENCE)
        return execute(sql, params, many, context)

    return wrapper


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_row_locks_the_contact_is_lost_with_an_error(by):
    lost, kept = pair()
    key = lost.pk
    outcomes = at_once(
        lambda: merge(lost=Company(pk=key), kept=kept, by=by),
        lambda: log_interaction(by=by, companies=[Company(pk=key)], text="Samtal."),
        wrappers=[without_row_locks, both_have_read_before_either_writes()],
    )
    assert outcomes["IntegrityError"] == 1
    assert Interaction.objects.filter(companies=kept).count() == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database locks rows")
def test_without_immediate_transactions_sqlite_throws_one_out(by):
    lost, kept = pair()
    key = lost.pk
    outcomes = at_once(
        lambda: merge(lost=Company(pk=key), kept=kept, by=by),
        lambda: log_interaction(by=by, companies=[Company(pk=key)], text="Samtal."),
        wrappers=[both_have_read_before_either_writes()],
        deferred=True,
    )
    assert outcomes["OperationalError"] == 1
