"""What money is for. Each function says one kind of target; a mistake is corrected by an opposite row."""

from contextlib import nullcontext
from decimal import Decimal
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns.models import Channel, Competition, Contribution, Match, Team
from campaigns.services.contributions import add_contribution, reverse_contribution
from campaigns.services.counting import NotTakingMoney
from core.errors import Refusal
from core.locked_months import day_of_correction
from core.models import User
from core.services import save_record
from finance.models import Account, Allocation, Flow, Instalment, Payment
from finance.services.mirroring import paid_by
from finance.services.payments import NotStanding, left_of, lock_payment, opposite_of
from finance.services.periods import booking_month
from goals.models import Goal
from payroll.models import PayrollMonth, PayrollReceipt
from payroll.services.months import MonthIsClosed, divide_receipt, register_receipt, reopen_month, reverse_receipt

CHANNELS = {Account.SWISH: Channel.SWISH, Account.BANKGIRO: Channel.BANKGIRO, Account.CASH: Channel.CASH}


class TargetDetails(TypedDict, total=False):
    """What more there is to say of one kind of target."""

    match_part: Decimal  # of a payroll month
    reason: str  # of a team or a match
    account_no: str  # of a ledger account, as the two below
    flow: Flow
    goal: Goal | None


class AlreadyReversed(Refusal):
    message = _("Fördelningen är redan rättad.")


class IsPaidBack(Refusal):
    message = _("Pengarna är betalda tillbaka. Rätta återbetalningen i stället, om den blev fel.")


def _lock_enough(payment: Payment, amount: Decimal) -> Payment:
    """Raise ValidationError by field for more than what is left, or of the other sign; the database refuses it too."""
    stored = lock_payment(payment)
    left = left_of(stored)
    if not amount or (amount > 0) != (left > 0) or abs(amount) > abs(left):
        raise ValidationError({"amount": _("Så mycket finns inte kvar att fördela.")})
    return stored


@transaction.atomic
def allocate_to_instalment(payment: Payment, *, amount: Decimal, instalment: Instalment, by: User) -> Allocation:
    """Pay an instalment, or a part of it, with kronor of the payment. Negative for a refund, from money out."""
    stored = _lock_enough(payment, amount)
    allocation = Allocation(payment=stored, flow=Flow.SPONSORSHIP, entered_by=by, instalment=instalment)
    goal, period = instalment.sponsorship.goal, booking_month(stored.booked_on)
    return save_record(allocation, amount=amount, goal=goal, period=period)


@transaction.atomic
def allocate_to_account(
    payment: Payment, *, amount: Decimal, account_no: str, flow: Flow, by: User, goal: Goal | None = None
) -> Allocation:
    """Book kronor of the payment on a ledger account: other income, a fee, rounding."""
    if flow not in (Flow.OTHER, Flow.FEE):
        raise ValidationError({"flow": _("Välj annan intäkt eller avgift.")})
    stored = _lock_enough(payment, amount)
    allocation = Allocation(payment=stored, flow=flow, entered_by=by, goal=goal)
    period = booking_month(stored.booked_on)
    return save_record(allocation, amount=amount, account_no=account_no, period=period)


@transaction.atomic
def allocate_to_competition(
    payment: Payment,
    *,
    amount: Decimal,
    competition: Competition,
    by: User,
    team: Team | None = None,
    match: Match | None = None,
    is_match: bool = False,
    reason: str = "",
) -> Contribution:
    """Enter kronor of the payment as a contribution of a team, or as payment of a match.

    `reason` is why it comes after the decision. Raises as add_contribution does.
    """
    stored = _lock_enough(payment, amount)
    company = is_match or match is not None
    day = stored.transaction_on or stored.booked_on
    booked = day_of_correction(day)
    with paid_by(stored):
        return add_contribution(
            competition=competition,
            amount=amount,
            received_on=booked,
            counted_on=day if booked != day else None,
            by=by,
            team=team,
            match=match,
            channel=Channel.MATCH if company else CHANNELS.get(stored.account, Channel.OTHER),
            external_id=stored.bank_id if amount == stored.amount else "",
            giver=stored.payer[:120],
            message=stored.text[:200],
            reason=reason,
        )


