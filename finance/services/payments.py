"""Money received, before anything is said of what it is for."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.locked_months import day_of_correction, require_open
from core.models import User
from core.services import save_record
from finance.models import Account, Allocation, Payment, PaymentKind, Replacement, Restoration
from finance.services.periods import booking_month

# What a payment that stands again has of the one that was replaced.
COPIED = (
    "account",
    "kind",
    "value_on",
    "transaction_on",
    "amount",
    "payer",
    "payer_account",
    "payer_orgnr",
    "text",
    "reference",
    "is_mirrored",
)
TARGET = ("flow", "goal_id", "instalment_id", "contribution_id", "receipt_id", "account_no")
IS_FOR = attrgetter(*TARGET)  # what an allocation says that its kronor are for


class PaymentDetails(TypedDict, total=False):
    """What the bank, or who took the money, said of it."""

    value_on: dt.date | None
    transaction_on: dt.date | None
    payer: str
    payer_account: str
    payer_orgnr: str
    text: str
    reference: str
    bank_id: str


class IsTheBanks(Refusal):
    message = _("Det är bankens egen rad. Den kan inte tas tillbaka; fördela om den i stället.")


class NotStanding(Refusal):
    message = _("Inbetalningen är redan tagen tillbaka eller ersatt av bankens rad.")


class HasAllocations(Refusal):
    message = _("Inbetalningen är fördelad. Rätta fördelningarna först.")


class NotReplaced(Refusal):
    message = _("Inbetalningen är inte ersatt av bankens rad.")


class AlreadyRestored(Refusal):
    message = _("Ersättningen är redan ångrad.")


class MovedSince(Refusal):
    message = _("Bankens rad är fördelad på annat sätt sedan dess. Rätta det först.")


class NotAlike(Refusal):
    message = _("Bankens rad räcker inte till det som är inlagt för hand, eller är på ett annat konto.")


@transaction.atomic
def register_payment(
    *, account: Account, amount: Decimal, booked_on: dt.date, by: User, **details: Unpack[PaymentDetails]
) -> Payment:
    """Enter money (kronor) by hand, until the bank's row comes. Raises ValidationError by field, and MonthIsLocked."""
    kind = PaymentKind.CASH if account == Account.CASH else PaymentKind.HAND
    require_open(booked_on)
    payment = Payment(account=account, kind=kind, booked_on=booked_on, entered_by=by)
    return save_record(payment, amount=amount, **details)


@transaction.atomic
def withdraw_payment(payment: Payment, *, by: User, reason: str) -> Payment:
    """Take back a payment entered by mistake, with an opposite row.

    Raises IsTheBanks, NotStanding, HasAllocations, and Refusal without a reason.
    """
    stored = lock_payment(payment)
    if not stored.is_by_hand:
        raise IsTheBanks
    if not reason.strip():
        raise Refusal(_("Skriv varför den tas tillbaka."))
    if Allocation.objects.effective().filter(payment=stored).exists():
        raise HasAllocations
    return _taken_back(stored, by=by, reason=reason.strip())


def _taken_back(payment: Payment, *, by: User, reason: str) -> Payment:
    """The opposite row, on the payment's own day while that month is open."""
    day = day_of_correction(payment.booked_on)
    opposite = Payment(account=payment.account, kind=payment.kind, booked_on=day, entered_by=by, reverses=payment)
    return save_record(opposite, amount=-payment.amount, is_mirrored=payment.is_mirrored, reason=reason)


