"""The invoice basis: what is to be invoiced, as the ledger program takes it in."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Q, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from core.filters import describe
from core.services import save_record
from core.views import ListPage, UpdatePage, next_url
from core.views.lists import csv_response, workbook_response
from crm.models import Company
from finance.exports.invoice_basis import BasisExport, Layout
from finance.filters.invoice_basis import BasisFilterSet
from finance.forms.customers import CustomerForm
from finance.models import Customer, Instalment
from finance.queries.invoice_basis import basis, coding, customer_of, invoice_rows
from finance.queries.waiting import without_plan
from finance.tables.invoice_basis import BasisTable

EXTENSIONS = ("xlsx", "csv")
MOST_UNPLANNED = 10


def basis_url(layout: Layout, extension: str) -> str:
    return reverse("finance:basis_file", args=[layout.value, extension])


class InvoiceBasis(ListPage):
    permission_required = "finance.invoice_instalment"
    title = _("Fakturaunderlag")
    model = Instalment
    table_class = BasisTable
    filterset_class = BasisFilterSet
    has_totals = True
    above_template = "finance/instalments/_basis_files.html"
    empty_title = _("Inget att fakturera")
    empty_text = _("Här står det som enligt betalplanerna ska faktureras och inte är fakturerat.")

    def get_queryset(self):
        joined = "sponsorship__company", "sponsorship__goal", "credits"
        rows = Instalment.objects.filter(invoiced_on__isnull=True).select_related(*joined)
        return rows.prefetch_related("sponsorship__company__customers")

    def get_totals(self):
        is_charge = Q(credits__isnull=True)
        sums = self.object_list.order_by().aggregate(
            charged=Sum("gross", filter=is_charge), credited=Sum("gross", filter=~is_charge), taxed=Sum("vat")
        )
        credit = [(_("Att kreditera"), sums["credited"])] if sums["credited"] else []
        return [
            (_("Att fakturera"), sums["charged"] or 0),
            *credit,
            (_("Moms, krediteringar avdragna"), sums["taxed"] or 0),
        ]

    def get_context_data(self, **kwargs):
        query = self.request.GET.urlencode()
        files = [
            (layout.label, [(kind, f"{basis_url(layout, kind)}?{query}") for kind in EXTENSIONS]) for layout in Layout
        ]
        unplanned = without_plan(timezone.localdate())
        return super().get_context_data(
            files=files, unplanned=unplanned[:MOST_UNPLANNED], unplanned_number=unplanned.count(), **kwargs
        )


class BasisFile(PermissionRequiredMixin, View):
    """The rows of the page in the layout of a ledger program."""

    permission_required = "finance.invoice_instalment"

    def get(self, request, layout, extension):
        if layout not in Layout.values or extension not in EXTENSIONS:
            raise Http404
        chosen = BasisFilterSet(request.GET, queryset=Instalment.objects.order_by("planned_on", "pk"))
        if not chosen.form.is_valid():
            raise Http404
        due = basis(chosen.form.cleaned_data["until"]).filter(pk__in=chosen.qs.values("pk"))
        code = coding()
        lines = [line for row in due.order_by("planned_on", "pk") for line in invoice_rows(row, code)]
        told = {"filters": describe(chosen), "user": request.user, "address": request.get_full_path()}
        export = BasisExport(layout=Layout(layout), lines=lines, **told)
        return workbook_response(export) if extension == "xlsx" else csv_response(export)


class CustomerEdit(UpdatePage):
    """The company as the ledger program's customer; made when it is first saved."""

    permission_required = "finance.change_customer"
    model = Customer
    form_class = CustomerForm
    title = _("Kund i ekonomiprogrammet")
    success_message = _("Kunduppgifterna är sparade.")

    def get_object(self, queryset=None):
        company = get_object_or_404(Company, pk=self.kwargs["pk"])
        return customer_of(company) or Customer(company=company)

    def save(self, form):
        return save_record(form.instance)

    def get_success_url(self):
        return next_url(self.request) or reverse("finance:invoice_basis")

    def get_cancel_url(self):
        return self.get_success_url()
