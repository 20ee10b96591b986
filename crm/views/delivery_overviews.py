"""The delivery matrix of a goal, and a company's counter-performance certificate for a year."""

from http import HTTPStatus

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.days import FIRST_YEAR, LAST_YEAR
from core.numbers import whole_number
from core.views import DetailPage, ListPage
from core.views.lists import workbook_response
from crm.exports.delivery_overviews import CertificateExport, MatrixExport
from crm.filters.delivery_matrix import MatrixFilterSet
from crm.models import Company, Sponsorship
from crm.queries.delivery_overviews import benefits_promised, counter_performance, owed_by_benefit, with_promises
from crm.tables.delivery_overviews import DeliveryMatrixTable, SplitTable
from crm.views.merged import MergedAway
from goals.models import Goal


class DeliveryMatrix(ListPage):
    permission_required = ("crm.view_sponsorship", "crm.view_delivery")
    template_name = "crm/deliveries/matrix.html"
    title = _("Leveranser")
    model = Sponsorship
    table_class = DeliveryMatrixTable
    filterset_class = MatrixFilterSet
    export_class = MatrixExport
    export_follows_columns = False  # it always has a column for each benefit
    empty_title = _("Ingen sponsor just nu")
    empty_text = _("När ett sponsorskap på målet gäller syns det här, med allt som är utlovat.")

    @cached_property
    def goal(self) -> Goal:
        return get_object_or_404(Goal, number=self.kwargs["number"])

    @cached_property
    def benefits(self) -> list[str]:
        return benefits_promised(self.object_list, self.filterset.deliveries)

    def get_queryset(self):
        sponsorships = Sponsorship.objects.filter(goal=self.goal).order_by("tier__rank", "company__sort_key", "pk")
        # The first call builds the filterset; later ones prefetch the cells that it selects.
        return with_promises(sponsorships, self.filterset.deliveries) if hasattr(self, "filterset") else sponsorships

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"benefits": self.benefits, "today": timezone.localdate()}

    def get_export_kwargs(self):
        kwargs = super().get_export_kwargs()
        shown = with_promises(kwargs["queryset"], self.filterset.deliveries)
        return kwargs | {"queryset": shown, "goal": self.goal, "benefits": self.benefits}

    def get_context_data(self, **kwargs):
        return super().get_context_data(goal=self.goal, owed=owed_by_benefit(self.goal), **kwargs)


class Certificate(MergedAway, DetailPage):
    """A printable page for a company and a calendar year. State facts; give no tax advice."""

    permission_required = ("crm.view_company", "crm.view_sponsorship", "crm.view_delivery")
    template_name = "crm/deliveries/certificate.html"
    context_object_name = "company"
    model = Company

    @cached_property
    def year(self) -> int | None:
        """The requested year, by default the current one; None if invalid."""
        asked = self.request.GET.get("year", "").strip()
        year = whole_number(asked) if asked else timezone.localdate().year
        return year if year and FIRST_YEAR <= year <= LAST_YEAR else None

    @cached_property
    def facts(self):
        return counter_performance(self.object, self.year or timezone.localdate().year)

    def get_context_data(self, **kwargs):
        facts = self.facts
        return super().get_context_data(
            facts=facts,
            year_is_unread=not self.year,
            parts=[(agreement, SplitTable(agreement)) for agreement in facts.agreements],
            total=SplitTable(facts) if len(facts.agreements) > 1 else None,
            today=timezone.localdate(),
            shows_sole_trader=self.object.is_sole_trader and self.request.user.has_perm("crm.view_sole_trader_orgnr"),
            **kwargs,
        )

    def render_to_response(self, context, **response_kwargs):
        exports = self.request.GET.get("export") == "xlsx"
        if exports and self.year:
            return workbook_response(CertificateExport(facts=self.facts, user=self.request.user))
        if not self.year:
            response_kwargs["status"] = HTTPStatus.BAD_REQUEST
        return super().render_to_response(context, **response_kwargs)
