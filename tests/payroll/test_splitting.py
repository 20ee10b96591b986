"""Splitting money by share, and merging groups that may not be shown."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.queries import shown_bands
from payroll.rules import FEWEST_SHOWN, BandGroup, shown_groups, split
from tests.payroll.factories import STARTS, fixed, make_scheme, rounding

pytestmark = pytest.mark.database
kronor = st.decimals(min_value=0, max_value=10**9, places=2)


@st.composite
def percents(draw):
    cuts = sorted(draw(st.lists(st.integers(1, 99), max_size=4, unique=True)))
    bounds = [0, *cuts, 100]
    return {key: high - low for key, (low, high) in enumerate(itertools.pairwise(bounds), start=1)}


# --- Splitting -------------------------------------------------------------------------------------


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), percents())
def test_parts_are_whole_ore_near_their_share_and_sum_to_the_whole(amount, shares):
    parts = split(amount, shares)
    assert sum(parts.values()) == amount
    assert all(abs(parts[key] - amount * percent / 100) < Decimal("0.01") for key, percent in shares.items())


def test_last_ore_goes_to_the_largest_remainder():
    assert split(Decimal("0.10"), {1: 33, 2: 33, 3: 34}) == {
        1: Decimal("0.03"),
        2: Decimal("0.03"),
        3: Decimal("0.04"),
    }
    assert split(Decimal("0.01"), {1: 50, 2: 50}) == {1: Decimal("0.01"), 2: Decimal("0.00")}


@given(kronor, percents())
def test_reversal_is_split_as_its_receipt(amount, shares):
    assert split(-amount, shares) == {key: -part + 0 for key, part in split(amount, shares).items()}


heads_of_bands = st.lists(st.integers(1, 12), min_size=1, max_size=6)


def bands_of(heads: list[int]) -> list[BandGroup]:
    """Bands with sums such that every combination's sum is unique, which identifies its bands."""
    return [BandGroup(f"Grupp {place}", count, Decimal(10**place)) for place, count in enumerate(heads)]


def members(group: BandGroup, count: int) -> set[int]:
    return {place for place in range(count) if int(group.amount) // 10**place % 10}


# --- Groups that may be shown ----------------------------------------------------------------------


@given(heads_of_bands)
def test_no_group_under_five_is_shown_unless_it_is_the_whole(heads):
    shown = shown_groups(bands_of(heads))
    assert len(shown) == 1 or all(group.heads >= FEWEST_SHOWN for group in shown)
    assert sum(group.heads for group in shown) == sum(heads)
    assert sum(group.amount for group in shown) == sum(band.amount for band in bands_of(heads))


@given(heads_of_bands)
def test_no_small_group_can_be_found_by_adding_and_subtracting_what_is_shown(heads):
    bands = bands_of(heads)
    shown = shown_groups(bands)
    if len(bands) == 1:
        return
    seen = [members(group, len(bands)) for group in shown]
    small = [{place} for place, count in enumerate(heads) if count < FEWEST_SHOWN]
    # All signed sums of the shown rows and the total, as vectors over the bands.
    rows = [*seen, set(range(len(bands)))]
    for signs in itertools.product((-1, 0, 1), repeat=len(rows)):
        vector = [
            sum(sign for sign, row in zip(signs, rows, strict=True) if place in row) for place in range(len(bands))
        ]
        assert {place for place, value in enumerate(vector) if value} not in small


def test_the_smallest_other_group_goes_with_a_small_one():
    groups = [BandGroup("a", 10, Decimal(1000)), BandGroup("b", 6, Decimal(600)), BandGroup("c", 2, Decimal(84))]
    assert shown_groups(groups) == [BandGroup("a", 10, Decimal(1000)), BandGroup("", 8, Decimal(684))]


def test_small_groups_of_five_together_are_shown_merged():
    groups = [BandGroup("a", 10, Decimal(1000)), BandGroup("b", 3, Decimal(300)), BandGroup("c", 2, Decimal(84))]
    assert shown_groups(groups) == [BandGroup("a", 10, Decimal(1000)), BandGroup("", 5, Decimal(384))]


@pytest.mark.django_db
@pytest.mark.days
def test_scheme_shows_a_small_group_only_among_others():
    scheme = make_scheme(bands=[fixed(100, 12), fixed(250, 6), rounding(140, 3)])
    assert shown_bands(scheme, on=STARTS) == [
        BandGroup("100\N{NO-BREAK SPACE}kr i månaden", 12, Decimal("1200.00")),
        BandGroup("Övriga", 9, Decimal("1640.00")),
    ]
