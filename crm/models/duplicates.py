"""Two that may be one, and two that became one."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.matching import Likelihood, Reason, likelihood
from crm.models.companies import Company
from crm.models.contacts import Contact
from crm.querysets.duplicates import MergeQuerySet, PairQuerySet


class Pair(models.Model):
    """Two rows that look like one; `one` has the lower key. Marked as different they are never asked about again."""

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

    objects = PairQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.one} – {self.other}"

    @property
    def likelihood(self) -> Likelihood | None:
        return likelihood(self.points)

    @property
    def reason_words(self) -> list[str]:
        """A reason that the program no longer knows is left out."""
        return [str(Reason(reason).label) for reason in self.reasons if reason in Reason.values]


class CompanyPair(Pair):
    one = models.ForeignKey(Company, models.CASCADE, verbose_name=_("det ena"), related_name="+")
    other = models.ForeignKey(Company, models.CASCADE, verbose_name=_("det andra"), related_name="+")

    class Meta:
        verbose_name = _("möjlig dubblett av företag")
        verbose_name_plural = _("möjliga dubbletter av företag")
        ordering = ["-points", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="crm_companypair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="crm_companypair_in_order"),
        ]


class ContactPair(Pair):
    one = models.ForeignKey(Contact, models.CASCADE, verbose_name=_("den ena"), related_name="+")
    other = models.ForeignKey(Contact, models.CASCADE, verbose_name=_("den andra"), related_name="+")

    class Meta:
        verbose_name = _("möjlig dubblett av person")
        verbose_name_plural = _("möjliga dubbletter av personer")
        ordering = ["-points", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="crm_contactpair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="crm_contactpair_in_order"),
        ]


class MergeKind(models.TextChoices):
    COMPANY = "company", _("Företag")
    CONTACT = "contact", _("Person")


class Merge(models.Model):
    """Two that were made one: the trace of it, and all that is needed to take it back.

    Keys and not relations, as the lost row is gone. `leads_to` follows when the kept row is merged in its turn.
    """

    kind = models.CharField(_("slag"), max_length=10, choices=MergeKind)
    lost = models.PositiveBigIntegerField(_("gick upp i ett annat"))
    lost_name = models.CharField(_("namn"), max_length=200)
    kept = models.PositiveBigIntegerField(_("behölls"))
    leads_to = models.PositiveBigIntegerField(_("finns nu som"))
    # See crm.services.merging for what is in it.
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
        return reverse("crm:merge_detail", args=[self.pk])

    @property
    def is_taken_back(self) -> bool:
        return self.undone_at is not None

    @property
    def model(self) -> type[Company] | type[Contact]:
        return {MergeKind.COMPANY: Company, MergeKind.CONTACT: Contact}[MergeKind(self.kind)]
