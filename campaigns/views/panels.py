"""Panels that pages of crm show by URL name."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from campaigns.queries.companies import efforts_of
from core.views.lists import PartialMixin
from crm.models import Company


class CompanyPanel(PermissionRequiredMixin, PartialMixin, TemplateView):
    """Money raised by a company's employees: a fragment for htmx, else a full page."""

    permission_required = "campaigns.view_competition"
    template_name = "campaigns/competitions/company_panel_page.html"
    partial_template_name = "campaigns/competitions/company_panel.html"

    def get_context_data(self, **kwargs):
        company = get_object_or_404(Company, pk=self.kwargs["pk"])
        return super().get_context_data(company=company, efforts=efforts_of(company), **kwargs)
