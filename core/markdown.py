"""Texts with headings, lists, emphasis and links, written in Markdown by staff and shown to anybody.

markdown-it-py (CommonMark) makes HTML without raw HTML and pictures; nh3 keeps only what is on the list, so that a
fault in one is caught by the other.
"""

import re
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "blockquote", "hr", "code"}
SCHEMES = {"https", "http", "mailto", "tel"}
LOWEST = 6
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable("image")
_HEADING = re.compile(r"h([1-6])")


def to_html(text: str, *, below: int = 2) -> SafeString:
    """HTML of a text whose own headings come below a heading of level `below`. Time is in proportion to its length."""
    tokens = _parser.parse(text)
    for token in tokens:
        if match := _HEADING.fullmatch(token.tag):
            token.tag = f"h{min(int(match[1]) + below, LOWEST)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean.strip())  # noqa: S308  cleaned by the line above


def to_text(text: str) -> str:
    """The words alone, on one line: for descriptions and programs."""
    words = nh3.clean(_parser.render(text), tags=set())
    return " ".join(unescape(words).split())
