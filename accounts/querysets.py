from django.db.models import Q
from django.utils import timezone

from core.querysets import SearchableQuerySet


class LinkQuerySet(SearchableQuerySet):
    def open(self):
        """Those that can still be used."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now())

    def in_state(self, state: str):
        """As accounts.tables.link_state tells it: one that was used is not told to have expired."""
        now = timezone.now()
        chosen = {
            "open": Q(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now),
            "used": Q(used_at__isnull=False),
            "revoked": Q(used_at__isnull=True, revoked_at__isnull=False),
            "expired": Q(used_at__isnull=True, revoked_at__isnull=True, expires_at__lte=now),
        }
        return self.filter(chosen[state])
