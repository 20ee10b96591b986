"""The money of a payroll scheme, month by month."""

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
from core.models import User
from core.services import save_record
from payroll.models import PayrollMonth, PayrollReceipt, PayrollScheme
from payroll.rules import (
    NOTHING,
    DifferenceReason,
    Off,
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


# What to say of the difference that the chosen reason does not explain.
LEFT = {
    Off.GIFTS_SHORT: _("Skälet förklarar bara matchningen. Skriv också varför gåvorna är för små."),
    Off.GIFTS_OVER: _("Skälet förklarar bara matchningen. Skriv också varför gåvorna är för stora."),
    Off.MATCH_SHORT: _("Skälet förklarar bara gåvorna. Skriv också varför matchningen fattas."),
    Off.MATCH_OVER: _("Skälet förklarar bara gåvorna. Skriv också varför matchningen är för stor."),
}


@transaction.atomic
def open_months(scheme: PayrollScheme, *, on: dt.date) -> list[PayrollMonth]:
    """Make the months that are missing up to and with the day's, and freeze those whose payday has come.

    What is expected is counted from the bands active on the payday, and stays as it was from then on. Doing it
    again changes nothing. Gives the months that are new.
    """
    scheme = PayrollScheme.objects.select_for_update(of=("self",)).select_related("company").get(pk=scheme.pk)
    stored = {month.month: month for month in scheme.months.all()}
    opened = []
    for payday in scheme.paydays_until(on):
        month = stored.get(month_of(payday))
        if month is None:
            month = _expect(PayrollMonth(scheme=scheme, month=month_of(payday)), scheme)
            opened.append(month)
        if not month.is_frozen and month.payday <= on:
            freeze_month(month)
    return opened


def open_all_months(*, on: dt.date) -> tuple[int, int]:
    """Do that for every scheme that has begun. Gives the number of new months and of schemes."""
    schemes = PayrollScheme.objects.filter(starts__lte=on).order_by("pk")
    return sum(len(open_months(scheme, on=on)) for scheme in schemes), len(schemes)


@transaction.atomic
def freeze_month(month: PayrollMonth) -> PayrollMonth:
    """The cut-off: later changes of the scheme no longer change what this month is compared with."""
    if month.is_frozen:
        return month
    return save_record(month, frozen_at=timezone.now())


def _expect(month: PayrollMonth, scheme: PayrollScheme) -> PayrollMonth:
    """Write what the scheme's terms as they are now come to on the month's payday."""
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
    """Note what the employer says it has deducted in all; from then on that is what the money is compared with.

    None takes the declaration back. A month that agrees closes itself. Raises MonthIsClosed, ValidationError and
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
    """Register money that came; a month whose gifts and match then each agree (payroll.rules.tolerance) closes itself.

    `amount` is what the bank has, in kronor; `match_part` is how much of it is the company's own. A reference enters
    once, in whatever channel; one that was taken back only `again`, knowingly. Raises MonthIsClosed, and
    ValidationError by field.
    """
    stored = _lock(month)
    receipt = PayrollReceipt(month=month, entered_by=by)
    save_record(receipt, amount=amount, match_part=match_part, received_on=received_on, external_id=external_id.strip())
    claim_reference(receipt, again=again)
    settle(stored.scheme)
    _close_if_agreed(stored)
    return receipt


@transaction.atomic
def reverse_receipt(receipt: PayrollReceipt, *, by: User, reason: str) -> PayrollReceipt:
    """Take money back with a row of its own on the same day; sums are as if it had never come.

    Raises AlreadyReversed, MonthIsClosed, and ValidationError without a reason.
    """
    month = _lock(receipt.month)
    stored = PayrollReceipt.objects.select_for_update().get(pk=receipt.pk)
    if stored.is_reversed or stored.reverses_id:
        raise AlreadyReversed
    save_record(receipt, is_reversed=True)
    reversal = PayrollReceipt(month=month, entered_by=by, reverses=receipt, reason=reason.strip())
    save_record(reversal, amount=-receipt.amount, match_part=-receipt.match_part + 0, received_on=receipt.received_on)
    settle(month.scheme)
    return reversal


@transaction.atomic
def close_month(
    month: PayrollMonth, *, by: User, reason: str = "", comment: str = "", match_part: Decimal | None = None
) -> PayrollMonth:
    """Close a month for good. What differs has a reason: within the tolerance Reason.WITHIN, else the one given.

    For another reason a comment is needed, and when gifts and match both differ and the reason explains only one of
    them. For a match among the gifts `match_part` is its kronor, which are set apart; a match that does not come is no
    longer due.

    Raises MonthIsClosed, ReasonNeeded, ReasonDoesNotFit, MatchIsNotAll, ValidationError and StaleVersion.
    """
    stored = _lock(month)
    now = _with_money(stored)
    if not now.agrees:
        if reason in ("", DifferenceReason.WITHIN):
            raise ReasonNeeded
        if reason not in possible_reasons(now.off):
            raise ReasonDoesNotFit
    if reason == DifferenceReason.OTHER and not comment.strip():
        raise ValidationError({"comment": _("Skriv vad skillnaden beror på.")})
    if not comment.strip() and (left := unexplained(now.off, reason)):
        raise ValidationError({"comment": LEFT[left]})
    if not now.agrees and reason == DifferenceReason.MATCH:
        _set_match_apart(stored, match_part, by=by)
        now = _with_money(stored)
        _keep_up(month, now)
        if not now.agrees:
            raise MatchIsNotAll
    if not now.agrees and reason == DifferenceReason.NO_MATCH:
        month.match_due, month.owes_match = now.match_received, False
    return _close(month, by=by, reason=_small_difference(now) if now.agrees else reason, comment=comment.strip())


def _set_match_apart(month: PayrollMonth, amount: Decimal | None, *, by: User):
    """Make kronor that came as gifts the company's match: their receipts are taken back and entered as they are."""
    if amount is None or amount <= 0:
        raise ValidationError({"match_part": _("Skriv hur mycket av pengarna som är matchning.")})
    receipts = list(month.receipts.standing().order_by("-received_on", "-pk"))
    if amount > sum((receipt.gift_part for receipt in receipts), NOTHING):
        raise ValidationError({"match_part": _("Så mycket har inte kommit som gåvor.")})
    for receipt in receipts:
        moved = min(amount, receipt.gift_part)
        if moved:
            reverse_receipt(receipt, by=by, reason=str(DifferenceReason.MATCH.label))
            told_apart = PayrollReceipt(month=month, entered_by=by)
            same = {name: getattr(receipt, name) for name in ("amount", "received_on", "external_id")}
            save_record(told_apart, match_part=receipt.match_part + moved, **same)
            claim_reference(told_apart, again=True)
            amount -= moved
    settle(month.scheme)


@transaction.atomic
def reopen_month(month: PayrollMonth, *, by: User, reason: str) -> PayrollMonth:
    """Open a closed month to mend a mistake; history keeps who and why. Raises MonthIsOpen, Refusal, StaleVersion."""
    PayrollScheme.objects.select_for_update().get(pk=month.scheme_id)
    stored = PayrollMonth.objects.select_for_update().get(pk=month.pk)
    _keep_up(month, stored)
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
    """Whoever closes a month waits for this, and the other way round; the scheme first, as open_months does."""
    PayrollScheme.objects.select_for_update().get(pk=month.scheme_id)
    stored = PayrollMonth.objects.select_for_update().get(pk=month.pk)
    if stored.is_closed:
        raise MonthIsClosed
    _keep_up(month, stored)
    return stored


def _keep_up(month: PayrollMonth, stored: PayrollMonth):
    """What settle() keeps is not the reader's to write back: a row read earlier takes it as it is now."""
    month.match_due, month.owes_match = stored.match_due, stored.owes_match


def _with_money(month: PayrollMonth) -> PayrollMonth:
    return PayrollMonth.objects.with_money().get(pk=month.pk)


def _small_difference(month: PayrollMonth) -> str:
    return "" if month.is_exact else DifferenceReason.WITHIN


def settled(scheme: PayrollScheme) -> list[tuple[PayrollMonth, Decimal, bool]]:
    """Each month with the kronor of match that its gifts give rise to, and whether they are owed. One query.

    What is due of a month depends on the closed ones, whose match stands, and on the months before it: they use up
    the cap on the whole first.
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
    """Every month whose match is not what its money gives rise to; with `fix` it is put right. A scheme at a time."""
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
    """Keep with each month what settled() says. The caller holds the scheme's row."""
    for month, due, owes in settled(scheme):
        if (month.match_due, month.owes_match) != (due, owes):
            PayrollMonth.objects.filter(pk=month.pk).update(match_due=due, owes_match=owes)


def _close_if_agreed(month: PayrollMonth) -> PayrollMonth:
    """Nothing received agrees only with a declaration of nothing: small sums are waited for too."""
    now = _with_money(month)
    _keep_up(month, now)
    came = month.receipts.standing().exists()
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
