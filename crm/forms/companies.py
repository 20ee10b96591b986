from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from core.forms import StyledForm, VersionedModelForm
from core.identity_numbers import parse_orgnr
from core.images import PartnerLogoField
from core.models import User
from core.text import search_key
from crm.forms.fields import AsksWhetherEnded, CompanyField, TagsField, UserField
from crm.models import Affiliation, Company, Contact
from crm.name_keys import domain_of


def free_orgnr(text: str, *, user: User, of: int | None = None) -> str:
    """The digits of a number that no other company has. Raise ValidationError: whose it is, if the user may know."""
    number = parse_orgnr(text)
    if not Company.objects.by_orgnr(number.digits).exclude(pk=of).exists():
        return number.digits
    existing = Company.objects.told_by(number, user=user).first()
    if existing is None:
        raise ValidationError(_("Numret är redan registrerat."), code="unique")
    words = _("Numret är redan registrerat på")
    told = format_html('{} <a href="{}">{}</a>.', words, existing.get_absolute_url(), existing)
    raise ValidationError(told, code="unique")


class CompanyForm(AsksWhetherEnded, VersionedModelForm):
    # Longer than the stored value, to allow hyphens, spaces and the prefix 16.
    orgnr = forms.CharField(
        label=_("Organisationsnummer"),
        required=False,
        max_length=20,
        help_text=_("Tio siffror, med eller utan bindestreck."),
    )
    owner = UserField(may="crm.change_nextstep", label=_("Ansvarig"), required=False)
    tags = TagsField()

    class Meta:
        model = Company
        fields = [
            "name",
            "other_names",
            "orgnr",
            "status",
            "owner",
            "trade",
            "employees",
            "phone",
            "website",
            "street",
            "postal_code",
            "city",
            "invoice_email",
            "invoice_reference",
            "bankgiro",
            "swish",
            "logo",
            "notes",
        ]
        field_classes = {"logo": PartnerLogoField}
        widgets = {"notes": forms.Textarea(attrs={"rows": 4}), "other_names": forms.Textarea(attrs={"rows": 2})}

    field_order = ["name", "other_names", "orgnr", "status", "end_anyway"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if self.instance.is_sole_trader and not user.has_perm("crm.view_sole_trader_orgnr"):
            del self.fields["orgnr"]
        elif self.instance.pk:
            self.initial["orgnr"] = self.instance.orgnr_display
        if self.instance.pk:
            self.initial["tags"] = list(self.instance.tags.all())
        else:
            self.initial.setdefault("owner", user.pk)

    def merge_into(self, stored, seen):
        """Treat differing tags as a conflict: they have no history, so another user may have changed them."""
        same = "tags" not in self.fields or {search_key(name) for name in self.cleaned_data["tags"]} == {
            search_key(tag.name) for tag in stored.tags.all()
        }
        return same and super().merge_into(stored, seen)

    def clean_orgnr(self):
        text = self.cleaned_data["orgnr"]
        return free_orgnr(text, user=self.user, of=self.instance.pk) if text else None


REACHED_BY = ("email", "phone", "other_emails", "other_phones")


class ContactForm(VersionedModelForm):
    class Meta:
        model = Contact
        fields = [
            "first_name",
            "last_name",
            "other_names",
            *REACHED_BY,
            "former_emails",
            "legal_basis",
            "data_source",
            "do_not_contact",
            "notes",
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})} | dict.fromkeys(
            ("other_names", "other_emails", "former_emails", "other_phones"), forms.Textarea(attrs={"rows": 2})
        )


class NewContactForm(ContactForm):
    company = CompanyField()
    role = forms.CharField(label=_("Roll"), max_length=80, required=False)
    starts = forms.DateField(label=_("Från"), required=False)

    field_order = ["first_name", "last_name", "company", "role", "starts", *REACHED_BY]


class AffiliationForm(VersionedModelForm):
    company = CompanyField()

    class Meta:
        model = Affiliation
        fields = ["company", "role", "starts", "ends", "is_primary"]


class MoveContactForm(StyledForm):
    """Ask for new address and number at the new employer, and for a successor at the old one."""

    company = CompanyField(label=_("Nytt företag"))
    role = forms.CharField(label=_("Roll"), max_length=80, required=False)
    on = forms.DateField(
        label=_("Första dagen"),
        initial=timezone.localdate,
        help_text=_("Är dagen längre fram ändras inget annat förrän då."),
    )
    email = forms.EmailField(label=_("E-post på nya företaget"), required=False)
    phone = PhoneNumberField(label=_("Telefon på nya företaget"), required=False)
    is_primary = forms.BooleanField(
        label=_("Huvudkontakt på nya företaget"), required=False, help_text=_("Den vi ringer först på företaget.")
    )

    def __init__(self, *args, contact: Contact, **kwargs):
        super().__init__(*args, **kwargs)
        self.contact = contact
        self._ask_for_addresses()
        self.left = {}
        with_steps = set(contact.next_steps.open().values_list("company", flat=True))
        for role in contact.current_roles():
            if role.is_main_contact or role.company_id in with_steps:
                self._ask_for_successor(role)

    def _ask_for_addresses(self):
        """Keep an address on a shared domain; ask for a new one if it belongs to the old employer's domain."""
        if self.contact.email and not domain_of(self.contact.email):
            self.initial.setdefault("email", self.contact.email)
        elif self.contact.email:
            self.fields["email"].help_text = format_lazy(
                _("{email} slutar gälla om du inte skriver den här igen; äldre mejl känns ändå igen på den."),
                email=self.contact.email,
            )
        if self.contact.phone:
            self.fields["phone"].initial = self.contact.phone
            self.fields["phone"].help_text = _("Samma nummer som förut, om du inte ändrar.")

    def _ask_for_successor(self, role: Affiliation):
        company, name = role.company, f"successor_{role.company_id}"
        if name in self.fields:
            return
        label = _("Ny huvudkontakt på {company}") if role.is_main_contact else _("Vem tar över stegen på {company}")
        others = Contact.objects.filter(
            affiliations__in=Affiliation.objects.current_on(timezone.localdate()).filter(company=company)
        ).exclude(pk=self.contact.pk)
        self.left[name] = company
        self.fields[name] = forms.ModelChoiceField(
            others.distinct(),
            label=format_lazy(label, company=company),
            required=False,
            empty_label=_("Ingen än"),
            help_text=_("Öppna steg med personen där går över till den nya. Annars ligger de kvar, med en anmärkning."),
        )

    def successors(self) -> dict[Company, Contact]:
        chosen = {company: self.cleaned_data[name] for name, company in self.left.items()}
        return {company: contact for company, contact in chosen.items() if contact}
