import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import SORT_KEY_LENGTH, post_town, search_key, sort_key
from crm.models import Tag

SWEDISH_ORDER = [
    "7 Eleven",
    "24 Timmar",
    "Aa",
    "Bo",
    "Bo AB",
    "Bo Öst",
    "Boa",
    "Café Ett",
    "Cafe Två",
    "Lag 2",
    "Lag 10",
    "Lag 10 B",
    "Lagom",
    "Muck",
    "Myck",
    "Mücke",
    "Vik",
    "Waker",
    "Xi",
    "Ymer",
    "Yster",
    "Zo",
    "Zz",
    "Å",
    "Åkeri",
    "Åkeri AB",
    "Ål",
    "Äng",
    "Ö",
    "Öl",
]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Åkeri AB", "åkeri"),
        ("ÅKERI AB", "Åkeri"),
        ("A\N{COMBINING RING ABOVE}keri AB", "åkeri"),
        ("Åkeri AB", "a\N{COMBINING RING ABOVE}keri"),
        ("Västerås  Bygg\tAB", "västerås bygg"),
        (f"Västerås{chr(0xA0)}Bygg", "västerås bygg"),
        ("Väs\N{SOFT HYPHEN}terås", "västerås"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}Bygg", "bygg"),
        ("Straße", "STRASSE"),
        ("É", "é"),
    ],
)
def test_search_finds_what_is_typed(text, typed):
    assert search_key(text).startswith(search_key(typed))


def test_search_key_joins_what_there_is():
    assert search_key("Åkeri", None, "", "556703-7485") == "åkeri 556703-7485"
    assert search_key() == ""


def test_search_distinguishes_swedish_letters():
    assert len({search_key(letter) for letter in "aåäoö"}) == 5


@given(st.text())
def test_search_key_is_settled_and_the_same_however_it_was_composed(text):
    key = search_key(text)
    assert search_key(key) == key
    assert search_key(unicodedata.normalize("NFD", text)) == key


@given(st.text(max_size=400))
def test_sort_key_is_plain_ascii_that_fits(text):
    key = sort_key(text)
    assert len(key) <= SORT_KEY_LENGTH
    assert all(c in "0123456789abcdefghijklmnopqrstuvwxyz" for c in key)


@given(st.text(max_size=100))
def test_sort_key_does_not_depend_on_case_or_composition(text):
    key = sort_key(text)
    assert sort_key(unicodedata.normalize("NFD", text)) == key
    assert sort_key(text.casefold()) == key


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_sort_by_size(one, other):
    assert (sort_key(f"Lag {one}") < sort_key(f"Lag {other}")) == (one < other)


def test_swedish_order():
    assert sorted(random.Random(7).sample(SWEDISH_ORDER, len(SWEDISH_ORDER)), key=sort_key) == SWEDISH_ORDER


@pytest.mark.parametrize(
    ("one", "other"), [("É", "E"), ("Ü", "Y"), ("Æ", "Ä"), ("Ø", "Ö"), ("H&M", "HM"), ("007", "7")]
)
def test_letters_that_sort_alike(one, other):
    assert sort_key(one) == sort_key(other)


def test_w_and_v_are_two_letters():
    assert sort_key("Vz") < sort_key("Wa")


@pytest.mark.django_db
def test_database_sorts_as_python_does():
    names = SWEDISH_ORDER + [f"{first}{second}" for first in "azåäöéü" for second in "az åö1"]
    for name in random.Random(3).sample(sorted(set(names)), len(set(names))):
        Tag(name=name).save()
    in_database = list(Tag.objects.order_by("sort_key", "name").values_list("sort_key", flat=True))
    assert in_database == sorted(in_database)
    ordered = Tag.objects.filter(name__in=SWEDISH_ORDER).order_by("sort_key").values_list("name", flat=True)
    assert list(ordered) == SWEDISH_ORDER


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["ÅKERI", "åkeri", "A\N{COMBINING RING ABOVE}KERI", "keri ab"])
def test_database_finds_swedish_letters_in_any_case(typed):
    Tag(name="Åkeri AB").save()
    Tag(name="Akeri AB").save()
    found = Tag.objects.filter(search_key__contains=search_key(typed)).values_list("name", flat=True)
    assert "Åkeri AB" in found
    assert ("Akeri AB" in found) is (typed == "keri ab")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["%", "_", "100%"])
def test_wildcards_are_looked_for_as_they_are(typed):
    Tag(name="Hundra").save()
    Tag(name="100% _").save()
    assert list(Tag.objects.filter(search_key__contains=search_key(typed)).values_list("name", flat=True)) == ["100% _"]


@pytest.mark.django_db
def test_keys_follow_the_name_even_when_only_the_name_is_saved():
    tag = Tag(name="Bygg")
    tag.save()
    tag.name = "Åkeri"
    tag.save(update_fields=["name"])
    assert Tag.objects.values_list("search_key", "sort_key").get() == ("åkeri", sort_key("Åkeri"))


@pytest.mark.parametrize(
    ("code", "city", "written"),
    [
        ("12345", "Provstad", "123 45 Provstad"),
        ("123 45", "Provstad", "123 45 Provstad"),
        ("1 23 45", "", "123 45"),
        ("0150", "Oslo", "0150 Oslo"),
        ("", "Provstad", "Provstad"),
        ("", "", ""),
    ],
)
def test_post_town_is_written_as_on_an_envelope(code, city, written):
    assert post_town(code, city) == written
