import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.active_language import language_now
from core.colours import hex_colour
from core.fields import WebAddressField
from core.models import Record, Sortable
from core.money import MoneyField, format_amount
from core.row_urls import route_to
from core.text import LONG_TEXT
from core.two_languages import Words, is_english, swedish
from goals.querysets import KeyFigureQuerySet, TierOfferQuerySet

MOST_NOTICE_DAYS = 730


class TwoNames(models.Model):
    """A name in Swedish and English."""

    name = models.CharField(_("namn"), max_length=80)
    name_en = models.CharField(_("namn på engelska"), max_length=80)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name_en if language_now() == "en" else self.name


class GlobalGoal(TwoNames):
    """One of the 17 global goals of Agenda 2030."""

    number = models.PositiveSmallIntegerField(_("nummer"), unique=True)
    colour = models.CharField(_("färg"), max_length=7, validators=[hex_colour])

    class Meta:
        verbose_name = _("globalt mål")
        verbose_name_plural = _("globala mål")
        ordering = ["number"]


class Goal(Record, Sortable, TwoNames):
    """One of the city mission's local goals."""

    number = models.PositiveSmallIntegerField(_("nummer"), unique=True)
    colour = models.CharField(
        _("färg"),
        max_length=7,
        validators=[hex_colour],
        help_text=_("Accentfärg där målet visas, till exempel #0B7A75."),
    )
    problem = models.CharField(_("problemet"), max_length=300, help_text=_("En mening om varför målet behövs."))
    today = models.TextField(_("det gör vi i dag"), max_length=LONG_TEXT)
    ambition = models.TextField(_("det vill vi göra mer"), max_length=LONG_TEXT)
    share_text = models.CharField(
        _("delningstext"), max_length=280, help_text=_("Färdig text för den som vill sprida målet, högst 280 tecken.")
    )
    global_goals = models.ManyToManyField(GlobalGoal, verbose_name=_("globala mål"), related_name="goals", blank=True)

    class Meta:
        verbose_name = _("lokalt mål")
        verbose_name_plural = _("lokala mål")
        ordering = ["number"]

    def get_absolute_url(self):
        return route_to("goals:goal_detail", self.number)

    def search_parts(self):
        return [self.name, self.name_en, self.problem, str(self.number)]

    def sort_text(self):
        return self.name

    @property
    def problem_words(self) -> Words:
        """The problem in the active language; its English stands on the page, which is best selected with the goal."""
        english = self.page.problem_en if is_english() and hasattr(self, "page") else ""
        return Words(english) if english else swedish(self.problem)


class YearlyAim(Record):
    """The yearly amount a goal needs from companies, in force until the next aim applies."""

    goal = models.ForeignKey(Goal, models.CASCADE, verbose_name=_("mål"), related_name="aims")
    applies_from = models.DateField(_("gäller från"))
    amount = MoneyField(
        _("målsumma per år"),
        null=True,
        blank=True,
        help_text=_("Kronor från företag varje år. Lämna tomt om målet inte ska ha någon målsumma från den dagen."),
    )

    class Meta:
        verbose_name = _("målsumma")
        verbose_name_plural = _("målsummor")
        ordering = ["goal", "applies_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "applies_from"],
                name="goals_one_aim_per_day",
                violation_error_message=_("Det finns redan en målsumma från den dagen."),
            ),
        ]

    def __str__(self):
        return f"{self.goal}: {format_amount(self.amount) or _('ingen målsumma')} ({self.applies_from})"


class KeyFigure(Record):
    goal = models.ForeignKey(Goal, models.CASCADE, verbose_name=_("mål"), related_name="key_figures")
    name = models.CharField(_("vad som mäts"), max_length=120)
    name_en = models.CharField(_("vad som mäts, på engelska"), max_length=120, blank=True)
    unit = models.CharField(_("enhet"), max_length=20, help_text=_("Till exempel personer eller %."))
    unit_en = models.CharField(_("enhet på engelska"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("ordning"), default=1)

    objects = KeyFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("nyckeltal")
        verbose_name_plural = pgettext_lazy("flera", "nyckeltal")
        ordering = ["goal", "position", "pk"]

    def __str__(self):
        return self.name


class KeyFigureValue(Record):
    key_figure = models.ForeignKey(KeyFigure, models.CASCADE, verbose_name=_("nyckeltal"), related_name="values")
    measured_on = models.DateField(_("datum"), help_text=_("Dagen då siffran gällde, eller då den lästes i källan."))
    value = models.DecimalField(_("värde"), max_digits=12, decimal_places=1, validators=[MinValueValidator(0)])
    source = models.CharField(_("källa"), max_length=200)
    source_url = WebAddressField(_("länk till källan"), blank=True)

    class Meta:
        verbose_name = _("mätvärde")
        verbose_name_plural = _("mätvärden")
        ordering = ["key_figure", "measured_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["key_figure", "measured_on"],
                name="goals_one_value_per_day",
                violation_error_message=_("Det finns redan ett värde för den dagen."),
            ),
        ]

    def __str__(self):
        return f"{self.key_figure}: {self.value} ({self.measured_on})"


