"""How the installation is: the latest look through it, and a new one."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.job_queue import start_job
from core.models import HealthReport
from core.views import JobButton
from operations.doctor import LEVELS, results_of, worst_of

PERMISSION = "core.view_healthreport"


class HealthPage(PermissionRequiredMixin, TemplateView):
    permission_required = PERMISSION
    template_name = "operations/health.html"
    extra_context = {"title": _("Hälsokontroll")}

    def get_context_data(self, **kwargs):
        report = HealthReport.objects.first()
        results = results_of(report) if report else []
        # What is wrong first, in the order of the checks.
        results.sort(key=lambda result: -LEVELS.index(result.level))
        return super().get_context_data(report=report, results=results, worst=worst_of(results), **kwargs)


class HealthCheckNow(JobButton):
    """Look through it all."""

    permission_required = PERMISSION
    message = _("Kontrollen är på gång.")

    def press(self, request, pk):
        self.job = start_job("health", owner=request.user, title=gettext("Hälsokontroll"))
