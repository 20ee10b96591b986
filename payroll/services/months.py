"""The months of a payroll scheme: opening, receipts, reversals and closing."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.services.references import claim_reference
from campaigns.services.tallies import Difference
from core.errors import Refusal
from core.locked_months import day_of_correction, require_open
from core.models import User
from core.money import format_amount
from core.services import save_record
from core.signals import money_written
from payroll.models import PayrollMonth, PayrollReceipt, PayrollScheme
from payroll.rules import (
    NOTHING,
    Deviation,
    DifferenceReason,
    match_agrees,
    match_by_month,
    month_of,
    possible_reasons,
    remittance_after,
    unexplained,
)


class MonthIsClosed(Refusal):
    message = _("Månaden är stängd. Öppna den igen om något ska rättas.")


class MonthIsOpen(Refusal):
    message = _("Månaden är inte stängd.")


class ReasonNeeded(Refusal):
    message = _("Skillnaden är större än vad som stänger sig självt. Välj ett skäl.")


class ReasonDoesNotFit(Refusal):
    message = _("Skälet kan inte ge den skillnaden. Välj ett annat.")


class MatchIsNotAll(Refusal):
    message = _("Det skiljer sig också när matchningen är avskild. Rätta inbetalningen och lägg in den på nytt.")


class AlreadyReversed(Refusal):
    message = _("Inbetalningen är redan rättad.")


# The message for a deviation that the chosen reason does not explain.
LEFT = {
    Deviation.GIFTS_SHORT: _("Skälet förklarar bara matchningen. Skriv också varför gåvorna är för små."),
    Deviation.GIFTS_OVER: _("Skälet förklarar bara matchningen. Skriv också varför gåvorna är för stora."),
    Deviation.MATCH_SHORT: _("Skälet förklarar bara gåvorna. Skriv också varför matchningen fattas."),
    Deviation.MATCH_OVER: _("Skälet förklarar bara gåvorna. Skriv också varför matchningen är för stor."),
}


@transaction.atomic
def open_months(scheme: PayrollScheme, *, on: dt.date) -> list[PayrollMonth]:
    """Create missing months up to and including the day's, and freeze those whose payday has come.

    The expected sum is computed from the bands active on the payday and fixed from then on. Idempotent. Returns the
    new months.
    """
    scheme = PayrollScheme.objects.select_for_update(of=("self",)).select_related("company").get(pk=scheme.pk)
    stored = {month.month: month for month in scheme.months.all()}
    opened = []
    for payday in scheme.paydays_until(on):
        month = stored.get(month_of(payday))
        if month is None:
            month = set_expected(PayrollMonth(scheme=scheme, month=month_of(payday)), scheme)
            opened.append(month)
        if not month.is_frozen and month.payday <= on:
            freeze_month(month)
    return opened


def open_all_months(*, on: dt.date) -> tuple[int, int]:
    """Open the months of every scheme that has begun. Returns the number of new months and of schemes."""
    schemes = PayrollScheme.objects.filter(starts__lte=on).order_by("pk")
    return sum(len(open_months(scheme, on=on)) for scheme in schemes), len(schemes)


@transaction.atomic
def freeze_month(month: PayrollMonth) -> PayrollMonth:
    """Fix the month's terms: later changes of the scheme no longer affect it."""
    if month.is_frozen:
        return month
    return save_record(month, frozen_at=timezone.now())


def set_expected(month: PayrollMonth, scheme: PayrollScheme) -> PayrollMonth:
    """Write the month's expected sums from the scheme's current terms on its payday."""
    payday = scheme.payday_in(month.month)
    bands = list(scheme.bands.active_on(payday))
    terms = {
        "payday": payday,
        "due_on": remittance_after(payday, scheme.remittance_day),
        "expected": sum((band.monthly for band in bands), NOTHING),
        "expected_heads": sum(band.heads for band in bands),
        "percents": {str(share.goal_id): share.percent for share in scheme.shares.all()},
        "match_rate": scheme.match_rate,
        "match_cap": scheme.match_month_cap,
    }
    same = month.pk and all(getattr(month, name) == value for name, value in terms.items())
    return month if same else save_record(month, **terms)


