"""The months of the books: in which one money is booked, and closing and opening them."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.locked_months import day_of_correction, last_day_of, lock, month_of, reopen
from core.models import LockedMonth, User
from crm.models import Company
from finance.models import Allocation, LockedName, PeriodAct, PeriodEvent
from finance.querysets.ledger import COMPANY_PATHS
from finance.services.lock_obstacles import Matter, open_through, unfinished


class NotOver(Refusal):
    message = _("Månaden är inte slut än. Lås den tidigast dagen efter dess sista dag.")


class AlreadyLocked(Refusal):
    message = _("Månaden är redan låst.")


class NotLocked(Refusal):
    message = _("Månaden är inte låst.")


class NeedsReason(Refusal):
    message = _("Skriv varför månaden öppnas igen.")


class Unfinished(Refusal):
    """`context["matters"]` says what."""

    message = _("Allt i månaden är inte färdigt. Gör färdigt det, eller kryssa för att låsa ändå.")


def booking_month(day: dt.date) -> dt.date:
    """The first day of the month in which what happened on `day` is booked: its own, or today's if that is locked.

    Call it in the transaction that writes. One query, on PostgreSQL two.
    """
    return month_of(day_of_correction(day))


@transaction.atomic
def lock_months(through: dt.date, *, by: User, anyway: bool = False) -> list[LockedMonth]:
    """Lock the month that begins on `through`, and every open one before it, the earliest first.

    `anyway` confirms what is unfinished in them, which is kept with the event. What companies are called now is kept
    for papers about the months. Raises NotOver, AlreadyLocked and Unfinished.
    """
    if last_day_of(through) >= timezone.localdate():
        raise NotOver
    months = open_through(through)
    if through not in months:
        raise AlreadyLocked
    locked = [lock(month, by=by) for month in months]
    # From here on nobody writes in them.
    matters = unfinished(months[0], through)
    if matters and not anyway:
        raise Unfinished(matters=matters)
    for month in months:
        _keep_names(month)
        _note(month, PeriodAct.LOCKED, by=by, matters=matters if month == through else [])
    return locked


@transaction.atomic
def reopen_month(month: dt.date, *, by: User, reason: str) -> PeriodEvent:
    """Open the month that begins on `month` again. Raises NotLocked, and NeedsReason without a reason."""
    stored = LockedMonth.objects.select_for_update().filter(month=month).first()
    if stored is None:
        raise NotLocked
    if not reason.strip():
        raise NeedsReason
    reopen(stored)
    LockedName.objects.filter(month=month).delete()
    return _note(month, PeriodAct.REOPENED, by=by, reason=reason.strip())


def _note(month: dt.date, act: PeriodAct, *, by: User, reason: str = "", matters: Iterable[Matter] = ()) -> PeriodEvent:
    numbers = {matter.key: matter.number for matter in matters}
    event = PeriodEvent(month=month, act=act, reason=reason, unfinished=numbers, by=by)
    event.full_clean()
    event.save()
    return event


def _keep_names(month: dt.date):
    """The names of companies whose money, or whose people's, is booked in the month."""
    booked = Allocation.objects.filter(period=month).order_by()
    keys = {key for row in booked.values_list(*COMPANY_PATHS).distinct() for key in row if key}
    LockedName.objects.bulk_create(
        LockedName(
            month=month,
            company_key=company.pk,
            name=company.name,
            orgnr=company.orgnr_to_keep,
            address=company.address,
        )
        for company in Company.objects.filter(pk__in=keys).order_by("pk")
    )