@transaction.atomic
def allocate_to_payroll(
    payment: Payment, *, amount: Decimal, month: PayrollMonth, by: User, match_part: Decimal = Decimal("0.00")
) -> PayrollReceipt:
    """Enter kronor of the payment as received for a month of payroll giving, of which `match_part` is the company's.

    Raises as register_receipt does.
    """
    stored = _lock_enough(payment, amount)
    reference = stored.bank_id if amount == stored.amount else ""
    with paid_by(stored):
        return register_receipt(
            month,
            amount=amount,
            match_part=match_part,
            received_on=day_of_correction(stored.booked_on),
            by=by,
            external_id=reference,
        )


def allocate(
    payment: Payment,
    *,
    amount: Decimal,
    by: User,
    instalment: Instalment | None = None,
    team: Team | None = None,
    match: Match | None = None,
    payroll_month: PayrollMonth | None = None,
    **more: Unpack[TargetDetails],
):
    """Allocate kronor to the one target that is named, as the function of its kind does; without one, to an account.

    Raises as that function does.
    """
    if instalment:
        allocate_to_instalment(payment, amount=amount, instalment=instalment, by=by, **more)
    elif payroll_month:
        allocate_to_payroll(payment, amount=amount, month=payroll_month, by=by, **more)
    elif contest := team or match:
        where = {"competition": contest.competition, "team": team, "match": match}
        allocate_to_competition(payment, amount=amount, by=by, **where, **more)
    else:
        allocate_to_account(payment, amount=amount, by=by, **more)


@transaction.atomic
def refund_contribution(contribution: Contribution, *, payment: Payment, by: User, reason: str) -> Contribution:
    """A whole gift was paid back: money out reverses it. Raises as reverse_contribution does."""
    stored = _lock_enough(payment, -contribution.amount)
    with paid_by(stored):
        return reverse_contribution(contribution, by=by, reason=reason)


@transaction.atomic
def refund_part(
    contribution: Contribution, *, payment: Payment, amount: Decimal, by: User, reason: str
) -> Contribution:
    """A part of a gift was paid back, `amount` being negative: the gift is entered anew in two, and money out reverses
    the one. Returns what stays. Raises ValidationError for no part of it, and as the functions of contributions do.
    """
    stored = _lock_enough(payment, amount)
    stays = contribution.amount + amount
    if not 0 < stays < contribution.amount:
        raise ValidationError({"amount": _("Så mycket finns inte kvar av gåvan.")})
    line = Allocation.objects.effective().filter(contribution=contribution).select_related("payment").first()
    reverse_contribution(contribution, by=by, reason=reason)
    # What was made with the gift was taken back with it, and is made anew.
    keeps = line is not None and not line.payment.is_mirrored
    parts = []
    for part in (stays, -amount):
        with paid_by(line.payment) if keeps else nullcontext():
            parts.append(_part_of(contribution, part, by=by, reason=reason))
    refund_contribution(parts[1], payment=stored, by=by, reason=reason)
    return parts[0]


def _part_of(gift: Contribution, amount: Decimal, *, by: User, reason: str) -> Contribution:
    """The same gift of other kronor; the bank's reference belongs to the whole."""
    day = gift.counted_on or gift.received_on
    booked = day_of_correction(gift.received_on)
    return add_contribution(
        competition=gift.competition,
        amount=amount,
        received_on=booked,
        counted_on=day if booked != day else None,
        by=by,
        team=None if gift.match_id else gift.team,
        match=gift.match,
        channel=gift.channel,
        giver=gift.giver,
        show_giver=gift.show_giver,
        message=gift.message,
        reason=reason,
    )


