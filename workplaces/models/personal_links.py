import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Team
from core.models import Record
from core.models.secret_links import SecretLink
from crm.models import Company, Contact
from payroll.models import PayrollScheme
from workplaces.querysets import LinkQuerySet


class LinkKind(models.TextChoices):
    COORDINATOR = "coordinator", _("Samordnare")
    EMPLOYER = "employer", _("Arbetsgivare")
    SPONSOR = "sponsor", _("Sponsor")


class WorkplaceLink(SecretLink, Record):
    """The personal link of somebody at a workplace: opens the page of their team, payroll giving or company."""

    kind = models.CharField(_("slag"), max_length=12, choices=LinkKind, editable=False)
    team = models.ForeignKey(
        Team, models.CASCADE, verbose_name=_("lag"), related_name="links", null=True, editable=False
    )
    scheme = models.ForeignKey(
        PayrollScheme,
        models.CASCADE,
        verbose_name=_("gåva via lön"),
        related_name="links",
        null=True,
        editable=False,
    )
    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("företag"), related_name="links", null=True, editable=False
    )
    holder = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("lämnad till"), related_name="links", null=True, blank=True
    )
    last_used_at = models.DateTimeField(_("senast använd"), null=True, editable=False)

    derived_fields = ("last_used_at",)
    changed_by_services = True
    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("personlig länk")
        verbose_name_plural = _("personliga länkar")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="coordinator", team__isnull=False, scheme__isnull=True, company__isnull=True)
                | Q(kind="employer", team__isnull=True, scheme__isnull=False, company__isnull=True)
                | Q(kind="sponsor", team__isnull=True, scheme__isnull=True, company__isnull=False),
                name="workplaces_link_is_about_its_kind",
            ),
        ]

    def __str__(self):
        return gettext("%(kind)s för %(about)s") % {"kind": self.get_kind_display(), "about": self.about}

    @property
    def about(self) -> Team | PayrollScheme | Company:
        return self.team or self.scheme or self.company

    @property
    def workplace(self) -> Company:
        """The company whose people have the link."""
        return self.company or self.about.company

    @property
    def signature(self) -> str:
        """Who stands for what is reported by the link."""
        named = self.holder or (self.team and self.team.coordinator)
        return str(named or gettext("Samordnaren på arbetsplatsen"))

    @property
    def trace(self) -> str:
        """What the history says of a change made by the link. It names no person: the link's row does."""
        return gettext("Personlig länk %(number)s: %(kind)s") % {
            "number": self.pk,
            "kind": self.get_kind_display().lower(),
        }

    @property
    def last_day(self) -> dt.date:
        return timezone.localdate(self.expires_at - dt.timedelta(seconds=1))

    def get_absolute_url(self):
        return self.about.get_absolute_url()
