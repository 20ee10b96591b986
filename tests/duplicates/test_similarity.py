import pytest

from crm.name_keys import domain_of, name_key
from duplicates.similarity import Likelihood, MatchReason, Traits, likelihood, likeness, pairs


def company(pk=1, name="Åkeriet i Väster AB", **known) -> Traits:
    return Traits(pk=pk, name=name_key(name), **known)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Åkeriet Björk & Co AB", "akeriet bjork co"),
        ("AKERIET BJORK CO AKTIEBOLAG (publ)", "akeriet bjork co"),
        ("Bageri-Norden HB", "bageri norden"),
        ("Bageri Norden ekonomisk förening", "bageri norden"),
        ("Café Müller", "cafe muller"),
        ("AB", "ab"),
    ],
)
def test_name_key_leaves_the_words_that_tell(text, key):
    assert name_key(text) == key


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.Akeri.example/om-oss", "akeri.example"),
        ("faktura@akeri.example", "akeri.example"),
        ("kim@gmail.com", ""),
        ("https://www.facebook.com/akeriet", ""),
        ("", ""),
        ("https://localhost/", ""),
    ],
)
def test_domain_that_anybody_may_use_tells_nothing(address, domain):
    assert domain_of(address) == domain


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Akeriet i Vaster Aktiebolag", MatchReason.NAME),
        ("Väster i åkeriet", MatchReason.NAME),
        ("Åkeriet i Vester AB", MatchReason.SPELLING),
        ("Åkerit i Väster AB", MatchReason.SPELLING),
        ("Åekriet i Väster AB", MatchReason.SPELLING),
        ("Åkeriet i Väster och Öster AB", MatchReason.BEGINS),
        ("Åkeriet i Öster AB", None),
        ("Åkeriet", None),
    ],
)
def test_names_are_alike_for_a_reason(name, reason):
    found = likeness(company(), company(2, name)).reasons
    assert found == ((reason,) if reason else ())


def test_numbers_in_names_are_no_slips():
    assert likeness(company(name="Lokalbolaget 12"), company(2, "Lokalbolaget 13")).points == 0


def test_reasons_come_strongest_first_and_a_different_number_speaks_against():
    one = company(orgnr="1", city="köping", domains=frozenset({"akeri.example"}))
    other = company(2, orgnr="2", city="köping", domains=frozenset({"akeri.example"}))
    found = likeness(one, other)
    assert found.reasons == (MatchReason.NAME, MatchReason.DOMAIN, MatchReason.CITY, MatchReason.OTHER_ORGNR)
    assert found.points == 50 + 40 + 10 - 30


def test_same_town_alone_proves_nothing():
    assert likeness(company(city="köping"), company(2, "Bageriet", city="köping")).points == 0


def test_person_with_a_common_name_at_the_same_company_is_likelier():
    names = {"name": "eva ek", "is_person": True}
    apart = likeness(Traits(1, **names), Traits(2, **names))
    together = likeness(Traits(1, **names, companies=frozenset({7})), Traits(2, **names, companies=frozenset({7})))
    assert (likelihood(apart.points), likelihood(together.points)) == (Likelihood.LOW, Likelihood.MEDIUM)


def test_pairs_finds_each_pair_once_and_nothing_else():
    rows = [
        company(1, "Åkeriet i Väster AB"),
        company(2, "Bageriet Norden"),
        company(3, "Akeriet i Vaster"),
        company(4, "Bageriet Nordan"),
        company(5, "Smedjan"),
    ]
    assert [(one, other) for one, other, _likeness in pairs(rows)] == [(1, 3), (2, 4)]


def test_what_many_share_brings_nobody_together():
    """Thirty-one with one domain would be 465 pairs about nothing."""
    rows = [company(n, f"{n:03} bolag", domains=frozenset({"webbhotell.example"})) for n in range(31)]
    assert list(pairs(rows)) == []
    assert len(list(pairs(rows[:30]))) == 30 * 29 // 2
