"""The mailbox that is read by itself, what came in it, and whose mail is logged by itself or never."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.documents import unguessable_name
from core.models import Record, Searchable
from core.querysets import SearchableQuerySet
from core.row_urls import route_to
from crm.models import Interaction
from inbox.querysets import InboundQuerySet
from mailing.models import Letter

EVERYBODY = "*"


class InboundState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("mejl", "Väntar")
    LOGGED = "logged", pgettext_lazy("mejl", "Loggat")
    ASIDE = "aside", _("Sorterat undan")
    THROWN = "thrown", pgettext_lazy("mejl", "Kastat")


# States that services move a row between. What is logged is undone where it is logged.
INBOUND_TRANSITIONS = {
    InboundState.WAITING: {InboundState.LOGGED, InboundState.THROWN, InboundState.ASIDE},
    InboundState.ASIDE: {InboundState.WAITING},
    InboundState.THROWN: {InboundState.WAITING},
    InboundState.LOGGED: set(),
}


class InboundReason(models.TextChoices):
    """Why it waits, or what became of it by itself."""

    KNOWN = "known", _("Känd, men ingen regel säger att det loggas av sig självt")
    UNKNOWN = "unknown", _("Ingen som vi känner igen")
    DOUBTFUL = "doubtful", _("Det går inte att styrka vem som skrev")
    UNCLEAR = "unclear", _("Det är oklart vilket företag det gäller")
    BULK = "bulk", _("Utskick till många")
    BROKEN = "broken", _("Går inte att läsa")
    TOO_BIG = "too_big", _("För stort")
    CLASH = "clash", _("Samma nummer som ett annat mejl, men annat innehåll")
    REFUSED = "refused", _("Gick inte att logga")
    RULE = "rule", _("Loggat av en regel")
    COPY = "copy", _("Hemlig kopia från en kollega")
    REPLY = "reply", _("Svar på ett mejl från Medspel")
    EARLIER = "earlier", _("Redan loggat")
    AUTOREPLY = "autoreply", _("Autosvar")
    BOUNCE = "bounce", _("Studs")
    COMPLAINT = "complaint", _("Anmälan som skräp")
    BLOCKED = "blocked", _("En regel säger att det aldrig loggas")
    OURS = "ours", _("Medspels eget mejl")


def inbound_path(row, name: str) -> str:
    return unguessable_name("inbound", name)


class Mailbox(models.Model):
    """How far a mailbox has been read, by the folder's own numbers, and how it went."""

    name = models.CharField(_("brevlåda"), max_length=250, unique=True)  # user@host/folder
    uidvalidity = models.BigIntegerField(default=0)  # another one: the server has numbered the folder anew
    last_uid = models.BigIntegerField(default=0)  # every message up to it has a row, or is gone
    trying_uid = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True)  # of the reader that may write
    claimed_at = models.DateTimeField(null=True, editable=False)
    tried_at = models.DateTimeField(_("senaste försök"), null=True, editable=False)
    read_at = models.DateTimeField(_("senast läst"), null=True, editable=False)
    failures = models.PositiveIntegerField(_("misslyckade försök i rad"), default=0)
    error = models.CharField(_("hinder"), max_length=300, blank=True)
    left = models.PositiveIntegerField(_("kvar på servern"), default=0)

    class Meta:
        verbose_name = _("brevlåda")
        verbose_name_plural = _("brevlådor")
        default_permissions = ["view"]

    def __str__(self):
        return self.name

    def waits_until(self) -> dt.datetime | None:
        """After failures it is tried more seldom: a server may lock out who gives a wrong password too often."""
        if not self.failures or self.tried_at is None:
            return None
        return self.tried_at + dt.timedelta(minutes=min(2**self.failures, 60))


