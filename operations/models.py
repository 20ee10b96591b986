from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.querysets import BackupQuerySet


class Backup(models.Model):
    """A backup that was made, or an attempt that failed. The file itself says what is in it."""

    taken_at = models.DateTimeField(_("när"), editable=False)
    name = models.CharField(_("fil"), max_length=80, blank=True)  # blank if it failed
    place = models.CharField(_("plats"), max_length=200)  # a folder, or s3://bucket/folder
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+", null=True
    )  # null: by the machine
    size = models.PositiveBigIntegerField(_("storlek"), default=0)  # bytes
    rows = models.PositiveBigIntegerField(_("rader"), default=0)
    files = models.PositiveBigIntegerField(_("filer"), default=0)
    is_encrypted = models.BooleanField(_("krypterad"), default=False)
    error = models.TextField(_("fel"), blank=True)
    verified_at = models.DateTimeField(_("kontrollerad"), null=True, editable=False)
    verify_error = models.TextField(_("fel vid kontrollen"), blank=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        verbose_name = _("säkerhetskopia")
        verbose_name_plural = _("säkerhetskopior")
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="operations_backup_once", condition=~Q(name="")),
            models.CheckConstraint(
                condition=Q(name="", error__gt="") | Q(name__gt="", error=""), name="operations_backup_made_or_failed"
            ),
        ]
        permissions = [("make_backup", "Can make and verify backups")]

    def __str__(self):
        return self.name or str(_("misslyckad säkerhetskopia"))
