"""The same money in files of two formats, of which one may tell less than the other. Reads no database."""

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.text import search_key
from crm.name_keys import name_key
from finance.bankfiles.rows import BankRow
from finance.models import Account, Payment

NO_ID = "#"  # what a payment is known by begins so, where the bank gave it no id of its own
_SILENT, _ANYBODY = "", "*"  # who tells neither payer nor reference, and who whatever it tells
NEAR_DAYS = 1  # two formats may book a payment a day apart


@dataclass(eq=False)
class _Money:
    of: Any
    amount: Decimal
    day: dt.date
    account: str
    is_silent: bool


Alike = tuple[list, list[Payment]]  # rows, each with its `row` of the file, and payments that are the same money
Pools = dict[tuple[Decimal, dt.date, str], deque[list[_Money]]]


def said(money: BankRow | Payment) -> list[str]:
    """What tells it apart from other money of the same sum and day."""
    payer = " ".join(sorted(name_key(money.payer).split()))  # formats differ in which name comes first
    words = {"payer": payer, "reference": search_key(money.reference)}
    return [f"{kind} {text}" for kind, text in words.items() if text]


def alike_in_sum(rows: Iterable, payments: Iterable[Payment]) -> Iterator[Alike]:
    """Of the same sum and about the same day, where the row or the payment tells neither payer nor reference.

    Such a one may also be all that came to an account on a day.
    """
    new, old = [_money(each, each.row) for each in rows], [_money(each, each) for each in payments]
    used: set[_Money] = set()
    for one, some in _pairs(new, old, used):
        yield [one.of], [each.of for each in some]
    for one, some in _pairs(old, new, used):
        yield [each.of for each in some], [one.of]


def alike_in_words(rows: Iterable, payments: Iterable[Payment]) -> Iterator[Alike]:
    """Of the same sum and about the same day, with the same payer or reference."""
    alike: dict[tuple, list[Payment]] = defaultdict(list)
    for payment in payments:
        for words in said(payment):
            alike[payment.amount, words].append(payment)
    used: set[int] = set()
    for each in rows:
        near = (payment for words in said(each.row) for payment in alike.get((each.row.amount, words), ()))
        for payment in near:
            if payment.pk not in used and abs((payment.booked_on - each.row.booked_on).days) <= NEAR_DAYS:
                used.add(payment.pk)
                yield [each], [payment]
                break


def alike_without_ids(rows: Iterable, payments: Iterable[Payment]) -> Iterator[Alike]:
    """Of one format: rows and payments that are likely to be the same money, where one of them has no id of the bank's.

    The columns of the two files may differ. Of the same sum and day, unless both say who paid or a reference and
    differ. Each payment once.
    """
    pools: dict[tuple, deque[Payment]] = defaultdict(deque)
    for payment in payments:
        key = payment.amount, payment.booked_on, payment.bank_id.startswith(NO_ID)
        for words in (*(said(payment) or [_SILENT]), _ANYBODY):
            pools[*key, words].append(payment)
    used: set[int] = set()
    for each in rows:
        told = said(each.row)
        for without_id in (True,) if each.row.bank_id else (True, False):
            key = each.row.amount, each.row.booked_on, without_id
            sought = [
                pools[*key, words] for words in ([*told, _SILENT] if told else [_ANYBODY]) if (*key, words) in pools
            ]
            if same := _unused(sought, used):
                used.add(same.pk)
                yield [each], [same]
                break


def _unused(pools: Iterable[deque[Payment]], used: Container[int]) -> Payment | None:
    """The first that is not used. Looks at each of a pool once."""
    for pool in pools:
        while pool:
            if (payment := pool.popleft()).pk not in used:
                return payment
    return None


def _money(of: Any, told: BankRow | Payment) -> _Money:
    return _Money(of, told.amount, told.booked_on, told.account, is_silent=not said(told))


def _pairs(money: list[_Money], others: list[_Money], used: set[_Money]) -> Iterator[tuple[_Money, list[_Money]]]:
    silent = [each for each in money if each.is_silent and each not in used]
    pools = _pools(each for each in others if each not in used) if silent else {}
    for one in silent:
        if some := _first(pools, one, used):
            used |= {one, *some}
            yield one, some


def _pools(money: Iterable[_Money]) -> Pools:
    """By sum, day and account: each by itself, and after them a day's together, money in and money out apart."""
    found, days = defaultdict(deque), defaultdict(list)
    for each in money:
        found[each.amount, each.day, each.account].append([each])
        days[each.day, each.account, each.amount > 0].append(each)
    for (day, account, _is_in), some in days.items():
        if len(some) > 1:
            found[sum(each.amount for each in some), day, account].append(some)
    return found


def _first(pools: Pools, one: _Money, used: set[_Money]) -> list[_Money]:
    """The first that fits and is not used, on the day itself rather than near it. Looks at each of a pool once."""
    accounts = Account.values if one.account == Account.OTHER else (one.account, Account.OTHER)
    for days in sorted(range(-NEAR_DAYS, NEAR_DAYS + 1), key=abs):
        for account in accounts:
            pool = pools.get((one.amount, one.day + dt.timedelta(days), account), ())
            while pool:
                if used.isdisjoint(some := pool.popleft()):
                    return some
    return []