class Tier(Record, TwoNames):
    rank = models.PositiveSmallIntegerField(
        _("rang"), unique=True, help_text=_("1 visas först. Nivåerna listas i rangordning på webbplatsen.")
    )
    plural = models.CharField(_("namn i plural"), max_length=80)
    plural_en = models.CharField(_("namn i plural på engelska"), max_length=80)
    silent_after_days = models.PositiveSmallIntegerField(
        _("dagar utan kontakt"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Efter så många dagar utan kontakt visas en partner på nivån som tyst. Tomt betyder aldrig."),
    )
    notice_days = models.PositiveSmallIntegerField(
        _("besked före slutet, dagar"),
        default=90,
        validators=[MaxValueValidator(MOST_NOTICE_DAYS)],
        help_text=_("Så många dagar före slutet ska en förnyelse vara uppe till samtal."),
    )

    class Meta:
        verbose_name = _("nivå")
        verbose_name_plural = _("nivåer")
        ordering = ["rank"]

    def heading(self, count: int) -> str:
        """The label above a list of `count` partners, in the active language."""
        if count == 1:
            return str(self)
        return self.plural_en if language_now() == "en" else self.plural


class TierOffer(Record):
    goal = models.ForeignKey(Goal, models.CASCADE, verbose_name=_("mål"), related_name="offers")
    tier = models.ForeignKey(Tier, models.PROTECT, verbose_name=_("nivå"), related_name="offers")
    yearly_amount = MoneyField(_("belopp per år"))
    seats = models.PositiveSmallIntegerField(
        _("platser"), null=True, blank=True, help_text=_("Lämna tomt om antalet är obegränsat.")
    )
    is_example = models.BooleanField(
        _("exempelbelopp"), default=False, help_text=_("Markerat tills ni har bestämt ett eget belopp.")
    )

    objects = TierOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("erbjudande")
        verbose_name_plural = _("erbjudanden")
        ordering = ["goal", "tier__rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "tier"],
                name="goals_one_offer_per_tier",
                violation_error_message=_("Målet har redan ett erbjudande på den nivån."),
            ),
        ]

    def __str__(self):
        return f"{self.tier}, {self.goal}"

    def get_absolute_url(self):
        return self.goal.get_absolute_url()


class DueRule(models.TextChoices):
    NONE = "none", _("Ingen bestämd dag")
    AFTER_START = "after_start", _("Dagar efter start")
    BEFORE_END = "before_end", _("Dagar före slut")
    YEARLY = "yearly", _("Samma dag varje år")
    ON_DATE = "on_date", _("Ett bestämt datum")


BY_DAYS = (DueRule.AFTER_START, DueRule.BEFORE_END)
BY_DATE = (DueRule.YEARLY, DueRule.ON_DATE)


class Benefit(Record):
    offer = models.ForeignKey(TierOffer, models.CASCADE, verbose_name=_("erbjudande"), related_name="benefits")
    text = models.CharField(_("motprestation"), max_length=200)
    quantity = models.PositiveSmallIntegerField(_("antal"), default=1, validators=[MinValueValidator(1)])
    market_value = MoneyField(
        _("marknadsvärde"), default=0, help_text=_("Vad motprestationen hade kostat att köpa, hela antalet.")
    )
    due_rule = models.CharField(_("ska levereras"), max_length=12, choices=DueRule, default=DueRule.NONE)
    due_days = models.PositiveSmallIntegerField(_("antal dagar"), null=True, blank=True)
    due_date = models.DateField(
        _("datum"), null=True, blank=True, help_text=_("För samma dag varje år räknas månad och dag.")
    )
    doer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("vem gör det"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Tomt betyder den som ansvarar för sponsorskapet."),
    )
    doer_role = models.CharField(
        _("roll som gör det"), max_length=80, blank=True, help_text=_("Till exempel Kommunikation.")
    )
    position = models.PositiveSmallIntegerField(_("ordning"), default=1)

    class Meta:
        verbose_name = _("motprestation")
        verbose_name_plural = _("motprestationer")
        ordering = ["offer", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(due_rule__in=BY_DAYS) | models.Q(due_days__isnull=False),
                name="goals_benefit_rule_has_days",
                violation_error_message=_("Skriv hur många dagar det gäller."),
            ),
            models.CheckConstraint(
                condition=~models.Q(due_rule__in=BY_DATE) | models.Q(due_date__isnull=False),
                name="goals_benefit_rule_has_date",
                violation_error_message=_("Välj ett datum."),
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if self.due_rule in BY_DAYS and self.due_days is None:
            raise ValidationError({"due_days": _("Skriv hur många dagar det gäller.")})
        if self.due_rule in BY_DATE and self.due_date is None:
            raise ValidationError({"due_date": _("Välj ett datum.")})

    @property
    def due_words(self) -> str:
        """The due rule in words; empty without one."""
        match self.due_rule:
            case DueRule.AFTER_START:
                return ngettext("%(days)s dag efter start", "%(days)s dagar efter start", self.due_days) % {
                    "days": self.due_days
                }
            case DueRule.BEFORE_END:
                return ngettext("%(days)s dag före slut", "%(days)s dagar före slut", self.due_days) % {
                    "days": self.due_days
                }
            case DueRule.YEARLY:
                return gettext("varje år den %(day)s") % {"day": f"{self.due_date:%m-%d}"}
            case DueRule.ON_DATE:
                return gettext("den %(day)s") % {"day": self.due_date.isoformat()}
        return ""

    def due_days_in(self, starts: dt.date, ends: dt.date) -> list[dt.date | None]:
        """Due days in an agreement from `starts` to `ends`, one entry per delivery; None is a delivery without a day.

        YEARLY gives one delivery for each occurrence in the period, or one on the last day if there is none.
        BEFORE_END is never earlier than `starts`.
        """
        match self.due_rule:
            case DueRule.AFTER_START:
                return [starts + dt.timedelta(days=self.due_days)]
            case DueRule.BEFORE_END:
                return [max(ends - dt.timedelta(days=self.due_days), starts)]
            case DueRule.ON_DATE:
                return [self.due_date]
            case DueRule.YEARLY:
                days = (_same_day(self.due_date, year) for year in range(starts.year, ends.year + 1))
                return [day for day in days if starts <= day <= ends] or [ends]
        return [None]


def _same_day(day: dt.date, year: int) -> dt.date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February in a common year
        return day.replace(year=year, day=28)
