from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "waiting", _("Väntar på sin tur")
    RUNNING = "running", _("Pågår")
    DONE = "done", _("Klart")
    FAILED = "failed", _("Gick inte")
    CANCELLED = "cancelled", _("Avbrutet")


OPEN_STATES = (JobState.WAITING, JobState.RUNNING)
