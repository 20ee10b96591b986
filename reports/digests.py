"""The e-mail digest of Idag."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from core.models import DigestPace, User
from core.outgoing_mail import mail_sender
from reports.queries.today.scope import Scope, TodayRow
from reports.sections import ShownSection, shown_to

# Rows per section; the mail links to the rest.
MOST_ROWS = 10


@dataclass(frozen=True)
class DigestPart:
    shown: ShownSection

    @property
    def rows(self) -> list[TodayRow]:
        return self.shown.rows[:MOST_ROWS]

    @property
    def left_out(self) -> int:
        return len(self.shown.rows) - len(self.rows)


def period_of(pace: DigestPace, day: dt.date) -> str:
    """The day or its ISO week; each user gets one digest per period."""
    if pace == DigestPace.DAILY:
        return day.isoformat()
    week = day.isocalendar()
    return f"{week.year}-W{week.week:02}"


def digest_for(user: User, day: dt.date) -> EmailMultiAlternatives | None:
    """The mail in the user's language, limited by their permissions; None when every section is empty.

    E-mail leaves our systems: name companies and tasks, but no people, numbers or notes.
    """
    with translation.override(user.language):
        parts = [DigestPart(shown) for shown in shown_to(Scope(day, user)) if shown.rows]
        if not parts:
            return None
        number = sum(len(part.shown.rows) for part in parts)
        context = {
            "user": user,
            "parts": parts,
            "site": settings.SITE_URL,
            "today_url": settings.SITE_URL + reverse("reports:today"),
            "profile_url": settings.SITE_URL + reverse("core:profile"),
        }
        mail = EmailMultiAlternatives(
            subject=ngettext("Medspel: %(count)s sak att göra", "Medspel: %(count)s saker att göra", number)
            % {"count": number},
            body=render_to_string("reports/digest.txt", context),
            from_email=mail_sender(),
            to=[user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("reports/digest.html", context), "text/html")
    return mail
