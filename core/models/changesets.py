from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.row_urls import route_to


class Changeset(models.Model):
    """All rows written by one action, so that it can be undone while none of them has changed since."""

    kind = models.CharField(_("slag"), max_length=20)  # one of core.changesets.kinds
    subject = models.CharField(_("slags rader"), max_length=80, blank=True)  # the label of its main model
    name = models.CharField(_("namn"), max_length=200, blank=True)  # of the file, or of the one row that it is about
    fields = models.JSONField(_("fält"), default=list)  # names of the subject's fields that were changed, if they count
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
        return self.name or f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        return route_to("core:changeset", self.pk)

    @property
    def is_taken_back(self) -> bool:
        return self.undone_at is not None


class Change(models.Model):
    """A row created, changed or deleted by the action, and the range of its history records that the action wrote."""

    changeset = models.ForeignKey(Changeset, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()  # the part of the action that wrote it, such as the row number in a file
    model = models.CharField(max_length=80)
    object_id = models.PositiveBigIntegerField()
    made = models.BooleanField()
    # The stored values of a deleted row, as history lacks some fields; null for a row that still exists.
    removed = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    first_history = models.BigIntegerField(null=True)  # null when only links were changed
    last_history = models.BigIntegerField(null=True)  # null for a model without history
    # Many-to-many links added and removed, which history does not record: {"tags": {"added": [1], "removed": [2]}}.
    links = models.JSONField(default=dict)
    # Compare only the fields and links that the action wrote, so that later changes to other fields do not prevent
    # undo. A created row is deleted only if it is unused.
    by_value = models.BooleanField(default=False)
    undone = models.BooleanField(default=False)  # in an action that is undone in batches

    class Meta:
        ordering = ["pk"]
        constraints = [
            # This column order also serves lookups of earlier changes to a row.
            models.UniqueConstraint(fields=["model", "object_id", "changeset"], name="core_change_once")
        ]

    def __str__(self):
        return f"{self.model} {self.object_id}"
