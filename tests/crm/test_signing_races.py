"""Sixteen users sign concurrently; the number of successes does not depend on timing."""

import datetime as dt
from collections import Counter
from functools import partial

import pytest
from django.db import Error, connection

from core.models import User
from crm.models import Company, Sponsorship, Stage
from crm.services.sponsorships import NoSeatLeft, OverlappingSponsorship, sign_sponsorship
from goals.models import TierOffer
from tests.crm.crowds import CROWD, all_at_once, all_count_before, without_row_locks
from tests.crm.random_periods import raw_sponsorship
from tests.factories import SIGNED_ON, CompanyFactory, UserFactory, get_offer
from tests.racing import ROUNDS

SIGNERS = CROWD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def year(number: int) -> dict:
    """A separate year per round, so that no cleanup is needed between rounds."""
    return {"starts": dt.date(2030 + number, 1, 1), "ends": dt.date(2030 + number, 12, 31)}


def proposals(offer: TierOffer, companies: list[Company], owner: User, number: int) -> list[Sponsorship]:
    rows = [
        raw_sponsorship(offer=offer, company=company, owner=owner, stage=Stage.PROPOSAL, signed_on=None, **year(number))
        for company in companies
    ]
    return Sponsorship.objects.bulk_create(rows)


def sign_at_once(rounds: list[list[Sponsorship]], *wrappers, deferred: bool = False) -> list[Counter]:
    """Sign each round's sponsorships concurrently, and count the results by round."""
    calls = [[partial(outcome_of, sponsorship) for sponsorship in sponsorships] for sponsorships in rounds]
    return all_at_once(calls, *wrappers, deferred=deferred)


def outcome_of(sponsorship: Sponsorship) -> str:
    try:
        sign_sponsorship(sponsorship, signed_on=SIGNED_ON)
    except (NoSeatLeft, OverlappingSponsorship, Error) as refusal:
        return type(refusal).__name__
    return "signed"


@pytest.fixture
def last_seat():
    """Rounds of sixteen companies that compete for the last of four seats."""
    offer, owner = get_offer(tier="Partner"), UserFactory()
    rivals, partners = CompanyFactory.create_batch(SIGNERS), CompanyFactory.create_batch(offer.seats - 1)

    def make(rounds: int) -> list[list[Sponsorship]]:
        Sponsorship.objects.bulk_create(
            raw_sponsorship(offer=offer, company=company, owner=owner, **year(number))
            for company in partners
            for number in range(rounds)
        )
        return [proposals(offer, rivals, owner, number) for number in range(rounds)]

    return make


def test_last_seat_goes_to_exactly_one_of_sixteen(last_seat):
    outcomes = sign_at_once(last_seat(ROUNDS))
    assert outcomes == [Counter(signed=1, NoSeatLeft=SIGNERS - 1)] * ROUNDS
    assert Sponsorship.objects.signed().count() == 4 * ROUNDS


def test_one_company_gets_exactly_one_of_sixteen_overlapping_sponsorships():
    offer, owner, company = get_offer(tier="Sponsor"), UserFactory(), CompanyFactory()
    rounds = [proposals(offer, [company] * SIGNERS, owner, number) for number in range(ROUNDS)]
    outcomes = sign_at_once(rounds)
    assert outcomes == [Counter(signed=1, OverlappingSponsorship=SIGNERS - 1)] * ROUNDS
    assert Sponsorship.objects.signed().count() == ROUNDS


def test_one_company_gets_exactly_one_sponsorship_when_it_signs_on_several_tiers():
    """The offers differ, so only the lock on the company prevents it."""
    owner, company = UserFactory(), CompanyFactory()
    offers = [get_offer(tier="Sponsor"), get_offer(tier="Vänföretag")] * (SIGNERS // 2)
    rounds = [
        [row for offer in offers for row in proposals(offer, [company], owner, number)] for number in range(ROUNDS)
    ]
    assert sign_at_once(rounds) == [Counter(signed=1, OverlappingSponsorship=SIGNERS - 1)] * ROUNDS


# --- Negative control: without the lock, the tests above must fail --------------------------------


def all_count_before_any_writes(rounds: int):
    return all_count_before('UPDATE "crm_sponsorship"', rounds)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_row_locks_only_the_database_prevents_overselling(last_seat):
    rounds = 3
    outcomes = sign_at_once(last_seat(rounds), without_row_locks, all_count_before_any_writes(rounds))
    assert outcomes == [Counter(signed=1, IntegrityError=SIGNERS - 1)] * rounds
    assert Sponsorship.objects.signed().count() == 4 * rounds


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_without_row_locks_and_without_the_rule_in_the_database_the_seat_is_sold_sixteen_times(last_seat):
    rounds = last_seat(1)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE crm_sponsorship DISABLE TRIGGER crm_sponsorship_seats_update")
        try:
            outcomes = sign_at_once(rounds, without_row_locks, all_count_before_any_writes(1))
        finally:
            cursor.execute("ALTER TABLE crm_sponsorship ENABLE TRIGGER crm_sponsorship_seats_update")
    assert outcomes == [Counter(signed=SIGNERS)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database locks rows")
def test_without_immediate_transactions_sqlite_throws_the_losers_out(last_seat):
    rounds = 3
    outcomes = sign_at_once(last_seat(rounds), all_count_before_any_writes(rounds), deferred=True)
    assert outcomes == [Counter(signed=1, OperationalError=SIGNERS - 1)] * rounds
    assert Sponsorship.objects.signed().count() == 4 * rounds


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_signing_does_not_lock_the_goal_or_the_tier_against_others(last_seat):
    """An interaction about the goal can be logged, and a lead created, during a signing."""
    (sponsorships,) = last_seat(1)
    locking = []

    def watch(execute, sql, params, many, context):
        if "FOR UPDATE" in sql:
            locking.append(sql.count(" JOIN "))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        sign_sponsorship(sponsorships[0], signed_on=SIGNED_ON)
    assert locking == [0, 0]
