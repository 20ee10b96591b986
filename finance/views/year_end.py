"""The year end, as a page and as a workbook."""

import datetime as dt

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.generic import TemplateView

from core.days import FIRST_YEAR, LAST_YEAR
from core.views.lists import workbook_response
from finance.exports.year_end import YearEndExport
from finance.models import our_books
from finance.queries.year_end import YearEnd, year_end
from finance.tables.year_end import YearEndTable


class YearEndPage(PermissionRequiredMixin, TemplateView):
    """The fiscal year that begins in the year of the address."""

    permission_required = "finance.view_ledgerexport"
    template_name = "finance/books/year_end.html"

    @cached_property
    def year(self) -> YearEnd:
        number = self.kwargs["year"]
        if not FIRST_YEAR < number < LAST_YEAR:
            raise Http404
        books = our_books()
        return year_end(*books.year_of(dt.date(number, books.first_month, 1)))

    def get_context_data(self, **kwargs):
        year = self.year
        labels = {
            "gift": gettext("Gåvor mottagna i året"),
            "earned": gettext("Motprestationer intjänade i året"),
            "prepaid": gettext("Förutbetalda intäkter"),
            "accrued": gettext("Upplupna intäkter"),
        }
        shown = {
            "number": self.kwargs["year"],
            "year": year,
            "table": YearEndTable(year.rows),
            "received": [(flow.label, amount) for flow, amount in year.received.items()],
            "totals": [(label, year.total(name)) for name, label in labels.items()],
        }
        return super().get_context_data(**kwargs | shown)

    def render_to_response(self, context, **response_kwargs):
        if self.request.GET.get("export") == "xlsx":
            told = {"user": self.request.user, "address": self.request.path}
            return workbook_response(YearEndExport(year=self.year, **told))
        return super().render_to_response(context, **response_kwargs)