@transaction.atomic
def refund_receipt(
    receipt: PayrollReceipt, *, payment: Payment, gifts: Decimal, match: Decimal, by: User, reason: str
) -> PayrollReceipt:
    """Kronor of employees' gifts and of match were paid back by money out, which reverses the receipt or that part.

    Returns the reversal. Raises as divide_receipt and reverse_receipt do.
    """
    stored = _lock_enough(payment, -(gifts + match))
    _open_again(receipt.month, by=by, reason=reason)
    if (gifts, match) != (receipt.gift_part, receipt.match_part):
        receipt = divide_receipt(receipt, apart=gifts + match, match_part=match, by=by, reason=reason)
    with paid_by(stored):
        return reverse_receipt(receipt, by=by, reason=reason)


@transaction.atomic
def reverse_allocation(allocation: Allocation, *, by: User, reason: str) -> Allocation:
    """Take an allocation back by an opposite row, booked in the same month while that is open.

    A contribution or a payroll receipt is reversed with all its allocations; one that was paid back by this is entered
    anew. Returns the opposite row. Raises as require_reversible does, Refusal without a reason, and as what enters it
    anew.
    """
    lock_payment(allocation.payment)
    stored = Allocation.objects.with_target().get(pk=allocation.pk)
    require_reversible(stored)
    if not reason.strip():
        raise Refusal(_("Skriv varför fördelningen rättas."))
    if stored.receipt:
        _open_again(stored.receipt.month, by=by, reason=reason)
    if _is_paid_back(stored):
        _undo_refund(stored, by=by, reason=reason.strip())
    elif stored.contribution:
        reverse_contribution(stored.contribution, by=by, reason=reason)
    elif stored.receipt:
        reverse_receipt(stored.receipt, by=by, reason=reason)
    else:
        save_record(opposite_of(stored, by=by, reason=reason.strip(), period=booking_month(stored.period)))
    return Allocation.objects.get(reverses=stored)


def require_reversible(line: Allocation):
    """Raise why the allocation cannot be taken back. No query with what AllocationQuerySet.with_target selects.

    A month of payroll giving that was closed by itself opens again; what somebody closed, they have to open.
    """
    if line.reverses_id or hasattr(line, "reversal"):
        raise AlreadyReversed
    if not line.payment.stands:
        raise NotStanding
    money = line.contribution or line.receipt
    if money and money.is_reversed and not _is_paid_back(line):
        raise IsPaidBack
    if line.contribution and not line.contribution.competition.takes_money:
        raise NotTakingMoney
    if line.receipt and line.receipt.month.closed_by_id:
        raise MonthIsClosed


def _open_again(month: PayrollMonth, *, by: User, reason: str):
    """A month that was closed because its money agreed agrees no longer."""
    month.refresh_from_db()
    if month.is_closed and month.closed_by_id is None:
        reopen_month(month, by=by, reason=reason)


def _is_paid_back(line: Allocation) -> bool:
    """Whether it is money out that took a gift or a receipt back."""
    money = line.contribution or line.receipt
    return bool(money and money.is_reversed and line.amount < 0)


def _undo_refund(refund: Allocation, *, by: User, reason: str):
    """What was said to be paid back was not: it is entered anew, paid by what paid it before.

    The refund is reversed together with what it took back, so that each payment still sums to what it is for.
    """
    gift, receipt = refund.contribution, refund.receipt
    lines = Allocation.objects.effective().filter(contribution=gift, receipt=receipt).select_related("payment")
    lines = list(lines.order_by("pk"))
    paid = lock_payment(next(each.payment for each in lines if each.amount > 0))
    for each in lines:
        save_record(opposite_of(each, by=by, reason=reason, period=booking_month(each.period)))
    with paid_by(paid):
        if gift:
            _part_of(gift, gift.amount, by=by, reason=reason)
        else:
            register_receipt(
                receipt.month,
                amount=receipt.amount,
                match_part=receipt.match_part,
                received_on=day_of_correction(receipt.received_on),
                external_id=receipt.external_id,
                again=True,
                by=by,
            )
