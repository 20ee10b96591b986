from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from core.views import FormPage, ListPage, UpdatePage
from crm.models import Company, Contact
from privacy.filters import LegalHoldFilterSet
from privacy.forms import HoldForm, LiftForm
from privacy.models import LegalHold
from privacy.services.holds import lift_hold, put_hold
from privacy.tables import LegalHoldTable
from privacy.views.requests import TABS


class HoldList(ListPage):
    permission_required = "privacy.view_legalhold"
    title = _("Personuppgifter")
    model = LegalHold
    table_class = LegalHoldTable
    filterset_class = LegalHoldFilterSet
    tabs = TABS
    empty_title = _("Ingen är spärrad")
    empty_text = _(
        "En spärr hindrar att någon raderas, till exempel medan en tvist pågår. Spärra från personens utdrag."
    )

    def get_queryset(self):
        return LegalHold.objects.for_table()


class HoldCreate(FormPage, FormView):
    permission_required = "privacy.add_legalhold"
    form_class = HoldForm
    title = _("Spärra mot radering")
    intro = _("Uppgifterna går inte att radera och gallras inte så länge spärren gäller.")
    submit_label = _("Spärra")
    success_message = _("Uppgifterna är spärrade mot radering.")
    model: type[Contact | Company] = Contact

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = None

    def get_party(self) -> Contact | Company:
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(object=self.get_party(), **kwargs)

    def save(self, form):
        party = {self.model._meta.model_name: self.get_party()}
        return put_hold(by=self.request.user, reason=form.cleaned_data["reason"], **party)

    def get_success_url(self):
        return reverse("privacy:hold_list")

    def get_cancel_url(self):
        return self.get_party().get_absolute_url()


class HoldLift(UpdatePage):
    permission_required = "privacy.change_legalhold"
    model = LegalHold
    form_class = LiftForm
    title = _("Häv spärren mot radering")
    submit_label = _("Häv")
    success_message = _("Spärren är hävd.")

    def save(self, form):
        return lift_hold(form.instance, by=self.request.user)
