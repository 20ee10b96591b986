"""E-mails, and the forms prefilled from them."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inbox.queries import mail_in, recognise
from inbox.services.email_to_log import start_draft
from tests.factories import UserFactory


def eml(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("mejl.eml", content, content_type="message/rfc822")


def given(client, content: bytes | None = None, text: str = "") -> str:
    """Upload or paste the e-mail and return the URL of the page with the parsed draft."""
    data = {"file": eml(content)} if content is not None else {"text": text}
    response = client.post(reverse("inbox:mail_create"), data)
    assert response.status_code == 302, response.context["form"].errors
    return response.headers["Location"]


def as_shown(form, **changes) -> dict:
    """The fields as a browser submits them."""
    data = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, list) and bound.name.startswith("company"):
            data |= {f"{bound.name}_{number}": part or "" for number, part in enumerate(value)}
        elif isinstance(value, dt.datetime):
            data[bound.name] = value.strftime("%Y-%m-%dT%H:%M")
        elif value not in (None, ""):
            data[bound.name] = value
    return data | changes


def guess_of(content: bytes):
    return recognise(mail_in(start_draft(by=UserFactory(email=""), file=eml(content))))


def letter(*, sender="Kim <kim@bolaget.example>", to="vi@stadsmission.example", cc="") -> bytes:
    head = f"From: {sender}\r\nTo: {to}\r\nSubject: Hej\r\n"
    return (head + (f"Cc: {cc}\r\n" if cc else "") + "\r\nHej!").encode()
