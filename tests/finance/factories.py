"""Money with plain defaults, created through the services as in tests/factories.py."""

import datetime as dt
from decimal import Decimal

from crm.models import Sponsorship
from finance.models import Account, Allocation, Instalment, Payment, PaymentKind
from finance.rules.instalment_plans import Rhythm
from finance.services.allocations import allocate_to_instalment
from finance.services.instalment_plans import make_plan
from finance.services.instalments import register_invoice
from finance.services.payments import register_payment
from tests.factories import UserFactory, signed_sponsorship

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


def planned_sponsorship(*, rhythm: Rhythm = Rhythm.QUARTERLY, plan: dict | None = None, **fields) -> Sponsorship:
    """Signed for 2026 with 40,000 kr a year and a plan: four instalments of 10,000 kr unless told."""
    days = {"starts": dt.date(2026, 1, 1), "ends": dt.date(2026, 12, 31), "signed_on": dt.date(2025, 12, 1)}
    sponsorship = signed_sponsorship(**days | fields)
    make_plan(sponsorship, rhythm=rhythm, **plan or {})
    return sponsorship


def invoice(instalment: Instalment, *, number: str = "1001", on: dt.date | None = None) -> Instalment:
    return register_invoice(instalment, number=number, on=on or instalment.planned_on)


def pay_instalment(instalment: Instalment, amount: str | int, **fields) -> Allocation:
    """By a payment of its own; negative from money that the bank says went out."""
    payment = pay(amount, **fields) if Decimal(amount) > 0 else from_bank(amount, **fields)
    return allocate_to_instalment(payment, amount=Decimal(amount), instalment=instalment, by=payment.entered_by)