@transaction.atomic
def declare_month(month: PayrollMonth, *, declared: Decimal | None, heads: int | None = None) -> PayrollMonth:
    """Record the total that the employer declares as deducted (kronor), which receipts are then compared with.

    None withdraws the declaration. A month that agrees is closed. Raises MonthIsClosed, ValidationError and
    StaleVersion.
    """
    _lock(month)
    save_record(month, declared=declared, declared_heads=heads)
    return _close_if_agreed(month)


@transaction.atomic
def register_receipt(
    month: PayrollMonth,
    *,
    amount: Decimal,
    received_on: dt.date,
    by: User,
    match_part: Decimal = NOTHING,
    external_id: str = "",
    again: bool = False,
) -> PayrollReceipt:
    """Register money received; close the month if its gifts and match then each agree (payroll.rules.tolerance).

    `amount` is the bank's amount in kronor; `match_part` is the company's share of it. A bank reference is accepted
    once across channels; that of a reversed payment only with `again`. Raises MonthIsClosed, MonthIsLocked for a day of
    a month whose books are closed, and ValidationError by field.
    """
    stored = _lock(month)
    require_open(received_on)
    receipt = PayrollReceipt(month=month, entered_by=by)
    save_record(receipt, amount=amount, match_part=match_part, received_on=received_on, external_id=external_id.strip())
    money_written.send(PayrollReceipt, rows=[receipt], moved={})
    claim_reference(receipt, again=again)
    settle(stored.scheme)
    _close_if_agreed(stored)
    return receipt


@transaction.atomic
def reverse_receipt(receipt: PayrollReceipt, *, by: User, reason: str) -> PayrollReceipt:
    """Reverse a receipt with a negative row on the same date, so that the sums exclude it; today if that is locked.

    Raises AlreadyReversed, MonthIsClosed, and ValidationError without a reason.
    """
    month = _lock(receipt.month)
    reversal = _reverse(receipt, month=month, by=by, reason=reason)
    money_written.send(PayrollReceipt, rows=[reversal], moved={})
    settle(month.scheme)
    return reversal


@transaction.atomic
def divide_receipt(
    receipt: PayrollReceipt, *, apart: Decimal, match_part: Decimal, by: User, reason: str
) -> PayrollReceipt:
    """Enter a receipt anew in two, so that `apart` kronor, of which `match_part` is the company's, can be paid back.

    Both are paid by what paid the whole, and the bank's reference stays with the rest. Returns the part. Raises
    AlreadyReversed, MonthIsClosed, and ValidationError for no part of its gifts and match.
    """
    month = _lock(receipt.month)
    gifts = apart - match_part
    if not (0 <= gifts <= receipt.gift_part and 0 <= match_part <= receipt.match_part and 0 < apart < receipt.amount):
        words = _(
            "Av inbetalningen är %(gifts)s gåvor och %(match)s matchning. Mer än så av vart och ett delas inte av."
        )
        kronor = {"gifts": format_amount(receipt.gift_part), "match": format_amount(receipt.match_part)}
        raise ValidationError({"amount": words % kronor})
    reversal = _reverse(receipt, month=month, by=by, reason=reason)
    parts = [(receipt.amount - apart, receipt.match_part - match_part, receipt.external_id), (apart, match_part, "")]
    rows = [
        save_record(
            PayrollReceipt(month=month, entered_by=by),
            received_on=reversal.received_on,
            amount=amount,
            match_part=match,
            external_id=reference,
        )
        for amount, match, reference in parts
    ]
    money_written.send(PayrollReceipt, rows=[reversal, *rows], moved=dict.fromkeys(rows, receipt))
    claim_reference(rows[0], again=True)
    settle(month.scheme)
    return rows[1]


