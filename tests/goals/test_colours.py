import pytest

from core.colours import BLACK, WHITE, contrast, is_hex, readable, text_on
from goals.models import GlobalGoal


def test_contrast_agrees_with_known_pairs():
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == 21
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.005)
    assert contrast("#0B7A75", "#0B7A75") == 1


@pytest.mark.django_db
def test_text_on_global_goals_can_be_read():
    texts = {goal.number: text_on(goal.colour) for goal in GlobalGoal.objects.all()}

    assert {number for number, text in texts.items() if text == WHITE} == {4, 8, 10, 13, 16, 17}
    assert [texts[number] for number in (2, 6, 7, 11)] == [BLACK] * 4
    assert min(contrast(goal.colour, texts[goal.number]) for goal in GlobalGoal.objects.all()) >= 4.5


@pytest.mark.parametrize("surface", [WHITE, "#15181C"])
@pytest.mark.parametrize("colour", ["#FCC30B", "#19486A", "#000000", "#FFFFFF", "#808080"])
def test_readable_reaches_level_aa(colour, surface):
    assert contrast(readable(colour, on=surface), surface) >= 4.5


def test_readable_leaves_a_colour_that_already_is():
    assert readable("#0B7A75", on=WHITE) == "#0B7A75"


@pytest.mark.parametrize("colour", ["#12345", "#1234567", "red", "#12345G", "#123456\n", "#123456;}", ""])
def test_is_hex_refuses_what_css_would_read_otherwise(colour):
    assert not is_hex(colour)
