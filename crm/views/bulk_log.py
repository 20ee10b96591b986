"""Actions on the rows selected in a list: log one interaction with all, or plan a step for each."""

import hashlib
from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from core.views import FormPage
from crm.filters.companies import CompanyFilterSet
from crm.filters.contacts import ContactFilterSet
from crm.forms import DecideNextForm
from crm.forms.bulk_log import LogManyForm
from crm.models import Company, Contact
from crm.services.bulk import plan_for_all
from crm.services.interactions import log_interaction
from crm.views.bulk import ChosenRows

MOST = 500  # rows per action


class ChosenParties(NamedTuple):
    """The selected companies, each with a person or None; and the people without a current company."""

    parties: list[tuple[Company, Contact | None]]
    left_out: list[Contact]

    @property
    def companies(self) -> list[Company]:
        return list(dict.fromkeys(company for company, _contact in self.parties))

    @property
    def contacts(self) -> list[Contact]:
        return [contact for _company, contact in self.parties if contact]

    @property
    def digest(self) -> str:
        """Changes when other companies or people would be affected."""
        keys = [(company.pk, contact and contact.pk) for company, contact in self.parties]
        return hashlib.sha256(repr(keys).encode()).hexdigest()


class OfCompanies:
    model = Company
    filterset_class = CompanyFilterSet
    list_url_name = "crm:company_list"

    def chosen(self) -> ChosenParties:
        return ChosenParties([(company, None) for company in self.get_rows()[: MOST + 1]], [])


class OfPeople:
    """Selected people, each with the company by which the list's filters match; they apply to single rows too.

    A selected person who no longer matches, because of a concurrent change, is listed as left out.
    """

    model = Contact
    filterset_class = ContactFilterSet
    list_url_name = "crm:contact_list"

    def chosen(self) -> ChosenParties:
        parties, left_out = [], []
        rows = self.get_rows()
        meant = ContactFilterSet(self.request.GET, queryset=rows).matching_roles()
        for contact in rows[: MOST + 1]:
            role = meant.get(contact.pk)
            parties.append((role.company, contact)) if role else left_out.append(contact)
        return ChosenParties(parties, left_out)


class ManyPage(ChosenRows, FormPage, TemplateView):
    template_name = "crm/bulk/many.html"
    why_so = ""
    most = MOST

    @cached_property
    def found(self) -> ChosenParties:
        return self.chosen()

    def get_form(self, data=None):
        return self.form_class(data, initial=self.get_initial())

    def get_initial(self):
        return {}

    @property
    def too_many(self) -> bool:
        return len(self.found.parties) + len(self.found.left_out) > self.most

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            chosen=self.found, too_many=self.too_many, most=self.most, why_so=self.why_so, **kwargs
        )

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        if self.too_many or not self.found.parties or not form.is_valid() or not self.is_as_seen(form):
            return self.render_to_response(self.get_context_data(form=form))
        return self.form_valid(form)

    def is_as_seen(self, form) -> bool:
        """Whether the filters still select the companies and people that the user saw."""
        if self.request.POST.get("seen", self.found.digest) == self.found.digest:
            return True
        form.add_error(None, _("Andra är valda nu än när du öppnade sidan. Titta igenom dem en gång till."))
        return False

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))


class LogMany(ManyPage):
    permission_required = "crm.add_interaction"
    form_class = LogManyForm
    title = _("Logga kontakt med alla valda")
    submit_label = _("Logga")
    success_message = _("Kontakten är loggad.")
    why_so = _("Det blir en kontakt, som syns hos alla. Den går att ta bort på sin sida.")

    def save(self, form):
        return log_interaction(
            by=self.request.user,
            companies=self.found.companies,
            contacts=self.found.contacts,
            **{name: form.cleaned_data[name] for name in form.Meta.fields},
        )

    def get_success_url(self):
        return self.object.get_absolute_url()


class PlanMany(ManyPage):
    permission_required = ("crm.add_nextstep", "crm.add_pause")
    form_class = DecideNextForm
    title = _("Planera nästa steg för alla valda")
    submit_label = _("Spara")
    why_so = _(
        "Det blir ett steg för var och en, eller en paus, som sedan flyttas och bockas av var för sig. Alla går att "
        "ångra på en gång."
    )

    def get_initial(self):
        return {"assignee": self.request.user.pk}

    def save(self, form):
        change = plan_for_all(form.next_up, parties=self.found.parties, by=self.request.user)
        number = change.changes.count()
        self.success_message = ngettext("%(number)s är planerad.", "%(number)s är planerade.", number) % {
            "number": number
        }
        return change

    def get_success_url(self):
        return self.object.get_absolute_url()


class CompanyLogMany(OfCompanies, LogMany):
    pass


class ContactLogMany(OfPeople, LogMany):
    pass


class CompanyPlanMany(OfCompanies, PlanMany):
    pass


class ContactPlanMany(OfPeople, PlanMany):
    pass
