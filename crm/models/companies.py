import datetime as dt

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import PhoneField, WebAddressField
from core.identity_numbers import (
    ORGNR_LENGTH,
    format_bankgiro,
    format_orgnr,
    format_swish,
    parse_bankgiro,
    parse_orgnr,
    parse_swish,
)
from core.images import PARTNER_LOGOS, validate_partner_logo
from core.models import Record, Sortable
from core.ordering import EmptyFirst
from core.row_urls import route_to
from core.text import LONG_TEXT, post_town
from crm.address_lists import ways_to_write
from crm.models.names import Renamable
from crm.name_keys import MATCH_KEY_LENGTH, name_key
from crm.querysets.companies import CompanyQuerySet, TagQuerySet


class CompanyStatus(models.TextChoices):
    PROSPECT = "prospect", _("Prospekt")
    ACTIVE = "active", _("Aktiv")
    PAUSED = "paused", _("Vilande")
    ENDED = "ended", _("Avslutad")


class Tag(Sortable):
    name = models.CharField(_("etikett"), max_length=40, unique=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("etikett")
        verbose_name_plural = _("etiketter")
        ordering = ["sort_key"]

    def __str__(self):
        return self.name


class Company(Renamable, Record, Sortable):
    name = models.CharField(_("namn"), max_length=160)
    orgnr = models.CharField(  # noqa: DJ001  unique, which only nulls are exempt from
        _("organisationsnummer"),
        max_length=ORGNR_LENGTH,
        null=True,
        blank=True,
        help_text=_("Tio siffror, med eller utan bindestreck."),
    )
    other_names = models.TextField(
        _("andra namn"),
        blank=True,
        max_length=400,
        help_text=_("Tidigare namn, eller namn i dagligt tal. Företaget hittas på dem också."),
    )
    match_key = models.CharField(editable=False, default="", max_length=MATCH_KEY_LENGTH, db_index=True)
    is_sole_trader = models.BooleanField(_("enskild firma"), default=False, editable=False)
    trade = models.CharField(_("bransch"), max_length=80, blank=True)
    employees = models.PositiveIntegerField(_("antal anställda"), null=True, blank=True)
    street = models.CharField(_("gatuadress"), max_length=120, blank=True)
    postal_code = models.CharField(_("postnummer"), max_length=10, blank=True)
    city = models.CharField(_("ort"), max_length=80, blank=True)
    phone = PhoneField(_("telefon"), blank=True, help_text=_("Växeln eller kundtjänst, inte någon persons."))
    website = WebAddressField(_("webbplats"), blank=True)
    logo = models.ImageField(
        _("logotyp"),
        upload_to="logos",
        blank=True,
        validators=[FileExtensionValidator(PARTNER_LOGOS), validate_partner_logo],
        help_text=_("PNG, JPEG, WebP eller svg, högst 1 MB. Visas på webbplatsen när företaget är partner."),
    )
    invoice_email = models.EmailField(_("e-post för faktura"), blank=True)
    invoice_reference = models.CharField(_("fakturareferens"), max_length=80, blank=True)
    swish = models.CharField(_("Swishnummer"), max_length=20, blank=True)
    bankgiro = models.CharField(_("bankgiro"), max_length=20, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ansvarig"),
        related_name="companies",
        null=True,
        blank=True,
    )
    status = models.CharField(_("status"), max_length=10, choices=CompanyStatus, default=CompanyStatus.PROSPECT)
    tags = models.ManyToManyField(Tag, verbose_name=_("etiketter"), related_name="companies", blank=True)
    notes = models.TextField(_("anteckningar"), max_length=LONG_TEXT, blank=True)
    created_at = models.DateTimeField(_("registrerad"), auto_now_add=True)
    # Derived from the contact log by crm.services.last_contact.
    last_contact_at = models.DateTimeField(_("senaste kontakt"), null=True, editable=False)

    derived_fields = ("last_contact_at",)
    lesser_permissions = {
        "crm.change_company_invoice": ("invoice_email", "invoice_reference", "bankgiro", "swish"),
    }
    guarded_fields = {"notes": "crm.view_notes"}
    has_search_index = True

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("företag")
        verbose_name_plural = pgettext_lazy("flera", "företag")
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="crm_company_sorted"),
            # As `longest_silent_first`, of everybody and of one owner: the first few are found without the rest.
            EmptyFirst(fields=["last_contact_at", "sort_key", "id"], name="crm_company_last_contact"),
            EmptyFirst(fields=["owner", "last_contact_at", "sort_key", "id"], name="crm_company_owners_contact"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["orgnr"],
                name="crm_company_orgnr_unique",
                violation_error_code="unique",  # Django puts errors with this code beside the field
                violation_error_message=_("Det finns redan ett företag med det organisationsnumret."),
            ),
            models.CheckConstraint(condition=~Q(orgnr=""), name="crm_company_orgnr_not_blank"),
        ]
        permissions = [
            ("view_sole_trader_orgnr", "Can see the personal number of a sole trader"),
            ("view_notes", "Can see notes about companies and people"),
            ("change_company_invoice", "Can change what a company's invoices need, and nothing else of it"),
            ("merge_company", "Can merge companies, and take that back"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return route_to("crm:company_detail", self.pk)

    def readers(self):
        return {"orgnr": self._set_orgnr, "bankgiro": parse_bankgiro, "swish": parse_swish}

    def clean_fields(self, exclude=None):
        self.orgnr = self.orgnr or None
        if not self.orgnr:
            self.is_sole_trader = False
        super().clean_fields(exclude=exclude)

    def _set_orgnr(self, text: str) -> str:
        orgnr = parse_orgnr(text)
        self.is_sole_trader = orgnr.personal
        return orgnr.digits

    def search_parts(self):
        # A sole trader's number is a personal number: found only by exact match, by users permitted to see it.
        numbers = [] if self.is_sole_trader or not self.orgnr else [self.orgnr, self.orgnr_display]
        phone = ways_to_write(self.phone) if self.phone else []
        return [self.name, *numbers, self.city, self.trade, self.other_names, *phone]

    def fill_keys(self):
        self.match_key = name_key(self.name)
        return super().fill_keys() | {"match_key"}

    @property
    def orgnr_display(self) -> str:
        return format_orgnr(self.orgnr or "")

    @property
    def orgnr_masked(self) -> str:
        """The number for lists, hidden for a sole trader, whose number is personal data."""
        return str(_("Enskild firma")) if self.is_sole_trader else self.orgnr_display

    @property
    def orgnr_to_keep(self) -> str:
        """The digits for what is kept or compared outside the register; empty for a sole trader, as by orgnr_masked."""
        return "" if self.is_sole_trader else self.orgnr or ""

    def days_since_contact(self, day: dt.date) -> int | None:
        """Whole days from the last contact to `day`; None without any contact."""
        return (day - timezone.localdate(self.last_contact_at)).days if self.last_contact_at else None

    def silent_days(self, day: dt.date) -> int | None:
        """Days since the last contact if its tier's limit is reached; None below the limit or without any contact.

        Needs a row annotated by `with_silence_rule`.
        """
        days = self.days_since_contact(day)
        return days if days is not None and self.silent_after_days and days >= self.silent_after_days else None

    @property
    def bankgiro_display(self) -> str:
        return format_bankgiro(self.bankgiro)

    @property
    def swish_display(self) -> str:
        return format_swish(self.swish)

    @property
    def address(self) -> str:
        return ", ".join(filter(None, [self.street, post_town(self.postal_code, self.city)]))
