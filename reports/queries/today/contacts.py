"""The number of logged contacts."""

import datetime as dt

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from core.kept_queries import KeptQuery, summed
from crm.models import Interaction
from reports.queries.today.scope import Scope


def contacts_this_week(scope: Scope) -> int:
    """Count contacts that happened since Monday."""
    monday = scope.today - dt.timedelta(days=scope.today.weekday())
    since = timezone.make_aware(dt.datetime.combine(monday, dt.time.min))
    return _since.first(scope.owner_key, since=since)[0]


@KeptQuery
def _since(owner: int | None, *, since: dt.datetime) -> QuerySet:
    # Filter in the aggregate: a WHERE on logged_by makes SQLite scan all that the user ever logged.
    by = Q(logged_by=owner) if owner else None
    return summed(Interaction.objects.filter(happened_at__gte=since), count=Count("pk", filter=by))
