"""What people have asked about their own data, who is held, and that some were erased."""

import datetime as dt

from django.utils import timezone

from core.models import User
from crm.models import Contact
from privacy.models import Erasure, PersonKind, RequestKind
from privacy.services.holds import put_hold
from privacy.services.requests import answer_request, extend_request, register_request

LONG = 24
ASKED = (  # days ago, kind, what the person wants
    (LONG, RequestKind.ACCESS, "Vill veta vad vi har sparat och var vi har fått uppgifterna ifrån."),
    (20, RequestKind.ACCESS, "Undrar vilka anteckningar vi har efter mötet i våras."),
    (6, RequestKind.RECTIFICATION, "Har bytt efternamn och vill att det rättas."),
    (2, RequestKind.OBJECTION, "Vill inte ha fler inbjudningar."),
)
HELD = ("Tvist om en leverans", "Revision av ett gammalt avtal")


def ask_about_data(*, by: User, today: dt.date):
    people = list(Contact.objects.order_by("pk")[: len(ASKED) + len(HELD)])
    for (days, kind, wish), person in zip(ASKED, people, strict=False):
        asked = register_request(
            kind=kind, received_on=today - dt.timedelta(days=days), contact=person, wish=wish, assignee=by
        )
        if days == LONG:
            extend_request(asked, reason="Uppgifterna finns också i pärmar från före registret.")
    for reason, person in zip(HELD, people[len(ASKED) :], strict=False):
        put_hold(by=by, reason=reason, contact=person)
    asked = register_request(
        kind=RequestKind.ERASURE, received_on=today - dt.timedelta(days=70), sender="En kontaktperson som har slutat"
    )
    answer_request(asked, by=by, answer="Raderad, och personen har fått besked.")
    # Two who were never among the others: the stubs are all that is left of somebody.
    for days, request in ((65, asked), (200, None)):
        when = timezone.now() - dt.timedelta(days=days)
        Erasure.objects.create(
            kind=PersonKind.CONTACT,
            key=1_000_000 + days,
            reason="Bad om det" if request else "Slutade hos företaget för länge sedan",
            request=request,
            erased_by=by,
            erased_at=when,
            scrubbed_at=when,
        )
