"""Payroll schemes."""

from decimal import Decimal

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from campaigns.models import Competition
from core.documents import extension_of
from core.history import changes
from core.numbers import whole_number
from core.views import ButtonView, CreatePage, DetailPage, ListPage, UpdatePage
from core.views.files import document_response
from crm.services.discarding import may_discard
from crm.views.discarding import DiscardPage
from payroll.exports import PayrollExport
from payroll.filters import PayrollMonthFilterSet, PayrollSchemeFilterSet
from payroll.forms import SchemeForm, band_rows
from payroll.models import PayrollMonth, PayrollScheme
from payroll.queries import giving_in, month_lines, months_missing, shown_bands
from payroll.services.months import open_months
from payroll.services.schemes import create_scheme, update_scheme
from payroll.tables import PayrollBandTable, PayrollMonthTable, PayrollOverdueTable, PayrollSchemeTable

HIDDEN_IN_HISTORY = frozenset({"document", "document_sha256"})


class PayrollList(ListPage):
    permission_required = "payroll.view_payrollscheme"
    template_name = "payroll/list.html"
    title = _("Gåva via lön")
    model = PayrollScheme
    table_class = PayrollSchemeTable
    filterset_class = PayrollSchemeFilterSet
    export_class = PayrollExport
    export_follows_columns = False
    create_url_name = "payroll:create"
    create_permission = "payroll.add_payrollscheme"
    create_label = _("Ny arbetsgivare")
    empty_title = _("Ingen arbetsgivare är med än")
    empty_text = _("Lägg upp den första: arbetsgivare, lönedag och hur pengarna fördelas på målen. Inga namn behövs.")

    def get_queryset(self):
        return PayrollScheme.objects.for_table(timezone.localdate())

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"today": timezone.localdate()}

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        received = self.object_list.aggregate(total=Sum("received_this_year"))["total"] or Decimal("0.00")
        words = _("Mottaget från medarbetarna för månader i %(year)s")
        if self.filterset.form.cleaned_data.get("goal"):  # selects schemes; their sums are of all goals
            words = _("Mottaget från medarbetarna för månader i %(year)s, till alla mål")
        words %= {"year": today.year}
        late = PayrollMonth.objects.overdue(today).count()
        return super().get_context_data(totals=[(words, received)], late=late, **kwargs)


class PayrollOverdue(ListPage):
    permission_required = "payroll.view_payrollmonth"
    title = _("Försenade gåvor via lön")
    model = PayrollMonth
    table_class = PayrollOverdueTable
    filterset_class = PayrollMonthFilterSet
    empty_title = _("Inget är försenat")
    empty_text = _(
        "Här står månader där dagen för inbetalning har passerat men inte alla gåvor eller hela matchningen har kommit."
    )

    def get_queryset(self):
        late = PayrollMonth.objects.overdue(timezone.localdate())
        return late.select_related("scheme__company", "scheme__coordinator")


class SchemePage:
    model = PayrollScheme
    form_class = SchemeForm
    template_name = "payroll/form.html"
    partial_template_name = "payroll/form.html"
    bands = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def stored_bands(self):
        return self.object.bands.all() if self.object else ()

    def form_valid(self, form):
        self.bands = band_rows(self.stored_bands(), self.request.POST)
        return super().form_valid(form) if self.bands.is_valid() else self.form_invalid(form)

    def form_invalid(self, form):
        self.bands = self.bands or band_rows(self.stored_bands(), self.request.POST)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(bands=self.bands or band_rows(self.stored_bands()), **kwargs)

    def terms(self, form) -> dict:
        starts = form.cleaned_data["starts"]
        return {"shares": form.shares, "bands": self.bands.terms(starts), **form.row_fields()}


class PayrollCreate(SchemePage, CreatePage):
    permission_required = "payroll.add_payrollscheme"
    title = _("Ny gåva via lön")
    submit_label = _("Lägg upp")
    success_message = _("Gåvan via lön är upplagd. Ge arbetsgivaren betalningsreferensen.")

    def get_initial(self):
        return {
            "company": self.request.GET.get("company", ""),
            "starts": timezone.localdate().replace(day=1),
        }

    def save(self, form):
        return create_scheme(**self.terms(form))


class PayrollEdit(SchemePage, UpdatePage):
    permission_required = "payroll.change_payrollscheme"
    title = _("Ändra gåva via lön")
    intro = _(
        "Det nya gäller från den första lönedag som inte har varit än. Månader dessförinnan står kvar som de var."
    )
    success_message = _("Ändringarna är sparade.")

    def save(self, form):
        return update_scheme(form.instance, removed=self.bands.removed, **self.terms(form))


class PayrollDetail(DetailPage):
    permission_required = "payroll.view_payrollscheme"
    template_name = "payroll/detail.html"
    context_object_name = "scheme"

    def get_queryset(self):
        return PayrollScheme.objects.select_related("company", "coordinator").prefetch_related("shares__goal")

    def get_context_data(self, **kwargs):
        scheme, today, user = self.object, timezone.localdate(), self.request.user
        lines = month_lines(scheme, today=today)
        years = sorted({line.month.month.year for line in lines}, reverse=True)
        asked = whole_number(self.request.GET.get("year"))
        year = asked if asked in years else (years[0] if years else today.year)
        shown = [line for line in reversed(lines) if line.month.month.year == year]
        groups = shown_bands(scheme, on=today) if user.has_perm("payroll.view_payrollband") else []
        return super().get_context_data(
            today=today,
            status=scheme.status_on(today),
            years=years,
            year=year,
            table=PayrollMonthTable(shown),
            received=sum((line.month.received for line in shown), Decimal("0.00")),
            match_due=sum((line.match_due for line in shown), Decimal("0.00")),
            match_covered=sum((line.match_covered for line in shown), Decimal("0.00")),
            match_over=sum((line.match_over for line in shown), Decimal("0.00")),
            bands=PayrollBandTable(groups) if groups else None,
            may_open=months_missing(scheme, today=today),
            may_discard=not lines and may_discard(scheme, user=user),
            changes=changes(scheme, hidden_fields=HIDDEN_IN_HISTORY),
            **kwargs,
        )


class PayrollOpen(ButtonView):
    permission_required = "payroll.add_payrollmonth"
    message = _("Månaderna är framme.")

    def press(self, request, pk):
        open_months(get_object_or_404(PayrollScheme, pk=pk), on=timezone.localdate())


class PayrollDocument(PermissionRequiredMixin, View):
    permission_required = "payroll.view_payroll_document"

    def get(self, request, pk):
        scheme = get_object_or_404(PayrollScheme, pk=pk)
        name = f"avtal.{extension_of(scheme.document.name or '')}"
        return document_response(scheme.document, filename=name, digest=scheme.document_sha256)


class PayrollPanel(PermissionRequiredMixin, TemplateView):
    """A competition's payroll money: a fragment for htmx, else a full page."""

    permission_required = "payroll.view_payrollscheme"

    def get_template_names(self):
        return ["payroll/panel.html" if self.request.htmx else "payroll/panel_page.html"]

    def get_context_data(self, **kwargs):
        competition = get_object_or_404(Competition, pk=self.kwargs["pk"])
        return super().get_context_data(competition=competition, giving=giving_in(competition), **kwargs)


class PayrollDiscard(DiscardPage):
    model = PayrollScheme
    title = _("Ta bort gåvan via lön")
    list_url_name = "payroll:list"
