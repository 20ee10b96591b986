"""Fields edited in place."""

from django.utils.translation import gettext_lazy as _

from core.views import FieldEdit
from crm.forms.fields import AsksWhetherEnded, UserField
from crm.models import Company, Contact, NextStep, Sponsorship
from crm.services.companies import save_company
from crm.services.interactions import update_next_step
from crm.services.sponsorships import update_sponsorship


class CompanyFieldEdit(FieldEdit):
    model = Company
    fields = {
        "status": None,
        "owner": UserField(may="crm.change_nextstep", label=_("Ansvarig"), required=False),
        "trade": None,
        "employees": None,
        "website": None,
        "phone": None,
    }

    def get_form_class(self):
        form_class = super().get_form_class()
        if self.kwargs["field"] != "status":
            return form_class
        return type(form_class)("CompanyStatusForm", (AsksWhetherEnded, form_class), {})

    def save(self, form):
        return save_company(form.instance, end_anyway=form.cleaned_data.get("end_anyway", False))


class ContactFieldEdit(FieldEdit):
    model = Contact
    fields = {"phone": None, "email": None}


class SponsorshipFieldEdit(FieldEdit):
    model = Sponsorship
    fields = {"owner": UserField(may="crm.change_sponsorship", label=_("Ansvarig")), "payment_note": None}

    def save(self, form):
        return update_sponsorship(form.instance)


class NextStepFieldEdit(FieldEdit):
    model = NextStep
    fields = {"due_on": None, "due_at": None, "assignee": UserField(may="crm.change_nextstep", label=_("Vem"))}

    def save(self, form):
        return update_next_step(form.instance, by=self.request.user)
