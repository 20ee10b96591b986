"""The reasons to choose from when a sponsorship is not renewed."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_tables2 import SingleTableView

from core.services import save_record
from core.views import CreatePage, DeletePage, UpdatePage
from crm.forms.renewals import LapseReasonForm
from crm.models import LapseReason
from crm.services.renewals import remove_lapse_reason
from crm.tables.renewals import LapseReasonTable


class LapseReasonList(PermissionRequiredMixin, SingleTableView):
    permission_required = "crm.view_lapsereason"
    queryset = LapseReason.objects.annotate(number=Count("sponsorships"))
    table_class = LapseReasonTable
    table_pagination = False
    template_name = "crm/renewals/lapse_reasons.html"
    extra_context = {"title": _("Skäl att inte förnya")}


class LapseReasonPage:
    model = LapseReason

    def get_success_url(self):
        return reverse("crm:lapse_reason_list")

    get_cancel_url = get_success_url


class LapseReasonFormPage(LapseReasonPage):
    form_class = LapseReasonForm
    success_message = _("Skälet är sparat.")

    def save(self, form):
        return save_record(form.instance)


class LapseReasonCreate(LapseReasonFormPage, CreatePage):
    permission_required = "crm.add_lapsereason"
    title = _("Nytt skäl")


class LapseReasonEdit(LapseReasonFormPage, UpdatePage):
    permission_required = "crm.change_lapsereason"
    title = _("Ändra skäl")
    intro = _("Alla avtal som har skälet får det nya namnet.")


class LapseReasonDelete(LapseReasonPage, DeletePage):
    permission_required = "crm.delete_lapsereason"
    title = _("Ta bort skälet")
    intro = _("Det går att ta bort så länge inget avtal har skälet.")
    success_message = _("Skälet är borttaget.")
    remove = staticmethod(remove_lapse_reason)
