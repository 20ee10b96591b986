"""Many rows of a list changed at once: chosen on the list, seen through, done, and taken back."""

from urllib.parse import urlencode

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView, TemplateView

from core.errors import Refusal
from core.field_permissions import changeable
from core.numbers import whole_number
from core.views import FormPage
from crm.filters.companies import CompanyFilterSet
from crm.filters.contacts import ContactFilterSet
from crm.filters.interactions import InteractionFilterSet
from crm.filters.sponsorships import SponsorshipFilterSet
from crm.forms.bulk import CompanyBulkForm, ContactBulkForm, InteractionBulkForm, SponsorshipBulkForm
from crm.forms.fields import ENDED_WORDS
from crm.models import Company, Contact, Interaction, NextStep, Pause, Sponsorship
from crm.services.bulk import change_all, preview


class ChosenRows:
    """The rows are in the address: `rows` one by one, or with `all` those that the list's filters show."""

    model = filterset_class = form_class = None
    list_url_name = ""

    def get_template_names(self):
        return [self.template_name]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = None

    def get_rows(self):
        rows, asked = self.model.objects.all(), self.request.GET
        if asked.get("all"):
            chosen = self.filterset_class(asked, queryset=rows)
            # A filter that cannot be read would choose more rows than anybody has seen.
            return chosen.qs if chosen.is_valid() else rows.none()
        keys = [whole_number(key) for key in asked.getlist("rows")]
        return rows.filter(pk__in=[key for key in keys if key is not None])

    def get_cancel_url(self):
        return reverse(self.list_url_name)


class BulkPage(ChosenRows, FormPage, TemplateView):
    """Who may change only some of the fields gets those; who may change none that the form has does not get in."""

    template_name = "crm/bulk/bulk.html"
    title = _("Ändra flera")
    success_message = _("Raderna är ändrade.")
    preview = planned = None

    def has_permission(self):
        return bool(self.get_form().fields)

    def get_form(self, data=None):
        return self.form_class(data, may=changeable(self.request.user, self.model))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            number=self.get_rows().count(), preview=self.preview, ended_words=ENDED_WORDS, **kwargs
        )

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        if not form.is_valid():
            return self.form_invalid(form)
        if "digest" in request.POST:
            return self.form_valid(form)
        return self.show(form)

    def show(self, form):
        try:
            self.preview = preview(self.get_rows(), form.edit(), by=self.request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            self.add_errors(form, error)
        return self.render_to_response(self.get_context_data(form=form))

    def form_invalid(self, form):
        """After a refusal the rows are shown as they now are; a choice that is wrong in itself shows none."""
        if form.has_error(NON_FIELD_ERRORS) and "digest" in self.request.POST and any(form.cleaned_data.values()):
            return self.show(form)
        return self.render_to_response(self.get_context_data(form=form))

    def save_once(self, form):
        self.planned = preview(self.get_rows(), form.edit(), by=self.request.user)  # before the transaction begins
        return super().save_once(form)

    def save(self, form):
        digest = self.request.POST["digest"]
        return change_all(self.get_rows(), form.edit(), by=self.request.user, digest=digest, planned=self.planned)

    def get_success_url(self):
        return self.object.get_absolute_url()


class CompanyBulk(BulkPage):
    model = Company
    filterset_class = CompanyFilterSet
    form_class = CompanyBulkForm
    list_url_name = "crm:company_list"
    title = _("Ändra flera företag")


class ContactBulk(BulkPage):
    model = Contact
    filterset_class = ContactFilterSet
    form_class = ContactBulkForm
    list_url_name = "crm:contact_list"
    title = _("Ändra flera personer")


class SponsorshipBulk(BulkPage):
    model = Sponsorship
    filterset_class = SponsorshipFilterSet
    form_class = SponsorshipBulkForm
    list_url_name = "crm:sponsorship_list"
    title = _("Ändra flera sponsorskap")


class InteractionBulk(BulkPage):
    model = Interaction
    filterset_class = InteractionFilterSet
    form_class = InteractionBulkForm
    list_url_name = "crm:interaction_list"
    title = _("Ändra flera kontakter")


class BulkList(RedirectView):
    """The page that told of bulk changes alone; its `kind` was the name of the model."""

    http_method_names = ["get"]
    pattern_name = "core:changeset_list"
    kinds = {model._meta.model_name: model for model in (Company, Contact, Sponsorship, Interaction, NextStep, Pause)}

    def get_redirect_url(self, *args, **kwargs):
        model = self.kinds.get(self.request.GET.get("kind", ""))
        asked = {"subject": model._meta.label} if model else {}
        return f"{super().get_redirect_url(*args, **kwargs)}{'?' if asked else ''}{urlencode(asked)}"
