from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.competitions import Competition
from campaigns.querysets import TeamQuerySet
from core.days import validate_has_been
from core.identity_numbers import make_ocr
from core.models import Record, Sortable
from core.money import MoneyField
from core.row_urls import route_to
from crm.models import Company, Contact

OCR_SERIES = 700_000_000  # clear of the references of payroll giving and of agreements


class Team(Record, Sortable):
    competition = models.ForeignKey(Competition, models.CASCADE, verbose_name=_("tävling"), related_name="teams")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("företag"), related_name="teams")
    name = models.CharField(_("lagets namn"), max_length=80, help_text=_("Så som det står på tavlan."))
    code = models.CharField(_("kod"), max_length=12, unique=True, editable=False)
    heads = models.PositiveIntegerField(
        _("antal personer"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Alla som kan vara med på arbetsplatsen, också den som inte ger något."),
    )
    heads_confirmed_by = models.CharField(_("antalet bekräftat av"), max_length=120, blank=True)
    heads_confirmed_on = models.DateField(
        _("antalet bekräftat den"), null=True, blank=True, validators=[validate_has_been]
    )
    # A count reported by the coordinator; names are never collected.
    participants = models.PositiveIntegerField(
        _("antal som deltagit"), default=0, help_text=_("Hur många olika personer som gjort något godkänt. Inga namn.")
    )
    participants_confirmed_by = models.CharField(_("deltagandet bekräftat av"), max_length=120, blank=True)
    participants_confirmed_on = models.DateField(
        _("deltagandet bekräftat den"), null=True, blank=True, validators=[validate_has_been]
    )
    coordinator = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("samordnare"), related_name="coordinates", null=True, blank=True
    )
    join_until = models.DateField(_("anmälan senast"), null=True, blank=True)
    # A withdrawn team's money stays in the totals; it has no place and is no obstacle to deciding.
    withdrawn_on = models.DateField(_("har gått ur"), null=True, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("lag")
        verbose_name_plural = _("lag")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "name"],
                name="campaigns_team_name_unique",
                violation_error_message=_("Det finns redan ett lag med det namnet i tävlingen."),
            ),
            models.CheckConstraint(condition=Q(heads__isnull=True) | Q(heads__gte=1), name="campaigns_team_has_heads"),
            models.CheckConstraint(
                condition=Q(heads__isnull=True) | Q(participants__lte=F("heads")),
                name="campaigns_team_participants_fit",
                violation_error_message=_("Fler kan inte ha deltagit än de som finns i laget."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return route_to("campaigns:team_detail", self.pk)

    def clean(self):
        if self.heads is not None and self.participants > self.heads:
            raise ValidationError({"participants": _("Fler kan inte ha deltagit än de som finns i laget.")})

    def search_parts(self):
        return [self.name, self.company.name, self.code]

    @property
    def ocr(self) -> str:
        """The OCR reference of gifts to the team by bank. It never changes."""
        return make_ocr(OCR_SERIES + self.pk)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None

    @property
    def heads_confirmed(self) -> bool:
        return self.heads_confirmed_on is not None

    @property
    def participants_confirmed(self) -> bool:
        return self.participants_confirmed_on is not None

    @property
    def participants_reported(self) -> bool:
        """Whether a count has been entered; before that, 0 means unknown."""
        return self.participants > 0 or self.participants_confirmed


class Tally(models.Model):
    """The sums of a team's contributions, updated in the transaction that writes a contribution.

    So the cost of a board does not depend on the number of contributions. `manage.py recount_tallies` recomputes and
    compares them. Derived data, so it has no history of its own.
    """

    team = models.OneToOneField(Team, models.CASCADE, primary_key=True, related_name="tally")
    employees = MoneyField(_("medarbetarnas pengar"), default=0, min_value=None)
    company = MoneyField(_("företagets pengar"), default=0, min_value=None)
    gifts = models.IntegerField(_("antal gåvor"), default=0)
    changed_at = models.DateTimeField(auto_now=True)
    is_use = Q(pk__in=[])  # for core.changesets: it comes and goes with its team

    class Meta:
        verbose_name = _("ställning")
        verbose_name_plural = _("ställningar")

    def __str__(self):
        return str(self.team)
