import datetime as dt

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Record, Searchable, Worded
from core.row_urls import route_to
from core.text import LONG_TEXT
from crm.models import Company, Contact
from privacy.querysets import DataRequestQuerySet, ErasureQuerySet, LegalHoldQuerySet


class PersonKind(models.TextChoices):
    CONTACT = "contact", _("Kontaktperson")
    COMPANY = "company", _("Enskild firma")


class RequestKind(models.TextChoices):
    ACCESS = "access", _("Få veta")
    ERASURE = "erasure", _("Bli raderad")
    RECTIFICATION = "rectification", _("Få rättat")
    OBJECTION = "objection", _("Invändning")


class RequestState(models.TextChoices):
    OPEN = "open", _("Öppen")
    DONE = "done", _("Besvarad")
    REFUSED = "refused", _("Avslagen")


def deadline_of(received_on: dt.date, *, extended: bool = False) -> dt.date:
    """A month later, two more when extended: the same date, or the last day of a month that has none.

    Source: GDPR article 12.3.
    """
    return received_on + relativedelta(months=3 if extended else 1)


class DataRequest(Record, Searchable):
    """What somebody has asked about their own data, and the answer. It is kept when the person is erased, nameless."""

    kind = models.CharField(_("gäller"), max_length=13, choices=RequestKind)
    received_on = models.DateField(_("kom in"), default=timezone.localdate)
    due_on = models.DateField(_("senast"), editable=False)
    sender = models.CharField(_("från"), max_length=200, help_text=_("Namnet, och hur ni når personen."), blank=True)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("kontaktperson"), related_name="data_requests", null=True, blank=True
    )
    company = models.ForeignKey(
        Company,
        models.SET_NULL,
        verbose_name=_("enskild firma"),
        related_name="data_requests",
        null=True,
        blank=True,
    )
    wish = models.TextField(_("vad personen vill"), max_length=LONG_TEXT, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ansvarig"),
        related_name="data_requests",
        null=True,
        blank=True,
    )
    state = models.CharField(_("läge"), max_length=7, choices=RequestState, default=RequestState.OPEN, editable=False)
    extended_on = models.DateField(_("förlängd"), null=True, editable=False)
    extension_reason = models.TextField(_("skäl till förlängning"), max_length=LONG_TEXT, blank=True, editable=False)
    answer = models.TextField(_("svar"), max_length=LONG_TEXT, blank=True, editable=False)
    answered_on = models.DateField(_("besvarad"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("besvarad av"),
        related_name="+",
        null=True,
        editable=False,
    )

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("begäran")
        verbose_name_plural = pgettext_lazy("flera", "begäranden")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_on__isnull=True, answered_by__isnull=True)
                | (~Q(state="open") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="privacy_datarequest_answered_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.received_on}"

    def get_absolute_url(self):
        return route_to("privacy:request_detail", self.pk)

    def clean_fields(self, exclude=None):
        if self.received_on:
            self.due_on = deadline_of(self.received_on, extended=self.extended_on is not None)
        super().clean_fields(exclude=exclude)

    def clean(self):
        super().clean()
        if self.received_on and self.received_on > timezone.localdate():
            raise ValidationError({"received_on": _("Dagen har inte varit än.")})
        is_of_somebody = self.sender or self.contact_id or self.company_id or self.state != RequestState.OPEN
        # Who was erased is not asked for again.
        if not is_of_somebody and (self._state.adding or not self.erasures.exists()):
            raise ValidationError({"sender": _("Skriv vem begäran kommer från, eller välj personen.")})

    def search_parts(self):
        return [self.sender, self.wish, self.extension_reason, self.answer]

    @property
    def is_open(self) -> bool:
        return self.state == RequestState.OPEN

    def may_be_extended(self, today: dt.date) -> bool:
        """Once, and only while the person can be told within the month."""
        return self.is_open and self.extended_on is None and today <= self.due_on

    @property
    def person(self) -> Contact | Company | None:
        return self.contact or self.company


class Erasure(Worded):
    """That somebody was erased: when, by whom and why; who it was is not kept."""

    kind = models.CharField(_("vad"), max_length=7, choices=PersonKind)
    key = models.PositiveBigIntegerField(_("nummer"))  # of the row, which is gone or emptied
    reason = models.CharField(_("skäl"), max_length=200)
    request = models.ForeignKey(
        DataRequest, models.PROTECT, verbose_name=_("begäran"), related_name="erasures", null=True, blank=True
    )
    counts = models.JSONField(_("omfattning"), default=dict)  # rows removed or changed, by the label of their model
    erased_at = models.DateTimeField(_("raderad"), default=timezone.now, editable=False)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+", null=True
    )  # null: by a rule of retention
    # When the space that the rows took was given back and overwritten; null until that has been done.
    scrubbed_at = models.DateTimeField(_("utrymmet skrivet över"), null=True, editable=False)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("radering")
        verbose_name_plural = _("raderingar")
        ordering = ["-erased_at", "-pk"]
        permissions = [
            ("extract_person", "Can see all that is known about a person, as one file"),
            ("erase_person", "Can erase a person for good"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.key}"


class LegalHold(Record):
    """That somebody's data must not be erased for now, as in a dispute."""

    contact = models.ForeignKey(
        Contact, models.CASCADE, verbose_name=_("kontaktperson"), related_name="legal_holds", null=True, blank=True
    )
    company = models.ForeignKey(
        Company,
        models.CASCADE,
        verbose_name=pgettext_lazy("ett", "företag"),
        related_name="legal_holds",
        null=True,
        blank=True,
    )
    reason = models.CharField(_("skäl"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+")
    made_at = models.DateTimeField(_("sedan"), default=timezone.now, editable=False)
    lifted_at = models.DateTimeField(_("hävd"), null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("hävd av"),
        related_name="+",
        null=True,
        editable=False,
    )

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("spärr mot radering")
        verbose_name_plural = _("spärrar mot radering")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=True, company__isnull=False)
                | Q(contact__isnull=False, company__isnull=True),
                name="privacy_legalhold_on_one",
                violation_error_message=_("Välj en person eller ett företag, inte båda."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="privacy_legalhold_lifted_by_somebody",
            ),
        ]

    def __str__(self):
        return str(self.contact or self.company)

    def get_absolute_url(self):
        return reverse("privacy:hold_list")


class RetentionRule(Record):
    """How long rows of a kind are kept; the kinds are in privacy.services.retention."""

    kind = models.CharField(_("vad"), max_length=20, unique=True, editable=False)
    months = models.PositiveSmallIntegerField(_("månader"), default=24)
    is_on = models.BooleanField(_("gallra varje natt"), default=False)
    run_at = models.DateTimeField(_("senast gallrat"), null=True, editable=False)
    run_count = models.PositiveIntegerField(_("antal då"), default=0, editable=False)

    derived_fields = ("run_at", "run_count")

    class Meta:
        verbose_name = _("gallringsregel")
        verbose_name_plural = _("gallringsregler")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=240),
                name="privacy_retentionrule_months",
                violation_error_message=_("Välj mellan 1 och 240 månader."),
            ),
        ]

    def __str__(self):
        return self.kind

    def get_absolute_url(self):
        return reverse("privacy:retention")
