from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.competitions import Competition
from campaigns.models.teams import Team
from campaigns.querysets import JUROR_LINK, JurorQuerySet
from campaigns.scoring import HIGHEST_MARK
from core.links import link_token, new_link_key
from core.models import Record


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
    link_key = models.CharField(  # noqa: DJ001  unique, which only nulls are exempt from
        _("personlig länk"), max_length=40, unique=True, null=True, default=new_link_key, editable=False
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
    def token(self) -> str | None:
        """The token of the personal link; None for a user, and while revoked."""
        return self.link_key and link_token(self.link_key, salt=JUROR_LINK)


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
