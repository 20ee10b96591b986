from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, VersionedModelForm
from core.identity import parse_orgnr
from core.images import PictureField
from core.text import search_key
from crm.forms.fields import AsksWhetherEnded, CompanyField, TagsField, UserField
from crm.models import Affiliation, Company, Contact


class CompanyForm(AsksWhetherEnded, VersionedModelForm):
    # As typed: hyphens, spaces and the prefix 16 make it longer than what is stored.
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
        field_classes = {"logo": PictureField}
        widgets = {"notes": forms.Textarea(attrs={"rows": 4}), "other_names": forms.Textarea(attrs={"rows": 2})}

    field_order = ["name", "other_names", "orgnr", "status", "end_anyway"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_sole_trader and not user.has_perm("crm.view_sole_trader_orgnr"):
            del self.fields["orgnr"]
        elif self.instance.pk:
            self.initial["orgnr"] = self.instance.orgnr_display
        if self.instance.pk:
            self.initial["tags"] = list(self.instance.tags.all())
        else:
            self.initial.setdefault("owner", user.pk)

    def put_on(self, stored, seen):
        """Tags have no history: those that differ now may be somebody else's."""
        same = "tags" not in self.fields or {search_key(name) for name in self.cleaned_data["tags"]} == {
            search_key(tag.name) for tag in stored.tags.all()
        }
        return same and super().put_on(stored, seen)

    def clean_orgnr(self):
        text = self.cleaned_data["orgnr"]
        if not text:
            return None
        digits = parse_orgnr(text).digits
        existing = Company.objects.by_orgnr(digits).exclude(pk=self.instance.pk).first()
        if existing:
            raise ValidationError(
                format_html(
                    '{} <a href="{}">{}</a>.',
                    _("Numret är redan registrerat på"),
                    existing.get_absolute_url(),
                    existing,
                ),
                code="unique",
            )
        return digits


class ContactForm(VersionedModelForm):
    class Meta:
        model = Contact
        fields = [
            "first_name",
            "last_name",
            "other_names",
            "email",
            "phone",
            "legal_basis",
            "data_source",
            "do_not_contact",
            "notes",
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3}), "other_names": forms.Textarea(attrs={"rows": 2})}


class NewContactForm(ContactForm):
    company = CompanyField()
    role = forms.CharField(label=_("Roll"), max_length=80, required=False)
    starts = forms.DateField(label=_("Från"), required=False)

    field_order = ["first_name", "last_name", "company", "role", "starts", "email", "phone"]


class AffiliationForm(VersionedModelForm):
    company = CompanyField()

    class Meta:
        model = Affiliation
        fields = ["company", "role", "starts", "ends", "is_primary"]


class MoveContactForm(StyledForm):
    company = CompanyField(label=_("Nytt företag"))
    role = forms.CharField(label=_("Roll"), max_length=80, required=False)
    on = forms.DateField(label=_("Första dagen"), initial=timezone.localdate)
