"""Numbers for Prometheus, for who has the token."""

import os
import secrets
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max, Sum
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from core.heartbeat import workers_alive
from core.models import AuditHead, HealthReport, Job, JobState, MailCount
from inbox.models import Mailbox
from inbox.queries import mailbox_numbers
from mailing.models import Letter, LetterState
from operations.doctor import ERROR, WARNING, results_of
from operations.queries import last_good_backup
from operations.request_metrics import REGISTRY

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # where the processes of config.gunicorn write


class StateCollector:
    """What the database knows, asked when Prometheus asks: the same for every process and machine. Ten queries."""

    def collect(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("medspel_jobs", "Jobs kept, by state", labels=["state"])
        counted = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
        for state in JobState.values:
            jobs.add_metric([state], counted.get(state, 0))
        yield jobs
        yield GaugeMetricFamily("medspel_workers", "Workers heard of lately", value=workers_alive())
        mail = CounterMetricFamily("medspel_mail", "E-mails", labels=["outcome"])
        for outcome, number in MailCount.objects.aggregate(sent=Sum("sent"), failed=Sum("failed")).items():
            mail.add_metric([outcome], number or 0)
        yield mail
        read = Mailbox.objects.aggregate(latest=Max("read_at"), failures=Max("failures"), left=Sum("left"))
        at = read["latest"].timestamp() if read["latest"] else 0
        yield GaugeMetricFamily("medspel_mailbox_read_seconds", "When the mailbox was last read", value=at)
        failures = read["failures"] or 0
        yield GaugeMetricFamily("medspel_mailbox_failures", "Readings in a row that failed", value=failures)
        yield GaugeMetricFamily("medspel_mailbox_left", "Messages left on the server", value=read["left"] or 0)
        inbound = GaugeMetricFamily("medspel_inbound_mails", "Messages of the mailbox, by state", labels=["state"])
        for state, number in mailbox_numbers().items():
            inbound.add_metric([state], number)
        yield inbound
        letters = GaugeMetricFamily("medspel_letters", "Letters kept, by state", labels=["state"])
        states = Letter.objects.by_state()
        for state in LetterState.values:
            letters.add_metric([state], states.get(state, 0))
        yield letters
        now = timezone.now()
        due = Letter.objects.oldest_due(now)
        waited = (now - due).total_seconds() if due else 0
        yield GaugeMetricFamily("medspel_letter_oldest_seconds", "How late the oldest waiting letter is", value=waited)
        backup = last_good_backup()
        taken = backup.taken_at.timestamp() if backup else 0
        yield GaugeMetricFamily("medspel_last_backup_seconds", "When the last good backup was made", value=taken)
        found = GaugeMetricFamily("medspel_health", "Checks of the last health report by level", labels=["level"])
        report = HealthReport.objects.first()
        levels = [result.level for result in results_of(report)] if report else []
        for level in (ERROR, WARNING):
            found.add_metric([level], levels.count(level))
        yield found
        entries = AuditHead.objects.values_list("last", flat=True).first() or 0
        yield CounterMetricFamily("medspel_audit_entries", "Entries ever written in the audit log", value=entries)


def of_requests() -> CollectorRegistry:
    if SHARED not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together


@login_not_required
@require_safe
@never_cache
def metrics(request):
    """404 without the setting, 401 without its token."""
    if not settings.METRICS_TOKEN:
        raise Http404
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not secrets.compare_digest(sent.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"}, content_type="text/plain")
    state = CollectorRegistry()
    state.register(StateCollector())
    return HttpResponse(generate_latest(of_requests()) + generate_latest(state), content_type=CONTENT_TYPE_LATEST)
