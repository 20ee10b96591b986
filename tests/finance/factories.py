"""Money with plain defaults, created through the services as in tests/factories.py."""

import datetime as dt
from decimal import Decimal

from finance.models import Account, Payment, PaymentKind
from finance.services.payments import register_payment
from tests.factories import UserFactory

A_DAY = dt.date(2026, 11, 10)


def pay(amount: str | int = 500, *, account: Account = Account.SWISH, **fields) -> Payment:
    """Kronor entered by hand."""
    if "by" not in fields:
        fields["by"] = UserFactory()
    return register_payment(**{"booked_on": A_DAY} | fields, account=account, amount=Decimal(amount))


def from_bank(amount: str | int = 500, *, account: Account = Account.SWISH, **fields) -> Payment:
    """Kronor as a row of the bank's; negative for money out."""
    if "entered_by" not in fields:
        fields["entered_by"] = UserFactory()
    defaults = {"kind": PaymentKind.BANK, "booked_on": A_DAY}
    payment = Payment(**defaults | fields, account=account, amount=Decimal(amount))
    payment.full_clean()
    payment.save()
    return payment
