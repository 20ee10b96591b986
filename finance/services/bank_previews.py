"""What would come of a bank file: what is new, what is in already, and what is not taken. Writes nothing."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Q, TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.bulk_save import chunks
from core.locked_months import locked_among, month_of
from finance.bankfiles.rows import BankFileContent, BankRow, Statement, gap_between
from finance.models import BankFile, BankStatement, Payment
from finance.rules.payment_matching import Matcher, Proposal
from finance.services.payment_doubles import NEAR_DAYS, NO_ID, alike_in_sum, alike_in_words, alike_without_ids
from finance.services.payment_matching import incoming
from finance.services.targets import hand_targets

SAME_ID_DAYS = 40  # banks use an id again after a year or two, never within a month


class RowState(TextChoices):
    NEW = "new", _("Ny")
    LIKELY = "likely", _("Troligen redan inläst")
    OUT = "out", _("Pengar ut")
    UNDONE = "undone", _("Pengar ut som banken rättat")
    KNOWN = "known", _("Redan inläst")
    REFUSED = "refused", _("Tas inte")


ASKED_FOR = (RowState.OUT, RowState.UNDONE)


@dataclass
class PreviewRow:
    """A row of the file. `same` is the payment that it already is; `bank_id` what a new one is known by."""

    row: BankRow
    state: RowState = RowState.NEW
    same: Payment | None = None
    bank_id: str = ""
    by_hand: Proposal | None = None  # of money entered by hand, which it takes the place of

    @property
    def position(self) -> int:
        return self.row.position

    @property
    def may_be_taken(self) -> bool:
        """By itself when it is new, else when somebody asks for it."""
        return self.state in (RowState.NEW, RowState.LIKELY, *ASKED_FOR)

    @property
    def why(self) -> str:
        """Why it is not taken, as the file's page will say."""
        if self.same is None:
            return str(self.row.refused or self.state.label)
        words = gettext("%(state)s: %(day)s, bokförd %(booked)s.")
        days = {"day": timezone.localdate(self.same.entered_at), "booked": self.same.booked_on}
        return words % ({"state": self.state.label} | days)


@dataclass(frozen=True)
class Sum:
    """Of the rows in a state: how many, and kronor with sign."""

    state: RowState
    number: int
    amount: Decimal