def _reverse(receipt: PayrollReceipt, *, month: PayrollMonth, by: User, reason: str) -> PayrollReceipt:
    stored = PayrollReceipt.objects.select_for_update().get(pk=receipt.pk)
    if stored.is_reversed or stored.reverses_id:
        raise AlreadyReversed
    save_record(receipt, is_reversed=True)
    reversal = PayrollReceipt(month=month, entered_by=by, reverses=receipt, reason=reason.strip())
    mirrored = {"amount": -receipt.amount, "match_part": -receipt.match_part + 0}
    return save_record(reversal, received_on=day_of_correction(receipt.received_on), **mirrored)


@transaction.atomic
def close_month(
    month: PayrollMonth, *, by: User, reason: str = "", comment: str = "", match_part: Decimal | None = None
) -> PayrollMonth:
    """Close a month. A deviation needs a reason: DifferenceReason.WITHIN within the tolerance, else the given one.

    A comment is required for DifferenceReason.OTHER, and when the reason explains only one of the deviations of gifts
    and match. With DifferenceReason.MATCH, `match_part` is the kronor of match booked as gifts, to be rebooked; with
    NO_MATCH the match is no longer due.

    Raises MonthIsClosed, ReasonNeeded, ReasonDoesNotFit, MatchIsNotAll, ValidationError and StaleVersion.
    """
    stored = _lock(month)
    now = _with_money(stored)
    if not now.agrees:
        if reason in ("", DifferenceReason.WITHIN):
            raise ReasonNeeded
        if reason not in possible_reasons(now.deviation):
            raise ReasonDoesNotFit
    if reason == DifferenceReason.OTHER and not comment.strip():
        raise ValidationError({"comment": _("Skriv vad skillnaden beror på.")})
    if not comment.strip() and (left := unexplained(now.deviation, reason)):
        raise ValidationError({"comment": LEFT[left]})
    if not now.agrees and reason == DifferenceReason.MATCH:
        _rebook_match(stored, match_part, by=by)
        now = _with_money(stored)
        _refresh_settled(month, now)
        if not now.agrees:
            raise MatchIsNotAll
    if not now.agrees and reason == DifferenceReason.NO_MATCH:
        month.match_due, month.owes_match = now.match_received, False
    return _close(month, by=by, reason=_small_difference(now) if now.agrees else reason, comment=comment.strip())


def _rebook_match(month: PayrollMonth, amount: Decimal | None, *, by: User):
    """Rebook kronor from gifts to match: reverse the receipts and enter them again with their match part."""
    if amount is None or amount <= 0:
        raise ValidationError({"match_part": _("Skriv hur mycket av pengarna som är matchning.")})
    receipts = list(month.receipts.effective().order_by("-received_on", "-pk"))
    if amount > sum((receipt.gift_part for receipt in receipts), NOTHING):
        raise ValidationError({"match_part": _("Så mycket har inte kommit som gåvor.")})
    for receipt in receipts:
        moved = min(amount, receipt.gift_part)
        if moved:
            reversal = _reverse(receipt, month=month, by=by, reason=str(DifferenceReason.MATCH.label))
            rebooked = PayrollReceipt(month=month, entered_by=by)
            same = {"amount": receipt.amount, "external_id": receipt.external_id, "received_on": reversal.received_on}
            save_record(rebooked, match_part=receipt.match_part + moved, **same)
            money_written.send(PayrollReceipt, rows=[reversal, rebooked], moved={rebooked: receipt})
            claim_reference(rebooked, again=True)
            amount -= moved
    settle(month.scheme)


