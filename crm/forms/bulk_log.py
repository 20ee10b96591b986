"""Actions on all rows selected in a list."""

from core.forms import StyledModelForm
from crm.forms.interactions import InteractionForm


class LogManyForm(StyledModelForm):
    """Log one contact with all selected: an event, a mailing, a meeting."""

    class Meta(InteractionForm.Meta):
        pass

    field_order = ["kind", "outcome", "text", "happened_at", "goal", "direction"]
