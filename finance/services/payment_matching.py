"""Say what payments are for, as somebody has confirmed it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Match, Team
from core.errors import Refusal, said_by
from core.models import User
from crm.name_keys import name_key
from finance.bankfiles.rows import BankRow
from finance.models import Allocation, BankFile, Flow, Instalment, Payment
from finance.rules.payment_matching import Incoming, Matcher, Proposal, Target, TargetKind
from finance.services.allocations import (
    allocate_to_competition,
    allocate_to_instalment,
    allocate_to_payroll,
    refund_contribution,
    refund_part,
    refund_receipt,
    reverse_allocation,
)
from finance.services.payments import replace_payment
from finance.services.targets import matcher, month_left
from payroll.models import PayrollMonth

MOST_QUEUED = 2_000  # payments that are matched at once, the earliest first


class TargetGone(Refusal):
    message = _("Det som valdes finns inte längre, eller är redan betalt.")


class NothingToUndo(Refusal):
    message = _("Inbetalningen är inte kopplad till något som går att ångra här.")


class Chosen(NamedTuple):
    """What somebody has confirmed of a payment: a target by kind and key, and kronor."""

    kind: TargetKind
    pk: int
    amount: Decimal


@dataclass(frozen=True)
class Queued:
    """A payment with kronor left, and what it may be for, the likeliest first."""

    payment: Payment
    proposals: list[Proposal]

    @property
    def best(self) -> Proposal | None:
        return self.proposals[0] if self.proposals else None

    @property
    def is_certain(self) -> bool:
        return bool(self.best) and self.best.is_certain

    @property
    def place(self) -> tuple[int, int, int]:
        """By which the queue is in order: the surest first, then the earliest."""
        sure = -min(self.best.score, 90) // 10 if self.best else 1
        return sure, self.payment.booked_on.toordinal(), self.payment.pk


def queue_of(payments: QuerySet) -> list[Queued]:
    """Payments with kronor left, of those given, with proposals: the certain first. A fixed number of queries."""
    rows = list(payments.unallocated().order_by("booked_on", "pk")[:MOST_QUEUED])
    if not rows:
        return []
    match = matcher(first=rows[0].booked_on, refunds=any(row.amount < 0 for row in rows))
    return sorted((Queued(row, proposals_of(row, match)) for row in rows), key=lambda each: each.place)


def proposals_of(payment: Payment, match: Matcher) -> list[Proposal]:
    """Needs a payment annotated by with_allocated()."""
    found = match.proposals(incoming(payment, pk=payment.pk, amount=payment.unallocated))
    if payment.is_by_hand:
        found = [each for each in found if not any(part.target.kind == TargetKind.HAND for part in each.parts)]
    return found


def incoming(said: Payment | BankRow, *, pk: int, amount: Decimal) -> Incoming:
    """What matching reads of a payment, or of a row that is not taken in yet; `amount` are its kronor to allocate."""
    return Incoming(
        pk=pk,
        amount=amount,
        booked_on=said.booked_on,
        account=said.account,
        name=name_key(said.payer) if said.payer else "",
        orgnr=said.payer_orgnr,
        reference=said.reference,
        bank_id=said.bank_id,
        text=said.text,
        words=name_key(said.text) if said.text else "",
    )


def payments_of(file: BankFile | None) -> QuerySet:
    return Payment.objects.filter(file=file) if file else Payment.objects.all()


@transaction.atomic
def confirm(payment: Payment, *, parts: Sequence[Chosen], by: User, reason: str = ""):
    """Allocate the payment to each of the parts, all or none.

    `reason` is why money comes to a competition after its decision, or why a gift is paid back. Raises TargetGone,
    ValidationError by field, and what the services of allocations do.
    """
    if not parts:
        raise TargetGone
    refunds = [each for each in parts if each.kind == TargetKind.REFUND]
    if refunds:
        _refund_all(payment, refunds, by=by, reason=reason or gettext("Återbetald."))
    for kind, pk, amount in parts:
        if kind != TargetKind.REFUND:
            _CONFIRM[kind](payment, pk=pk, amount=amount, by=by, reason=reason)


def confirm_certain(queued: Collection[Queued], *, by: User) -> tuple[int, list[str]]:
    """Confirm what is certain, each payment by itself. Returns how many were, and why others were not."""
    done, failed = 0, []
    for each in queued:
        parts = [Chosen(part.target.kind, part.target.pk, part.amount) for part in each.best.parts]
        try:
            confirm(each.payment, parts=parts, by=by)
            done += 1
        except (Refusal, ValidationError) as error:
            failed.append(gettext("%(payment)s: %(why)s") % {"payment": each.payment, "why": said_by(error)})
    return done, failed


@transaction.atomic
def undo_matching(payment: Payment, *, by: User):
    """Take back all that the payment is for, by opposite rows. Raises NothingToUndo."""
    standing = Allocation.objects.effective().filter(payment=payment).select_related("payment").order_by("pk")
    taken = set()
    for each in standing:
        whole = each.contribution_id, each.receipt_id
        if whole != (None, None) and whole in taken:
            continue  # taken back with the first of its allocations
        taken.add(whole)
        reverse_allocation(each, by=by, reason=gettext("Kopplingen ångrades."))
    if not taken:
        raise NothingToUndo


def _the(rows: QuerySet, pk: int) -> Model:
    if (found := rows.filter(pk=pk).first()) is None:
        raise TargetGone
    return found


def _instalment(payment: Payment, *, pk: int, amount: Decimal, by: User, **_more):
    allocate_to_instalment(payment, amount=amount, instalment=_the(Instalment.objects, pk), by=by)


def _month(payment: Payment, *, pk: int, amount: Decimal, by: User, **_more):
    month = _the(PayrollMonth.objects.with_money().select_related("scheme"), pk)
    gifts, match = month_left(month)
    allocate_to_payroll(
        payment, amount=amount, month=month, by=by, match_part=min(max(amount - gifts, Decimal(0)), match)
    )


def _team(payment: Payment, *, pk: int, amount: Decimal, by: User, reason: str):
    team = _the(Team.objects.select_related("competition", "company"), pk)
    allocate_to_competition(payment, amount=amount, competition=team.competition, team=team, by=by, reason=reason)


def _match(payment: Payment, *, pk: int, amount: Decimal, by: User, reason: str):
    match = _the(Match.objects.select_related("competition"), pk)
    allocate_to_competition(payment, amount=amount, competition=match.competition, match=match, by=by, reason=reason)


def _refund_all(payment: Payment, refunds: Sequence[Chosen], *, by: User, reason: str):
    """Back to the lines that they came from; gifts and match of one receipt at once."""
    joined = "contribution", "instalment", "receipt__month__scheme"
    receipts: dict[int, dict[str, Decimal]] = {}
    of_receipt = {}
    for each in refunds:
        line = _the(Allocation.objects.effective().select_related(*joined), each.pk)
        if line.receipt:
            of_receipt[line.receipt_id] = line.receipt
            sums = receipts.setdefault(line.receipt_id, dict.fromkeys((Flow.EMPLOYEES, Flow.MATCH), Decimal("0.00")))
            sums[Flow(line.flow)] -= each.amount
        else:
            _refund(payment, line, amount=each.amount, by=by, reason=reason)
    for key, sums in receipts.items():
        kronor = {"gifts": sums[Flow.EMPLOYEES], "match": sums[Flow.MATCH]}
        refund_receipt(of_receipt[key], payment=payment, by=by, reason=reason, **kronor)


def _refund(payment: Payment, line: Allocation, *, amount: Decimal, by: User, reason: str):
    if line.contribution and amount == -line.contribution.amount:
        refund_contribution(line.contribution, payment=payment, by=by, reason=reason)
    elif line.contribution:
        refund_part(line.contribution, payment=payment, amount=amount, by=by, reason=reason)
    else:
        allocate_to_instalment(payment, amount=amount, instalment=line.instalment, by=by)


def _by_hand(payment: Payment, *, pk: int, by: User, **_more):
    replace_payment(_the(Payment.objects.standing(), pk), bank=payment, by=by)


_CONFIRM: dict[TargetKind, Callable] = {
    TargetKind.INSTALMENT: _instalment,
    TargetKind.MONTH: _month,
    TargetKind.TEAM: _team,
    TargetKind.MATCH: _match,
    TargetKind.HAND: _by_hand,
}


def candidates(payment: Payment, *, words: str, most: int) -> tuple[list[Target], list[Proposal]]:
    """What a payment can be shared over: what is proposed, and what waits for money and holds the words."""
    match = matcher(first=payment.booked_on, refunds=payment.amount < 0)
    proposals = proposals_of(payment, match)
    found = {part.target.key: part.target for each in proposals for part in each.parts}
    if words:
        for target in match.mentioning(words):
            if len(found) >= most:
                break
            found.setdefault(target.key, target)
    return [target for target in found.values() if target.kind != TargetKind.HAND], proposals
