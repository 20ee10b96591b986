"""A kind of letter that the tests send, and letters of it."""

import pytest

from mailing import kinds as registry
from mailing.kinds import Basis, Example, LetterKind, MergeField
from mailing.models import Letter
from mailing.services.queueing import Text, To, queue_letter

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
TEXT = Text("Hej {förnamn}", "Hej {förnamn}!\n\nDiplom: {diplom}\n{länk}")


def kind(**fields) -> LetterKind:
    defaults = {
        "name": "prov",
        "title": "Prov",
        "when": "I prov.",
        "basis": Basis.OUTREACH,
        "fields": (MergeField("förnamn", ""), MergeField("diplom", ""), MergeField("länk", "")),
        "secret": frozenset({"länk"}),
        "example": lambda: Example("Kim", {"förnamn": "Kim"}),
    }
    return LetterKind(**defaults | fields)


def write(email: str = "kim@b.example", **fields) -> Letter:
    """A letter of the kind that the fixture `prov` registers."""
    given = {"text": TEXT, "values": {"förnamn": "Kim"}}
    return queue_letter("prov", to=To(email, "Kim Ek"), **given | fields)


@pytest.fixture
def prov(monkeypatch):
    made = kind()
    monkeypatch.setitem(_kinds(), "prov", made)
    return made


def _kinds() -> dict:

    return registry._kinds
