"""What every bank file comes to: rows, and the totals that the file itself tells. Pure: no database."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.days import is_likely_year
from core.errors import Refusal
from core.money import format_amount
from core.text import visible

BANKGIRO, PLUSGIRO, SWISH, OTHER = "bankgiro", "plusgiro", "swish", "other"  # as finance.models.Account has them
MAX_FILE = 20 * 1024 * 1024  # bytes: some 15,000 payments of camt
MOST_ROWS = 20_000
LONGEST_TEXT = 500
LONGEST_NAME = 140
LONGEST_NUMBER = 80
LONGEST_ACCOUNT = 40


class BrokenFile(Refusal):
    """The file cannot be trusted. The message says where and why; nothing of it is read in."""

    message = _("Filen går inte att läsa.")


class BankFileTooLarge(BrokenFile):
    message = _("Filen är för stor: högst 20 MB och 20 000 rader. Hämta en kortare period från banken.")


@dataclass(frozen=True)
class BankRow:
    """One line of a bank file. `amount` is kronor, positive to us; the texts are as the bank gave them.

    `refused` says why it is not taken in; with `may_be_asked_for` it is when somebody says so. `bank_id` is the bank's
    own id of the payment; without one, `fingerprint` tells rows apart by their content.
    """

    position: int
    amount: Decimal
    booked_on: dt.date | None = None
    value_on: dt.date | None = None
    transaction_on: dt.date | None = None
    account: str = OTHER
    payer: str = ""
    payer_account: str = ""
    payer_orgnr: str = ""
    text: str = ""
    reference: str = ""
    bank_id: str = ""
    fingerprint: str = ""
    refused: str = ""
    may_be_asked_for: bool = False

    @property
    def is_taken(self) -> bool:
        return not self.refused

    def not_taken(self, why: str) -> "BankRow":
        return replace(self, refused=why, may_be_asked_for=False)


@dataclass(frozen=True)
class Statement:
    """An account's period of days in the file. The balances are kronor, and None where the format has none."""

    account_no: str
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    booked: Decimal = Decimal(0)  # the sum of what is booked in it, with sign

    @property
    def missing(self) -> Decimal:
        """Kronor that opening balance and entries lack to the closing balance; 0 without balances."""
        if self.opening is None or self.closing is None:
            return Decimal(0)
        return self.closing - self.opening - self.booked

    def with_page(self, later: "Statement") -> "Statement":
        """With a later page of the same statement: banks may repeat the balances of the whole on each of them."""
        closing = self.closing if later.closing is None else later.closing
        return replace(self, to_on=later.to_on or self.to_on, closing=closing, booked=self.booked + later.booked)