class InboundMail(Searchable):
    """A message of the mailbox: its number makes sure that none is read twice, also when all else is emptied."""

    key = models.CharField(max_length=64, unique=True, editable=False)  # hash of the Message-ID, else of all its bytes
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("läge"), max_length=8, choices=InboundState, default=InboundState.WAITING)
    reason = models.CharField(_("skäl"), max_length=10, choices=InboundReason)
    note = models.CharField(_("anmärkning"), max_length=300, blank=True)
    sender = models.CharField(_("från"), max_length=254, blank=True)
    sender_name = models.CharField(_("namn"), max_length=160, blank=True)
    subject = models.CharField(_("ämne"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("skickat"), null=True, editable=False)
    size = models.PositiveBigIntegerField(_("storlek"), default=0)
    file = models.FileField(upload_to=inbound_path, max_length=120, blank=True)
    parsed = models.JSONField(default=dict)  # inbox.mailreader.Mail; empty if it cannot be read
    refused = models.JSONField(default=dict)  # the reason for each refused attachment, by its number
    letter = models.ForeignKey(
        Letter, models.SET_NULL, verbose_name=_("gäller mejlet"), related_name="answers", null=True, editable=False
    )
    interaction = models.ForeignKey(
        Interaction, models.SET_NULL, verbose_name=_("kontakt"), related_name="+", null=True, editable=False
    )
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, verbose_name=_("brevlåda"), related_name="mails")
    uidvalidity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
    marked = models.BooleanField(default=False)  # whether the server has been told that it is read
    received_at = models.DateTimeField(_("kom in"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("klart"), null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("av"), related_name="+", null=True, editable=False
    )
    emptied_at = models.DateTimeField(null=True, editable=False)

    objects = InboundQuerySet.as_manager()

    class Meta:
        verbose_name = _("inkommet mejl")
        verbose_name_plural = _("inkomna mejl")
        default_permissions = ["view", "change"]
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="inbox_inbound_newest"),
            models.Index(fields=["state"], name="inbox_inbound_waiting", condition=Q(state="waiting")),
            models.Index(fields=["mailbox", "uidvalidity"], name="inbox_inbound_unmarked", condition=Q(marked=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="inbox_inbound_ended_when_done",
            ),
        ]

    def __str__(self):
        return self.subject or gettext("Mejl utan ämne")

    def get_absolute_url(self):
        return route_to("inbox:inbound_detail", self.pk)

    def search_parts(self):
        return [self.sender, self.sender_name, self.subject]

    @property
    def who(self) -> str:
        return self.sender_name or self.sender

    @property
    def is_waiting(self) -> bool:
        return self.state == InboundState.WAITING

    @property
    def can_be_logged(self) -> bool:
        return self.is_waiting and bool(self.parsed) and bool(self.file)

    def may_become(self, state: str) -> bool:
        return InboundState(state) in INBOUND_TRANSITIONS[InboundState(self.state)]


class MailRuleAction(models.TextChoices):
    LOG = "log", _("Loggas av sig självt")
    NEVER = "never", _("Loggas aldrig")


class MailRule(Record, Searchable):
    """What happens to mail from or to an address, a whole domain, or everybody that we know."""

    pattern = models.CharField(
        _("adress"),
        max_length=254,
        unique=True,
        help_text=_("En adress, en hel domän som @bolaget.se, eller * för alla som vi känner."),
        error_messages={"unique": _("Det finns redan en regel för den adressen.")},
    )
    action = models.CharField(_("vad som händer"), max_length=5, choices=MailRuleAction, default=MailRuleAction.LOG)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("i vems namn"),
        related_name="mail_rules",
        help_text=_("Det som loggas av sig självt står som loggat av den här kollegan."),
    )
    note = models.CharField(_("anteckning"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("när"), default=timezone.now, editable=False)

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("regel för mejl")
        verbose_name_plural = _("regler för mejl")
        ordering = ["pattern"]

    def __str__(self):
        return gettext("Alla som vi känner") if self.pattern == EVERYBODY else self.pattern

    def get_absolute_url(self):
        return reverse("inbox:rule_list")

    def search_parts(self):
        return [self.pattern, self.note]

    def clean_fields(self, exclude=None):
        self.pattern = (self.pattern or "").strip().casefold()
        super().clean_fields(exclude=exclude)

    def clean(self):
        super().clean()
        if self.pattern == EVERYBODY:
            if self.action == MailRuleAction.NEVER:
                words = _("Ska ingenting loggas av sig självt räcker det att inte ha regler.")
                raise ValidationError({"action": words})
            return
        try:
            validate_email(f"x{self.pattern}" if self.pattern.startswith("@") else self.pattern)
        except ValidationError:
            raise ValidationError({"pattern": _("Skriv en adress, @ och en domän, eller *.")}) from None
