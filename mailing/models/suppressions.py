from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.models import Record, Searchable
from mailing.kinds import Basis
from mailing.querysets import SuppressionQuerySet


def address_key(address: str) -> str:
    """A keyed hash of an address: an erased address is still never written to."""
    return salted_hmac("mailing.suppression", address.strip().casefold()).hexdigest()


class SuppressionReason(models.TextChoices):
    UNSUBSCRIBED = "unsubscribed", _("Har avanmält sig")
    BOUNCED = "bounced", _("Mejl studsar")
    COMPLAINED = "complained", _("Anmälde mejlet som skräp")
    BY_HAND = "by_hand", _("Lagd hit för hand")


# What each stops. Who asks for something gets an answer, unless it cannot reach them.
STOPS = {
    SuppressionReason.UNSUBSCRIBED: {Basis.OUTREACH},
    SuppressionReason.COMPLAINED: {Basis.OUTREACH, Basis.ERRAND},
    SuppressionReason.BY_HAND: {Basis.OUTREACH, Basis.ERRAND},
    SuppressionReason.BOUNCED: {Basis.OUTREACH, Basis.ERRAND, Basis.ANSWER},
}


class Suppression(Record, Searchable):
    """An address that we do not write to."""

    key = models.CharField(max_length=64, unique=True, editable=False)
    address = models.CharField(_("e-post"), max_length=254)
    reason = models.CharField(_("skäl"), max_length=12, choices=SuppressionReason, default=SuppressionReason.BY_HAND)
    note = models.CharField(_("anteckning"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("när"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+", null=True, editable=False
    )

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("spärrad adress")
        verbose_name_plural = _("spärrade adresser")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.address

    def get_absolute_url(self):
        return reverse("mailing:suppression_list")

    def search_parts(self):
        return [self.address, self.note]

    @property
    def is_ours(self) -> bool:
        """Whether we may lift it: who has said no takes it back only themselves."""
        return self.reason not in {SuppressionReason.UNSUBSCRIBED, SuppressionReason.COMPLAINED}

    def stops(self, basis: str) -> bool:
        return basis in STOPS[SuppressionReason(self.reason)]
