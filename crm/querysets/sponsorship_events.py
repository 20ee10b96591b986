import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from core.days import A_DAY


def end_of(day: dt.date) -> dt.datetime:
    """The moment when the day is over, in the installation's time zone."""
    return timezone.make_aware(dt.datetime.combine(day + A_DAY, dt.time.min))


class SponsorshipEventQuerySet(models.QuerySet):
    def latest_of_each(self):
        """The newest event of each sponsorship: its terms today."""
        return self._without_later(self.model.objects.all())

    def known_at(self, moment: dt.datetime):
        """Of each sponsorship, the terms that were recorded before `moment`: of a moment past, the same forever."""
        known = self.model.objects.filter(recorded_at__lt=moment)
        return self.filter(recorded_at__lt=moment)._without_later(known)

    def known_on(self, day: dt.date):
        """As known when `day` was over."""
        return self.known_at(end_of(day))

    def _without_later(self, others):
        later = others.order_by().filter(sponsorship=OuterRef("sponsorship"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def agreed_between(self, first: dt.date, last: dt.date):
        """With something agreed on at least one day of the period, first and last day included."""
        to_its_end = Q(ended_on__isnull=True)
        in_force = to_its_end | Q(ended_on__gte=first) & Q(ended_on__gte=F("starts"))
        return self.filter(in_force, is_signed=True, starts__lte=last, ends__gte=first)
