from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Changeset(models.Model):
    """All rows that one act wrote, so that it can be undone while nobody has touched them since."""

    kind = models.CharField(_("slag"), max_length=20)  # the app that records it says what kinds it has
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
    """A row that an act made or changed, and which of its versions in the history are the act's."""

    changeset = models.ForeignKey(Changeset, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()  # the part of the act that wrote it, as a row of a file
    model = models.CharField(max_length=80)
    object_id = models.PositiveBigIntegerField()
    made = models.BooleanField()
    first_history = models.BigIntegerField(null=True)  # none when only links were changed
    last_history = models.BigIntegerField()
    # The many-to-many links put on and taken off, which no history keeps: {"tags": {"added": [1], "removed": [2]}}.
    links = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            # In this order it serves the search for earlier changes of a row too.
            models.UniqueConstraint(fields=["model", "object_id", "changeset"], name="core_change_once")
        ]

    def __str__(self):
        return f"{self.model} {self.object_id}"
