"""Actions on all rows selected in a list."""

from django import forms

from core.forms import StyledModelForm
from crm.models import Interaction


class LogManyForm(StyledModelForm):
    """Log one contact with all selected: an event, a mailing, a meeting."""

    class Meta:
        model = Interaction
        fields = ["kind", "outcome", "direction", "happened_at", "goal", "text"]
        widgets = {
            "kind": forms.RadioSelect,
            "outcome": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
        }

    field_order = ["kind", "outcome", "text", "happened_at", "goal", "direction"]
