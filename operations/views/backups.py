"""Backups: which there are, making one, and checking one."""

from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from core.job_queue import start_job
from core.views import JobButton
from operations.models import Backup
from operations.queries import bad_since, last_good_backup
from operations.rules import KEPT_DAYS, KEPT_MONTHS, KEPT_WEEKS, TOO_OLD

MOST = 100


class BackupList(PermissionRequiredMixin, ListView):
    permission_required = "operations.view_backup"
    template_name = "operations/backup_list.html"

    def get_queryset(self):
        return Backup.objects.select_related("made_by")[:MOST]

    def get_context_data(self, **kwargs):
        good = last_good_backup()
        return super().get_context_data(
            title=_("Säkerhetskopior"),
            good=good,
            is_old=bool(good) and good.taken_at < timezone.now() - TOO_OLD,
            bad=bad_since(good),
            place=settings.BACKUP_TO,
            is_encrypted=bool(settings.BACKUP_KEY),
            days=KEPT_DAYS,
            weeks=KEPT_WEEKS,
            months=KEPT_MONTHS,
            **kwargs,
        )


class BackupMake(JobButton):
    permission_required = "operations.make_backup"
    message = _("Säkerhetskopieringen är på gång.")

    def press(self, request, pk):
        self.job = start_job("backup", owner=request.user, title=gettext("Säkerhetskopia"))


class BackupVerify(JobButton):
    permission_required = "operations.make_backup"
    message = _("Kontrollen är på gång.")

    def press(self, request, pk):
        backup = get_object_or_404(Backup.objects.exclude(name=""), pk=pk)
        title = gettext("Kontroll av %(name)s") % {"name": backup.name}
        self.job = start_job("verify", owner=request.user, title=title, name=backup.name, place=backup.place)
