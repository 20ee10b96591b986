from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.fields import PhoneField
from core.identity_numbers import ORGNR_LENGTH, format_orgnr, is_personal, parse_orgnr
from core.models import Language, Record, Searchable
from core.row_urls import route_to
from crm.models.companies import Company
from crm.models.contacts import Contact
from crm.models.interactions import Interaction
from goals.models import Goal
from inbox.querysets import EnquiryQuerySet


class EnquiryState(models.TextChoices):
    ASKED = "asked", _("Väntar på att adressen bekräftas")
    NEW = "new", _("Ny")
    ACCEPTED = "accepted", _("Omhändertagen")
    DISMISSED = "dismissed", _("Avfärdad")


class Dismissal(models.TextChoices):
    SPAM = "spam", _("Skräp")
    NOT_RELEVANT = "not_relevant", _("Inget för oss")
    TWICE = "twice", _("Samma förfrågan en gång till")


ENQUIRY_TRANSITIONS = {
    EnquiryState.ASKED: {EnquiryState.NEW},
    EnquiryState.NEW: {EnquiryState.ACCEPTED, EnquiryState.DISMISSED},
    EnquiryState.DISMISSED: {EnquiryState.NEW},
    EnquiryState.ACCEPTED: {EnquiryState.NEW},
}
# Personal data and free text, erased a number of days after the enquiry is closed.
PERSONAL = ("company_name", "orgnr", "person_name", "email", "phone", "message", "sender", "dismissal_note")


class Enquiry(Record, Searchable):
    """A request to become a partner, sent by the public form."""

    number = models.PositiveBigIntegerField(_("nummer"), unique=True, editable=False)
    goals = models.ManyToManyField(Goal, verbose_name=_("mål"), related_name="enquiries", blank=True)
    company_name = models.CharField(_("företagets namn"), max_length=160, blank=True)
    orgnr = models.CharField(_("organisationsnummer"), max_length=ORGNR_LENGTH, blank=True)
    person_name = models.CharField(_("ditt namn"), max_length=120, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    phone = PhoneField(_("telefon"), blank=True)
    message = models.TextField(_("meddelande"), max_length=4000, blank=True)
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.SV)
    received_at = models.DateTimeField(_("kom in"), default=timezone.now, editable=False)
    sender = models.CharField(max_length=64, blank=True, editable=False)
    # The form's stamp: a resubmission returns the same enquiry.
    stamp = models.CharField(max_length=16, unique=True, null=True, editable=False)  # noqa: DJ001  those without differ
    state = models.CharField(_("läge"), max_length=10, choices=EnquiryState, default=EnquiryState.NEW, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ansvarig"),
        related_name="enquiries",
        null=True,
        blank=True,
    )
    dismissal = models.CharField(_("skäl"), max_length=12, choices=Dismissal, blank=True, editable=False)
    dismissal_note = models.CharField(_("anteckning"), max_length=200, blank=True, editable=False)
    company = models.ForeignKey(
        Company,
        models.SET_NULL,
        verbose_name=_("företag"),
        related_name="enquiries",
        null=True,
        blank=True,
        editable=False,
    )
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        verbose_name=_("kontaktperson"),
        related_name="enquiries",
        null=True,
        blank=True,
        editable=False,
    )
    interaction = models.ForeignKey(
        Interaction,
        models.SET_NULL,
        verbose_name=_("loggad som"),
        related_name="enquiries",
        null=True,
        blank=True,
        editable=False,
    )
    closed_at = models.DateTimeField(_("avslutad"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("avslutad av"),
        related_name="+",
        null=True,
        editable=False,
    )
    erased_at = models.DateTimeField(_("personuppgifter raderade"), null=True, editable=False)

    changed_by_services = True
    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("förfrågan")
        verbose_name_plural = _("förfrågningar")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="inbox_enquiry_newest"),
            models.Index(fields=["sender", "received_at"], name="inbox_enquiry_sender"),
            models.Index(fields=["received_at"], name="inbox_enquiry_waiting", condition=Q(state="new")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["asked", "new"], closed_at__isnull=True, closed_by__isnull=True, erased_at__isnull=True
                )
                | (~Q(state__in=["asked", "new"]) & Q(closed_at__isnull=False, closed_by__isnull=False)),
                name="inbox_enquiry_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="dismissed") & ~Q(dismissal="") | ~Q(state="dismissed") & Q(dismissal=""),
                name="inbox_enquiry_dismissed_has_reason",
            ),
        ]

    def __str__(self):
        return self.company_name or gettext("Raderad förfrågan %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        return route_to("inbox:enquiry_detail", self.pk)

    def readers(self):
        return {"orgnr": lambda text: parse_orgnr(text).digits}

    def clean(self):
        super().clean()
        if self.erased_at:
            return
        missing = [name for name in ("company_name", "person_name", "email") if not getattr(self, name)]
        if missing:
            raise ValidationError(dict.fromkeys(missing, _("Det här fältet är obligatoriskt.")))

    def search_parts(self):
        return [self.company_name, self.person_name, self.email, self.message]

    @property
    def is_new(self) -> bool:
        return self.state == EnquiryState.NEW

    @property
    def email_domain(self) -> str:
        return self.email.rpartition("@")[2]

    @property
    def orgnr_is_personal(self) -> bool:
        return bool(self.orgnr) and is_personal(self.orgnr)

    @property
    def orgnr_display(self) -> str:
        return format_orgnr(self.orgnr)

    @property
    def first_and_last_name(self) -> tuple[str, str]:
        first, _space, last = self.person_name.partition(" ")
        return first[:80], last.strip()[:80]
