from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Changeset(models.Model):
    """All rows written by one action, so that it can be undone while none of them has changed since."""

    kind = models.CharField(_("slag"), max_length=20)  # the recording app defines its kinds
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+")
    made_at = models.DateTimeField(_("när"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ångrat av"),
        related_name="+",
        null=True,
        editable=False,
    )
    undone_at = models.DateTimeField(_("ångrat"), null=True, editable=False)

    class Meta:
        verbose_name = _("ändring")
        verbose_name_plural = _("ändringar")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="core_changeset_undone_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def is_taken_back(self) -> bool:
        return self.undone_at is not None


class Change(models.Model):
    """A row created or changed by the action, and the range of its history records that the action wrote."""

    changeset = models.ForeignKey(Changeset, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()  # the part of the action that wrote it, such as the row number in a file
    model = models.CharField(max_length=80)
    object_id = models.PositiveBigIntegerField()
    made = models.BooleanField()
    first_history = models.BigIntegerField(null=True)  # null when only links were changed
    last_history = models.BigIntegerField()
    # Many-to-many links added and removed, which history does not record: {"tags": {"added": [1], "removed": [2]}}.
    links = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            # This order also indexes the lookup of earlier changes to a row.
            models.UniqueConstraint(fields=["model", "object_id", "changeset"], name="core_change_once")
        ]

    def __str__(self):
        return f"{self.model} {self.object_id}"
