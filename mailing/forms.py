from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, StyledModelForm, VersionedModelForm
from mailing.models import LetterTemplate, Suppression

LINES = 14


class TemplateForm(VersionedModelForm):
    class Meta:
        model = LetterTemplate
        fields = ["subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": LINES})}


class OwnTemplateForm(VersionedModelForm):
    class Meta:
        model = LetterTemplate
        fields = ["name", "language", "subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": LINES}), "language": forms.RadioSelect}

    name = forms.CharField(
        label=_("Namn"), max_length=80, help_text=_("Så att ni hittar texten när ni ska skriva till flera.")
    )


class SuppressionForm(StyledModelForm):
    address = forms.EmailField(label=_("E-post"), max_length=254)

    class Meta:
        model = Suppression
        fields = ["address", "note"]


class SendAgainForm(StyledForm):
    """Asks first: what may have gone would go twice."""
