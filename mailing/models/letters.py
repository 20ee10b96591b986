import uuid
from email.utils import make_msgid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.documents import unguessable_name
from core.models import Language, Searchable, Worded
from core.outgoing_mail import sender_domain
from core.row_urls import route_to
from core.text import LONG_TEXT
from mailing.kinds import Basis, LetterKind, kind_named
from mailing.querysets import LetterQuerySet, MailingQuerySet


class LetterState(models.TextChoices):
    DRAFT = "draft", _("Utkast")
    WAITING = "waiting", _("Väntar")
    SENDING = "sending", _("Skickas")
    SENT = "sent", pgettext_lazy("ett mejl", "Skickat")
    FAILED = "failed", _("Gick inte iväg")
    BOUNCED = "bounced", _("Studsade")
    SUPPRESSED = "suppressed", _("Skrevs inte till")
    STOPPED = "stopped", _("Stoppat")


# States that a letter may go to: services change it only so.
TRANSITIONS = {
    LetterState.DRAFT: {LetterState.WAITING, LetterState.SUPPRESSED},
    LetterState.WAITING: {LetterState.SENDING, LetterState.SUPPRESSED, LetterState.FAILED, LetterState.STOPPED},
    LetterState.SENDING: {LetterState.SENT, LetterState.WAITING, LetterState.FAILED},
    LetterState.SENT: {LetterState.BOUNCED},
    LetterState.FAILED: {LetterState.WAITING},
    LetterState.STOPPED: {LetterState.WAITING},
    LetterState.SUPPRESSED: {LetterState.WAITING},
    LetterState.BOUNCED: set(),
}
OPEN_STATES = (LetterState.DRAFT, LetterState.WAITING, LetterState.SENDING)


def enclosure_path(enclosure, name: str) -> str:
    return unguessable_name("enclosures", name)


def new_message_id() -> str:
    return make_msgid(domain=sender_domain())


class Enclosure(Worded):
    """A file that goes with letters: one copy, however many get it, as it was when the letter was written."""

    file = models.FileField(upload_to=enclosure_path, max_length=120)
    name = models.CharField(_("filnamn"), max_length=255)
    size = models.PositiveIntegerField(_("storlek"))
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bilaga")
        verbose_name_plural = _("bilagor")

    def __str__(self):
        return self.name


class Mailing(Worded):
    """One text to many people, seen through before it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(_("ämne"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="mailings")
    made_at = models.DateTimeField(_("när"), auto_now_add=True)
    sent_at = models.DateTimeField(_("skickat"), null=True, editable=False)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("utskick")
        verbose_name_plural = pgettext_lazy("flera", "utskick")
        ordering = ["-made_at"]

    def __str__(self):
        return self.subject


class Letter(Searchable):
    """An e-mail to one address. The row is the queue: a worker claims it before sending, so that none goes twice."""

    kind = models.CharField(_("sort"), max_length=40)  # a name registered in mailing.kinds
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.SV)
    basis = models.CharField(_("grund"), max_length=8, choices=Basis)
    to_email = models.EmailField(_("till"))
    to_name = models.CharField(_("namn"), max_length=160, blank=True)
    reply_to = models.EmailField(_("svar till"), blank=True)
    subject = models.CharField(_("ämne"), max_length=200)
    text = models.TextField(_("text"), max_length=LONG_TEXT)
    html = models.TextField(blank=True, editable=False)  # where it is more than the text in our layout
    sealed = models.TextField(blank=True, editable=False)  # secret values of its fields, until it has left
    about = models.JSONField(default=dict, blank=True)  # keys of rows, for the app whose kind it is
    # What must not be written twice, named by the app whose kind it is: a reminder of a month, a row's invitation.
    once = models.CharField(max_length=120, unique=True, null=True, editable=False)  # noqa: DJ001  nulls are exempt
    state = models.CharField(_("läge"), max_length=10, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    due_at = models.DateTimeField(_("skickas tidigast"), default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(_("klart"), null=True, editable=False)
    error = models.CharField(_("hinder"), max_length=300, blank=True)
    message_id = models.CharField(max_length=250, unique=True, default=new_message_id, editable=False)
    provider_id = models.CharField(max_length=200, blank=True, editable=False)  # by which the provider tells of it
    made_at = models.DateTimeField(_("skrivet"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="letters", null=True, blank=True
    )
    mailing = models.ForeignKey(
        Mailing, models.CASCADE, verbose_name=_("utskick"), related_name="letters", null=True, blank=True
    )
    enclosures = models.ManyToManyField(Enclosure, verbose_name=_("bilagor"), related_name="letters", blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("mejl")
        verbose_name_plural = pgettext_lazy("flera", "mejl")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], name="mailing_letter_due", condition=Q(state="waiting")),
            models.Index(fields=["-made_at", "-id"], name="mailing_letter_newest"),
            models.Index(fields=["provider_id"], name="mailing_letter_provider", condition=~Q(provider_id="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, ended_at=None)
                | (~Q(state__in=OPEN_STATES) & Q(ended_at__isnull=False)),
                name="mailing_letter_ended_when_done",
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="mailing_letter_claimed_to_send"
            ),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return route_to("mailing:letter_detail", self.pk)

    def search_parts(self):
        return [self.to_email, self.to_name, self.subject]

    @property
    def letter_kind(self) -> LetterKind | None:
        return kind_named(self.kind)

    @property
    def kind_title(self) -> str:
        return str(self.letter_kind.title) if self.letter_kind else self.kind

    @property
    def receiver(self) -> str:
        return self.to_name or self.to_email

    def may_become(self, state: str) -> bool:
        return LetterState(state) in TRANSITIONS[LetterState(self.state)]
