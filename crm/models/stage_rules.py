from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Record
from crm.stages import OPEN, Stage, StageProgress


class StageRule(Record):
    """Expected days, warning days and probability of a dialogue in one of the open stages."""

    stage = models.CharField(_("steg"), max_length=12, choices=Stage, unique=True, editable=False)
    expected_days = models.PositiveSmallIntegerField(
        _("väntade dagar"),
        validators=[MinValueValidator(1)],
        help_text=_("Så länge brukar en dialog stå i steget. Därefter sägs att den står längre än väntat."),
    )
    warning_days = models.PositiveSmallIntegerField(
        _("varning efter dagar"),
        validators=[MinValueValidator(1)],
        help_text=_("Efter så många dagar sägs att dialogen har stått för länge."),
    )
    probability = models.PositiveSmallIntegerField(
        _("sannolikhet i procent"),
        validators=[MaxValueValidator(100)],
        help_text=_("Så många av hundra dialoger i steget brukar bli tecknade. Prognosen räknar med det."),
    )

    class Meta:
        verbose_name = _("regel för ett steg")
        verbose_name_plural = _("regler för steg")
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=OPEN), name="crm_stagerule_open_stage"),
            models.CheckConstraint(condition=Q(probability__lte=100), name="crm_stagerule_probability_in_percent"),
            models.CheckConstraint(
                condition=Q(warning_days__gte=F("expected_days")),
                name="crm_stagerule_days_in_order",
                violation_error_message=_("Varningen kan inte komma före den väntade tiden."),
            ),
        ]

    def __str__(self):
        return self.get_stage_display()

    def clean(self):
        super().clean()
        if self.expected_days and self.warning_days and self.warning_days < self.expected_days:
            raise ValidationError({"warning_days": _("Varningen kan inte komma före den väntade tiden.")})

    def get_absolute_url(self):
        return reverse("crm:stage_list")

    def weighted(self, amount: Decimal) -> Decimal:
        """The amount in kronor times the probability, unrounded: rounding is left to presentation."""
        return amount * self.probability / 100

    def progress_after(self, days: int) -> StageProgress:
        """Progress after `days` in the stage; the day of each limit is still within it."""
        if days > self.warning_days:
            return StageProgress.LATE
        return StageProgress.SLOW if days > self.expected_days else StageProgress.ON_TIME
