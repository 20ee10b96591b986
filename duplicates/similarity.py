"""How likely it is that two companies or two people are the same, and why. Uses no database.

`pairs` compares only those that share a key, so that 20,000 companies take seconds.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST_IN_A_BLOCK = 30  # a key shared by more, like a web host's domain, is no evidence
NEIGHBOURS = 3
SHORTEST_SPELLING = 6  # in shorter names one other letter makes another name

_DIGITS = re.compile(r"\d")


class MatchReason(TextChoices):
    ORGNR = "orgnr", _("Samma organisationsnummer")
    EMAIL = "email", _("Samma e-post")
    ACCOUNT = "account", _("Samma bankgiro eller Swishnummer")
    PHONE = "phone", _("Samma telefon")
    NAME = "name", _("Samma namn, bortsett från bolagsform, skiljetecken och prickar")
    SPELLING = "spelling", _("Namnen skiljer sig på en bokstav")
    FORMER = "former", _("Hette så förut")
    BEGINS = "begins", _("Namnen börjar likadant")
    PERSON = "person", _("Samma namn på personen")
    DOMAIN = "domain", _("Samma webbadress")
    COMPANY = "company", _("Har uppdrag på samma företag")
    CITY = "city", _("Samma ort")
    OTHER_ORGNR = "other_orgnr", _("Men olika organisationsnummer")


POINTS = {
    MatchReason.ORGNR: 100,
    MatchReason.EMAIL: 70,
    MatchReason.ACCOUNT: 60,
    MatchReason.PHONE: 50,
    MatchReason.NAME: 50,
    MatchReason.SPELLING: 35,
    MatchReason.FORMER: 35,
    MatchReason.BEGINS: 25,
    MatchReason.PERSON: 35,
    MatchReason.DOMAIN: 40,
    MatchReason.COMPANY: 30,
    MatchReason.CITY: 10,
    MatchReason.OTHER_ORGNR: -30,
}
# Evidence only together with other reasons.
_ONLY_WITH_OTHERS = frozenset({MatchReason.CITY, MatchReason.COMPANY, MatchReason.OTHER_ORGNR})


class Likelihood(TextChoices):
    HIGH = "high", _("Mycket troligt")
    MEDIUM = "medium", _("Troligt")
    LOW = "low", _("Kanske")


LOWEST = {Likelihood.HIGH: 80, Likelihood.MEDIUM: 50, Likelihood.LOW: 30}


def likelihood(points: int) -> Likelihood | None:
    return next((level for level, lowest in LOWEST.items() if points >= lowest), None)


@dataclass(frozen=True)
class Traits:
    """What is compared of a company or a person; sets are empty if nothing is known."""

    pk: int
    name: str  # from name_key
    former: frozenset[str] = frozenset()  # former names, likewise
    is_person: bool = False
    orgnr: str = ""
    city: str = ""
    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    companies: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Likeness:
    points: int
    reasons: tuple[MatchReason, ...]


def likeness(one: Traits, other: Traits) -> Likeness:
    """Points and reasons, the strongest first. No points unless a reason is evidence by itself."""
    found = [reason for reason, alike in _comparisons(one, other) if alike]
    if not set(found) - _ONLY_WITH_OTHERS:
        return Likeness(0, ())
    return Likeness(max(0, sum(POINTS[reason] for reason in found)), tuple(sorted(found, key=POINTS.get, reverse=True)))


def _comparisons(one: Traits, other: Traits) -> Iterator[tuple[MatchReason, bool]]:
    same_name = bool(one.name) and sorted(one.name.split()) == sorted(other.name.split())
    yield MatchReason.ORGNR, bool(one.orgnr) and one.orgnr == other.orgnr
    yield MatchReason.OTHER_ORGNR, bool(one.orgnr and other.orgnr) and one.orgnr != other.orgnr
    yield MatchReason.EMAIL, bool(one.emails & other.emails)
    yield MatchReason.ACCOUNT, bool(one.accounts & other.accounts)
    yield MatchReason.PHONE, bool(one.phones & other.phones)
    yield MatchReason.DOMAIN, bool(one.domains & other.domains)
    yield (MatchReason.PERSON if one.is_person else MatchReason.NAME), same_name
    yield MatchReason.FORMER, not same_name and (one.name in other.former or other.name in one.former)
    yield MatchReason.SPELLING, not same_name and _one_letter_apart(one.name, other.name)
    yield MatchReason.BEGINS, not same_name and not one.is_person and _begins_alike(one.name, other.name)
    yield MatchReason.COMPANY, bool(one.companies & other.companies)
    yield MatchReason.CITY, bool(one.city) and one.city == other.city


def _begins_alike(one: str, other: str) -> bool:
    """Whether the longer name begins with the whole shorter one, of at least two words."""
    short, long = sorted((one.split(), other.split()), key=len)
    return len(short) > 1 and long[: len(short)] == short


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter is added, missing or replaced, or two are swapped. Digits must agree: Lag 2 is not Lag 3."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_SPELLING or len(long) - len(short) > 1 or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long[at:]


def pairs(all_traits: Iterable[Traits]) -> Iterator[tuple[int, int, Likeness]]:
    """Yield (lower pk, higher pk, likeness) of all likely duplicates, in about linear time."""
    known = {traits.pk: traits for traits in all_traits}
    met = set()
    for block in _blocks(known.values()):
        met |= {(low, high) for low, high in combinations(sorted(block), 2)}
    met |= _neighbours(known.values())
    for low, high in sorted(met):
        found = likeness(known[low], known[high])
        if likelihood(found.points):
            yield low, high, found


def _blocks(all_traits: Iterable[Traits]) -> Iterator[set[int]]:
    blocks = defaultdict(set)
    for traits in all_traits:
        for key in _keys(traits):
            blocks[key].add(traits.pk)
    return (block for block in blocks.values() if 1 < len(block) <= MOST_IN_A_BLOCK)


def _keys(traits: Traits) -> Iterator[tuple]:
    words = traits.name.split()
    if words:
        yield "name", *sorted(words)
    for name in traits.former:
        yield "name", *sorted(name.split())
    if len(words) > 1 and not traits.is_person:
        yield "begins", *words[:2]
    for company in traits.companies:
        yield "name at", traits.name, company
    for kind in ("emails", "domains", "phones", "accounts"):
        for value in getattr(traits, kind):
            yield kind, value
    if traits.orgnr:
        yield "orgnr", traits.orgnr


def _neighbours(all_traits: Iterable[Traits]) -> set[tuple[int, int]]:
    """Pairs next to each other when sorted by name, read forwards or backwards: a misspelling leaves one end equal."""
    met = set()
    for step in (1, -1):
        ordered = sorted((traits.name[::step], traits.pk) for traits in all_traits if traits.name)
        for place, (name, pk) in enumerate(ordered):
            met |= {
                (min(pk, other), max(pk, other))
                for near, other in ordered[place + 1 : place + 1 + NEIGHBOURS]
                if _one_letter_apart(name, near)
            }
    return met
