"""Two merge the same pair, and somebody logs a contact on the one that goes. Whoever comes first, nothing is lost."""

from collections import Counter

import pytest
from django.db import connection

from crm.models import Company, Interaction
from crm.services.interactions import log_interaction
from duplicates.services.merging import merge
from tests.factories import CompanyFactory, UserFactory
from tests.racing import ROUNDS, WRITES, all_come_to, at_once, without_row_locks, wrapped

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database("crm.services.merged")]


def kind(outcome) -> str:
    return outcome if isinstance(outcome, str) else type(outcome).__name__


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

        assert Counter(map(kind, at_once(there, back, there, back))) == Counter(Merge=1, AlreadyMerged=3)
        assert Company.objects.filter(pk__in=[key, kept]).count() == 1


def test_contact_logged_while_its_company_is_merged_ends_on_the_one_kept(by):
    for _ in range(ROUNDS):
        lost, kept = pair()
        key = lost.pk
        outcomes = at_once(
            lambda key=key, kept=kept: merge(lost=Company(pk=key), kept=kept, by=by),
            *[lambda key=key: log_interaction(by=by, companies=[Company(pk=key)], text="Samtal.")] * 3,
        )
        assert Counter(map(kind, outcomes)) == Counter(Merge=1, Interaction=3)
        assert kept.interactions.count() == 3
    assert Interaction.objects.filter(companies__isnull=True).count() == 0


# --- Negative control: with the lock taken away, the tests above must not pass --------------------


def both_read_before_either_writes():
    return all_come_to(*WRITES, number=2)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_row_locks_the_contact_is_lost_with_an_error(by):
    lost, kept = pair()
    key = lost.pk
    wrappers = [without_row_locks, both_read_before_either_writes()]
    outcomes = at_once(
        wrapped(lambda: merge(lost=Company(pk=key), kept=kept, by=by), *wrappers),
        wrapped(lambda: log_interaction(by=by, companies=[Company(pk=key)], text="Samtal."), *wrappers),
    )
    assert outcomes.count("IntegrityError") == 1
    assert Interaction.objects.filter(companies=kept).count() == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database locks rows")
def test_without_immediate_transactions_sqlite_throws_one_out(by):
    lost, kept = pair()
    key = lost.pk
    wrapper = both_read_before_either_writes()
    outcomes = at_once(
        wrapped(lambda: merge(lost=Company(pk=key), kept=kept, by=by), wrapper),
        wrapped(lambda: log_interaction(by=by, companies=[Company(pk=key)], text="Samtal."), wrapper),
        deferred=True,
    )
    assert outcomes.count("OperationalError") == 1
