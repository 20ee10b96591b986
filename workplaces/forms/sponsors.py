from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, StyledModelForm
from core.images import PartnerLogoField
from crm.models import Company
from workplaces.models import Answer

DETAILS = ("name", "street", "postal_code", "city", "phone", "website", "invoice_email", "invoice_reference")


class DetailsForm(StyledModelForm):
    """The company's own details. Nothing is saved from here: what differs is proposed."""

    logo = PartnerLogoField(
        label=_("Ny logotyp"),
        required=False,
        help_text=_("PNG, JPEG, WebP eller svg, högst 1 MB. Visas där vi visar våra partner."),
    )

    class Meta:
        model = Company
        fields = DETAILS

    @property
    def wanted(self) -> dict:
        """The values by field, as JSON holds them."""
        return {name: str(self.cleaned_data[name] or "") for name in DETAILS}


class RenewalAnswerForm(StyledForm):
    answer = forms.ChoiceField(label=_("Vill ni fortsätta?"), choices=Answer, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Något vi bör veta"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
