"""Addresses that are not written to."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.views import CreatePage, DeletePage, ListPage
from mailing.exports import SuppressionExport
from mailing.filters import SuppressionFilterSet
from mailing.forms import SuppressionForm
from mailing.models import Suppression, SuppressionReason
from mailing.services.suppressions import lift_suppression, suppress_address
from mailing.tables import SuppressionTable


class SuppressionList(ListPage):
    permission_required = "mailing.view_suppression"
    title = _("Spärrade adresser")
    model = Suppression
    table_class = SuppressionTable
    filterset_class = SuppressionFilterSet
    export_class = SuppressionExport
    export_asks = True
    fixed_columns = ("lift",)
    create_url_name = "mailing:suppression_create"
    create_permission = "mailing.add_suppression"
    create_label = _("Spärra en adress")
    empty_title = _("Inga spärrade adresser")
    empty_text = _("Den som avanmäler sig hamnar här, och adresser som mejl studsar från.")

    def get_queryset(self):
        return Suppression.objects.select_related("made_by")


class ToList:
    def get_success_url(self):
        return reverse("mailing:suppression_list")

    get_cancel_url = get_success_url


class SuppressionCreate(ToList, CreatePage):
    permission_required = "mailing.add_suppression"
    model = Suppression
    form_class = SuppressionForm
    title = _("Spärra en adress")
    intro = _("Ingen skriver dit från Medspel, utom när någon själv ber om ett svar.")
    submit_label = _("Spärra")
    success_message = _("Adressen är spärrad.")

    def save(self, form):
        data = form.cleaned_data
        return suppress_address(
            data["address"], reason=SuppressionReason.BY_HAND, note=data["note"], by=self.request.user
        )


class SuppressionLift(ToList, DeletePage):
    permission_required = "mailing.delete_suppression"
    model = Suppression
    title = _("Ta bort spärren")
    intro = _("Det går att skriva till adressen igen.")
    submit_label = _("Ta bort spärren")
    success_message = _("Spärren är borttagen.")
    remove = staticmethod(lift_suppression)
