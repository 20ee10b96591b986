"""Addresses of a competition's pages and what they say."""

from django.urls import reverse


def url(name: str, record) -> str:
    return reverse(f"campaigns:{name}", args=[record.pk])


def text_of(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def told(response) -> list[str]:
    return [str(message).replace("\N{NO-BREAK SPACE}", " ") for message in response.context["messages"]]