@transaction.atomic
def reopen_month(month: PayrollMonth, *, by: User, reason: str) -> PayrollMonth:
    """Reopen a closed month; history records user and reason. Raises MonthIsOpen, Refusal, StaleVersion."""
    PayrollScheme.objects.select_for_update().get(pk=month.scheme_id)
    stored = PayrollMonth.objects.select_for_update().get(pk=month.pk)
    _refresh_settled(month, stored)
    if not stored.is_closed:
        raise MonthIsOpen
    if not reason.strip():
        raise Refusal(_("Skriv varför månaden öppnas igen."))
    month._change_reason = reason.strip()
    month._history_user = by
    save_record(month, is_closed=False, closed_at=None, closed_by=None, reason="", comment="")
    settle(stored.scheme)
    month.refresh_from_db(fields=["match_due", "owes_match"])
    return month


def _lock(month: PayrollMonth) -> PayrollMonth:
    """Lock scheme and month against concurrent closing. The scheme first, in the same order as open_months."""
    PayrollScheme.objects.select_for_update().get(pk=month.scheme_id)
    stored = PayrollMonth.objects.select_for_update().get(pk=month.pk)
    if stored.is_closed:
        raise MonthIsClosed
    _refresh_settled(month, stored)
    return stored


def _refresh_settled(month: PayrollMonth, stored: PayrollMonth):
    """Refresh the values that settle() maintains, so that saving an earlier instance does not restore old ones."""
    month.match_due, month.owes_match = stored.match_due, stored.owes_match


def _with_money(month: PayrollMonth) -> PayrollMonth:
    return PayrollMonth.objects.with_money().get(pk=month.pk)


def _small_difference(month: PayrollMonth) -> str:
    return "" if month.is_exact else DifferenceReason.WITHIN


def settled(scheme: PayrollScheme) -> list[tuple[PayrollMonth, Decimal, bool]]:
    """Each month with the match due on its gifts (kronor) and whether any of it is unpaid. One query.

    The match of closed months is final; open months use up the rest of the total cap in order of date.
    """
    months = list(PayrollMonth.objects.with_money().filter(scheme=scheme).order_by("month"))
    due = match_by_month(
        [month.received for month in months],
        rates=[month.match_rate for month in months],
        month_caps=[month.match_cap for month in months],
        total_cap=scheme.match_total_cap,
        closed=[month.match_due if month.is_closed else None for month in months],
    )
    return [
        (month, match, match > month.match_received and not match_agrees(received=month.match_received, due=match))
        for month, match in zip(months, due, strict=True)
    ]


def recount_months(*, fix: bool = False) -> Iterator[Difference]:
    """Yield months whose stored match is not the computed one; `fix` corrects them. One transaction per scheme."""
    for pk in PayrollScheme.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            differences = _differences(PayrollScheme.objects.select_for_update().get(pk=pk), fix=fix)
        yield from differences


def _differences(scheme: PayrollScheme, *, fix: bool) -> list[Difference]:
    found = [
        Difference(month, name, getattr(month, name), value)
        for month, due, owes in settled(scheme)
        for name, value in (("match_due", due), ("owes_match", owes))
        if getattr(month, name) != value
    ]
    if found and fix:
        settle(scheme)
    return found


def settle(scheme: PayrollScheme):
    """Store settled() on each month. The caller has locked the scheme's row."""
    for month, due, owes in settled(scheme):
        if (month.match_due, month.owes_match) != (due, owes):
            PayrollMonth.objects.filter(pk=month.pk).update(match_due=due, owes_match=owes)


def _close_if_agreed(month: PayrollMonth) -> PayrollMonth:
    """Close the month if it agrees. Without receipts only a declaration of 0 agrees, however small the basis."""
    now = _with_money(month)
    _refresh_settled(month, now)
    came = month.receipts.effective().exists()
    if now.agrees and (came or month.declared == 0):
        return _close(month, by=None, reason=_small_difference(now))
    return month


def _close(month: PayrollMonth, *, by: User | None, reason: str = "", comment: str = "") -> PayrollMonth:
    now = timezone.now()
    return save_record(
        month,
        is_closed=True,
        closed_at=now,
        closed_by=by,
        frozen_at=month.frozen_at or now,
        reason=reason,
        comment=comment,
    )
