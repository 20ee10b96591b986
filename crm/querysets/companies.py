import datetime as dt

from django.db.models import (
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import TruncDate

from core.identity_numbers import OrgNr
from core.querysets import USER_SHOWN, Days, SearchableQuerySet, fields_of, listed
from crm.querysets.phones import ReachableQuerySet


class TagQuerySet(SearchableQuerySet):
    def with_numbers(self):
        """Add `number`: the count of companies with the tag."""
        return self.annotate(number=Count("companies")).order_by("sort_key", "pk")


class CompanyQuerySet(ReachableQuerySet):
    def kept_up(self):
        """Exclude ended companies. SponsorshipQuerySet.kept_up says what remains of those."""
        return self.exclude(status="ended")

    def with_counted_last_contact(self):
        """Add `counted_last_contact_at`, the correct value of `last_contact_at`.

        Counts every contact linked to the company, regardless of participants, except unanswered calls.
        """
        interaction = self.model.interactions.rel.related_model
        reached = interaction.objects.reached().filter(companies=OuterRef("pk")).order_by()
        latest = reached.values("companies").annotate(latest=Max("happened_at")).values("latest")
        return self.annotate(counted_last_contact_at=Subquery(latest))

    def with_silence_rule(self, day: dt.date):
        """Add `silent_after_days`: the lowest limit among its tiers active on `day`; None without any."""
        sponsorship = self.model.sponsorships.rel.related_model
        ruled = sponsorship.objects.active_on(day).filter(company=OuterRef("pk"), tier__silent_after_days__isnull=False)
        strictest = ruled.order_by("tier__silent_after_days").values("tier__silent_after_days")[:1]
        return self.annotate(silent_after_days=Subquery(strictest))

    def silent_on(self, day: dt.date):
        """Partners never reached, or not for the number of days their tier allows. Excludes paused companies."""
        # Compare local dates: with timestamps, daylight saving time shifts the result by an hour.
        silence = ExpressionWrapper(Value(day, DateField()) - TruncDate("last_contact_at"), DurationField())
        ruled = self.kept_up().with_silence_rule(day).filter(silent_after_days__isnull=False).alias(silence=silence)
        too_long = Q(last_contact_at__isnull=True) | Q(silence__gte=Days("silent_after_days"))
        return ruled.filter(too_long).exclude(self._paused(day))

    def without_next_step(self, day: dt.date):
        """Active companies with neither an open next step nor a current pause."""
        steps = self.model.next_steps.rel.related_model.objects.open().filter(company=OuterRef("pk"))
        return self.filter(~Exists(steps), status="active").exclude(self._paused(day))

    def paused_on(self, day: dt.date):
        return self.filter(self._paused(day))

    def _paused(self, day: dt.date):
        pauses = self.model.pauses.rel.related_model.objects.current_on(day)
        return Exists(pauses.filter(company=OuterRef("pk"), sponsorship__isnull=True))

    def longest_silent_first(self):
        return self.order_by(F("last_contact_at").asc(nulls_first=True), "sort_key", "pk")

    def for_row(self):
        """What a row of the list shows unless other columns are chosen, and no more."""
        shown = "name orgnr is_sole_trader status trade city last_contact_at".split()
        rows = self.select_related("owner").only(*shown, *fields_of("owner", USER_SHOWN))
        return rows.prefetch_related(listed("tags"))

    def for_table(self):
        return self.select_related("owner").prefetch_related("tags")

    def for_task(self):
        """What is shown of a company that somebody should turn to, and no more."""
        return self.select_related("owner").only("name", "status", "last_contact_at", *fields_of("owner", USER_SHOWN))

    def by_orgnr(self, digits: str):
        return self.filter(orgnr=digits)

    def told_by(self, number: OrgNr, *, user):
        """The company with the number; by a sole trader's personal number only for who may see it."""
        may_know = not number.personal or user.has_perm("crm.view_sole_trader_orgnr")
        return self.by_orgnr(number.digits) if may_know else self.none()
