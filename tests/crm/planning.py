"""Dates and companies for tests of next steps."""

import datetime as dt

from django.utils import timezone

from crm.models import Company, CompanyStatus
from tests.factories import CompanyFactory

TUESDAY = dt.date(2026, 11, 24)


def day(distance: int) -> dt.date:
    return TUESDAY + dt.timedelta(days=distance)


def in_days(distance: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=distance)


def moment(date: dt.date, hour: int = 12) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(date, dt.time(hour)))


def active_company(**fields) -> Company:
    return CompanyFactory(status=CompanyStatus.ACTIVE, **fields)
