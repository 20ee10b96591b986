"""Which vouchers the allocations of a month make that Medspel books and no SIE file has yet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from core.locked_months import last_day_of
from crm.models import Company
from finance.models import Account, AccountUse, Allocation, Flow, LedgerAccount, Voucher
from finance.rules.accrual import share_of
from goals.models import Goal

OF_FLOW = {Flow.EMPLOYEES: AccountUse.EMPLOYEES, Flow.MATCH: AccountUse.MATCH}


@dataclass(frozen=True)
class Line:
    """Kronor on an account, debit above 0, for a goal and with a partner."""

    account: str
    goal: Goal | None
    company: Company | None
    amount: Decimal


@dataclass
class Draft:
    """A voucher to be: what came in or went out on an account of ours on a day, or corrects another voucher."""

    day: dt.date
    account: Account
    corrects: Voucher | None
    allocations: list[Allocation] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def debit(self) -> Decimal:
        return sum((line.amount for line in self.lines if line.amount > 0), Decimal("0.00"))


class AccountsMissing(Exception):
    """`uses` are what no account has been chosen for."""

    def __init__(self, uses: Iterable[AccountUse]):
        self.uses = sorted(uses)
        super().__init__(", ".join(str(use.label) for use in self.uses))


def drafts(period: dt.date) -> list[Draft]:
    """The vouchers, by day. Six queries for any number of allocations. Raises AccountsMissing."""
    rows = Allocation.objects.not_booked().filter(period=period).with_company()
    rows = list(rows.select_related("payment", "goal", "reverses__booking__voucher").order_by("pk"))
    accounts = {each.use: each.number for each in LedgerAccount.objects.all()}
    if AccountUse.SPONSORSHIP in accounts:  # one account may do for both
        accounts.setdefault(AccountUse.UNTAXED, accounts[AccountUse.SPONSORSHIP])
    shares = _Shares(rows)
    missing: set[AccountUse] = set()
    found: dict[tuple, Draft] = {}
    for row in rows:
        booking = getattr(row.reverses, "booking", None) if row.reverses else None
        corrects = booking and booking.voucher
        day = _day_of(row, period)
        key = (day, row.payment.account, corrects and corrects.pk)
        draft = found.setdefault(key, Draft(day, Account(row.payment.account), corrects))
        draft.allocations.append(row)
    for draft in found.values():
        draft.lines = _lines(draft, accounts, shares, missing)
    if missing:
        raise AccountsMissing(missing)
    order = list(Account)
    return sorted(
        found.values(),
        key=lambda draft: (draft.day, order.index(draft.account), draft.corrects.pk if draft.corrects else 0),
    )


def _day_of(row: Allocation, period: dt.date) -> dt.date:
    """The day the money came if that is in the month, else when it was corrected, else the month's last day."""
    days = [timezone.localdate(row.entered_at)]
    if row.reverses_id is None:
        days.insert(0, row.payment.booked_on)
    return next((day for day in days if day.replace(day=1) == period), last_day_of(period))


def _lines(draft: Draft, accounts: Mapping[str, str], shares: "_Shares", missing: set[AccountUse]) -> list[Line]:
    """Money in and money out apart, so that a refund is seen; of each account, goal and partner one line."""
    sums: dict[tuple, Decimal] = defaultdict(Decimal)
    goals: dict[int | None, Goal | None] = {}
    companies: dict[int | None, Company | None] = {}

    def add(use_or_number, amount: Decimal, goal: Goal | None = None, company: Company | None = None):
        number = accounts.get(use_or_number) if isinstance(use_or_number, AccountUse) else use_or_number
        if number is None:
            missing.add(use_or_number)
            return
        goals[goal and goal.pk], companies[company and company.pk] = goal, company
        sums[number, goal and goal.number, goal and goal.pk, company and company.pk, amount > 0] += amount

    for row in draft.allocations:
        add(AccountUse(row.payment.account), row.amount)
        for use, part in _against(row, shares):
            if part:
                add(use, -part, row.goal, row.company)
    order = sorted(sums, key=lambda key: (not key[4], *(each or 0 for each in key[1:4]), key[0]))
    return [Line(key[0], goals[key[2]], companies[key[3]], sums[key]) for key in order if sums[key]]


def _against(row: Allocation, shares: "_Shares") -> list[tuple[AccountUse | str, Decimal]]:
    if row.account_no:
        return [(row.account_no, row.amount)]
    if row.instalment is None:
        return [(OF_FLOW[row.flow], row.amount)]
    if row.instalment.invoice_no:
        return [(AccountUse.RECEIVABLES, row.amount)]  # the invoice was the income
    gift, counterpart, vat = shares.of(row)
    use = AccountUse.SPONSORSHIP if row.instalment.vat_rate else AccountUse.UNTAXED
    return [(AccountUse.GIFT, gift), (use, counterpart), (AccountUse.VAT, vat)]


class _Shares:
    """How payments of instalments divide into gift, counter-performance and VAT: each after those before it."""

    def __init__(self, rows: Iterable[Allocation]):
        instalments = {row.instalment_id for row in rows if row.instalment_id}
        self._before: dict[int, Decimal] = {}
        so_far: dict[int, Decimal] = defaultdict(Decimal)
        paid = Allocation.objects.filter(instalment__in=instalments).order_by("pk")
        for key, instalment, amount in paid.values_list("pk", "instalment", "amount"):
            self._before[key] = so_far[instalment]
            so_far[instalment] += amount

    def of(self, row: Allocation) -> list[Decimal]:
        whole = row.instalment
        parts = (whole.gift, whole.counterpart, whole.vat)
        return share_of(row.amount, of=whole.gross, parts=parts, before=self._before[row.pk])
