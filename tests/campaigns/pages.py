"""URLs of a competition's pages, and their text."""

from django.urls import reverse

from tests.markup import collapsed


def url(name: str, record) -> str:
    return reverse(f"campaigns:{name}", args=[record.pk])


def text_of(response) -> str:
    return collapsed(response.content.decode())


def told(response) -> list[str]:
    return [str(message).replace("\N{NO-BREAK SPACE}", " ") for message in response.context["messages"]]
