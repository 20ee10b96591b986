"""Backups that fail or are too old."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from operations.models import Backup
from operations.queries import bad_since, last_good_backup
from operations.rules import TOO_OLD
from reports.queries.today.scope import Scope, TodayRow


def backups_in_need(scope: Scope) -> list[TodayRow]:
    """One row while the last backup failed, was damaged or is older than it may be. Two queries."""
    del scope  # everybody who sees backups answers for them
    good = last_good_backup()
    bad, is_old = bad_since(good), good is None or good.taken_at < timezone.now() - TOO_OLD
    if not (bad or is_old):
        return []
    reasons = [(bad.error or bad.verify_error)[:200]] if bad else []
    if good is None:
        reasons.append(gettext("Ingen hel säkerhetskopia finns."))
    else:
        when = timezone.localtime(good.taken_at).strftime("%Y-%m-%d %H:%M")
        reasons.append(gettext("Den senaste hela är från %(when)s.") % {"when": when})
    return [
        TodayRow(
            record=bad or good or Backup(pk=0),
            subject=gettext("Säkerhetskopior"),
            url=reverse("operations:backup_list"),
            what=gettext("Se till att det görs en säkerhetskopia"),
            reasons=reasons,
        )
    ]
