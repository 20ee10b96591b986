"""How a letter looks: its text with a foot, and the same as HTML."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse

from core.outgoing_mail import signature
from mailing.kinds import Basis
from mailing.models import Letter

_signer = Signer(salt="mailing.unsubscribe", sep=".")


def unsubscribe_url(address: str, language: str) -> str:
    """Where the receiver says no. It must work as long as somebody keeps the mail, so it holds the address itself."""
    path = reverse("mailing:unsubscribe", args=[unsubscribe_token(address)])
    return f"{settings.SITE_URL}{path}{'?lang=en' if language == 'en' else ''}"


def unsubscribe_token(address: str) -> str:
    return _signer.sign_object({"a": address})


def address_of(token: str) -> str | None:
    """The address that an unsubscribe link is about; None if it is not one of ours."""
    try:
        return _signer.unsign_object(token)["a"]
    except (BadSignature, ValueError, KeyError, TypeError):
        return None


def _foot(letter: Letter) -> dict:
    is_mailing = letter.basis == Basis.OUTREACH
    return {
        "signature": signature(),
        "unsubscribe_url": unsubscribe_url(letter.to_email, letter.language) if is_mailing else "",
    }


def text_with_foot(letter: Letter, text: str) -> str:
    return render_to_string("mailing/letter.txt", {"text": text, **_foot(letter)})


def html_of(letter: Letter, text: str) -> str:
    facts = {"subject": letter.subject, "text": text, "language": letter.language}
    return letter.html or render_to_string("mailing/letter.html", facts | _foot(letter))


def unsubscribe_headers(letter: Letter) -> dict[str, str]:
    """One press in the mail program is enough (RFC 8058)."""
    if letter.basis != Basis.OUTREACH:
        return {}
    return {
        "List-Unsubscribe": f"<{unsubscribe_url(letter.to_email, letter.language)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
