"""Agreements as they were known on a day, and what two such days differ by."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.filters import describe, visible_fields
from core.views import ListPage
from core.views.lists import address_without, filter_errors, query_without, without_workbook, workbook_response
from crm.models import SponsorshipEvent
from finance.exports.known_agreements import ComparisonExport, KnownExport
from finance.filters.known_agreements import ComparisonFilterSet, KnownFilterSet
from finance.queries.known_agreements import Comparison, compare, kronor_of
from finance.tables.known_agreements import ChangedTable, KnownTable


class KnownList(ListPage):
    permission_required = "crm.view_sponsorshipevent"
    title = _("Avtal som de var kända")
    model = SponsorshipEvent
    table_class = KnownTable
    filterset_class = KnownFilterSet
    export_class = KnownExport
    has_totals = True
    links = (
        ("finance:known_changes", "crm.view_sponsorshipevent", _("Jämför två dagar")),
        ("finance:export_list", "finance.view_exportrecord", _("Uttag")),
    )
    empty_title = _("Inget avtal var känt")
    empty_text = _("Det som är tecknat står här, som det var känt den dag du väljer.")

    queryset = SponsorshipEvent.objects.select_related("goal")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"period": self.filterset.period}

    def get_export_kwargs(self):
        return super().get_export_kwargs() | {"period": self.filterset.period}

    def get_totals(self):
        words = {"period": self.filterset.period_words, "day": self.filterset.known_day}
        amount = kronor_of(self.object_list.order_by(), *self.filterset.period)
        return [(_("Kronor %(period)s, som det var känt %(day)s") % words, amount)]


class KnownChanges(PermissionRequiredMixin, TemplateView):
    permission_required = "crm.view_sponsorshipevent"
    template_name = "finance/known_changes.html"

    @cached_property
    def filterset(self) -> ComparisonFilterSet:
        return ComparisonFilterSet(self.request.GET, queryset=SponsorshipEvent.objects.none())

    @cached_property
    def comparison(self) -> Comparison:
        return compare(*self.filterset.lists())

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        if self.filterset.form.errors:
            return without_workbook(request, super().get(request, *args, **kwargs))
        told = {"filters": describe(self.filterset), "user": request.user}
        export = ComparisonExport(comparison=self.comparison, address=address_without(request, "export"), **told)
        return workbook_response(export)

    def get_context_data(self, **kwargs):
        was, now = self.filterset.lists()
        return super().get_context_data(
            title=_("Ändrat mellan två dagar"),
            filter_fields=visible_fields(self.filterset),
            filter_errors=filter_errors(self.filterset, self.request.GET),
            was=was,
            now=now,
            comparison=self.comparison,
            table=ChangedTable(self.comparison.rows),
            export_query=query_without(self.request.GET, export="xlsx"),
            **kwargs,
        )