@dataclass(frozen=True)
class BankFileContent:
    """A file as read: every line is there, taken or not, so that the sums are those of the file."""

    format: str
    rows: tuple[BankRow, ...]
    statements: tuple[Statement, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def taken(self) -> tuple[BankRow, ...]:
        return tuple(row for row in self.rows if row.is_taken)

    @property
    def refused(self) -> tuple[BankRow, ...]:
        return tuple(row for row in self.rows if not row.is_taken)

    @property
    def total(self) -> Decimal:
        """Kronor of all rows, with sign."""
        return sum_of(self.rows)

    @property
    def credit(self) -> Decimal:
        return sum((row.amount for row in self.rows if row.amount > 0), Decimal(0))

    @property
    def debit(self) -> Decimal:
        """Kronor of what went out, as a positive sum."""
        return -sum((row.amount for row in self.rows if row.amount < 0), Decimal(0))

    @property
    def from_on(self) -> dt.date | None:
        return min(self._days(), default=None)

    @property
    def to_on(self) -> dt.date | None:
        return max(self._days(), default=None)

    def _days(self) -> list[dt.date]:
        stated = [day for each in self.statements for day in (each.from_on, each.to_on) if day]
        return stated or [row.booked_on for row in self.rows if row.booked_on]


def sum_of(rows: Iterable[BankRow]) -> Decimal:
    """Kronor, with sign."""
    return sum((row.amount for row in rows), Decimal(0))


def clean(text: str | None, longest: int = LONGEST_TEXT) -> str:
    """The text on one line without what cannot be seen, at most `longest` characters."""
    return visible((text or "").replace("\x00", ""))[:longest].strip()


def day_of(day: dt.date) -> dt.date:
    """The day. Raises ValueError for a year that programs write where they have no day: 0001-01-01."""
    if not is_likely_year(day):
        raise ValueError(day)
    return day


def day_told(text: str) -> dt.date | None:
    """The day in Sweden of a day or a moment in ISO 8601: one that says how far it is from UTC may be of another day
    there. None if it is neither.
    """
    with suppress(ValueError, OverflowError):
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:  # a day with an offset, or more behind it
            return day_of(dt.date.fromisoformat(text[:10]))
        if moment.tzinfo:
            moment = moment.astimezone(timezone.get_default_timezone())
        return day_of(moment.date())
    return None


def whole_numbers(numbers: Iterable[str]) -> str:
    """As many of the numbers as there is room for: half a number may be that of another invoice."""
    kept = ""
    for number in numbers:
        longer = f"{kept} {number}".strip()
        if len(longer) > LONGEST_NUMBER:
            break
        kept = longer
    return clean(kept, LONGEST_NUMBER)


def by_days(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """By their days: some banks put the newest first. Those of the same days, or of none, keep their order."""
    first = dt.date.min
    return tuple(sorted(statements, key=lambda each: (each.from_on or each.to_on or first, each.to_on or first)))


def fingerprinted(rows: Iterable[BankRow], *, more: Iterable[str] | None = None) -> tuple[BankRow, ...]:
    """The rows with a fingerprint of their content each; of equal rows, the second says that it is the second.

    `more`, one text a row, goes into the fingerprint but is not kept: a sender's telephone number.
    """
    met: dict[str, int] = {}
    made = []
    rows = list(rows)
    for row, extra in zip(rows, more or [""] * len(rows), strict=True):
        parts = (row.amount, row.booked_on, row.transaction_on, row.payer, row.text, row.reference, extra)
        digest = hashlib.sha256("\t".join(map(str, parts)).encode()).hexdigest()[:24]
        met[digest] = met.get(digest, 0) + 1
        made.append(replace(row, fingerprint=f"{digest}-{met[digest]}"))
    return tuple(made)


def balance_warnings(statements: Iterable[Statement]) -> list[str]:
    """What does not add up in the balances of a file's statements, and what is missing between them."""
    told, by_account = [], {}
    for each in statements:
        by_account.setdefault(each.account_no, []).append(each)
        if each.missing:
            words = gettext(
                "Konto %(account)s: ingående saldo %(opening)s och raderna %(booked)s blir inte utgående saldo"
                " %(closing)s. Det skiljer %(missing)s."
            )
            told.append(
                words
                % {
                    "account": each.account_no,
                    "opening": format_amount(each.opening),
                    "booked": format_amount(each.booked),
                    "closing": format_amount(each.closing),
                    "missing": format_amount(each.missing),
                }
            )
    for of_account in by_account.values():
        for earlier, later in pairwise(of_account):
            if gap := gap_between(earlier, later):
                told.append(gap)
    return told


def gap_between(earlier: Statement, later: Statement) -> str:
    """What is missing between two statements of an account that should follow each other; empty if nothing is."""
    if earlier.closing is None or later.opening is None or earlier.closing == later.opening:
        return ""
    words = gettext(
        "Konto %(account)s: utgående saldo %(closing)s (%(day)s) är inte nästa kontoutdrags ingående saldo %(opening)s."
        " Ett kontoutdrag däremellan saknas."
    )
    return words % {
        "account": later.account_no,
        "closing": format_amount(earlier.closing),
        "day": earlier.to_on.isoformat() if earlier.to_on else "?",
        "opening": format_amount(later.opening),
    }
