from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.users import User


class StartStep(models.Model):
    """A step of the first start that somebody has done, where no other row shows it, or has chosen to skip."""

    MAIL = "mail"  # the key of the trial mail, which leaves no other trace

    key = models.CharField(max_length=20, primary_key=True)
    skipped = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.SET_NULL, verbose_name=_("av"), null=True, related_name="+")
    at = models.DateTimeField(_("när"), default=timezone.now)

    class Meta:
        verbose_name = _("steg när Medspel är nytt")
        verbose_name_plural = _("steg när Medspel är nytt")
        default_permissions = []

    def __str__(self):
        return self.key
