"""The months of the books: which are locked, and what each has."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from core.locked_months import A_MONTH, last_day_of
from core.models import LockedMonth
from finance.models import Allocation, Payment

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Month:
    first: dt.date
    lock: LockedMonth | None
    received: Decimal
    allocated: Decimal
    not_booked: int
    exported: Decimal = NOTHING
    to_export: Decimal = NOTHING

    @property
    def elsewhere(self) -> Decimal:
        """Kronor allocated in the month that the ledger program books."""
        return self.allocated - self.exported - self.to_export

    @property
    def is_over(self) -> bool:
        return last_day_of(self.first) < timezone.localdate()


def months() -> list[Month]:
    """Every month from the first with money to today's, newest first. Six queries."""
    locks = {each.month: each for each in LockedMonth.objects.select_related("locked_by")}
    received = _sums(Payment.objects.counting(), TruncMonth("booked_on"), Sum("amount"))
    allocated = _sums(Allocation.objects.all(), F("period"), Sum("amount"))
    waiting = _sums(Allocation.objects.not_booked(), F("period"), Count("pk"))
    found, month, today = [], Payment.objects.first_month(), timezone.localdate()
    while month <= today:
        sums = received.get(month, NOTHING), allocated.get(month, NOTHING), waiting.get(month, 0)
        found.append(Month(month, locks.get(month), *sums))
        month += A_MONTH
    return found[::-1]


def _sums(rows: QuerySet, month, total) -> dict:
    return dict(rows.order_by().values_list(month).annotate(total))


def month_of_books(month: dt.date) -> Month:
    """One month, as `months` has it. Four queries."""
    within = (month, last_day_of(month))
    received = Payment.objects.counting().filter(booked_on__range=within).aggregate(total=Sum("amount"))["total"]
    whole, exported = Sum("amount"), Sum("amount", filter=Q(booking__isnull=False))
    booked = Allocation.objects.filter(period=month).aggregate(whole=whole, exported=exported)
    waiting = Allocation.objects.not_booked().filter(period=month).aggregate(count=Count("pk"), amount=Sum("amount"))
    return Month(
        month,
        LockedMonth.objects.select_related("locked_by").filter(month=month).first(),
        received or NOTHING,
        booked["whole"] or NOTHING,
        waiting["count"],
        booked["exported"] or NOTHING,
        waiting["amount"] or NOTHING,
    )
