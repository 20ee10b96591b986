from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, Team
from core.models import Changeset, Record
from inbox.models import Enquiry
from workplaces.querysets import StartQuerySet


class StartKind(models.TextChoices):
    COLLECTION = "collection", _("Starta en insamling bland kollegor")
    CHALLENGE = "challenge", _("Utmana ett annat företag")
    JOIN = "join", _("Vara med i en tävling med vårt lag")
    PARTNER = "partner", _("Bli partner")
    PAYROLL = "payroll", _("Ge via lön, som arbetsgivare")


MAKES_TEAM = (StartKind.COLLECTION, StartKind.CHALLENGE, StartKind.JOIN)


class Start(Record):
    """What a workplace wants to begin: more of an enquiry from the public form, and what became of it."""

    enquiry = models.OneToOneField(Enquiry, models.CASCADE, verbose_name=_("förfrågan"), related_name="start")
    kind = models.CharField(_("vad de vill"), max_length=12, choices=StartKind)
    competition = models.ForeignKey(
        Competition,
        models.SET_NULL,
        verbose_name=_("tävling"),
        related_name="starts",
        null=True,
        blank=True,
        help_text=_("Den de vill vara med i, eller den som blev till."),
    )
    size = models.PositiveIntegerField(
        _("antal på arbetsplatsen"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    team_name = models.CharField(_("lagets namn"), max_length=80, blank=True)
    opponent = models.CharField(_("vilka de vill utmana"), max_length=160, blank=True)
    # Not on the company's behalf: colleagues who collect by themselves.
    privately = models.BooleanField(_("som privatperson på arbetsplatsen"), default=False)
    # Of the link in the mail that confirms the address; None where no mail goes out.
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001  as above
    confirmed_at = models.DateTimeField(_("adressen bekräftad"), null=True, editable=False)
    team = models.ForeignKey(
        Team, models.SET_NULL, verbose_name=_("lag"), related_name="starts", null=True, editable=False
    )
    changeset = models.ForeignKey(Changeset, models.SET_NULL, related_name="+", null=True, editable=False)

    changed_by_services = True
    objects = StartQuerySet.as_manager()

    class Meta:
        verbose_name = _("arbetsplats som vill börja")
        verbose_name_plural = _("arbetsplatser som vill börja")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.enquiry)

    def get_absolute_url(self):
        return self.enquiry.get_absolute_url()

    @property
    def makes_team(self) -> bool:
        return self.kind in MAKES_TEAM

    @property
    def permissions(self) -> tuple[str, ...]:
        """What it takes to approve it."""
        if self.kind in (StartKind.COLLECTION, StartKind.CHALLENGE):
            return ("inbox.change_enquiry", "campaigns.add_competition", "workplaces.add_workplacelink")
        if self.kind == StartKind.JOIN:
            return ("inbox.change_enquiry", "campaigns.add_team", "workplaces.add_workplacelink")
        return ("inbox.change_enquiry",)
