from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.routes import route_to
from crm.models.companies import Company
from crm.models.contacts import Contact
from crm.querysets.merges import MergeQuerySet


class MergeKind(models.TextChoices):
    COMPANY = "company", _("Företag")
    CONTACT = "contact", _("Person")


class Merge(models.Model):
    """A merge of two rows: its record, and all that is needed to undo it.

    Primary keys instead of relations, since the lost row is deleted. `leads_to` is updated when the kept row is merged
    into another.
    """

    kind = models.CharField(_("slag"), max_length=10, choices=MergeKind)
    lost = models.PositiveBigIntegerField(_("gick upp i ett annat"))
    lost_name = models.CharField(_("namn"), max_length=200)
    kept = models.PositiveBigIntegerField(_("behölls"))
    leads_to = models.PositiveBigIntegerField(_("finns nu som"))
    # Contents: duplicates.services.merging.
    manifest = models.JSONField(_("det som flyttades"), encoder=DjangoJSONEncoder)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("sammanslaget av"), related_name="+"
    )
    merged_at = models.DateTimeField(_("sammanslaget"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ångrat av"),
        related_name="+",
        null=True,
        editable=False,
    )
    undone_at = models.DateTimeField(_("ångrat"), null=True, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sammanslagning")
        verbose_name_plural = _("sammanslagningar")
        ordering = ["-merged_at", "-pk"]
        indexes = [models.Index(fields=["kind", "leads_to"], name="crm_merge_leads_to")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "lost"], condition=Q(undone_at__isnull=True), name="crm_merge_lost_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="crm_merge_undone_by_somebody",
            ),
        ]

    def __str__(self):
        return self.lost_name

    def get_absolute_url(self):
        return route_to("duplicates:merge_detail", self.pk)

    @property
    def is_taken_back(self) -> bool:
        return self.undone_at is not None

    @property
    def model(self) -> type[Company] | type[Contact]:
        return {MergeKind.COMPANY: Company, MergeKind.CONTACT: Contact}[MergeKind(self.kind)]
