"""Money entered in a competition or in payroll giving is in the ledger too, whatever way it came.

What somebody enters there is a payment by hand until the bank's row replaces it. What the ledger itself pays, it says
by `paid_by`, and no payment is made.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from itertools import chain

from campaigns.models import Channel, Competition, Contribution
from core.locked_months import days_of_correction, month_of
from core.signals import money_written
from core.text import search_key
from finance.models import Account, Allocation, Flow, Payment, PaymentKind
from finance.services.payments import opposite_of
from payroll.models import PayrollReceipt

ACCOUNTS = {Channel.SWISH: Account.SWISH, Channel.BANKGIRO: Account.BANKGIRO, Channel.CASH: Account.CASH}
TARGETS = {Contribution: "contribution", PayrollReceipt: "receipt"}

Money = Contribution | PayrollReceipt

_paying: ContextVar[Payment | None] = ContextVar("paying", default=None)


@contextmanager
def paid_by(payment: Payment) -> Iterator[None]:
    """The money written inside is the payment's. The caller has locked it."""
    token = _paying.set(payment)
    try:
        yield
    finally:
        _paying.reset(token)


def connect():
    money_written.connect(mirror, dispatch_uid="finance.mirror")


def mirror(sender: type, *, rows: Iterable[Money], moved: Mapping[Money, Money], **_signal):
    """Write payments and allocations of new rows, in their transaction. A fixed number of queries.

    A reversal takes the allocations back, and a payment made here with them, unless more of it stands: a part that was
    paid back, or what was allocated since. A row that was moved keeps its payment.
    """
    target, paying = TARGETS[sender], _paying.get()
    reversed_rows = {row.reverses_id: row for row in rows if row.reverses_id}
    new = [row for row in rows if not row.reverses_id]
    taken_back = _standing(target, reversed_rows) if reversed_rows else {}
    kept = {old.pk for old in moved.values()}
    booked = days_of_correction(_days(rows, taken_back, paying))
    allocations, withdrawn = [], {}
    for key, row in reversed_rows.items():
        for each in taken_back.get(key, ()):
            if paying:
                allocations.append(_refund(each, paying, row, period=month_of(booked[paying.booked_on])))
                continue
            period = month_of(booked[each.period])
            allocations.append(opposite_of(each, by=row.entered_by, reason=row.reason, period=period))
            if each.payment.is_mirrored and key not in kept:
                withdrawn[each.payment] = row
    for payment in _paying_more(withdrawn, chain.from_iterable(taken_back.values())):
        del withdrawn[payment]
    payments = {
        row: taken_back[moved[row].pk][0].payment for row in new if row in moved and moved[row].pk in taken_back
    }
    made = {row: _payment_of(row) for row in new if row not in payments and not paying}
    Payment.objects.bulk_create(made.values())
    payments |= made
    goals = _goals(new)
    for row in new:
        allocations += _parts(row, payments.get(row, paying), goals, period=month_of(booked[row.received_on]))
    Allocation.objects.bulk_create(allocations)
    Payment.objects.bulk_create(
        _withdrawal(payment, row, on=booked[payment.booked_on]) for payment, row in withdrawn.items()
    )


def _days(
    rows: Iterable[Money], taken_back: Mapping[int, list[Allocation]], paying: Payment | None
) -> Iterator[dt.date]:
    """The days that something is booked on, if their months are open."""
    yield from (row.received_on for row in rows)
    for each in chain.from_iterable(taken_back.values()):
        yield from (each.period, each.payment.booked_on)
    if paying:
        yield paying.booked_on


def _standing(target: str, keys: Iterable[int]) -> dict[int, list[Allocation]]:
    found: dict[int, list[Allocation]] = {}
    rows = Allocation.objects.effective().filter(**{f"{target}__in": list(keys)})
    for each in rows.select_related("payment", target).order_by("pk"):
        found.setdefault(getattr(each, f"{target}_id"), []).append(each)
    return found


def _paying_more(payments: Iterable[Payment], taken_back: Iterable[Allocation]) -> set[Payment]:
    """Those of the payments that have standing allocations beside these. One query, and none without payments."""
    rows = Allocation.objects.effective().filter(payment__in=[payment.pk for payment in payments])
    others = set(rows.exclude(pk__in=[each.pk for each in taken_back]).values_list("payment_id", flat=True))
    return {payment for payment in payments if payment.pk in others}


def _payment_of(row: Money) -> Payment:
    channel = row.channel if isinstance(row, Contribution) else Channel.BANKGIRO
    giver, text = (row.giver, row.message) if isinstance(row, Contribution) else (row.month.scheme.company.name, "")
    payment = Payment(
        account=ACCOUNTS.get(channel, Account.OTHER),
        kind=PaymentKind.CASH if channel == Channel.CASH else PaymentKind.HAND,
        booked_on=row.received_on,
        amount=row.amount,
        payer=giver,
        text=text,
        reference=row.external_id,
        entered_by=row.entered_by,
        is_mirrored=True,
    )
    payment.fill_keys()
    return payment


def _withdrawal(payment: Payment, row: Money, *, on: dt.date) -> Payment:
    return Payment(
        account=payment.account,
        kind=payment.kind,
        booked_on=on,
        amount=-payment.amount,
        entered_by=row.entered_by,
        reverses=payment,
        reason=row.reason[:200],
        is_mirrored=True,
        search_key=search_key(""),
    )


def _refund(allocation: Allocation, paying: Payment, row: Money, *, period: dt.date) -> Allocation:
    refund = opposite_of(allocation, by=row.entered_by, reason=row.reason, period=period)
    refund.payment, refund.reverses = paying, None
    return refund


def _goals(rows: Iterable[Money]) -> dict[int, int | None]:
    """The goal of each competition that has exactly one, by the competition's primary key. One query."""
    competitions = {row.competition_id for row in rows if isinstance(row, Contribution)}
    if not competitions:
        return {}
    links = Competition.goals.through.objects.filter(competition__in=competitions)
    found: dict[int, list[int]] = {}
    for competition, goal in links.values_list("competition_id", "goal_id"):
        found.setdefault(competition, []).append(goal)
    return {competition: goals[0] if len(goals) == 1 else None for competition, goals in found.items()}


def _parts(row: Money, payment: Payment, goals: Mapping[int, int | None], *, period: dt.date) -> list[Allocation]:
    """The allocations of a row: a contribution whole, a payroll receipt by gift and match and by goal."""
    if isinstance(row, Contribution):
        flow = Flow.MATCH if row.is_company_money else Flow.EMPLOYEES
        parts = [(flow, goals.get(row.competition_id), row.amount)]
    else:
        parts = [*_by_goal(row, Flow.EMPLOYEES, row.gift_part), *_by_goal(row, Flow.MATCH, row.match_part)]
    return [
        Allocation(
            payment=payment,
            amount=amount,
            period=period,
            flow=flow,
            goal_id=goal,
            entered_by=row.entered_by,
            **{TARGETS[type(row)]: row},
        )
        for flow, goal, amount in parts
        if amount
    ]


def _by_goal(receipt: PayrollReceipt, flow: Flow, amount: Decimal) -> list[tuple[Flow, int | None, Decimal]]:
    shares = receipt.month.split_of(amount)
    return [(flow, goal, part) for goal, part in shares.items()] if shares else [(flow, None, amount)]
