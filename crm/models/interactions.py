import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.fields import MomentField
from core.local_time import moment_of
from core.models import Record, Searchable
from core.row_urls import route_to
from core.text import LONG_TEXT
from crm.models.companies import Company
from crm.models.contacts import Contact
from crm.models.sponsorships import Sponsorship
from crm.querysets.interactions import InteractionQuerySet, NextStepQuerySet
from goals.models import Goal

# Clocks differ slightly, and forms submit times to the minute.
CLOCK_SKEW = dt.timedelta(minutes=10)


class InteractionKind(models.TextChoices):
    CALL = "call", _("Samtal")
    EMAIL = "email", _("E-post")
    MEETING = "meeting", _("Möte")
    VISIT = "visit", _("Besök")
    EVENT = "event", _("Evenemang")


class Direction(models.TextChoices):
    OUTGOING = "out", _("Från oss")
    INCOMING = "in", _("Till oss")


# A meeting is between both, however it came about: only these go from one to the other.
GO_ONE_WAY = frozenset({InteractionKind.CALL, InteractionKind.EMAIL})


class Outcome(models.TextChoices):
    REACHED = "reached", _("Fick kontakt")
    POSITIVE = "positive", _("Positivt")
    NEGATIVE = "negative", _("Tackade nej")
    NO_ANSWER = "no_answer", _("Nådde ingen")


class Interaction(Record, Searchable):
    kind = models.CharField(_("typ"), max_length=10, choices=InteractionKind, default=InteractionKind.CALL)
    direction = models.CharField(_("riktning"), max_length=3, choices=Direction, default=Direction.OUTGOING)
    happened_at = MomentField(_("när"), default=timezone.now)
    companies = models.ManyToManyField(Company, verbose_name=_("företag"), related_name="interactions")
    contacts = models.ManyToManyField(Contact, verbose_name=_("personer"), related_name="interactions", blank=True)
    goal = models.ForeignKey(
        Goal, models.PROTECT, verbose_name=_("mål"), related_name="interactions", null=True, blank=True
    )
    text = models.TextField(_("vad som sades"), max_length=LONG_TEXT, blank=True)
    # Fields of a logged e-mail. The fingerprint identifies a message without a Message-ID; `logged_again` is set when a
    # user chose to log the same message once more.
    subject = models.CharField(_("ämne"), max_length=200, blank=True)
    quoted = models.TextField(_("tidigare i mejlet"), max_length=LONG_TEXT, blank=True)
    message_id = models.CharField(max_length=250, blank=True, editable=False)
    mail_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    logged_again = models.BooleanField(default=False, editable=False)
    outcome = models.CharField(_("utfall"), max_length=10, choices=Outcome, default=Outcome.REACHED)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("loggad av"), related_name="interactions"
    )

    has_search_index = True

    completed = ()  # what log_interaction wrote besides: the steps that it completed,
    decided = None  # and the step or pause that it decided

    objects = InteractionQuerySet.as_manager()

    class Meta:
        verbose_name = _("kontakt")
        verbose_name_plural = _("kontakter")
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["-happened_at", "-id"], name="crm_interaction_newest"),
            models.Index(fields=["goal", "-happened_at"], name="crm_interaction_goal"),
            models.Index(fields=["message_id"], name="crm_interaction_mail_no", condition=~Q(message_id="")),
            models.Index(fields=["mail_fingerprint"], name="crm_interaction_mail", condition=~Q(mail_fingerprint="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"],
                condition=~Q(message_id="") & Q(logged_again=False),
                name="crm_interaction_mail_once",
                violation_error_message=_("Mejlet är redan loggat."),
            ),
            models.UniqueConstraint(
                fields=["mail_fingerprint"],
                condition=Q(message_id="", logged_again=False) & ~Q(mail_fingerprint=""),
                name="crm_interaction_pasted_once",
                violation_error_message=_("Mejlet är redan loggat."),
            ),
        ]

    def __str__(self):
        when = timezone.localtime(self.happened_at).date().isoformat()
        return f"{self.get_kind_display()} {when}"

    def clean(self):
        super().clean()
        if self.happened_at and self.happened_at > timezone.now() + CLOCK_SKEW:
            raise ValidationError(
                {"happened_at": _("Det har inte hänt än. Det som ska ske planerar du som nästa steg.")}
            )

    def get_absolute_url(self):
        return route_to("crm:interaction_detail", self.pk)

    @property
    def went(self) -> Direction | None:
        """From whom it went to whom; None for what does not go one way."""
        return Direction(self.direction) if self.kind in GO_ONE_WAY else None

    @property
    def reached_nobody(self) -> bool:
        """Whether there was no answer; such a contact completes no step."""
        return self.outcome == Outcome.NO_ANSWER

    def search_parts(self):
        return [self.subject, self.text]