@dataclass
class Preview:
    """All rows of the file, and what to know before it is read in."""

    content: BankFileContent
    rows: list[PreviewRow]
    warnings: list[str] = field(default_factory=list)
    already: BankFile | None = None

    def of(self, state: RowState) -> list[PreviewRow]:
        return [row for row in self.rows if row.state == state]

    @property
    def sums(self) -> list[Sum]:
        """By state. Together they are the file's own total."""
        return [
            Sum(state, len(rows), sum((row.row.amount for row in rows), Decimal(0)))
            for state in RowState
            if (rows := self.of(state))
        ]

    @property
    def new(self) -> list[PreviewRow]:
        return self.of(RowState.NEW)

    @property
    def is_done(self) -> bool:
        """Read in already, and nothing that was left then is new now: a month that was locked may be open again."""
        return bool(self.already) and not (self.of(RowState.NEW) or self.of(RowState.LIKELY))

    @cached_property
    def digest(self) -> str:
        """What was shown. Another one means that something has come in between."""
        told = [(row.position, row.state, row.bank_id, row.by_hand and row.by_hand.value) for row in self.rows]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def sha256_of_content(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def preview_of(content: BankFileContent, *, sha256: str) -> Preview:
    """Compare a file with the ledger. The number of queries grows by one for every 500 ids only."""
    rows = [PreviewRow(row, _state_of(row)) for row in content.rows]
    _refuse_future(rows)
    _Known(rows).tell()
    _likely_by_content(content.format, rows)
    _refuse_locked(rows)
    _replacements([row for row in rows if row.state == RowState.NEW])
    warnings = [*content.warnings, *_gaps(content.statements)]
    already = BankFile.objects.filter(sha256=sha256).first()
    if already:
        _taken_of(already, rows)
    return Preview(content, rows, warnings, already)


def _state_of(row: BankRow) -> RowState:
    if row.is_taken:
        return RowState.NEW
    if row.may_be_asked_for and row.amount:
        return RowState.OUT if row.amount < 0 else RowState.UNDONE
    return RowState.REFUSED


def _taken_of(file: BankFile, rows: Iterable[PreviewRow]):
    """What the file itself has brought in is known for sure, whether the bank gave it an id or not. One query."""
    taken = {each.position: each for each in file.payments.all()}
    for each in rows:
        if each.may_be_taken and each.position in taken:
            each.state, each.same = RowState.KNOWN, taken[each.position]


def _refuse_future(rows: Iterable[PreviewRow]):
    today = timezone.localdate()
    for each in rows:
        if each.may_be_taken and each.row.booked_on > today:
            why = gettext("Bokförs först %(day)s. Läs in den då.") % {"day": each.row.booked_on.isoformat()}
            each.row, each.state = each.row.not_taken(why), RowState.REFUSED


def _refuse_locked(rows: Iterable[PreviewRow]):
    """What would be dated in a month whose books are closed. One query, on PostgreSQL two."""
    open_rows = [each for each in rows if each.may_be_taken]
    locked = locked_among(each.row.booked_on for each in open_rows)
    for each in open_rows:
        month = month_of(each.row.booked_on)
        if month in locked:
            why = gettext("%(month)s är låst i bokföringen.") % {"month": date_format(month, "F Y").capitalize()}
            each.row, each.state = each.row.not_taken(why), RowState.REFUSED


class _Known:
    """Which rows are in already, by the bank's id, or by their content where they have none.

    An id means the same money only with the same sum and about the same day: banks use ids again, and one id for
    several rows. Then the day and the sum become part of it, always in the same way.
    """

    def __init__(self, rows: list[PreviewRow]):
        self.rows = [row for row in rows if row.may_be_taken]
        self.times: dict[tuple, int] = {}
        self.claimed: set[tuple[str, str]] = set()
        names = {id_of(each.row) for each in self.rows}
        names |= {_longer(each.row, 1) for each in self.rows}
        self.stored = _payments_by_id(names)

    def tell(self):
        repeated = [each for each in self.rows if self._tell(each)]
        if repeated:
            self.stored |= _payments_by_id({each.bank_id for each in repeated})
        for each in repeated:
            if same := self.stored.get((each.row.account, each.bank_id)):
                self._known(each, same)
        self._name_likely([each for each in self.rows if each.state == RowState.LIKELY and not each.row.bank_id])

    def _name_likely(self, likely: list[PreviewRow]):
        """What each is known by if somebody takes it all the same: it may have been taken so before."""
        number = 2
        while likely:
            for each in likely:
                each.bank_id = _longer(each.row, number)
            taken = _payments_by_id({each.bank_id for each in likely})
            likely = [each for each in likely if (each.row.account, each.bank_id) in taken]
            number += 1

    def _tell(self, each: PreviewRow) -> bool:
        """Returns whether it is one more of the same id, day and sum: then its name is in `bank_id`."""
        row, name = each.row, id_of(each.row)
        key = (row.account, name, row.booked_on, row.amount)
        self.times[key] = number = self.times.get(key, 0) + 1
        if number > 1:
            each.bank_id = _longer(row, number)
            each.state = RowState.LIKELY  # the same line twice in one file
            return True
        holder = self._holder(row.account, name)
        if holder and _is_same(holder, row):
            self._known(each, holder)
        elif same := self._holder(row.account, _longer(row, 1)):
            self._known(each, same)
        else:
            is_free = holder is None and (row.account, name) not in self.claimed
            each.bank_id = name if is_free else _longer(row, 1)
            self.claimed.add((row.account, each.bank_id))
        return False

    def _holder(self, account: str, name: str) -> Payment | None:
        """The payment with this id: of this account, else of another, for formats differ in what they call it."""
        return self.stored.get((account, name)) or self.stored.get(("", name))

    def _known(self, each: PreviewRow, same: Payment):
        each.same = same
        each.state = RowState.KNOWN if each.row.bank_id else RowState.LIKELY


def id_of(row: BankRow) -> str:
    """The bank's id, else the row's content after a #."""
    return row.bank_id or f"{NO_ID}{row.fingerprint}"


def _longer(row: BankRow, number: int) -> str:
    """An id that is used again, with the day and the sum; of alike rows, with which of them it is."""
    more = f" {row.booked_on} {row.amount}" + (f" {number}" if number > 1 else "")
    return f"{id_of(row)[: 80 - len(more)]}{more}"


def _is_same(payment: Payment, row: BankRow) -> bool:
    return payment.amount == row.amount and abs((payment.booked_on - row.booked_on).days) <= SAME_ID_DAYS


def _payments_by_id(names: set[str]) -> dict[tuple[str, str], Payment]:
    """By account and id; the account is also left empty, for any."""
    found = {}
    for some in chunks(sorted(names)):
        for payment in Payment.objects.filter(bank_id__in=some).order_by("-pk"):
            found[payment.account, payment.bank_id] = found["", payment.bank_id] = payment
    return found


def _likely_by_content(own_format: str, every: list[PreviewRow]):
    """The same money in another format: day and sum, and the payer's name or the reference. One query.

    Where a format tells neither, day, sum and account. In its own format ids tell, where both files have them.
    """
    rows = [row for row in every if row.state == RowState.NEW]
    if not rows:
        return
    days = [each.row.booked_on for each in rows]
    near = dt.timedelta(days=NEAR_DAYS)
    found = Payment.objects.filter(kind="bank", booked_on__range=(min(days) - near, max(days) + near))
    found = found.annotate(format=F("file__format"))
    if all(each.row.bank_id for each in rows):
        found = found.exclude(Q(file__format=own_format) & ~Q(bank_id__startswith=NO_ID))
    known = {each.same.pk for each in every if each.same}
    others, own = [], []
    for payment in found.order_by("pk"):
        if payment.pk not in known:
            (own if payment.format == own_format else others).append(payment)
    for find, payments in ((alike_without_ids, own), (alike_in_words, others), (alike_in_sum, others)):
        left = [row for row in rows if row.state == RowState.NEW]
        for some, same in find(left, [payment for payment in payments if payment.pk not in known]):
            known |= {payment.pk for payment in same}
            for each in some:
                each.same, each.state = same[0], RowState.LIKELY


def _replacements(rows: list[PreviewRow]):
    """Money entered by hand that a new row is the bank's word of."""
    if not rows:
        return
    matcher = Matcher(hand_targets(min(each.row.booked_on for each in rows)))
    for each in sorted(rows, key=lambda each: (each.row.booked_on, each.position)):
        best = next(iter(matcher.proposals(incoming(each.row, pk=each.position, amount=each.row.amount))), None)
        if best and best.is_likely:
            each.by_hand = best


def _gaps(statements: Iterable[Statement]) -> list[str]:
    """Between the file's statements and those of earlier files. One query for each account of the file."""
    told = []
    by_account: dict[str, Statement] = {}
    for each in statements:
        if each.opening is not None and (each.from_on or each.to_on):
            by_account.setdefault(each.account_no, each)
    for account_no, first in by_account.items():
        before = BankStatement.objects.with_balances().filter(account_no=account_no)
        last = before.filter(to_on__lt=first.from_on or first.to_on).order_by("-to_on", "-pk").first()
        if last and (gap := gap_between(last, first)):
            told.append(gap)
    return told
