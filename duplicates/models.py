"""Pairs of rows that may be duplicates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.models import Company, Contact
from duplicates.querysets import PairQuerySet
from duplicates.similarity import Likelihood, MatchReason, likelihood


class Pair(models.Model):
    """Two rows that may be duplicates; `one` has the lower key. A pair marked as different is never suggested again."""

    points = models.PositiveSmallIntegerField(_("poäng"))
    reasons = models.JSONField(_("skäl"), default=list)
    found_at = models.DateTimeField(_("hittat"), auto_now=True)
    distinct_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("markerat av"),
        related_name="+",
        null=True,
        editable=False,
    )
    distinct_at = models.DateTimeField(_("markerat som olika"), null=True, editable=False)

    is_use = Q(distinct_at__isnull=False)  # for core.changesets: an undecided pair does not prevent undo

    objects = PairQuerySet.as_manager()

    goes_with_either = True  # for crm.services.related_rows

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.one} – {self.other}"

    @property
    def likelihood(self) -> Likelihood | None:
        return likelihood(self.points)

    @property
    def reason_words(self) -> list[str]:
        """Leaves out reasons that no longer exist."""
        return [str(MatchReason(reason).label) for reason in self.reasons if reason in MatchReason.values]


class CompanyPair(Pair):
    one = models.ForeignKey(Company, models.CASCADE, verbose_name=_("det ena"), related_name="+")
    other = models.ForeignKey(Company, models.CASCADE, verbose_name=_("det andra"), related_name="+")

    class Meta:
        verbose_name = _("möjlig dubblett av företag")
        verbose_name_plural = _("möjliga dubbletter av företag")
        ordering = ["-points", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="duplicates_companypair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="duplicates_companypair_in_order"),
        ]


class ContactPair(Pair):
    one = models.ForeignKey(Contact, models.CASCADE, verbose_name=_("den ena"), related_name="+")
    other = models.ForeignKey(Contact, models.CASCADE, verbose_name=_("den andra"), related_name="+")

    class Meta:
        verbose_name = _("möjlig dubblett av person")
        verbose_name_plural = _("möjliga dubbletter av personer")
        ordering = ["-points", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="duplicates_contactpair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="duplicates_contactpair_in_order"),
        ]
