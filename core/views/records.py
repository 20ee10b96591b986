"""Detail and delete pages of a row."""

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
    """Ask for confirmation before deleting a row; `remove` is the service that deletes it."""

    submit_label = _("Ta bort")
    remove = staticmethod(delete_record)

    def get_form_class(self):
        """Use an empty form, whatever form the row's other pages have."""
        return StyledForm

    def save(self, form):
        self.remove(self.object)
        return self.object


class DetailPage(PermissionRequiredMixin, DetailView):
    """A row's detail page, with its history for templates that show it, without fields that the user may not read."""

    hidden_in_history: frozenset[str] = frozenset()

    def get_context_data(self, **kwargs):
        hidden = self.hidden_in_history | unreadable(self.request.user, type(self.object))
        told = SimpleLazyObject(lambda: changes(self.object, hidden_fields=hidden))
        return super().get_context_data(**{"changes": told} | kwargs)
