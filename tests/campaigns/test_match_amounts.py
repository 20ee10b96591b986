from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.match_amounts import capped, match_due, matched

kronor = st.decimals(min_value="0.01", max_value="1000000", places=2)
rates = st.decimals(min_value="1", max_value="1000", places=1)
caps = st.none() | kronor


@pytest.mark.parametrize(
    ("gift", "rate", "cap", "due"),
    [
        ("100", "100", None, "100.00"),
        ("100", "50", None, "50.00"),
        ("33.33", "50", None, "16.67"),  # half an öre rounds up
        ("500", "100", "300", "300.00"),
        ("-500", "100", "300", "-300.00"),
        ("0.01", "1", None, "0.00"),
    ],
)
def test_matched_is_a_rate_of_the_gift_up_to_its_cap(gift, rate, cap, due):
    assert matched(Decimal(gift), rate=Decimal(rate), per_gift_cap=cap and Decimal(cap)) == Decimal(due)


@given(kronor, rates, caps)
def test_a_reversal_takes_back_exactly_what_its_gift_gave(gift, rate, cap):
    assert matched(gift, rate=rate, per_gift_cap=cap) + matched(-gift, rate=rate, per_gift_cap=cap) == 0


@given(st.lists(kronor, max_size=12), rates, caps, caps, st.randoms())
def test_match_due_does_not_depend_on_the_order_of_the_gifts(gifts, rate, per_gift_cap, total_cap, random):
    shuffled = random.sample(gifts, len(gifts))
    terms = {"rate": rate, "per_gift_cap": per_gift_cap, "total_cap": total_cap}
    assert match_due(gifts, **terms) == match_due(shuffled, **terms)


@given(st.lists(kronor, max_size=12), kronor, rates, caps, caps)
def test_match_due_never_falls_with_one_more_gift_and_never_passes_the_cap(gifts, more, rate, per_gift_cap, total_cap):
    terms = {"rate": rate, "per_gift_cap": per_gift_cap, "total_cap": total_cap}
    due = match_due([*gifts, more], **terms)
    assert due >= match_due(gifts, **terms)
    assert total_cap is None or due <= total_cap


@given(st.lists(kronor, min_size=1, max_size=12), st.data(), rates, caps, caps)
def test_match_due_is_restored_to_the_last_digit_by_a_reversal(gifts, data, rate, per_gift_cap, total_cap):
    """Also when the total cap applied: a reversed gift makes room for another."""
    taken_back = data.draw(st.integers(0, len(gifts) - 1))
    terms = {"rate": rate, "per_gift_cap": per_gift_cap, "total_cap": total_cap}
    others = [gift for place, gift in enumerate(gifts) if place != taken_back]
    assert match_due([*gifts, -gifts[taken_back]], **terms) == match_due(others, **terms)


def test_what_is_due_is_never_less_than_nothing():
    assert capped(Decimal(-5), total_cap=None) == Decimal("0.00")