@transaction.atomic
def replace_payment(hand: Payment, *, bank: Payment, by: User) -> Replacement | Payment:
    """The bank's row has come for money entered by hand: what that was allocated to, the bank's row now pays.

    In a month that is closed what was entered by hand goes on counting: there the bank's row takes it back, by an
    opposite payment of today, which is returned.

    Both must be of one account and unreplaced, and the bank's row have as much left. Raises NotAlike and NotStanding.
    """
    hand, bank = (lock_payment(each) for each in sorted((hand, bank), key=lambda each: (not each.is_by_hand, each.pk)))
    if not hand.is_by_hand or bank.is_by_hand or hand.amount > left_of(bank):
        raise NotAlike
    if hand.account not in (bank.account, Account.OTHER):
        raise NotAlike
    standing = list(Allocation.objects.effective().filter(payment=hand).order_by("pk"))
    replacement = None
    if day_of_correction(hand.booked_on) == hand.booked_on:
        replacement = save_record(Replacement(hand=hand, bank=bank, entered_by=by))
    reason = gettext("Ersatt av bankens rad.")
    for each in standing:
        period = booking_month(each.period)
        save_record(opposite_of(each, by=by, reason=reason, period=period))
        save_record(same_as(each, payment=bank, by=by, period=period))
    if replacement is None:
        words = gettext("Ersatt av bankens rad: %(payment)s.") % {"payment": bank}
        return _taken_back(hand, by=by, reason=words)
    return replacement


@transaction.atomic
def restore_payment(hand: Payment, *, by: User, reason: str) -> Payment:
    """The bank's row replaced `hand` by mistake: a payment like it stands again, and takes back what it was for.

    The bank's row is then to be matched anew. Dated as a correction, if the month is locked. Raises NotReplaced,
    AlreadyRestored, MovedSince when the bank's row no longer pays the same, and Refusal without a reason.
    """
    replacement = Replacement.objects.select_for_update(of=("self",)).filter(hand=hand).select_related("hand").first()
    if replacement is None:
        raise NotReplaced
    lock_payment(replacement.bank)
    moving = require_restorable(replacement)
    if not reason.strip():
        raise Refusal(_("Skriv varför ersättningen ångras."))
    hand = replacement.hand
    same = {name: getattr(hand, name) for name in COPIED}
    payment = Payment(booked_on=day_of_correction(hand.booked_on), entered_by=by, **same)
    payment.full_clean()
    payment.save()
    restoration = Restoration(replacement=replacement, payment=payment, entered_by=by)
    save_record(restoration, reason=reason.strip())
    for each in moving:
        period = booking_month(each.period)
        save_record(opposite_of(each, by=by, reason=gettext("Ersättningen ångrades."), period=period))
        save_record(same_as(each, payment=payment, by=by, period=period))
    return payment


def require_restorable(replacement: Replacement) -> list[Allocation]:
    """The allocations of the bank's row that were the other's until it was replaced. Three queries.

    Raises AlreadyRestored and MovedSince.
    """
    if Restoration.objects.filter(replacement=replacement).exists():
        raise AlreadyRestored
    return list(_moved_to(replacement.bank, replacement.hand))


def _moved_to(bank: Payment, hand: Payment) -> Iterator[Allocation]:
    since = hand.replacement.entered_at  # nothing of it is reversed after that
    replaced = Allocation.objects.filter(payment=hand, reverses__isnull=True, reversal__entered_at__gte=since)
    now = list(Allocation.objects.effective().filter(payment=bank).order_by("pk"))
    for each in replaced.order_by("pk"):
        wanted = (each.amount, IS_FOR(each))
        found = next((row for row in now if (row.amount, IS_FOR(row)) == wanted), None)
        if found is None:
            raise MovedSince
        now.remove(found)
        yield found


def lock_payment(payment: Payment) -> Payment:
    """The stored row, locked: it owns the sum that allocations share. Raises NotStanding."""
    stored = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if not Payment.objects.standing().filter(pk=payment.pk).exists():
        raise NotStanding
    return stored


def left_of(payment: Payment) -> Decimal:
    """Kronor of the payment that are not allocated; negative of money out. One query."""
    return Payment.objects.with_allocated().get(pk=payment.pk).unallocated


def same_as(allocation: Allocation, *, payment: Payment, by: User, period: dt.date) -> Allocation:
    """An unsaved allocation of another payment to the same target."""
    same = dict(zip(TARGET, IS_FOR(allocation), strict=True))
    return Allocation(payment=payment, amount=allocation.amount, period=period, entered_by=by, **same)


def opposite_of(allocation: Allocation, *, by: User, reason: str, period: dt.date) -> Allocation:
    """An unsaved allocation that takes another back, and names it."""
    opposite = same_as(allocation, payment=allocation.payment, by=by, period=period)
    opposite.amount, opposite.reverses, opposite.reason = -allocation.amount, allocation, reason
    return opposite
