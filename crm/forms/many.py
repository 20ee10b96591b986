"""What is done with all that are chosen in a list."""

import secrets

from django import forms

from core.forms import StyledModelForm
from crm.forms.interactions import FormKeyMixin
from crm.models import Interaction


class LogManyForm(FormKeyMixin, StyledModelForm):
    """One contact with all of them: an event, a mailing, a meeting."""

    # This form's own, so that it is logged once even when it is sent twice.
    form_token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput, initial=secrets.token_urlsafe)

    class Meta:
        model = Interaction
        fields = ["kind", "outcome", "direction", "happened_at", "goal", "text"]
        widgets = {
            "kind": forms.RadioSelect,
            "outcome": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
        }

    field_order = ["kind", "outcome", "text", "happened_at", "goal", "direction", "form_token"]
