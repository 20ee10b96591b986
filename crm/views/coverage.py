"""Coverage of each goal for the next two years, and prospects for a gap."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.views.lists import workbook_response
from crm.exports.coverage import CoverageExport
from crm.models import Sponsorship
from crm.queries.coverage import CoverageCell, coverage, lapsing, months_from, spans_from
from crm.queries.prospects import prospects
from crm.tables.coverage import HolderTable, ProspectTable
from goals.models import Goal, Tier, TierOffer


class Coverage(PermissionRequiredMixin, TemplateView):
    permission_required = "crm.view_sponsorship"
    template_name = "crm/coverage/coverage.html"

    def get(self, request, *args, **kwargs):
        self.coverage = coverage(timezone.localdate())
        if request.GET.get("export") == "xlsx":
            return workbook_response(CoverageExport(coverage=self.coverage, user=request.user))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        years = {}
        for month in self.coverage.months:
            years[month.first.year] = years.get(month.first.year, 0) + 1
        return super().get_context_data(coverage=self.coverage, years=years.items(), title=_("Måltäckning"), **kwargs)


class CoverageGap(PermissionRequiredMixin, TemplateView):
    """A tier of a goal in one month: companies that hold seats, and prospects for the free ones."""

    permission_required = "crm.view_sponsorship"
    template_name = "crm/coverage/gap.html"

    def get_context_data(self, *, number, tier, year, month, **kwargs):
        goal = get_object_or_404(Goal, number=number)
        tier = get_object_or_404(Tier, pk=tier)
        today = timezone.localdate()
        month = next(
            (each for each in months_from(today) if (each.first.year, each.first.month) == (year, month)), None
        )
        if month is None:
            raise Http404
        held = Sponsorship.objects.filter(goal=goal, tier=tier)
        holders = (
            held.active_between(*month)
            .with_yearly(month.first)
            .select_related("company")
            .order_by("starts", "company__sort_key", "pk")
        )
        last_days = {span.company: span.last_day for span in lapsing(spans_from(month.first, goal=goal))}
        rows = list(holders)
        for row in rows:
            row.lapses = last_days.get(row.company_id) == row.last_day
        offer = TierOffer.objects.filter(goal=goal, tier=tier).first()
        found = prospects(goal, tier, month, day=today)
        seats = offer.seats if offer else 0
        cell = CoverageCell(
            month, held.peak(*month), seats, sum(row.lapses and row.last_day <= month.last for row in rows)
        )
        return super().get_context_data(
            goal=goal,
            tier=tier,
            month=month,
            offer=offer,
            cell=cell,
            holders=HolderTable(rows),
            number_of_holders=len(rows),
            prospects=found,
            table=ProspectTable(found.shown),
            **kwargs,
        )
