"""The number of logged contacts."""

import datetime as dt

from django.db.models import Count, Q
from django.utils import timezone

from crm.models import Interaction
from reports.queries.today.scope import Scope


def contacts_this_week(scope: Scope) -> int:
    """Count contacts that happened since Monday."""
    monday = scope.today - dt.timedelta(days=scope.today.weekday())
    since = timezone.make_aware(dt.datetime.combine(monday, dt.time.min))
    # Filter in the aggregate: a WHERE on logged_by makes SQLite scan all that the user ever logged.
    by = Q(logged_by=scope.owner) if scope.owner else None
    return Interaction.objects.filter(happened_at__gte=since).aggregate(count=Count("pk", filter=by))["count"]
