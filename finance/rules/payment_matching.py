"""What a payment is for: proposals with points and reasons. Knows no database.

Everything is looked up by key, so that the time grows with the number of payments and of open sums, not with their
product.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.text import search_key

MOST_PROPOSALS = 4
MOST_SUMMED = 10  # of a payer's open sums, the earliest; at most four of them make up one payment
MOST_PARTS = 4
MOST_LIKE = 60  # of alike sums are looked at
SHORTEST_NUMBER = 4  # a shorter number in a text may be anything
SHORTEST_NAME = 3  # letters: a shorter word in a text is no team's name
NEAR_DUE = 10  # days


class TargetKind(TextChoices):
    INSTALMENT = "instalment", _("Delbetalning")
    MONTH = "month", _("Gåva via lön")
    TEAM = "team", _("Lag i tävling")
    MATCH = "match", _("Matchning i tävling")
    REFUND = "refund", _("Återbetalning")
    HAND = "hand", _("Inlagt för hand")


class Reason(TextChoices):
    REFERENCE = "reference", _("Referensen är deras")
    NUMBER = "number", _("Numret står i texten")
    CODE = "code", _("Lagets kod står i texten")
    PERHAPS_CODE = "perhaps_code", _("Lagets kod kan stå i texten")
    TEAM = "team", _("Lagets namn står i texten")
    ORGNR = "orgnr", _("Samma organisationsnummer")
    PAYER = "payer", _("Betalaren heter så")
    AMOUNT = "amount", _("Beloppet stämmer")
    SUM = "sum", _("Beloppet är summan av flera")
    PART = "part", _("En del av beloppet")
    OVER = "over", _("Mer än det som är kvar")
    ONLY_AMOUNT = "only_amount", _("Bara beloppet stämmer")
    DUE = "due", _("Förfaller vid den tiden")
    SAME_PAYMENT = "same_payment", _("Samma betalare och belopp som den inbetalningen")
    SAME_TEXT = "same_text", _("Samma text")
    SEVERAL = "several", _("Fler passar lika bra")


CERTAIN, LIKELY = 90, 70
BY_HAND_DAYS = 31  # between what was entered by hand and the bank's row
_POINTS = {
    Reason.REFERENCE: 90,
    Reason.NUMBER: 80,
    Reason.CODE: 95,
    Reason.PERHAPS_CODE: 50,
    Reason.TEAM: 55,
    Reason.ORGNR: 60,
    Reason.PAYER: 45,
    Reason.AMOUNT: 25,
    Reason.SUM: 20,
    Reason.PART: -15,
    Reason.OVER: -10,
    Reason.ONLY_AMOUNT: 10,
    Reason.DUE: 5,
    Reason.SAME_PAYMENT: 80,
    Reason.SAME_TEXT: 45,
    Reason.SEVERAL: -40,
}


@dataclass(frozen=True)
class Target:
    """What waits for money. `left` is kronor still to come, None for any sum; `names` are keys of crm.name_keys.

    A team's name tells something in payments of its `days` alone.
    """

    kind: TargetKind
    pk: int
    label: str
    left: Decimal | None = None
    orgnr: str = ""
    names: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    due_on: dt.date | None = None
    text: str = ""
    account: str = ""  # only money of this account fits; empty for any
    days: tuple[dt.date, dt.date] | None = None

    @property
    def key(self) -> str:
        """How a form names it: `instalment-12`."""
        return f"{self.kind}-{self.pk}"


@dataclass(frozen=True)
class Incoming:
    """A payment with kronor left to allocate; `name` and `words` are keys of crm.name_keys, of payer and text."""

    pk: int
    amount: Decimal
    booked_on: dt.date
    name: str = ""
    orgnr: str = ""
    reference: str = ""
    text: str = ""
    account: str = ""
    words: str = ""
    bank_id: str = ""  # the bank's own: it may be what stands beside money entered by hand, and is nobody's reference


class Part(NamedTuple):
    target: Target
    amount: Decimal


@dataclass(frozen=True)
class Proposal:
    """What the payment may be for. What the parts do not take is left unallocated."""

    parts: tuple[Part, ...]
    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_certain(self) -> bool:
        return self.score >= CERTAIN

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(part.target.key for part in self.parts)

    @property
    def value(self) -> str:
        """How a form names the proposal: `instalment-12:500.00 instalment-13:250.00`."""
        return " ".join(f"{part.target.key}:{part.amount}" for part in self.parts)


Coded = Callable[[str, Decimal], tuple[Sequence[int], bool]]


def number_key(text: str) -> str:
    """A reference without what separates its parts, and without leading zeros."""
    return "".join(letter for letter in search_key(text) if letter.isalnum()).lstrip("0")


@dataclass
class Matcher:
    """The open sums, by what a payment can say of them.

    `coded` tells the keys of the teams whose codes stand in a text, and whether they are unsure.
    """

    targets: Iterable[Target]
    coded: Coded = lambda _text, _amount: ((), False)
    refunds: Iterable[Target] = ()  # gifts and instalments that were paid, each with what it took
    by_reference: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))
    by_orgnr: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))
    by_amount: dict[Decimal, list[Target]] = field(default_factory=lambda: defaultdict(list))
    by_text: dict[tuple[Decimal, str], list[Target]] = field(default_factory=lambda: defaultdict(list))
    teams: dict[int, Target] = field(default_factory=dict)
    by_first_word: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self):
        self.earliest = sorted(self.targets, key=lambda each: (each.due_on or dt.date.max, each.pk))
        self.taken: dict[str, Decimal] = defaultdict(Decimal)
        self.sums: dict[tuple[str, ...], dict[Decimal, tuple[Target, ...]]] = {}
        for target in self.earliest:
            if target.kind == TargetKind.TEAM:
                self._know_team(target)
                continue
            for reference in target.references:
                self.by_reference[number_key(reference)].append(target)
            if target.orgnr:
                self.by_orgnr[target.orgnr].append(target)
            for name in target.names:
                self.by_name[name].append(target)
            if target.left:
                self.by_amount[target.left].append(target)
            if target.left and target.text:
                self.by_text[target.left, search_key(target.text)].append(target)
        self.paid, self.paid_by = defaultdict(list), defaultdict(list)
        for target in self.refunds:
            self.paid[target.left].append(target)
            for name in target.names:
                self.paid_by[name].append(target)

    def _know_team(self, team: Target):
        self.teams[team.pk] = team
        for name in team.names:
            self.by_first_word[name.partition(" ")[0]].append(team)

    def mentioning(self, words: str) -> Iterator[Target]:
        """Targets whose label holds each of the words, the earliest due first."""
        sought = search_key(words).split()
        for target in (*self.earliest, *self.refunds):
            label = search_key(target.label)
            if all(word in label for word in sought):
                yield target

    def proposals(self, payment: Incoming) -> list[Proposal]:
        """The likeliest first. What is certain is kept from later payments: two of them do not pay the same sum."""
        found = self._refunds(payment) if payment.amount < 0 else self._proposed(payment)
        best: dict[tuple[str, ...], Proposal] = {}
        for each in found:
            if each.keys not in best or best[each.keys].score < each.score:
                best[each.keys] = each
        ranked = _doubted(sorted(best.values(), key=lambda each: -each.score))
        if ranked and ranked[0].is_certain:
            for target, amount in ranked[0].parts:
                if target.left is not None:
                    self.taken[target.key] += amount
        return ranked[:MOST_PROPOSALS]

    def _left(self, target: Target) -> Decimal:
        return (target.left or Decimal(0)) - self.taken[target.key]

    def _open(self, targets: Iterable[Target], payment: Incoming) -> list[Target]:
        """Those with kronor left that the payment's account and day do not rule out."""
        return [target for target in targets if self._left(target) > 0 and _fits(target, payment)]

    def _proposed(self, payment: Incoming) -> Iterator[Proposal]:
        yield from self._by_number(payment, payment.reference.split(), Reason.REFERENCE)
        yield from self._by_number(payment, [payment.bank_id], Reason.REFERENCE, kinds=(TargetKind.HAND,))
        words = [word.strip(".,:;#()") for word in payment.text.split()]
        numbers = [word for word in words if len(number_key(word)) >= SHORTEST_NUMBER]
        yield from self._by_number(payment, numbers, Reason.NUMBER)
        yield from self._by_code(payment)
        yield from self._by_team(payment)
        yield from self._by_payer(payment, self.by_orgnr.get(payment.orgnr, []), Reason.ORGNR)
        yield from self._by_payer(payment, self.by_name.get(payment.name, []), Reason.PAYER)
        yield from self._by_amount(payment)

    def _by_number(
        self,
        payment: Incoming,
        numbers: Iterable[str],
        reason: Reason,
        *,
        kinds: Container[TargetKind] = tuple(TargetKind),
    ) -> Iterator[Proposal]:
        """Each number's own sums, the earliest of them first."""
        found = {}
        for number in numbers:
            for target in self._open(self.by_reference.get(number_key(number), ()), payment):
                if target.kind in kinds:
                    found[target.key] = target
        if not found:
            return
        exact = [target for target in found.values() if self._left(target) == payment.amount]
        yield self._spread(payment, exact[:1] or list(found.values()), [reason])

    def _by_code(self, payment: Incoming) -> Iterator[Proposal]:
        codes, is_unsure = self.coded(f"{payment.text} {payment.reference} {payment.bank_id}", payment.amount)
        teams = [self.teams[pk] for pk in codes if pk in self.teams]
        for team in teams[:MOST_PROPOSALS]:
            reasons = [Reason.PERHAPS_CODE if is_unsure else Reason.CODE]
            yield _proposal([Part(team, payment.amount)], reasons)

    def _by_team(self, payment: Incoming) -> Iterator[Proposal]:
        """The one team whose name stands in the text as whole words. A name within a longer one there is not meant."""
        text, found = f" {payment.words} ", {}
        for word in dict.fromkeys(payment.words.split()):
            for team in self.by_first_word.get(word, ()):
                if team.days[0] <= payment.booked_on <= team.days[1]:
                    found |= {name: [*found.get(name, ()), team] for name in team.names if f" {name} " in text}
        meant = [name for name in found if not any(f" {name} " in f" {other} " for other in found if other != name)]
        teams = [team for name in meant for team in found[name]]
        if len(teams) == 1:
            yield _proposal([Part(teams[0], payment.amount)], [Reason.TEAM])

    def _by_payer(self, payment: Incoming, targets: Sequence[Target], reason: Reason) -> Iterator[Proposal]:
        still = self._open(targets, payment)
        if not still:
            return
        exact = [target for target in still if self._left(target) == payment.amount]
        for place, target in enumerate(exact[:MOST_PROPOSALS]):  # of alike sums the earliest is paid first
            reasons = [reason, Reason.AMOUNT, *_due(target, payment)]
            yield _proposal([Part(target, payment.amount)], reasons, less=place)
        if exact:
            return
        if parts := self._summed(still).get(payment.amount):
            yield _proposal([Part(target, self._left(target)) for target in parts], [reason, Reason.SUM])
        else:
            yield self._spread(payment, still[:1], [reason])

    def _summed(self, targets: Sequence[Target]) -> dict[Decimal, tuple[Target, ...]]:
        """Two to four of the sums by what they come to; of alike ones the fewest and earliest."""
        some = targets[:MOST_SUMMED]
        key = tuple(f"{target.key}:{self._left(target)}" for target in some)
        if key not in self.sums:
            made: dict[Decimal, tuple[Target, ...]] = {}
            for size in range(2, MOST_PARTS + 1):
                for chosen in combinations(some, size):
                    made.setdefault(sum(map(self._left, chosen), Decimal(0)), chosen)
            self.sums[key] = made
        return self.sums[key]

    def _by_amount(self, payment: Incoming) -> Iterator[Proposal]:
        """With the same text it says more: so anonymous gifts entered by hand are found."""
        text = self.by_text.get((payment.amount, search_key(payment.text)), []) if payment.text else []
        for alike, reason in ((text, Reason.SAME_TEXT), (self.by_amount.get(payment.amount, []), Reason.ONLY_AMOUNT)):
            still = [
                target for target in self._open(alike[:MOST_LIKE], payment) if self._left(target) == payment.amount
            ]
            for place, target in enumerate(still[:MOST_PROPOSALS]):
                said = [reason, Reason.AMOUNT] if reason == Reason.SAME_TEXT else [reason]
                yield _proposal([Part(target, payment.amount)], [*said, *_due(target, payment)], less=place)

    def _refunds(self, payment: Incoming) -> Iterator[Proposal]:
        """Money out goes to the line it came from: the same payer and the same sum, else a part of it."""
        for target in self.paid.get(-payment.amount, []):
            if payment.name and payment.name in target.names and target.due_on <= payment.booked_on:
                yield _proposal([Part(target, payment.amount)], [Reason.SAME_PAYMENT, Reason.AMOUNT])
        latest = sorted(self.paid_by.get(payment.name, []), key=lambda each: each.due_on, reverse=True)
        for place, target in enumerate(latest[:MOST_PROPOSALS]):
            if target.left > -payment.amount and target.due_on <= payment.booked_on:
                yield _proposal([Part(target, payment.amount)], [Reason.PAYER, Reason.PART], less=place)

    def _spread(self, payment: Incoming, targets: Sequence[Target], reasons: list[Reason]) -> Proposal:
        """Over the sums in their order, as far as the money goes."""
        rest, parts = payment.amount, []
        for target in targets:
            if (amount := min(rest, self._left(target))) > 0:
                parts.append(Part(target, amount))
                rest -= amount
        whole = sum((self._left(target) for target in targets), Decimal(0))
        if whole == payment.amount:
            reasons = [*reasons, Reason.AMOUNT if len(parts) == 1 else Reason.SUM]
        else:
            reasons = [*reasons, Reason.OVER if rest else Reason.PART]
        return _proposal(parts, reasons)


