"""What a goal's public page says, beside the goal itself, its key figures and its partners."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.images import PICTURE
from core.models import ContactPerson, Record
from goals.models.goals import GlobalGoal, Goal

LONGEST_TEXT = 10_000  # characters of Markdown in one text
MARKDOWN = _("Tom rad ger nytt stycke. **fetstil**, - punktlista, ## rubrik, [länkens text](https://adress).")

valid_link = RegexValidator(
    r"\A(?:https://|mailto:|tel:|/(?!/))\S+\Z",
    _("Skriv en adress som börjar med https://, mailto:, tel: eller /."),
    code="link",
)


class PartOfPage(Record):
    """A part that is changed by itself, on its own page under the goal's."""

    goal = models.ForeignKey(Goal, models.CASCADE, verbose_name=_("mål"), related_name="%(class)s_set")

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return f"{self.goal.get_absolute_url()}sida/"


class GoalPage(Record, ContactPerson):
    """There is at most one for each goal; until it is saved, version 0 stands for none."""

    goal = models.OneToOneField(Goal, models.CASCADE, verbose_name=_("mål"), related_name="page")
    is_public = models.BooleanField(
        _("visas på webben"), default=True, help_text=_("Avmarkerat finns varken sidan, inbäddningarna eller flödet.")
    )
    problem_en = models.CharField(_("problemet på engelska"), max_length=300, blank=True)
    vision = models.CharField(
        _("vision"), max_length=300, blank=True, help_text=_("En mening om hur det är när målet är nått.")
    )
    vision_en = models.CharField(_("vision på engelska"), max_length=300, blank=True)
    background = models.TextField(_("bakgrund"), max_length=LONGEST_TEXT, blank=True, help_text=MARKDOWN)
    background_en = models.TextField(_("bakgrund på engelska"), max_length=LONGEST_TEXT, blank=True)
    share_text_en = models.CharField(_("delningstext på engelska"), max_length=280, blank=True)

    class Meta:
        verbose_name = _("målets sida")
        verbose_name_plural = _("målens sidor")

    def __str__(self):
        return str(self.goal)

    def get_absolute_url(self):
        return f"{self.goal.get_absolute_url()}sida/"


class SectionKind(models.TextChoices):
    DOES = "does", _("Det gör vi i dag")
    WANTS = "wants", _("Det vill vi göra mer av")


class GoalSection(PartOfPage):
    kind = models.CharField(_("del av sidan"), max_length=5, choices=SectionKind, default=SectionKind.DOES)
    heading = models.CharField(_("rubrik"), max_length=120)
    heading_en = models.CharField(_("rubrik på engelska"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, help_text=MARKDOWN)
    text_en = models.TextField(_("text på engelska"), max_length=LONGEST_TEXT, blank=True)
    picture = models.ImageField(
        _("bild"),
        upload_to="goals",
        blank=True,
        validators=PICTURE,
        help_text=_("PNG, JPEG eller WebP, högst 8 MB. Den som syns på bilden ska ha sagt ja till det."),
    )
    picture_alt = models.CharField(
        _("vad bilden visar"), max_length=200, blank=True, help_text=_("Läses upp för den som inte ser bilden.")
    )
    picture_alt_en = models.CharField(_("vad bilden visar, på engelska"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("ordning"), default=1)

    class Meta:
        verbose_name = _("avsnitt")
        verbose_name_plural = _("avsnitt")
        ordering = ["goal", "kind", "position", "pk"]

    def __str__(self):
        return self.heading

    def clean(self):
        super().clean()
        if self.picture and not self.picture_alt:
            raise ValidationError({"picture_alt": _("Beskriv vad bilden visar.")})


class Audience(models.TextChoices):
    PERSON = "person", _("Privatperson")
    COMPANY = "company", _("Företag")


class WayToHelp(PartOfPage):
    audience = models.CharField(_("för"), max_length=7, choices=Audience, default=Audience.PERSON)
    heading = models.CharField(_("rubrik"), max_length=120)
    heading_en = models.CharField(_("rubrik på engelska"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, help_text=MARKDOWN)
    text_en = models.TextField(_("text på engelska"), max_length=LONGEST_TEXT, blank=True)
    link = models.CharField(
        _("länk"), max_length=300, blank=True, validators=[valid_link], help_text=_("Dit knappen leder.")
    )
    button = models.CharField(_("knappens text"), max_length=40, blank=True)
    button_en = models.CharField(_("knappens text på engelska"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("ordning"), default=1)

    class Meta:
        verbose_name = _("sätt att hjälpa")
        verbose_name_plural = _("sätt att hjälpa")
        ordering = ["goal", "audience", "position", "pk"]

    def __str__(self):
        return self.heading

    def clean(self):
        super().clean()
        if bool(self.link) != bool(self.button):
            name, words = ("button", _("Skriv vad som står på knappen.")) if self.link else ("link", _("Skriv länken."))
            raise ValidationError({name: words})


class GlobalGoalReason(PartOfPage):
    """Why a local goal is a part of a global one."""

    global_goal = models.ForeignKey(GlobalGoal, models.CASCADE, verbose_name=_("globalt mål"), related_name="reasons")
    text = models.CharField(_("varför"), max_length=300)
    text_en = models.CharField(_("varför, på engelska"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("varför ett globalt mål")
        verbose_name_plural = _("varför globala mål")
        ordering = ["goal", "global_goal__number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "global_goal"], name="goals_one_reason_per_global_goal"),
        ]

    def __str__(self):
        return f"{self.goal}: {self.global_goal}"


class ShareChannel(models.TextChoices):
    EMAIL = "email", _("E-post")
    LINKEDIN = "linkedin", "LinkedIn"
    FACEBOOK = "facebook", "Facebook"
    WHATSAPP = "whatsapp", "WhatsApp"
    BLUESKY = "bluesky", "Bluesky"
    X = "x", "X"


class ShareText(PartOfPage):
    """What is said of the goal in one channel, instead of the goal's common text."""

    channel = models.CharField(_("kanal"), max_length=8, choices=ShareChannel)
    text = models.CharField(_("text"), max_length=600)
    text_en = models.CharField(_("text på engelska"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("delningstext")
        verbose_name_plural = _("delningstexter")
        ordering = ["goal", "channel"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "channel"], name="goals_one_share_text_per_channel"),
        ]

    def __str__(self):
        return f"{self.goal}: {self.get_channel_display()}"
