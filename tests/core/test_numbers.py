import pytest

from core.numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("0", 0), ("007", 7), ("9" * 15, 10**15 - 1)])
def test_digits_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("text", [None, "", "x", "-1", "1.5", "²", " 7", "9" * 16])
def test_anything_else_is_none(text):
    assert whole_number(text) is None