def _fits(target: Target, payment: Incoming) -> bool:
    if target.account and target.account != payment.account:
        return False
    if target.kind != TargetKind.HAND:
        return True
    if target.left > payment.amount:  # the bank's row would not be enough to take its place
        return False
    return abs((target.due_on - payment.booked_on).days) <= BY_HAND_DAYS


def _due(target: Target, payment: Incoming) -> list[Reason]:
    near = target.due_on and abs((target.due_on - payment.booked_on).days) <= NEAR_DUE
    return [Reason.DUE] if near else []


def _proposal(parts: Iterable[Part], reasons: Sequence[Reason], *, less: int = 0) -> Proposal:
    score = sum(_POINTS[reason] for reason in reasons) - less
    return Proposal(tuple(parts), max(min(score, 100), 0), tuple(reasons))


def _doubted(ranked: list[Proposal]) -> list[Proposal]:
    """Where the best is no better than the next one, none of them is certain."""
    if len(ranked) < 2 or ranked[0].score > ranked[1].score:
        return ranked
    best = ranked[0].score
    lowered = [
        Proposal(each.parts, max(each.score + _POINTS[Reason.SEVERAL], 0), (*each.reasons, Reason.SEVERAL))
        if each.score == best
        else each
        for each in ranked
    ]
    return sorted(lowered, key=lambda each: -each.score)
