from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.views import View

from campaigns.exports.results import ResultExport
from campaigns.models import Competition
from core.views.lists import workbook_response


class ResultDownload(PermissionRequiredMixin, View):
    """The result as a workbook: as decided, or marked as preliminary."""

    permission_required = "campaigns.view_competition"
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        return workbook_response(ResultExport(competition=get_object_or_404(Competition, pk=pk), user=request.user))
