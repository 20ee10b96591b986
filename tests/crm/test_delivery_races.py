"""Sixteen users concurrently renew one sponsorship, add proofs of one delivery or deliver one post."""

import datetime as dt
from collections import Counter
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection

from core.errors import StaleVersion
from crm.models import Delivery, Proof, Sponsorship
from crm.services.deliveries import MOST_PROOFS, ProofContent, TooManyProofs, add_proof, deliver
from crm.services.renewals import AlreadyRenewed, renew_sponsorship
from tests.crm.crowds import CROWD, all_at_once, all_count_before, without_row_locks
from tests.crm.delivery_factories import owed, today
from tests.crm.random_periods import raw_sponsorship
from tests.factories import CompanyFactory, UserFactory, get_offer
from tests.racing import ROUNDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

ONLY_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
ONLY_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database locks rows")
FIRST_WRITE_OF_A_RENEWAL = 'UPDATE "core_sequence"'  # it takes an agreement number
FIRST_WRITE_OF_A_PROOF = 'INSERT INTO "crm_proof"'


def outcome_of(action) -> str:
    try:
        action()
    except (AlreadyRenewed, TooManyProofs, StaleVersion, ValidationError, Error) as refusal:
        return type(refusal).__name__
    return "done"


# --- Renewing ---------------------------------------------------------------------------------------


def renew_at_once(rounds: int, *wrappers, deferred: bool = False) -> list[Counter]:
    """In each round all renew one signed sponsorship."""
    owner, period = UserFactory(), {"starts": dt.date(2030, 1, 1), "ends": dt.date(2030, 12, 31)}
    signed = Sponsorship.objects.bulk_create(
        raw_sponsorship(offer=get_offer(), company=company, owner=owner, **period)
        for company in CompanyFactory.create_batch(rounds)
    )
    renew_sponsorship(signed[0]).delete()  # create the sequence of agreement numbers
    calls = [[partial(outcome_of, partial(renew_sponsorship, each))] * CROWD for each in signed]
    return all_at_once(calls, *wrappers, deferred=deferred)


def test_sponsorship_is_renewed_once_by_sixteen():
    assert renew_at_once(ROUNDS) == [Counter(done=1, AlreadyRenewed=CROWD - 1)] * ROUNDS
    assert Sponsorship.objects.filter(renews__isnull=False).count() == ROUNDS


@ONLY_POSTGRESQL
def test_without_row_locks_only_the_constraint_prevents_two_renewals():
    outcomes = renew_at_once(2, without_row_locks, all_count_before(FIRST_WRITE_OF_A_RENEWAL, 2))
    assert outcomes == [Counter(done=1, ValidationError=CROWD - 1)] * 2


@ONLY_SQLITE
def test_without_immediate_transactions_sqlite_throws_out_those_who_renew_late():
    outcomes = renew_at_once(2, all_count_before(FIRST_WRITE_OF_A_RENEWAL, 2), deferred=True)
    assert outcomes == [Counter(done=1, OperationalError=CROWD - 1)] * 2


# --- Proofs -----------------------------------------------------------------------------------------


def show_at_once(*wrappers, deferred: bool = False) -> Counter:
    """All add a proof to a delivery with room for one."""
    delivery = owed()
    for number in range(MOST_PROOFS - 1):
        add_proof(delivery=delivery, proof=ProofContent(text=f"Bevis {number}"))
    action = partial(add_proof, delivery=delivery, proof=ProofContent(text="Sist"))
    (outcome,) = all_at_once([[partial(outcome_of, action)] * CROWD], *wrappers, deferred=deferred)
    return outcome


def test_last_place_for_a_proof_goes_to_one_of_sixteen():
    assert show_at_once() == Counter(done=1, TooManyProofs=CROWD - 1)
    assert Proof.objects.count() == MOST_PROOFS


@ONLY_POSTGRESQL
def test_without_row_locks_all_find_the_last_place_for_a_proof():
    outcome = show_at_once(without_row_locks, all_count_before(FIRST_WRITE_OF_A_PROOF, 1))
    assert (outcome, Proof.objects.count()) == (Counter(done=CROWD), MOST_PROOFS - 1 + CROWD)


@ONLY_SQLITE
def test_without_immediate_transactions_sqlite_throws_out_those_who_show_late():
    outcome = show_at_once(all_count_before(FIRST_WRITE_OF_A_PROOF, 1), deferred=True)
    assert outcome == Counter(done=1, OperationalError=CROWD - 1)


# --- Delivering -------------------------------------------------------------------------------------


def test_sixteen_who_saw_the_same_promise_deliver_one_part_of_it():
    delivery, by = owed(), UserFactory()
    Delivery.objects.update(quantity=4)
    copies = [Delivery.objects.get(pk=delivery.pk) for _number in range(CROWD)]
    calls = [partial(outcome_of, partial(deliver, copy, by=by, on=today(), quantity=1)) for copy in copies]
    assert all_at_once([calls]) == [Counter(done=1, StaleVersion=CROWD - 1)]
    delivery.refresh_from_db()
    assert (delivery.delivered, delivery.parts.count()) == (1, 1)
