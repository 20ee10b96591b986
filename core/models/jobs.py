from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.job_states import OPEN_STATES, JobState
from core.models.users import User
from core.querysets import JobQuerySet


class Job(models.Model):
    """Work of one user that takes too long for a request; a worker process runs it and keeps the file it makes."""

    owner = models.ForeignKey(User, models.CASCADE, verbose_name=_("av"), related_name="jobs")
    kind = models.CharField(_("slag"), max_length=40)  # a name registered by core.jobs.job_kind
    title = models.CharField(_("vad"), max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("läge"), max_length=9, choices=JobState, default=JobState.WAITING)
    # Identifies the run that may write here: a run that was taken for dead and comes back writes nothing.
    attempt = models.PositiveSmallIntegerField(default=1)
    task_id = models.UUIDField(null=True)  # of that attempt, in the queue
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    words = models.TextField(_("meddelande"), blank=True)
    url = models.CharField(max_length=200, blank=True)  # of the page that shows what the job did
    file = models.FileField(upload_to="jobs", blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the file, hexadecimal
    created_at = models.DateTimeField(_("beställt"), auto_now_add=True)
    # When it was queued, started or last reported; what reports nothing for a while is lost.
    seen_at = models.DateTimeField(editable=False)
    finished_at = models.DateTimeField(_("klart"), null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("jobb")
        verbose_name_plural = _("jobb")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "seen_at"], name="core_job_lost")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], finished_at=None)
                | models.Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="core_job_finished_when_ended",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("core:job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def percent(self) -> int:
        return min(100 * self.done // max(self.total, 1), 100)
