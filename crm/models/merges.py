from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Changeset
from crm.models.companies import Company
from crm.models.contacts import Contact
from crm.querysets.merges import MergeQuerySet


class MergeKind(models.TextChoices):
    COMPANY = "company", _("Företag")
    CONTACT = "contact", _("Person")


class Merge(models.Model):
    """The trace of a row that was merged with another: where it is now. It goes when the merge is undone.

    Keys and not relations, as the lost row is gone. `leads_to` follows when the kept row is merged in its turn.
    """

    kind = models.CharField(_("slag"), max_length=10, choices=MergeKind)
    lost = models.PositiveBigIntegerField(_("gick upp i ett annat"))
    kept = models.PositiveBigIntegerField(_("behölls"))
    leads_to = models.PositiveBigIntegerField(_("finns nu som"))
    changeset = models.OneToOneField(Changeset, models.PROTECT, verbose_name=_("ändring"), related_name="merge")

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sammanslagning")
        verbose_name_plural = _("sammanslagningar")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "leads_to"], name="crm_merge_leads_to")]
        constraints = [models.UniqueConstraint(fields=["kind", "lost"], name="crm_merge_lost_once")]

    def __str__(self):
        return self.changeset.name

    def get_absolute_url(self):
        return self.changeset.get_absolute_url()

    @property
    def model(self) -> type[Company] | type[Contact]:
        return {MergeKind.COMPANY: Company, MergeKind.CONTACT: Contact}[MergeKind(self.kind)]
