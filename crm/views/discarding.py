from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm
from core.views import ActionPage, seen_by
from crm.models import Affiliation, Company, Contact, NextStep, Sponsorship
from crm.services.discarding import discard, may_discard, what_hangs_on


class DiscardPage(ActionPage):
    """Confirm the deletion of a row registered by mistake, and list what depends on it."""

    template_name = "crm/removals/discard.html"
    partial_template_name = "crm/removals/_discard.html"
    form_class = StyledForm
    submit_label = _("Ta bort")
    list_url_name = ""

    def get_permission_required(self):
        return (f"{self.model._meta.app_label}.view_{self.model._meta.model_name}",)

    def get_object(self, queryset=None):
        record = super().get_object(queryset)
        if not may_discard(record, user=self.request.user):
            raise PermissionDenied
        return record

    def get_context_data(self, **kwargs):
        return super().get_context_data(found=what_hangs_on(self.object), **kwargs)

    def save(self, form):
        """Delete a copy, so that if it is refused the page shows the current row."""
        seen = seen_by(self.request, copy(self.object))
        name = str(seen)
        discard(seen, by=self.request.user)
        messages.success(self.request, gettext("%(record)s är borttaget.") % {"record": name})
        return self.object

    def get_success_url(self):
        return reverse(self.list_url_name)


class OffersDiscarding:
    """For a form page of a row without a detail page: link to its deletion, if permitted."""

    discard_url_name = ""

    def get_context_data(self, **kwargs):
        may = may_discard(self.object, user=self.request.user)
        url = reverse(self.discard_url_name, args=[self.object.pk]) if may else ""
        return super().get_context_data(discard_url=url, **kwargs)


class CompanyDiscard(DiscardPage):
    model = Company
    title = _("Ta bort företaget")
    list_url_name = "crm:company_list"


class ContactDiscard(DiscardPage):
    model = Contact
    title = _("Ta bort personen")
    list_url_name = "crm:contact_list"


class SponsorshipDiscard(DiscardPage):
    model = Sponsorship
    title = _("Ta bort dialogen")

    def get_success_url(self):
        return self.object.company.get_absolute_url()


class AffiliationDiscard(DiscardPage):
    model = Affiliation
    title = _("Ta bort uppdraget")

    def get_success_url(self):
        return self.object.contact.get_absolute_url()

    get_cancel_url = get_success_url


class NextStepDiscard(DiscardPage):
    model = NextStep
    title = _("Ta bort steget")

    def get_success_url(self):
        return self.object.company.get_absolute_url()
