from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from knox.models import AbstractAuthToken

from core.models.records import Worded


class Language(models.TextChoices):
    SV = "sv", _("Svenska")
    EN = "en", _("Engelska")


class Theme(models.TextChoices):
    AUTO = "auto", _("Som enheten")
    LIGHT = "light", _("Ljust")
    DARK = "dark", _("Mörkt")


class DigestPace(models.TextChoices):
    NONE = "none", _("Aldrig")
    DAILY = "daily", _("Varje dag")
    WEEKLY = "weekly", _("Varje vecka")


class User(AbstractUser):
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.SV)
    theme = models.CharField(_("utseende"), max_length=5, choices=Theme, default=Theme.AUTO)
    shortcuts = models.BooleanField(
        _("kortkommandon med en tangent"),
        default=True,
        help_text=_("L loggar en kontakt och / söker. Stäng av om du använder röststyrning eller skärmläsare."),
    )

    digest = models.CharField(
        _("sammandrag med e-post"),
        max_length=6,
        choices=DigestPace,
        default=DigestPace.NONE,
        help_text=_("Det som står på Idag, och bara när där står något."),
    )

    class Meta:
        verbose_name = _("användare")
        verbose_name_plural = pgettext_lazy("flera", "användare")
        ordering = ["first_name", "last_name", "username"]

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def initials(self):
        return "".join(part[0] for part in str(self).split()[:2]).upper()


class ApiToken(Worded, AbstractAuthToken):
    name = models.CharField(
        _("namn"), max_length=80, help_text=_("Vad nyckeln används till, så att du känner igen den.")
    )

    class Meta:
        verbose_name = _("API-nyckel")
        verbose_name_plural = _("API-nycklar")
        ordering = ["-created"]

    def __str__(self):
        return self.name


class Digest(models.Model):
    """Claims a user's digest of a day or a week; the row is committed before the mail is sent.

    So a concurrent or later run sends nothing, and a run killed in between loses that mail: at-most-once delivery.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="digests")
    period = models.CharField(max_length=10)  # 2026-11-26, or 2026-W48
    taken_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sammandrag")
        verbose_name_plural = pgettext_lazy("flera", "sammandrag")
        constraints = [models.UniqueConstraint(fields=["user", "period"], name="core_digest_once")]

    def __str__(self):
        return f"{self.user} {self.period}"


class CalendarLink(models.Model):
    """The one URL at which a user's calendar is readable without login. Only the hash of its token is stored."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_link")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kalenderlänk")
        verbose_name_plural = _("kalenderlänkar")

    def __str__(self):
        return str(self.user)
