from django.db import models
from django.utils.translation import gettext_lazy as _

from core.job_states import OPEN_STATES, JobState
from core.models.users import User


class ScheduledRun(models.Model):
    """One run of a recurring job (core/schedule.py): of the day it was due, or ordered by hand on that day."""

    name = models.CharField(_("jobb"), max_length=60)
    day = models.DateField(_("dag"))
    by_hand = models.BooleanField(_("för hand"), default=False)
    ordered_by = models.ForeignKey(User, models.SET_NULL, verbose_name=_("av"), null=True, related_name="+")
    state = models.CharField(_("läge"), max_length=9, choices=JobState)
    # Identifies the run that may write here: one that was taken for dead and comes back writes nothing.
    attempt = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(_("började"), null=True)
    seen_at = models.DateTimeField()  # when its worker last wrote that it is alive
    finished_at = models.DateTimeField(_("klart"), null=True)
    result = models.JSONField(default=dict)  # numbers; the job says in words what they are
    words = models.TextField(_("meddelande"), blank=True)

    class Meta:
        verbose_name = _("körning av återkommande jobb")
        verbose_name_plural = _("körningar av återkommande jobb")
        ordering = ["-pk"]
        permissions = [("run_schedule", _("Får köra återkommande jobb"))]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "day"], condition=models.Q(by_hand=False), name="core_scheduledrun_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="core_scheduledrun_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], finished_at=None)
                | models.Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="core_scheduledrun_finished_when_ended",
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.day}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES
