from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.documents import unguessable_name
from core.images import PARTNER_LOGOS, validate_partner_logo
from core.models import Record
from core.row_urls import route_to
from workplaces.models.personal_links import LinkKind, WorkplaceLink
from workplaces.querysets import ProposalQuerySet


class ProposalState(models.TextChoices):
    PENDING = "pending", _("Väntar")
    APPROVED = "approved", _("Godkänd")
    DECLINED = "declined", _("Avböjd")


def logo_path(proposal, name: str) -> str:
    return unguessable_name("proposals", name)


class Proposal(Record):
    """A change that a workplace asks for by its link, and that staff approve or decline.

    `changes` has the old and the new value by the name of the field, as JSON stores them.
    """

    link = models.ForeignKey(WorkplaceLink, models.CASCADE, verbose_name=_("länk"), related_name="proposals")
    changes = models.JSONField(_("ändringar"), default=dict, blank=True)
    logo = models.ImageField(
        _("logotyp"),
        upload_to=logo_path,
        blank=True,
        validators=[FileExtensionValidator(PARTNER_LOGOS), validate_partner_logo],
    )
    reason = models.CharField(_("skäl"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("kom in"), default=timezone.now, editable=False)
    state = models.CharField(
        _("läge"), max_length=8, choices=ProposalState, default=ProposalState.PENDING, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("bedömd av"),
        related_name="+",
        null=True,
        editable=False,
    )
    decided_at = models.DateTimeField(_("bedömd"), null=True, editable=False)
    answer = models.CharField(_("svar till arbetsplatsen"), max_length=300, blank=True)

    changed_by_services = True
    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("förslag")
        verbose_name_plural = _("förslag")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["made_at"], name="workplaces_proposal_waiting", condition=Q(state="pending"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="pending") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="workplaces_proposal_decided_by_somebody",
            ),
        ]

    def __str__(self):
        return str(self.link.about)

    def get_absolute_url(self):
        return route_to("workplaces:proposal_detail", self.pk)

    @property
    def is_pending(self) -> bool:
        return self.state == ProposalState.PENDING

    @property
    def subject(self) -> type[models.Model]:
        """The model whose row it changes."""
        return type(self.link.about)

    @property
    def shown_changes(self) -> list[tuple[str, object, object]]:
        """The label of each field, its old value and its new one; a logo is shown as pictures beside them."""
        fields = self.subject._meta
        return [(fields.get_field(name).verbose_name, old, new) for name, (old, new) in self.changes.items()]

    @property
    def permission(self) -> str:
        """What it takes to approve it: what it takes to make the change by hand."""
        if self.link.kind == LinkKind.SPONSOR:
            return "crm.change_company"
        return "campaigns.amend_competition" if "heads" in self.changes else "campaigns.change_team"
