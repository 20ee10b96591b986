"""Letters about enquiries."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inbox.models import Enquiry
from mailing.kinds import Basis, Example, LetterKind, MergeField, register

LINK = MergeField("länk", _("Länk till förfrågan"))


def _latest() -> Example | None:
    enquiry = Enquiry.objects.filter(erased_at=None).first()
    if enquiry is None:
        return None
    return Example(
        str(enquiry),
        {"förnamn": "Kim", "dagar": "3", "länk": settings.SITE_URL + enquiry.get_absolute_url(), "kollega": "Kim Ek"}
        | {"organisation": ""},
    )


RECEIPT = register(
    LetterKind(
        name="enquiry-receipt",
        title=_("Bekräftelse på en förfrågan"),
        when=_("När någon har skickat formuläret Bli partner, till den som skrev."),
        basis=Basis.ANSWER,
        fields=(
            MergeField("förnamn", _("Förnamn på den som skrev")),
            MergeField("organisation", _("Vår organisations namn")),
        ),
        example=_latest,
    )
)

NOTICE = register(
    LetterKind(
        name="enquiry-notice",
        title=_("Besked om en ny förfrågan"),
        when=_("När en förfrågan kommer in, till dem som tar hand om sådana; högst ett i timmen till var och en."),
        basis=Basis.ANSWER,
        fields=(MergeField("förnamn", _("Kollegans förnamn")), LINK),
        example=_latest,
    )
)

ASSIGNED = register(
    LetterKind(
        name="enquiry-assigned",
        title=_("En förfrågan är din"),
        when=_("När en kollega ger någon en förfrågan."),
        basis=Basis.ANSWER,
        fields=(
            MergeField("förnamn", _("Kollegans förnamn")),
            MergeField("kollega", _("Den som gav förfrågan")),
            LINK,
        ),
        example=_latest,
    )
)


def enquiry_url(enquiry: Enquiry) -> str:
    return settings.SITE_URL + reverse("inbox:enquiry_detail", args=[enquiry.pk])
