"""Pages for handling enquiries."""

from functools import partial

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core.history import changes
from core.models import KeptKind
from core.retention import days_kept
from core.views import ButtonView, DetailPage, ListPage, UpdatePage
from crm.queries.recognition import known_companies, known_people
from crm.views.bulk import BulkPage
from inbox.exports import EnquiryExport
from inbox.filters import EnquiryFilterSet
from inbox.forms.enquiries import NEW, AcceptEnquiryForm, AssignEnquiryForm, DismissEnquiryForm, EnquiryBulkForm
from inbox.models import Enquiry, EnquiryState
from inbox.services.enquiries import NewPerson, accept_enquiry, assign_enquiry, dismiss_enquiry, reopen_enquiry
from inbox.tables import EnquiryTable

HIDDEN_IN_HISTORY = frozenset({"sender", "stamp", "orgnr", "number"})


class EnquiryList(ListPage):
    permission_required = "inbox.view_enquiry"
    title = _("Förfrågningar")
    model = Enquiry
    table_class = EnquiryTable
    filterset_class = EnquiryFilterSet
    export_class = EnquiryExport
    export_asks = True
    bulk_url_name = "inbox:enquiry_bulk"
    bulk_permissions = ("inbox.change_enquiry",)
    bulk_label = _("Avfärda eller tilldela valda")
    bulk_all_label = _("Avfärda eller tilldela alla %(count)s som filtret visar")
    empty_title = _("Inga nya förfrågningar")
    empty_text = _("Det som företag skriver i formuläret på webben hamnar här. Länka till det från er webbplats.")

    def get_queryset(self):
        return Enquiry.objects.for_table()


class EnquiryDetail(DetailPage):
    permission_required = "inbox.view_enquiry"
    template_name = "inbox/enquiry_detail.html"
    context_object_name = "enquiry"

    def get_queryset(self):
        return Enquiry.objects.for_table().select_related("contact", "interaction")

    def get_context_data(self, **kwargs):
        enquiry, user = self.object, self.request.user
        return super().get_context_data(
            companies=_companies_like(enquiry) if enquiry.is_new else [],
            may_see_orgnr=not enquiry.orgnr_is_personal or user.has_perm("crm.view_sole_trader_orgnr"),
            kept_days=partial(days_kept, KeptKind.ENQUIRIES),
            changes=changes(enquiry, hidden_fields=HIDDEN_IN_HISTORY),
            alike=_alike(enquiry) if enquiry.is_new else [],
            **kwargs,
        )


class WhileNew:
    """Mixin for forms on open enquiries. A closed one redirects to its page, which shows who closed it and when."""

    def get(self, request, *args, **kwargs):
        enquiry = self.get_object()
        return (
            super().get(request, *args, **kwargs)
            if enquiry.is_new
            else HttpResponseRedirect(enquiry.get_absolute_url())
        )


class EnquiryAccept(WhileNew, UpdatePage):
    permission_required = "inbox.change_enquiry"
    model = Enquiry
    form_class = AcceptEnquiryForm
    template_name = "inbox/enquiry_accept.html"
    partial_template_name = "inbox/_enquiry_accept.html"
    title = _("Ta hand om förfrågan")
    submit_label = _("Ta hand om")
    success_message = _("Förfrågan är omhändertagen. Planera gärna nästa steg.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "companies": _companies_like(self.object),
            "people": known_people([self.object.email]),
        }

    def save(self, form):
        data = form.cleaned_data
        person = form.people.get(data["which_person"])
        if data["which_person"] == NEW:
            names = ("first_name", "last_name", "email", "phone", "role")
            person = NewPerson(**{name: data[name] for name in names})
        return accept_enquiry(
            form.instance, by=self.request.user, company=form.chosen_company(), person=person, log=data["log"]
        )

    def get_success_url(self):
        return self.object.company.get_absolute_url()


class EnquiryAssign(WhileNew, UpdatePage):
    permission_required = "inbox.change_enquiry"
    model = Enquiry
    form_class = AssignEnquiryForm
    title = _("Välj ansvarig")
    success_message = _("Ansvarig är ändrad.")

    def save(self, form):
        return assign_enquiry(form.instance, to=form.cleaned_data["assignee"], by=self.request.user)


class EnquiryTake(ButtonView):
    permission_required = "inbox.change_enquiry"
    message = _("Förfrågan är din.")

    def press(self, request, pk):
        return assign_enquiry(get_object_or_404(Enquiry, pk=pk), to=request.user, by=request.user)


class EnquiryDismiss(WhileNew, UpdatePage):
    permission_required = "inbox.change_enquiry"
    model = Enquiry
    form_class = DismissEnquiryForm
    title = _("Avfärda förfrågan")
    submit_label = _("Avfärda")
    success_message = _("Förfrågan är avfärdad.")

    def save(self, form):
        data = form.cleaned_data
        return dismiss_enquiry(form.instance, by=self.request.user, reason=data["reason"], note=data["note"])


class EnquiryReopen(ButtonView):
    permission_required = "inbox.change_enquiry"
    message = _("Förfrågan är öppen igen.")

    def press(self, request, pk):
        enquiry = get_object_or_404(Enquiry, pk=pk)
        reopened = reopen_enquiry(enquiry, by=request.user)
        # Reopening may have deleted its log entry, so accept it anew on its page instead of undoing.
        return reopened if enquiry.state == EnquiryState.DISMISSED else None


def _companies_like(enquiry: Enquiry) -> list:
    return known_companies(name=enquiry.company_name, orgnr=enquiry.orgnr, emails=[enquiry.email])


def _alike(enquiry: Enquiry) -> list[tuple[str, int, str]]:
    """What other open enquiries share with this one: (words, count, URL of the filtered list)."""
    day = timezone.localdate(enquiry.received_at).isoformat()
    asked = {
        "domain": (_("Samma e-postdomän"), {"email": f"@{enquiry.email_domain}"}),
        "sender": (_("Samma nätadress"), {"same_sender": enquiry.pk}),
        "day": (_("Samma dag"), {"date_from": day, "date_to": day}),
    }
    counts = Enquiry.objects.waiting().alike(enquiry)
    list_url = reverse("inbox:enquiry_list")
    return [
        (words, counts[name], f"{list_url}?{urlencode(query)}")
        for name, (words, query) in asked.items()
        if counts[name]
    ]


class EnquiryBulk(BulkPage):
    model = Enquiry
    filterset_class = EnquiryFilterSet
    form_class = EnquiryBulkForm
    list_url_name = "inbox:enquiry_list"
    title = _("Avfärda eller tilldela flera förfrågningar")
