"""Printable handover briefs: for one company, or for all companies of an owner."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.models import User
from crm.models import Company
from crm.queries.handover import handover
from crm.views.merged import MergedAway


class Handover(PermissionRequiredMixin, TemplateView):
    permission_required = "crm.view_company"
    template_name = "crm/handover/handover.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        companies = self.get_companies()
        return super().get_context_data(briefs=handover(companies, today), today=today, **self.about(), **kwargs)

    def get_companies(self):
        raise NotImplementedError

    def about(self) -> dict:
        raise NotImplementedError


class CompanyHandover(MergedAway, Handover):
    model = Company

    def get_companies(self):
        self.company = get_object_or_404(Company.objects.select_related("owner"), pk=self.kwargs["pk"])
        return Company.objects.filter(pk=self.company.pk)

    def about(self):
        return {"title": _("Överlämning"), "owner": None, "of": self.company.owner}


class OwnerHandover(Handover):
    def get_companies(self):
        self.owner = get_object_or_404(User, pk=self.kwargs["pk"])
        return Company.objects.filter(owner=self.owner)

    def about(self):
        return {"title": _("Överlämning från %(name)s") % {"name": self.owner}, "owner": self.owner}
