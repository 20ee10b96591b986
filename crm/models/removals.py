from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.companies import Company
from crm.querysets.removals import RemovedInteractionQuerySet


class RemovedInteraction(models.Model):
    """An interaction removed from the log: the record of it, and all that is needed to restore it."""

    companies = models.ManyToManyField(Company, verbose_name=_("företag"), related_name="removed_interactions")
    name = models.CharField(_("namn"), max_length=80)
    # Contents: crm.services.removals.
    kept = models.JSONField(_("det som togs bort"), encoder=DjangoJSONEncoder)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("borttagen av"), related_name="+"
    )
    removed_at = models.DateTimeField(_("borttagen"), auto_now_add=True)
    restored_at = models.DateTimeField(_("återtagen"), null=True, editable=False)

    objects = RemovedInteractionQuerySet.as_manager()

    class Meta:
        verbose_name = _("borttagen kontakt")
        verbose_name_plural = _("borttagna kontakter")
        ordering = ["-removed_at", "-pk"]

    def __str__(self):
        return self.name

    def may_be_restored_by(self, user) -> bool:
        """Whether the user removed it, or may remove other users' interactions."""
        return self.removed_by_id == user.pk or user.has_perm("crm.delete_interaction")
