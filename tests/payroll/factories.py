"""Payroll giving with plain defaults, created through the services."""

import datetime as dt
from decimal import Decimal

from payroll.models import PayrollMonth, PayrollReceipt, PayrollScheme
from payroll.rules import BandKind
from payroll.services.months import open_months, register_receipt
from payroll.services.schemes import BandTerms, create_scheme
from tests.factories import CompanyFactory, UserFactory, get_goal

STARTS = dt.date(2026, 6, 1)
JUNE = dt.date(2026, 6, 25)


def fixed(amount: str | int = 100, heads: int = 10, **fields) -> BandTerms:
    return BandTerms(kind=BandKind.FIXED, amount=Decimal(amount), heads=heads, **{"starts": STARTS} | fields)


def per_mille(expected: str | int, heads: int = 10, rate: str = "1", **fields) -> BandTerms:
    terms = {"starts": STARTS, "per_mille": Decimal(rate), "expected": Decimal(expected)}
    return BandTerms(kind=BandKind.PER_MILLE, heads=heads, **terms | fields)


def rounding(expected: str | int, heads: int = 10, to: int = 100, **fields) -> BandTerms:
    terms = {"starts": STARTS, "amount": Decimal(to), "expected": Decimal(expected)}
    return BandTerms(kind=BandKind.ROUNDING, heads=heads, **terms | fields)


def mixed(expected: str | int, heads: int = 10, **fields) -> BandTerms:
    terms = {"starts": STARTS, "expected": Decimal(expected)}
    return BandTerms(kind=BandKind.MIXED, heads=heads, **terms | fields)


def make_scheme(**fields) -> PayrollScheme:
    """A scheme of ten people who give 100 kr each from June 2026: payday the 25th, remittance day the 12th."""
    defaults = {"shares": {get_goal(): 100}, "bands": [fixed()], "starts": STARTS}
    if "company" not in fields:
        fields["company"] = CompanyFactory()
    return create_scheme(**defaults | fields)


def make_month(scheme: PayrollScheme | None = None, *, on: dt.date = JUNE, **fields) -> PayrollMonth:
    """The scheme's month of that day, opened on it, so frozen if the payday has come."""
    scheme = scheme or make_scheme(**fields)
    open_months(scheme, on=on)
    return scheme.months.get(month=on.replace(day=1))


def receive(month: PayrollMonth, amount: str | int = 1000, **fields) -> PayrollReceipt:
    if "by" not in fields:
        fields["by"] = UserFactory()
    return register_receipt(month, amount=Decimal(amount), **{"received_on": dt.date(2026, 7, 10)} | fields)


def fresh(month: PayrollMonth) -> PayrollMonth:
    return PayrollMonth.objects.with_money().get(pk=month.pk)
