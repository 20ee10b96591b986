from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, VersionedModelForm
from crm.forms.fields import ContactField
from workplaces.models import Proposal
from workplaces.services.personal_links import DAYS


class LinkForm(StyledForm):
    holder = ContactField(
        label=_("Till vem"),
        required=False,
        help_text=_("Personen står för det som rapporteras, och får länken med e-post om det finns en adress."),
    )
    last_day = forms.DateField(label=_("Gäller till och med"))

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("Dagen har varit."))
        if (day - today).days > 2 * DAYS:
            raise ValidationError(_("En länk gäller högst i två år. Den kan förnyas."))
        return day


class LinkRenewForm(LinkForm):
    holder = None


class DeclineForm(VersionedModelForm):
    answer = forms.CharField(label=_("Varför"), max_length=300, help_text=_("Arbetsplatsen läser det på sin sida."))

    class Meta:
        model = Proposal
        fields = []
