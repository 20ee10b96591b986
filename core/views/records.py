"""A row's own page, and the page that asks before it goes."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from core.field_permissions import unreadable
from core.forms import StyledForm
from core.history import changes
from core.services import delete_record
from core.views.generic import ActionPage


class DeletePage(ActionPage):
    """Asks once more before a row goes; `remove` is the service that takes it away."""

    submit_label = _("Ta bort")
    remove = staticmethod(delete_record)

    def get_form_class(self):
        """Whatever form the other pages of the row have."""
        return StyledForm

    def save(self, form):
        self.remove(self.object)
        return self.object


class DetailPage(PermissionRequiredMixin, DetailView):
    """A row's own page, with its history for templates that show it, without the fields that one may not read."""

    hidden_in_history: frozenset[str] = frozenset()

    def get_context_data(self, **kwargs):
        hidden = self.hidden_in_history | unreadable(self.request.user, type(self.object))
        told = SimpleLazyObject(lambda: changes(self.object, hidden_fields=hidden))
        return super().get_context_data(**{"changes": told} | kwargs)
