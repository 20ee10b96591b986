"""The picture that platforms show of a goal's page, drawn from what the page shows."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO

from django.conf import settings
from django.utils.formats import number_format
from PIL import Image, ImageDraw, ImageFont

from core.colours import text_on
from core.models import Organisation
from website.queries.public_fields import Figure, PublicGoal

WIDTH, HEIGHT, EDGE = 1200, 630, 72  # what Open Graph readers ask for
FONT = settings.BASE_DIR / "static/fonts/inter-latin.woff2"
REGULAR, BOLD = 450, 700
MOST_GLOBAL_GOALS = 9


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size)
    font.set_variation_by_axes([32, weight])
    return font


def draw(goal: PublicGoal, *, ours: Organisation) -> bytes:
    """A PNG of 1,200 x 630 pixels: the goal, its first figure, its global goals and who says so."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), goal.colour)
    pen, ink = ImageDraw.Draw(picture), text_on(goal.colour)
    pen.text((EDGE, 64), ours.called, font=_font(30, REGULAR), fill=ink)
    y = _lines(pen, f"{goal.number}. {goal.name}", at=120, size=84, weight=BOLD, ink=ink, most=2)
    if goal.headline:
        y = _figure(pen, goal.headline, at=y + 20, ink=ink)
    _lines(pen, str(goal.problem), at=y + 12, size=34, weight=REGULAR, ink=ink, most=max(1, (520 - y) // 46))
    _global_goals(pen, goal)
    return _png(picture)


def draw_words(
    title: str, text: str, *, lines: Iterable[str], colour: str, ours: Organisation, percent: int | None = None
) -> bytes:
    """A PNG of the same size: who says so, a title, a text, lines such as sums, and a bar of so many per cent."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), colour)
    pen, ink = ImageDraw.Draw(picture), text_on(colour)
    pen.text((EDGE, 64), _fitting(ours.called, _font(30, REGULAR), WIDTH - 2 * EDGE), font=_font(30, REGULAR), fill=ink)
    y = _lines(pen, title, at=120, size=84, weight=BOLD, ink=ink, most=2)
    y = _lines(pen, text, at=y + 20, size=36, weight=REGULAR, ink=ink, most=2)
    for line in lines:
        y = _lines(pen, line, at=y + 24, size=48, weight=BOLD, ink=ink, most=1)
    if percent is not None:
        _bar(pen, percent, ink=ink)
    return _png(picture)


def _bar(pen, percent: int, *, ink: str):
    left, right, top, bottom = EDGE, WIDTH - EDGE, HEIGHT - 84, HEIGHT - 48
    pen.rounded_rectangle((left, top, right, bottom), 18, outline=ink, width=4)
    reached = left + (right - left) * min(max(percent, 0), 100) // 100
    if reached - left >= 36:  # a bar shorter than its round ends is no shape
        pen.rounded_rectangle((left, top, reached, bottom), 18, fill=ink)


def _figure(pen, figure: Figure, *, at: int, ink: str) -> int:
    value = number_format(figure.value.normalize() if figure.value % 1 else int(figure.value), force_grouping=True)
    number = f"{value} {figure.unit}"
    pen.text((EDGE, at), number, font=_font(72, BOLD), fill=ink)
    pen.text(
        (EDGE, at + 88),
        _fitting(str(figure.name), _font(30, REGULAR), WIDTH - 2 * EDGE),
        font=_font(30, REGULAR),
        fill=ink,
    )
    return at + 132


def _global_goals(pen, goal: PublicGoal):
    size, gap = 64, 12
    for place, each in enumerate(goal.global_goals[:MOST_GLOBAL_GOALS]):
        x, y = EDGE + place * (size + gap), HEIGHT - 56 - size
        pen.rounded_rectangle((x, y, x + size, y + size), 10, fill=each.colour, outline="#FFFFFF", width=3)
        pen.text(
            (x + size / 2, y + size / 2), str(each.number), font=_font(30, BOLD), fill=text_on(each.colour), anchor="mm"
        )


def _lines(pen, text: str, *, at: int, size: int, weight: int, ink: str, most: int) -> int:
    """Write as many words as fit in `most` lines; returns where the next line would begin."""
    font = _font(size, weight)
    for line in _wrapped(text, font, WIDTH - 2 * EDGE, most):
        pen.text((EDGE, at), line, font=font, fill=ink)
        at += round(size * 1.25)
    return at


def _wrapped(text: str, font, width: int, most: int) -> list[str]:
    lines, words = [""], text.split()
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], _fitting(" ".join([lines[most - 1], "…"]), font, width)]
    return [_fitting(line, font, width) for line in lines]


def _fitting(text: str, font, width: int) -> str:
    """The text, cut to the width with an ellipsis."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
