"""The audit log for administrators: acts, and beside them what was changed in rows."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.audit_lists import AuditExport, AuditFilterSet, AuditTable
from core.models import AuditEntry, User
from core.row_changes import ChangeFilterSet, explain
from core.views.lists import FilterPage, ListPage

ROWS_SHOWN = 50
TABS = (("core:audit_list", _("Händelser")), ("core:audit_changes", _("Ändrade uppgifter")))


class AuditList(ListPage):
    permission_required = "core.view_auditentry"
    title = _("Granskningslogg")
    model = AuditEntry
    table_class = AuditTable
    filterset_class = AuditFilterSet
    export_class = AuditExport
    export_asks = True
    tabs = TABS
    empty_title = _("Inget har hänt än")
    empty_text = _("Inloggningar, arbetsböcker, hämtade filer och ändrade behörigheter hamnar här.")

    def get_queryset(self):
        return AuditEntry.objects.select_related("user", "said")


class ChangeList(FilterPage):
    """From the rows' own histories, of every kind at once."""

    permission_required = "core.view_auditentry"
    template_name = "core/audit/changes.html"
    partial_template_name = "core/audit/_changes.html"
    title = _("Granskningslogg")
    model = User  # any: the filters look in every history
    filterset_class = ChangeFilterSet

    def nothing(self) -> str:
        return "chosen"

    def get_context_data(self, **kwargs):
        page = Paginator(self.filterset.qs, ROWS_SHOWN).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            changes=explain(page.object_list, user=self.request.user),
            tabs=[(reverse(name), label) for name, label in TABS],
            previous_query=self._query_without(page=page.number - 1),
            next_query=self._query_without(page=page.number + 1),
            **kwargs,
        )
