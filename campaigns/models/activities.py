from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.teams import Team
from campaigns.querysets import EntryQuerySet
from core.days import validate_has_been
from core.images import PICTURE
from core.models import Record, Sortable
from core.querysets import SearchableQuerySet
from core.row_urls import route_to
from core.text import LONG_TEXT


class Activity(Record, Sortable):
    """A kind of activity at a workplace, and its points."""

    name = models.CharField(_("namn"), max_length=80, unique=True)
    description = models.CharField(_("beskrivning"), max_length=300, blank=True)
    points = models.PositiveSmallIntegerField(
        _("poäng"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    cap = models.PositiveSmallIntegerField(
        _("högst antal som räknas"), default=2, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    is_active = models.BooleanField(_("går att välja"), default=True)

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name


class EntryState(models.TextChoices):
    PENDING = "pending", _("Väntar")
    APPROVED = "approved", _("Godkänd")
    DECLINED = "declined", _("Underkänd")


class Entry(Record):
    """A team's performance of an activity, which gives points once approved."""

    team = models.ForeignKey(Team, models.CASCADE, verbose_name=_("lag"), related_name="entries")
    activity = models.ForeignKey(Activity, models.PROTECT, verbose_name=_("aktivitet"), related_name="entries")
    title = models.CharField(_("rubrik"), max_length=120)
    text = models.TextField(_("vad vi gjorde"), max_length=LONG_TEXT, blank=True)
    took_part = models.PositiveIntegerField(_("antal som var med"), default=0, help_text=_("En siffra, inga namn."))
    happened_on = models.DateField(_("när"), validators=[validate_has_been])
    state = models.CharField(_("läge"), max_length=8, choices=EntryState, default=EntryState.PENDING, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("bedömd av"),
        related_name="+",
        null=True,
        editable=False,
    )
    decided_at = models.DateTimeField(_("bedömd"), null=True, editable=False)
    reason = models.CharField(_("skäl"), max_length=200, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("tävlingsbidrag")
        verbose_name_plural = _("tävlingsbidrag")
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EntryState.PENDING, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=EntryState.PENDING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="campaigns_entry_decided_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return route_to("campaigns:entry_detail", self.pk)


class EntryPicture(Record):
    entry = models.ForeignKey(Entry, models.CASCADE, verbose_name=_("tävlingsbidrag"), related_name="pictures")
    image = models.ImageField(
        _("bild"),
        upload_to="entries",
        validators=PICTURE,
    )
    alt = models.CharField(_("vad bilden visar"), max_length=200, help_text=_("För den som inte ser bilden."))

    class Meta:
        verbose_name = _("bild")
        verbose_name_plural = _("bilder")
        ordering = ["pk"]

    def __str__(self):
        return self.alt
