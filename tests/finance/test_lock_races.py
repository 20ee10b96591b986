"""Who locks a month waits for those who book in it, and they for the lock: what was seen when it closed stays."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction

from campaigns.services.contributions import add_contribution
from core.locked_months import lock
from core.models import LockedMonth
from tests.campaigns.factories import running_duel
from tests.factories import UserFactory
from tests.racing import ROUNDS, all_come_to, at_once, wrapped

pytestmark = [pytest.mark.database("core.locked_months"), pytest.mark.django_db(transaction=True)]

MONTH, DAY = dt.date(2026, 10, 1), dt.date(2026, 10, 14)
WRITERS = 3


def without_the_lock(execute, sql, params, many, context):
    if "pg_advisory_xact_lock" in sql:
        sql, params = "SELECT 1", None
    return execute(sql, params, many, context)


def race(*wrappers, writers: int) -> tuple[int, int]:
    """How many gifts were seen when the month was closed, and how many there are when all have finished."""
    competition, team, _other = running_duel(opens_on=MONTH, closes_on=dt.date(2026, 10, 31))
    by = UserFactory()

    def close() -> int:
        with transaction.atomic():
            lock(MONTH, by=by)
            return competition.contributions.count()

    def give():
        add_contribution(competition=competition, team=team, amount=Decimal(5), received_on=DAY, by=by)

    seen, *_others = at_once(wrapped(close, *wrappers), *[wrapped(give, *wrappers)] * writers)
    return seen, competition.contributions.count()


def turn_rules(how: str):
    with connection.cursor() as cursor:
        for table in ("campaigns_contribution", "finance_payment", "finance_allocation"):
            cursor.execute(f"ALTER TABLE {table} {how} TRIGGER {table}_locked")


def test_what_was_seen_when_a_month_closed_stays():
    for _round in range(ROUNDS):
        seen, left = race(writers=3)
        assert seen == left
        LockedMonth.objects.all().delete()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on the other database the transaction is the lock")
def test_without_the_lock_a_gift_comes_in_after_the_month_has_closed():
    """Both have asked before either writes. The tables' own rules, which may see the month in time, are off."""
    writes = all_come_to('INSERT INTO "core_lockedmonth"', 'INSERT INTO "campaigns_contribution"', number=2)
    turn_rules("DISABLE")
    try:
        assert race(without_the_lock, writes, writers=1) == (0, 1)
    finally:
        turn_rules("ENABLE")
