"""The demo data's payroll giving: one employer and six months, one of which differs and one is late."""

import datetime as dt
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from demo.competitions import Scene
from payroll.models import PayrollMonth, PayrollReceipt
from payroll.rules import BandKind, DifferenceReason
from payroll.services.months import close_month, declare_month, open_months, register_receipt
from payroll.services.schemes import BandTerms, create_scheme

EMPLOYER = "Blåhake"
MONTHS = 6
SHORTFALL = Decimal(300)  # kronor, in the month when an employee left


def give_by_payroll(scene: Scene):
    company = scene.companies.get(EMPLOYER)
    if company is None:
        return
    starts = scene.today.replace(day=1) - relativedelta(months=MONTHS - 1)
    scene.at(starts - dt.timedelta(days=20), scene.leader)
    scheme = create_scheme(
        company=company,
        coordinator=scene.coordinators.get(EMPLOYER),
        shares={scene.goals[1]: 60, scene.goals[3]: 40},
        bands=[
            BandTerms(kind=BandKind.FIXED, amount=Decimal(100), heads=24, starts=starts),
            BandTerms(kind=BandKind.PER_MILLE, per_mille=Decimal(1), expected=Decimal(520), heads=14, starts=starts),
        ],
        starts=starts,
        match_rate=Decimal(50),
        match_month_cap=Decimal(2000),
    )
    for back in reversed(range(MONTHS)):
        day = min(starts + relativedelta(months=MONTHS - back, days=-1), scene.today)
        scene.at(day, scene.finance)
        open_months(scheme, on=day)
    due = list(scheme.months.filter(due_on__lt=scene.today).order_by("month"))
    late = due[-1:]
    for number, month in enumerate(due):
        if month not in late:
            _pay(scene, month, less=SHORTFALL if number == 2 else Decimal(0))
    for month in scheme.months.all():
        _date_by_history(month)


def _date_by_history(month: PayrollMonth):
    """Date the month and its receipts by the story's time, which their history has, instead of the run's."""
    for name in ("frozen_at", "closed_at"):
        dated = month.history.filter(**{f"{name}__isnull": False})
        first = dated.order_by("history_date", "history_id").first()
        if first:
            dated.update(**{name: first.history_date})
            PayrollMonth.objects.filter(pk=month.pk).update(**{name: first.history_date})
    for receipt in month.receipts.all():
        entered_at = receipt.history.earliest("history_date").history_date
        receipt.history.update(entered_at=entered_at)
        PayrollReceipt.objects.filter(pk=receipt.pk).update(entered_at=entered_at)


def _pay(scene: Scene, month: PayrollMonth, *, less: Decimal):
    """Declare a few days after the payday, receive on the remittance day, and close."""
    scene.at(month.payday + dt.timedelta(days=3), scene.leader)
    declare_month(month, declared=month.expected, heads=month.expected_heads)
    gift = month.expected - less
    match = min(gift * month.match_rate / 100, month.match_cap)
    scene.at(month.due_on, scene.finance)
    register_receipt(
        month,
        amount=gift + match,
        match_part=match,
        received_on=month.due_on,
        by=scene.finance,
        external_id=f"DEMO{month.month:%Y%m}",
    )
    month.refresh_from_db()
    if not month.is_closed:
        scene.at(month.due_on + dt.timedelta(days=2), scene.finance)
        close_month(month, by=scene.finance, reason=DifferenceReason.LEAVER, comment="Tre slutade under månaden.")
