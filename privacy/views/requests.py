from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import our_organisation
from core.views import ButtonView, CreatePage, DetailPage, ListPage, UpdatePage
from core.views.generic import seen_by
from privacy.exports import DataRequestExport
from privacy.filters import DataRequestFilterSet
from privacy.forms import AnswerForm, DataRequestForm, ExtensionForm
from privacy.models import DataRequest
from privacy.services.requests import (
    answer_request,
    change_request,
    extend_request,
    register_request,
    reopen_request,
)
from privacy.tables import DataRequestTable

TABS = (
    ("privacy:request_list", pgettext_lazy("flera", "Begäranden")),
    ("privacy:person_search", pgettext_lazy("flera", "Personer")),
    ("privacy:erasure_list", _("Raderingar")),
    ("privacy:hold_list", _("Spärrar")),
    ("privacy:retention", _("Gallring")),
    ("privacy:processing", _("Behandlingar")),
)


class RequestList(ListPage):
    permission_required = "privacy.view_datarequest"
    title = _("Personuppgifter")
    model = DataRequest
    table_class = DataRequestTable
    filterset_class = DataRequestFilterSet
    export_class = DataRequestExport
    export_asks = True
    tabs = TABS
    create_url_name = "privacy:request_create"
    create_permission = "privacy.add_datarequest"
    create_label = _("Ny begäran")
    empty_title = _("Ingen öppen begäran")
    empty_text = _("När någon vill veta vad ni har sparat, eller bli raderad, skriv in det här: ni har en månad på er.")

    def get_queryset(self):
        return DataRequest.objects.for_table()


class RequestDetail(DetailPage):
    permission_required = "privacy.view_datarequest"
    template_name = "privacy/request_detail.html"
    context_object_name = "data_request"

    def get_queryset(self):
        return DataRequest.objects.for_table()

    def get_context_data(self, **kwargs):
        person = self.object.person
        kind = person and person._meta.model_name
        return super().get_context_data(
            person=person,
            person_kind=kind,
            erasures=list(self.object.erasures.for_table()),
            may_extend=self.object.may_be_extended(timezone.localdate()),
            organisation=our_organisation(),
            **kwargs,
        )


class RequestCreate(CreatePage):
    permission_required = "privacy.add_datarequest"
    model = DataRequest
    form_class = DataRequestForm
    title = _("Ny begäran")
    success_message = _("Begäran är inskriven.")

    def get_initial(self):
        return {"assignee": self.request.user.pk}

    def save(self, form):
        names = ("kind", "received_on", "sender", "contact", "company", "wish", "assignee")
        return register_request(**{name: form.cleaned_data[name] for name in names})

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_cancel_url(self):
        return reverse("privacy:request_list")


class RequestEdit(UpdatePage):
    permission_required = "privacy.change_datarequest"
    model = DataRequest
    form_class = DataRequestForm
    title = _("Ändra begäran")
    success_message = _("Ändringarna är sparade.")

    def save(self, form):
        return change_request(form.instance)


class RequestAnswer(UpdatePage):
    permission_required = "privacy.change_datarequest"
    model = DataRequest
    form_class = AnswerForm
    title = _("Besvara begäran")
    submit_label = _("Besvara")
    success_message = _("Begäran är besvarad.")

    def save(self, form):
        data = form.cleaned_data
        return answer_request(form.instance, by=self.request.user, answer=data["answer"], refused=data["refused"])


class RequestExtend(UpdatePage):
    permission_required = "privacy.change_datarequest"
    model = DataRequest
    form_class = ExtensionForm
    title = _("Förläng tiden")
    submit_label = _("Förläng två månader")
    success_message = _("Tiden är förlängd. Skicka brevet till personen i dag.")

    def save(self, form):
        return extend_request(form.instance, reason=form.cleaned_data["reason"])


class RequestReopen(ButtonView):
    permission_required = "privacy.change_datarequest"
    message = _("Begäran är öppen igen.")

    def press(self, request, pk):
        return reopen_request(seen_by(request, get_object_or_404(DataRequest, pk=pk)))
