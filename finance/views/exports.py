"""Lists of money that were downloaded: what was in them, and the same made again."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from core.numbers import whole_number
from core.views import DetailPage, ListPage
from core.views.lists import workbook_response
from finance.exports.kept import AgainExport
from finance.filters.exports import ExportFilterSet
from finance.models import ExportRecord
from finance.queries.exports import can_compare, compare_exports, is_whole, others_of
from finance.tables.exports import ChangedRowTable, ExportTable


class ExportList(ListPage):
    permission_required = "finance.view_exportrecord"
    title = _("Uttag")
    model = ExportRecord
    table_class = ExportTable
    filterset_class = ExportFilterSet
    empty_title = _("Inget är uttaget än")
    empty_text = _("Varje lista om pengar som laddas ner hamnar här, med sina rader som de var.")

    queryset = ExportRecord.objects.defer("packed", "columns").select_related("made_by")


class ExportDetail(DetailPage):
    """With what has changed since an earlier one of the same list."""

    permission_required = "finance.view_exportrecord"
    template_name = "finance/export_detail.html"
    model = ExportRecord
    queryset = ExportRecord.objects.select_related("made_by")

    def get_context_data(self, **kwargs):
        record = self.object
        others = [each for each in others_of(record) if can_compare(record, each)]
        chosen = whole_number(self.request.GET.get("since"))
        other = next((each for each in others if each.pk == chosen), others[0] if others else None)
        comparison = other and compare_exports(ExportRecord.objects.get(pk=other.pk), record)
        return super().get_context_data(
            is_whole=is_whole(record),
            sums=record.control_sums,
            others=others,
            other=other,
            comparison=comparison,
            table=comparison and ChangedRowTable(comparison.rows),
            **kwargs,
        )


class ExportAgain(PermissionRequiredMixin, View):
    permission_required = "finance.view_exportrecord"

    def get(self, request, pk):
        record = get_object_or_404(ExportRecord, pk=pk)
        return workbook_response(AgainExport(record=record, user=request.user))
