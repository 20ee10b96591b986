"""Pages of the public board, and their text."""

import re

from django.urls import reverse


def page(client, competition, **query):
    return client.get(reverse("board:board", args=[competition.board_token]), query)


def text_of(response) -> str:
    """The page's text with whitespace collapsed."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


def names(response) -> list[str]:
    return re.findall(r'class="board-team">\s*<h3>([^<]+)<', response.content.decode())