class NextStep(Record):
    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("företag"), related_name="next_steps")
    sponsorship = models.ForeignKey(
        Sponsorship, models.CASCADE, verbose_name=_("sponsorskap"), related_name="next_steps", null=True, blank=True
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("kontaktperson"), related_name="next_steps", null=True, blank=True
    )
    origin = models.ForeignKey(
        Interaction,
        models.SET_NULL,
        verbose_name=_("bestämdes vid"),
        related_name="next_steps",
        null=True,
        blank=True,
        editable=False,
    )
    what = models.CharField(_("vad"), max_length=200)
    due_on = models.DateField(_("när"))
    due_at = models.TimeField(_("klockan"), null=True, blank=True, help_text=_("Tomt när det gäller hela dagen."))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("vem"), related_name="next_steps"
    )
    done_at = models.DateTimeField(_("klart"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("avklarat av"),
        related_name="+",
        null=True,
        editable=False,
    )

    objects = NextStepQuerySet.as_manager()

    contact_has_left = False  # NextStepQuerySet.with_who_left
    decided_on: dt.date | None = None  # set by code that creates past steps, such as demo data

    class Meta:
        verbose_name = _("nästa steg")
        verbose_name_plural = pgettext_lazy("flera", "nästa steg")
        ordering = ["due_on", F("due_at").asc(nulls_first=True), "pk"]
        indexes = [
            models.Index(fields=["assignee", "due_on"], name="crm_nextstep_open", condition=Q(done_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="crm_nextstep_done_by_somebody",
            ),
        ]

    def __str__(self):
        return Truncator(self.what).chars(80)

    @property
    def left_words(self) -> str:
        """A notice that the contact has left the company; empty unless with_who_left annotated the row with it."""
        words = gettext("%(person)s är inte kvar på %(company)s.")
        return words % {"person": self.contact, "company": self.company} if self.contact_has_left else ""

    def clean(self):
        super().clean()
        if self.sponsorship and self.sponsorship.company_id != self.company_id:
            raise ValidationError({"company": _("Steget gäller ett sponsorskap hos ett annat företag.")})
        if self.due_on and self.due_on < (self.decided_on or timezone.localdate()) and self._is_planned_anew():
            raise ValidationError({"due_on": _("Dagen har redan varit. Välj i dag eller senare.")})

        self._clean_time()

    def _clean_time(self):
        try:
            self.moment  # noqa: B018  may raise
        except ValidationError as error:
            raise ValidationError({"due_at": error.messages}) from None

    @property
    def moment(self) -> dt.datetime | None:
        """The due time; None without a time of day. Raise ValidationError for a time skipped by daylight saving."""
        return moment_of(dt.datetime.combine(self.due_on, self.due_at)) if self.due_on and self.due_at else None

    @property
    def when(self) -> str:
        """The due date, with the time if any: 2026-11-30, or 2026-11-30 14:00."""
        return " ".join(filter(None, [self.due_on.isoformat(), self.due_at and f"{self.due_at:%H:%M}"]))

    def _is_planned_anew(self) -> bool:
        """Whether the due date differs from the stored one: an overdue step may be saved with its date unchanged."""
        return not type(self).objects.filter(pk=self.pk, due_on=self.due_on).exists()

    def get_absolute_url(self):
        return self.company.get_absolute_url()
