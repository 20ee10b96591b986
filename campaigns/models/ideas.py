"""The idea bank: what a workplace can do, for anybody to read and for staff to make activities of."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.activities import Activity
from campaigns.querysets import IdeaQuerySet
from core.images import PICTURE
from core.models import Record, Sortable
from core.row_urls import route_to
from core.text import LONG_TEXT
from goals.models import Goal


class IdeaTime(models.IntegerChoices):
    """How long it takes, the shortest first: a search for at most a day finds what takes an hour."""

    HOUR = 1, _("Högst en timme")
    HALF_DAY = 2, _("Högst en halv dag")
    DAY = 3, _("Högst en dag")
    WEEKS = 4, _("Några veckor")


class IdeaCost(models.IntegerChoices):
    """What it costs those who do it."""

    NOTHING = 1, _("Kostar inget")
    LITTLE = 2, _("Högst 500 kr")
    MORE = 3, _("Mer än 500 kr")


class IdeaSize(models.IntegerChoices):
    """How many it takes."""

    FEW = 1, _("Några stycken räcker")
    TEN = 2, _("Minst tio")
    FIFTY = 3, _("Minst femtio")


class Idea(Record, Sortable):
    name = models.CharField(_("namn"), max_length=80, unique=True)
    name_en = models.CharField(_("namn på engelska"), max_length=80, blank=True)
    summary = models.CharField(_("i en mening"), max_length=200)
    summary_en = models.CharField(_("i en mening på engelska"), max_length=200, blank=True)
    how_to = models.TextField(_("så gör man"), max_length=LONG_TEXT)
    how_to_en = models.TextField(_("så gör man, på engelska"), max_length=LONG_TEXT, blank=True)
    time = models.PositiveSmallIntegerField(_("tid"), choices=IdeaTime, default=IdeaTime.HALF_DAY)
    cost = models.PositiveSmallIntegerField(_("kostnad"), choices=IdeaCost, default=IdeaCost.NOTHING)
    size = models.PositiveSmallIntegerField(_("hur många det krävs"), choices=IdeaSize, default=IdeaSize.FEW)
    goals = models.ManyToManyField(
        Goal, verbose_name=_("mål"), related_name="ideas", blank=True, help_text=_("Inget valt: passar alla mål.")
    )
    picture = models.ImageField(
        _("bild"),
        upload_to="ideas",
        blank=True,
        validators=PICTURE,
        help_text=_("PNG, JPEG eller WebP, högst 8 MB. Den som syns på bilden ska ha sagt ja till det."),
    )
    picture_alt = models.CharField(
        _("vad bilden visar"), max_length=200, blank=True, help_text=_("Läses upp för den som inte ser bilden.")
    )
    picture_alt_en = models.CharField(_("vad bilden visar, på engelska"), max_length=200, blank=True)
    activity = models.OneToOneField(
        Activity,
        models.SET_NULL,
        verbose_name=_("aktivitet i tävlingar"),
        related_name="idea",
        null=True,
        blank=True,
        help_text=_("Det som lagen gjort av idén räknas på den, och visar vad den har gett."),
    )
    is_public = models.BooleanField(_("visas på webben"), default=False, help_text=_("Utan kryss ser bara ni idén."))

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("idé")
        verbose_name_plural = _("idéer")
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name

    def search_parts(self):
        return [self.name, self.summary]

    def get_absolute_url(self):
        return route_to("campaigns:idea_detail", self.pk)

    def clean(self):
        super().clean()
        if self.picture and not self.picture_alt:
            raise ValidationError({"picture_alt": _("Beskriv vad bilden visar.")})
