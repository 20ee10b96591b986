from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.colours import hex_colour, is_hex
from core.errors import NotPublicYet
from core.fields import PhoneField, WebAddressField
from core.identity_numbers import (
    ORGNR_LENGTH,
    format_bankgiro,
    format_orgnr,
    format_plusgiro,
    format_swish,
    parse_bankgiro,
    parse_orgnr,
    parse_plusgiro,
    parse_swish,
)
from core.images import LOGO, PICTURE
from core.models.records import Record
from core.text import post_town

THE_ONE = 1
BRAND = "#0F5C5A"  # until it has chosen a colour of its own


class ContactPerson(models.Model):
    """Whom companies turn to about partnership, with a picture: the organisation's own, or one of a goal's."""

    partner_name = models.CharField(_("kontakt om partnerskap"), max_length=120, blank=True)
    partner_title = models.CharField(_("kontaktens roll"), max_length=80, blank=True)
    partner_title_en = models.CharField(_("kontaktens roll på engelska"), max_length=80, blank=True)
    partner_phone = PhoneField(_("telefon om partnerskap"), blank=True)
    partner_email = models.EmailField(_("e-post om partnerskap"), blank=True)
    partner_picture = models.ImageField(
        _("bild på kontakten"),
        upload_to="contacts",
        blank=True,
        validators=PICTURE,
        help_text=_("PNG, JPEG eller WebP, högst 8 MB. Visas på webben när personen har sagt ja till det."),
    )

    class Meta:
        abstract = True

    @property
    def has_partner_contact(self) -> bool:
        return bool(self.partner_name and (self.partner_phone or self.partner_email))


class Organisation(Record, ContactPerson):
    """Whose installation this is. There is at most one row; until it is saved, version 0 stands for none."""

    name = models.CharField(_("namn"), max_length=160, help_text=_("Som det ska stå på diplom, avtal och webbplats."))
    short_name = models.CharField(
        _("kort namn"), max_length=60, blank=True, help_text=_("Där det är ont om plats. Tomt betyder hela namnet.")
    )
    orgnr = models.CharField(_("organisationsnummer"), max_length=ORGNR_LENGTH, blank=True)
    bankgiro = models.CharField(
        _("bankgiro"), max_length=20, blank=True, help_text=_("Ett 90-konto kan skrivas både här och som plusgiro.")
    )
    plusgiro = models.CharField(_("plusgiro"), max_length=20, blank=True)
    swish = models.CharField(_("Swishnummer"), max_length=20, blank=True)
    street = models.CharField(_("gatuadress"), max_length=120, blank=True)
    postal_code = models.CharField(_("postnummer"), max_length=10, blank=True)
    city = models.CharField(_("ort"), max_length=80, blank=True)
    website = WebAddressField(_("webbplats"), blank=True)
    logo = models.ImageField(
        _("logotyp"),
        upload_to="organisation",
        blank=True,
        validators=LOGO,
        help_text=_("PNG, JPEG eller WebP, högst 1 MB. Visas på papper och på det som är öppet för alla."),
    )
    logo_svg = models.FileField(
        _("logotyp som svg"),
        upload_to="organisation",
        blank=True,
        validators=[FileExtensionValidator(["svg"])],
        help_text=_("Skarp i alla storlekar, och visas före den andra. Den rensas på allt utom själva teckningen."),
    )
    colour = models.CharField(
        _("profilfärg"),
        max_length=7,
        blank=True,
        validators=[hex_colour],
        help_text=_("Som # och sex tecken. Knappar och länkar på webben får den, läsligt ljus eller mörk."),
    )
    accent = models.CharField(
        _("andra profilfärg"),
        max_length=7,
        blank=True,
        validators=[hex_colour],
        help_text=_("För linjer och ytor. Tomt betyder samma som den första."),
    )
    privacy_name = models.CharField(
        _("kontakt om personuppgifter"),
        max_length=120,
        blank=True,
        help_text=_("Den som svarar på frågor om personuppgifter, eller en funktion som Dataskyddsombudet."),
    )
    privacy_phone = PhoneField(_("telefon om personuppgifter"), blank=True)
    privacy_email = models.EmailField(_("e-post om personuppgifter"), blank=True)
    sender_name = models.CharField(
        _("avsändarens namn"), max_length=80, blank=True, help_text=_("Så heter avsändaren av mejl som skickas.")
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = pgettext_lazy("flera", "organisationer")
        default_permissions = ["view", "change"]
        constraints = [models.CheckConstraint(condition=models.Q(pk=THE_ONE), name="core_organisation_one")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("core:organisation")

    def readers(self):
        numbers = {"bankgiro": parse_bankgiro, "plusgiro": parse_plusgiro, "swish": parse_swish}
        return {"orgnr": _parse_orgnr, **numbers}

    @property
    def is_known(self) -> bool:
        return not self._state.adding

    @property
    def may_be_public(self) -> bool:
        """Whether a visitor can see who is behind what is shown, and whom to ask about personal data."""
        return bool(self.name and (self.privacy_email or self.privacy_phone))

    @property
    def called(self) -> str:
        """Its name where there is little room."""
        return self.short_name or self.name

    @property
    def orgnr_display(self) -> str:
        return format_orgnr(self.orgnr)

    @property
    def bankgiro_display(self) -> str:
        return format_bankgiro(self.bankgiro)

    @property
    def plusgiro_display(self) -> str:
        return format_plusgiro(self.plusgiro)

    @property
    def swish_display(self) -> str:
        return format_swish(self.swish)

    @property
    def address(self) -> str:
        return ", ".join(filter(None, [self.street, post_town(self.postal_code, self.city)]))

    @property
    def ninety_account(self) -> str:
        """The 90-konto, as bankgiro or else as plusgiro; empty without one. Source: Svensk Insamlingskontroll."""
        if self.bankgiro.startswith("90") and len(self.bankgiro) == 7:
            return self.bankgiro_display
        return self.plusgiro_display if self.plusgiro.startswith("90") and len(self.plusgiro) in {6, 7} else ""

    @property
    def logo_url(self) -> str:
        """The address of its logo, the vector one first; empty without any. A new version has a new address."""
        name = "organisation_logo_svg" if self.logo_svg else "organisation_logo"
        return f"{reverse(f'core:{name}')}?v={self.version}" if self.logo or self.logo_svg else ""

    @property
    def facts(self) -> str:
        """Who it is on one line, as it stands under papers, pages and mail."""
        named = [(_("org.nr"), self.orgnr_display), (_("90-konto"), self.ninety_account)]
        orgnr, account = (f"{label} {number}" if number else "" for label, number in named)
        return " · ".join(filter(None, [self.name, orgnr, self.address, account, self.website_shown]))

    @property
    def website_shown(self) -> str:
        """Its website as people write it: www.missionen.example."""
        return self.website.removeprefix("https://").removeprefix("http://").rstrip("/")

    @property
    def brand(self) -> str:
        return self.colour if is_hex(self.colour) else BRAND


def _parse_orgnr(text: str) -> str:
    return parse_orgnr(text).digits


def our_organisation() -> Organisation:
    """The organisation, or an empty one that is not saved. One query."""
    return Organisation.objects.filter(pk=THE_ONE).first() or Organisation(pk=THE_ONE, version=0)


def public_organisation() -> Organisation:
    """The organisation, for what visitors see. Raises NotPublicYet while its name or privacy contact is missing."""
    organisation = our_organisation()
    if not organisation.may_be_public:
        raise NotPublicYet
    return organisation
