from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Heartbeat(models.Model):
    """When a process was last seen, whatever machine it runs on: the workers', and /readyz's trial of a write."""

    name = models.CharField(max_length=80, primary_key=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("livstecken")
        verbose_name_plural = pgettext_lazy("flera", "livstecken")
        default_permissions = []

    def __str__(self):
        return self.name


class MailCount(models.Model):
    """How many e-mails left on a day, and how many did not. Nothing of what they said, nor to whom."""

    day = models.DateField(_("dag"), primary_key=True)
    sent = models.PositiveIntegerField(_("skickade"), default=0)
    failed = models.PositiveIntegerField(_("misslyckade"), default=0)

    class Meta:
        verbose_name = _("dag med e-post")
        verbose_name_plural = _("dagar med e-post")
        default_permissions = []

    def __str__(self):
        return str(self.day)


class HealthReport(models.Model):
    """What `doctor` found, as JSON: by check its level, and its findings as texts to translate with their values."""

    made_at = models.DateTimeField(_("när"), auto_now_add=True)
    checks = models.JSONField(default=list)

    class Meta:
        verbose_name = _("hälsokontroll")
        verbose_name_plural = _("hälsokontroller")
        ordering = ["-made_at", "-pk"]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d %H:%M}"
