import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models.competitions import Competition
from campaigns.models.teams import Team
from campaigns.querysets import JurorLinkQuerySet, JurorQuerySet
from campaigns.scoring import HIGHEST_MARK
from core.models import Record
from core.models.secret_links import SecretLink
from core.row_urls import route_to


class Juror(Record):
    """A user, or an external person with a personal link that is valid for this competition."""

    competition = models.ForeignKey(Competition, models.CASCADE, verbose_name=_("tävling"), related_name="jurors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kollega"),
        related_name="jury_duties",
        null=True,
        blank=True,
    )
    name = models.CharField(_("namn"), max_length=120)
    email = models.EmailField(
        _("e-post"), blank=True, help_text=_("Dit länken och påminnelser skickas. Utan adress lämnar ni länken själva.")
    )
    handed_in_at = models.DateTimeField(_("inlämnat"), null=True, editable=False)

    objects = JurorQuerySet.as_manager()

    class Meta:
        verbose_name = _("jurymedlem")
        verbose_name_plural = _("jurymedlemmar")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "user"],
                name="campaigns_juror_once",
                violation_error_message=_("Kollegan är redan med i juryn."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        """Where mail reaches the juror; empty if nowhere."""
        return self.user.email if self.user else self.email


class JurorLink(SecretLink, Record):
    """The personal link of a juror from outside: opens the juror's own sheet in one competition."""

    juror = models.OneToOneField(Juror, models.CASCADE, verbose_name=_("jurymedlem"), related_name="link")
    last_used_at = models.DateTimeField(_("senast använd"), null=True, editable=False)

    derived_fields = ("last_used_at",)
    changed_by_services = True
    objects = JurorLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("jurymedlems länk")
        verbose_name_plural = _("jurymedlemmars länkar")
        ordering = ["pk"]

    def __str__(self):
        return str(self.juror)

    def get_absolute_url(self):
        return route_to("campaigns:jury", self.juror.competition_id)

    @property
    def last_day(self) -> dt.date:
        return timezone.localdate(self.expires_at - dt.timedelta(seconds=1))


class Criterion(Record):
    competition = models.ForeignKey(Competition, models.CASCADE, verbose_name=_("tävling"), related_name="criteria")
    name = models.CharField(_("kriterium"), max_length=80)
    guide = models.CharField(_("vägledning"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("ordning"), default=1)

    class Meta:
        verbose_name = _("kriterium")
        verbose_name_plural = _("kriterier")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "name"],
                name="campaigns_criterion_unique",
                violation_error_message=_("Kriteriet finns redan."),
            ),
        ]

    def __str__(self):
        return self.name


class Mark(Record):
    juror = models.ForeignKey(Juror, models.CASCADE, verbose_name=_("jurymedlem"), related_name="marks")
    team = models.ForeignKey(Team, models.CASCADE, verbose_name=_("lag"), related_name="marks")
    criterion = models.ForeignKey(Criterion, models.CASCADE, verbose_name=_("kriterium"), related_name="marks")
    value = models.PositiveSmallIntegerField(_("betyg"), validators=[MaxValueValidator(HIGHEST_MARK)])

    class Meta:
        verbose_name = _("jurybetyg")
        verbose_name_plural = _("jurybetyg")
        ordering = ["juror", "team", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["juror", "team", "criterion"], name="campaigns_mark_once"),
            models.CheckConstraint(condition=Q(value__lte=HIGHEST_MARK), name="campaigns_mark_at_most_ten"),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.value}"


class Recusal(Record):
    juror = models.ForeignKey(Juror, models.CASCADE, verbose_name=_("jurymedlem"), related_name="recusals")
    team = models.ForeignKey(Team, models.CASCADE, verbose_name=_("lag"), related_name="recusals")
    reason = models.CharField(_("skäl"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("jäv")
        verbose_name_plural = _("jäv")
        ordering = ["juror", "team"]
        constraints = [models.UniqueConstraint(fields=["juror", "team"], name="campaigns_recusal_once")]

    def __str__(self):
        return f"{self.juror}, {self.team}"
