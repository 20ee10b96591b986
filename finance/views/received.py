"""What came in, what a company promised and gave, and a year by goal and month."""

from http import HTTPStatus

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.days import FIRST_YEAR, LAST_YEAR
from core.numbers import whole_number
from core.views import DetailPage, ListPage
from core.views.lists import workbook_response
from crm.models import Company
from crm.views.merged import MergedAway
from finance.exports.received import ReceivedExport, StatementExport
from finance.filters.received import ReceivedFilterSet
from finance.models import Allocation
from finance.queries.overview import overview
from finance.queries.received import Giver, by_giver, received, what_for
from finance.queries.statements import Statement, statement
from finance.tables.received import ReceivedTable
from finance.views.ledger import LedgerListMixin


class ReceivedList(LedgerListMixin, ListPage):
    """Allocations across sponsorships, competitions and payroll giving."""

    permission_required = "finance.view_allocation"
    title = _("Mottaget")
    model = Allocation
    table_class = ReceivedTable
    filterset_class = ReceivedFilterSet
    export_class = ReceivedExport
    has_totals = True
    links = (
        ("finance:overview", "finance.view_allocation", _("Översikt")),
        ("finance:export_list", "finance.view_exportrecord", _("Uttag")),
    )
    empty_title = _("Inget är mottaget än")
    empty_text = _("Det som betalas in och fördelas på avtal, tävlingar och gåva via lön står här.")

    def get_queryset(self):
        return received().shown_to(self.request.user)

    def get_totals(self):
        sums = by_giver(self.object_list)
        labels = {
            Giver.PUBLIC: _("Allmänheten: medarbetares gåvor"),
            Giver.COMPANY: _("Företag: sponsorskap och matchning"),
            Giver.NEITHER: _("Andra intäkter och avgifter"),
        }
        return [(labels[giver], amount) for giver, amount in sums.items()]


def year_asked(request) -> tuple[int, bool]:
    """The year in the address, this one without; and whether what stands there cannot be read."""
    asked, today = request.GET.get("year", ""), timezone.localdate()
    year = whole_number(asked)
    is_year = year is not None and FIRST_YEAR <= year <= LAST_YEAR
    return (year if is_year else today.year), bool(asked) and not is_year


class CompanyStatement(MergedAway, DetailPage):
    """A printable page for a company and a calendar year."""

    permission_required = ("crm.view_company", "crm.view_sponsorshipevent", "finance.view_allocation")
    template_name = "finance/statement.html"
    context_object_name = "company"
    model = Company

    @cached_property
    def facts(self) -> Statement:
        return statement(self.object, year_asked(self.request)[0])

    def render_to_response(self, context, **response_kwargs):
        if self.request.GET.get("export") == "xlsx":
            address = f"{self.request.path}?year={self.facts.year}"
            return workbook_response(StatementExport(facts=self.facts, user=self.request.user, address=address))
        if context["year_is_unread"]:
            response_kwargs["status"] = HTTPStatus.BAD_REQUEST
        return super().render_to_response(context, **response_kwargs)

    def get_context_data(self, **kwargs):
        year = self.facts.year
        return super().get_context_data(
            facts=self.facts,
            years=[year - 1, year, year + 1],
            year_is_unread=year_asked(self.request)[1],
            received_rows=[{"row": row, "about": what_for(row)} for row in self.facts.received],
            today=timezone.localdate(),
            **kwargs,
        )


class Overview(PermissionRequiredMixin, TemplateView):
    """Sums by goal and month, for readers too: no company and no payer is named."""

    permission_required = "finance.view_sums"
    template_name = "finance/overview.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        year, is_unread = year_asked(self.request)
        return super().get_context_data(
            title=_("Ekonomisk översikt"),
            facts=overview(year, today=today),
            years=[year - 1, year, year + 1],
            year_is_unread=is_unread,
            today=today,
            **kwargs,
        )
