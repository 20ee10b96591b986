"""Sixteen users log interactions with one company concurrently; the latest is stored, in whatever order they commit."""

import datetime as dt
import threading
from functools import partial

import pytest
from django.db import connection

from core.models import User
from crm.models import Company, Interaction
from crm.services.interactions import log_interaction
from crm.services.last_contact import recount_last_contact
from tests.factories import A_MOMENT, CompanyFactory, UserFactory
from tests.racing import PATIENCE, ROUNDS, all_come_to, at_once, without_row_locks, wrapped

LOGGERS = 16
KEEPING = 'UPDATE "crm_company" SET "last_contact_at"'

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def moment(place: int) -> dt.datetime:
    """The time to log; index 0 is the latest."""
    return A_MOMENT - dt.timedelta(hours=place)


def log_at_once(company: Company, by: User, number: int, *wrappers, deferred: bool = False) -> list:
    """Log this many interactions concurrently; `wrappers` are the execute wrappers of each thread by index."""

    def logging(place: int):
        job = partial(log_interaction, by=by, companies=[company], happened_at=moment(place))
        return wrapped(job, *(wrapper(place) for wrapper in wrappers))

    outcomes = at_once(*map(logging, range(number)), deferred=deferred)
    return ["logged" if isinstance(outcome, Interaction) else outcome for outcome in outcomes]


def kept(company: Company) -> dt.datetime:
    return Company.objects.get(pk=company.pk).last_contact_at


def test_newest_of_sixteen_contacts_is_kept():
    company, by = CompanyFactory(), UserFactory()
    for _round in range(ROUNDS):
        Company.objects.update(last_contact_at=None)
        assert log_at_once(company, by, LOGGERS) == ["logged"] * LOGGERS
        assert kept(company) == moment(0)
    assert list(recount_last_contact()) == []


# --- Negative control: without the lock, the test above must fail ----------------------------------


def older_counts_before_the_newer_is_seen():
    """Compute from the older interaction after the newer, before the newer commits. Only possible without a lock."""
    newer_has_written = threading.Event()

    def for_place(place: int):
        def wrapper(execute, sql, params, many, context):
            if not sql.startswith(KEEPING):
                return execute(sql, params, many, context)
            if place > 0:
                assert newer_has_written.wait(PATIENCE)
                return execute(sql, params, many, context)
            result = execute(sql, params, many, context)
            newer_has_written.set()
            waiting = False
            while not waiting:  # until the other thread waits for this row
                with connection.connection.cursor() as cursor:
                    waiting = cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)").fetchone()[0]
            return result

        return wrapper

    return for_place


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_row_locks_the_older_contact_is_kept():
    company, by = CompanyFactory(), UserFactory()
    outcomes = log_at_once(company, by, 2, lambda _place: without_row_locks, older_counts_before_the_newer_is_seen())
    assert outcomes == ["logged"] * 2
    assert kept(company) == moment(1)
    assert [difference.counted for difference in recount_last_contact()] == [moment(0)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database locks rows")
def test_without_immediate_transactions_sqlite_throws_the_loser_out():
    company, by = CompanyFactory(), UserFactory()
    both_have_read = all_come_to("INSERT", number=2)
    outcomes = log_at_once(company, by, 2, lambda _place: both_have_read, deferred=True)
    assert sorted(outcomes) == ["OperationalError", "logged"]
