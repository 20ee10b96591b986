"""Instalments: the list, those to remind of, and what happens to each."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.errors import passes
from core.views import ActionPage, ButtonView, DetailPage, ListPage
from core.views.lists import workbook_response
from finance.exports.instalments import AgeingExport, InstalmentExport, ReminderExport
from finance.filters.instalments import InstalmentFilterSet, ReminderFilterSet
from finance.forms.instalments import InvoiceForm, ReasonForm
from finance.models import Allocation, Instalment
from finance.queries.ageing import ageing, sum_of_lines
from finance.services.instalments import (
    credit_instalment,
    register_invoice,
    require_credit_withdrawable,
    require_creditable,
    require_invoice_withdrawable,
    require_invoiceable,
    require_write_off,
    require_write_off_withdrawable,
    withdraw_credit,
    withdraw_invoice,
    withdraw_write_off,
    write_off,
)
from finance.tables.instalments import AgeingTable, AllocationTable, InstalmentTable, ReminderTable

INSTALMENT_TABS = (
    ("finance:instalment_list", _("Delbetalningar")),
    ("finance:instalment_reminders", _("Att påminna om")),
    ("finance:ageing", _("Åldersanalys")),
)


class InstalmentList(ListPage):
    permission_required = "finance.view_instalment"
    title = _("Delbetalningar")
    tabs = INSTALMENT_TABS
    model = Instalment
    table_class = InstalmentTable
    filterset_class = InstalmentFilterSet
    export_class = InstalmentExport
    has_totals = True
    optional_columns = ("planned_on",)
    links = (("finance:invoice_basis", "finance.invoice_instalment", _("Fakturaunderlag")),)
    empty_title = _("Inga delbetalningar än")
    empty_text = _("De kommer när ett tecknat sponsorskap får en betalplan, på sponsorskapets sida.")

    def get_queryset(self):
        return Instalment.objects.select_related("sponsorship__company", "sponsorship__goal", "sponsorship__tier")

    def get_totals(self):
        sums = self.object_list.sums()
        return [(_("Att betala"), sums["charged"]), (_("Betalt"), sums["paid"]), (_("Kvar"), sums["open"])]


class InstalmentReminders(ListPage):
    permission_required = "finance.view_instalment"
    title = _("Att påminna om")
    tabs = INSTALMENT_TABS
    model = Instalment
    table_class = ReminderTable
    filterset_class = ReminderFilterSet
    export_class = ReminderExport
    export_follows_columns = False
    has_totals = True
    empty_title = _("Inget är förfallet")
    empty_text = _("Här står fakturor vars sista dag har passerat och som inte är betalda.")

    def get_queryset(self):
        joined = ("sponsorship__company", "sponsorship__goal", "sponsorship__tier", "sponsorship__owner")
        return Instalment.objects.overdue(timezone.localdate()).select_related(*joined)

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"day": timezone.localdate()}

    def get_totals(self):
        return [(_("Kvar att betala"), self.object_list.sums()["open"])]


class Ageing(PermissionRequiredMixin, TemplateView):
    permission_required = "finance.view_instalment"
    template_name = "finance/instalments/ageing.html"

    def get(self, request, *args, **kwargs):
        self.lines = ageing(timezone.localdate())
        if request.GET.get("export") == "xlsx":
            return workbook_response(AgeingExport(lines=self.lines, user=request.user, address=request.path))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        whole = sum_of_lines(self.lines, label=gettext("Alla företag"))
        return super().get_context_data(
            title=_("Åldersanalys"),
            tabs=INSTALMENT_TABS,
            table=AgeingTable([*self.lines, whole]) if self.lines else None,
            day=timezone.localdate(),
            **kwargs,
        )


# What decides whether the page of an instalment shows each act.
REQUIRED = {
    "invoice": require_invoiceable,
    "withdraw_invoice": require_invoice_withdrawable,
    "write_off": require_write_off,
    "withdraw_write_off": require_write_off_withdrawable,
    "credit": require_creditable,
    "withdraw_credit": require_credit_withdrawable,
}


class InstalmentDetail(DetailPage):
    permission_required = "finance.view_instalment"
    template_name = "finance/instalments/detail.html"
    context_object_name = "instalment"

    def get_queryset(self):
        return Instalment.objects.for_table(timezone.localdate()).select_related("credits__sponsorship")

    def get_context_data(self, **kwargs):
        row = self.object
        money = Allocation.objects.filter(instalment__in=[row.pk, *row.credited_by.values_list("pk", flat=True)])
        allocations = money.select_related("payment").order_by("payment__booked_on", "pk")
        return super().get_context_data(
            allocations=AllocationTable(allocations) if allocations else None,
            may={act: passes(require, row) for act, require in REQUIRED.items()},
            credited_by=row.credited_by.select_related("sponsorship").order_by("number"),
            day=timezone.localdate(),
            **kwargs,
        )


class InstalmentAction(ActionPage):
    """A form about one instalment, which returns to its page."""

    model = Instalment

    def get_queryset(self):
        return Instalment.objects.select_related("sponsorship__company")

    def get_cancel_url(self):
        return self.object.get_absolute_url()

    def get_success_url(self):
        return self.object.get_absolute_url()


class InstalmentInvoice(InstalmentAction):
    permission_required = "finance.invoice_instalment"
    form_class = InvoiceForm
    title = _("Fakturerad")
    intro = _("Skriv numret i ekonomiprogrammet. Företagets namn och adress sparas som de är i dag.")
    success_message = _("Delbetalningen är fakturerad.")

    def save(self, form):
        return register_invoice(self.object, **form.cleaned_data)


class InstalmentInvoiceWithdraw(ButtonView):
    permission_required = "finance.invoice_instalment"
    message = _("Den är inte fakturerad.")

    def press(self, request, pk):
        withdraw_invoice(get_object_or_404(Instalment, pk=pk))


class InstalmentWriteOff(InstalmentAction):
    permission_required = "finance.write_off_instalment"
    form_class = ReasonForm
    title = _("Skriv av")
    intro = _("Det som är kvar att betala ges upp. Fakturan står kvar, och pengar som ändå kommer kan fördelas på den.")
    submit_label = _("Skriv av")
    success_message = _("Delbetalningen är avskriven.")

    def save(self, form):
        return write_off(self.object, **form.cleaned_data)


class InstalmentWriteOffWithdraw(ButtonView):
    permission_required = "finance.write_off_instalment"
    message = _("Avskrivningen är tagen tillbaka.")

    def press(self, request, pk):
        withdraw_write_off(get_object_or_404(Instalment, pk=pk))


class InstalmentCredit(InstalmentAction):
    permission_required = "finance.write_off_instalment"
    form_class = ReasonForm
    title = _("Kreditera")
    intro = _(
        "För en faktura som blev fel. Den krediteras helt, och samma dagar faktureras på nytt enligt planen. Ska "
        "företaget inte betala: ändra eller avsluta avtalet i stället."
    )
    submit_label = _("Kreditera")
    success_message = _("Krediteringen är gjord. Fakturera den också, i ekonomiprogrammet.")

    def save(self, form):
        return credit_instalment(self.object, **form.cleaned_data)


class InstalmentCreditWithdraw(ButtonView):
    permission_required = "finance.write_off_instalment"
    message = _("Krediteringen är tagen tillbaka.")
    charged: Instalment | None = None

    def press(self, request, pk):
        credit = get_object_or_404(Instalment.objects.select_related("credits"), pk=pk)
        self.charged = credit.credits
        withdraw_credit(credit)

    def leave(self, url):
        return HttpResponseRedirect(self.charged.get_absolute_url()) if self.charged else super().leave(url)
