"""How a public page or an embed looks: colours of the goal and the organisation, and what an embed's address asks for.

What stands in an address is used only if it is a colour, a font's name or a word on a list: it cannot inject CSS.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.colours import is_hex, readable, text_on

LIGHT, DARK = "#F5F5F1", "#1E2528"  # of the grounds in website.css the one on which text is hardest to read
THEMES = ("auto", "light", "dark")
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_FONT = re.compile(r"[A-Za-z][A-Za-z0-9 -]{0,39}")


@dataclass(frozen=True)
class Look:
    """What an embed's address asks for; empty is the page's own."""

    theme: str = "auto"
    colour: str = ""
    text: str = ""
    background: str = ""
    font: str = ""


def look_of(query: Mapping[str, str]) -> Look:
    """Read `theme`, `colour`, `text`, `background` and `font`; what is none of these is passed by."""
    theme, font = query.get("theme", ""), query.get("font", "").strip()
    transparent = query.get("background") == "transparent"
    return Look(
        theme=theme if theme in THEMES else "auto",
        colour=_colour(query.get("colour", "")),
        text=_colour(query.get("text", "")),
        background="transparent" if transparent else _colour(query.get("background", "")),
        font=font if _FONT.fullmatch(font) else "",
    )


def _colour(text: str) -> str:
    match = _COLOUR.fullmatch(text.strip())
    return f"#{match[1].upper()}" if match else ""


def css_of(*, goal: str, brand: str, accent: str = "", look: Look | None = None) -> str:
    """Variables for website.css: colours, and those of them that text is in, readable in both themes."""
    look = look or Look()
    main = look.colour or goal
    both = {
        "goal": main,
        "on-goal": text_on(main),
        "brand": brand,
        "on-brand": text_on(brand),
        "accent": accent if is_hex(accent) else brand,
    }
    chosen = {"ground": look.background, "ink": look.text}
    if look.font:
        chosen["font"] = f'"{look.font}", Inter, system-ui, sans-serif'
    chosen = {name: value for name, value in chosen.items() if value}
    light, dark = ({"goal-text": readable(main, on=on), "brand-text": readable(brand, on=on)} for on in (LIGHT, DARK))
    rules = [_rule(":root", both | light)]
    if look.theme == "dark":
        rules.append(_rule(":root", dark))
    elif look.theme == "auto":
        rules.append(f"@media (prefers-color-scheme: dark) {{ {_rule(':root', dark)} }}")
    rules.append(_rule(":root:root", chosen))
    return "\n".join(filter(None, rules))


def _rule(selector: str, variables: dict[str, str]) -> str:
    stated = " ".join(f"--{name}: {value};" for name, value in variables.items())
    return f"{selector} {{ {stated} }}" if stated else ""


def css_of_goals(colours: Mapping[str, str]) -> str:
    """A class for each goal, local ones and global: its colour, what is written on it, and itself as text."""
    rules = []
    for name, colour in colours.items():
        light, dark = readable(colour, on=LIGHT), readable(colour, on=DARK)
        rules.append(_rule(f".{name}", {"goal": colour, "on-goal": text_on(colour), "goal-text": light}))
        rules.append(f"@media (prefers-color-scheme: dark) {{ {_rule(f'.{name}', {'goal-text': dark})} }}")
    return "\n".join(rules)
