import datetime as dt

from django.db import models
from django.db.models import Count

from core.querysets import SearchableQuerySet


class LetterQuerySet(SearchableQuerySet):
    def due(self, now: dt.datetime):
        """Waiting letters whose time has come, the one that waited longest first."""
        return self.filter(state="waiting", due_at__lte=now).order_by("due_at", "pk")

    def waiting(self):
        return self.filter(state="waiting")

    def overdue(self, *, before: dt.datetime):
        """Waiting letters that should have left before that moment."""
        return self.filter(state="waiting", due_at__lt=before)

    def oldest_due(self, now: dt.datetime) -> dt.datetime | None:
        """When the waiting letter should have left that has waited longest; None if none waits."""
        return self.due(now).values_list("due_at", flat=True).first()

    def lost(self, *, before: dt.datetime):
        """Claimed before that moment by a worker that said no more."""
        return self.filter(state="sending", claimed_at__lt=before)

    def ended(self, *, before: dt.datetime):
        return self.filter(ended_at__lt=before)

    def by_state(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def for_table(self):
        return self.select_related("made_by", "mailing")


class SuppressionQuerySet(SearchableQuerySet):
    def of(self, key: str):
        return self.filter(key=key)


class MailingQuerySet(models.QuerySet):
    def drafts(self, *, before: dt.datetime):
        """Never sent, and made before that moment."""
        return self.filter(sent_at__isnull=True, made_at__lt=before)

    def with_numbers(self):
        return self.annotate(number=Count("letters"))
