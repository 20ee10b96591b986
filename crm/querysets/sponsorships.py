import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from core.money import amount_in_period
from core.querysets import DaysBefore, SearchableQuerySet
from crm.delivery_states import OWED
from crm.stages import HOLDING, OPEN, SponsorshipKind, Stage
from goals.models import TierOffer

NOT_ENDED_BEFORE_IT_BEGAN = Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts"))


def most_at_once(spans: Iterable[tuple[dt.date, dt.date]], first: dt.date, last: dt.date) -> int:
    """The highest number of spans that cover one and the same day of the period; all days are included."""
    near = [(starts, ends) for starts, ends in spans if starts <= last and ends >= first]
    # The number can only rise on a day when one begins, or it is highest from the first day.
    days = {max(starts, first) for starts, _ends in near}
    return max((sum(starts <= day <= ends for starts, ends in near) for day in days), default=0)


class SponsorshipQuerySet(models.QuerySet):
    def signed(self):
        """Signed at some time, whether or not it has ended since."""
        return self.filter(stage__in=HOLDING)

    def ever_in_force(self):
        """Signed, and not ended before the first day: what never began binds nobody, renews nothing and is not over."""
        return self.signed().filter(NOT_ENDED_BEFORE_IT_BEGAN)

    def renewing(self):
        """Those that renew another one, or are to; the one that does is the other's `successor`."""
        return self.filter(NOT_ENDED_BEFORE_IT_BEGAN, renews__isnull=False).exclude(stage=Stage.DECLINED)

    def kept_up(self):
        """Without those of companies that we have ended with: the one place that decides what these still show.

        What binds both sides stands until it is ended or taken back itself: agreements with their kronor and seats,
        promises, planned steps. What we would do of our own accord goes: the name in public, open dialogues with
        their forecast, renewals, and reminders that nobody has asked for.
        """
        return self.exclude(company__status="ended")

    def in_open_stage(self):
        """Neither signed nor declined, whatever has become of the company."""
        return self.filter(stage__in=OPEN)

    def open(self):
        """Still being talked about: neither signed nor declined, with a company that we have not ended with."""
        return self.kept_up().in_open_stage()

    def same_dialogue(self, *, company, goal, tier):
        """Open ones about the same: the same company, goal and tier, the oldest first."""
        return self.in_open_stage().filter(company=company, goal=goal, tier=tier).order_by("pk")

    def shown_on_board(self):
        """All that has been decided, and of what has not been what is still talked about."""
        return self.exclude(company__status="ended", stage__in=OPEN)

    def binding_on(self, day: dt.date):
        """Signed, with days left on `day`: in force then or to come."""
        return self.ever_in_force().with_last_on().filter(last_on__gte=day)

    def without_next_step(self, day: dt.date):
        """Open dialogues without a next step of their own, and without a pause, theirs or their company's."""
        # By lists made once: most steps are about no dialogue, and SQLite then looks each dialogue up among them all.
        steps = self.model.next_steps.rel.related_model.objects.open().filter(sponsorship__isnull=False)
        pauses = self.model.pauses.rel.related_model.objects.current_on(day)
        own, companys = pauses.filter(sponsorship__isnull=False), pauses.filter(sponsorship__isnull=True)
        unplanned = self.open().exclude(pk__in=steps.values("sponsorship"))
        return unplanned.exclude(pk__in=own.values("sponsorship")).exclude(company__in=companys.values("company"))

    def active_between(self, first: dt.date, last: dt.date):
        """Signed and in force on at least one day of the period, both ends included."""
        not_ended_before = Q(ended_on__isnull=True) | Q(ended_on__gte=first)
        return self.ever_in_force().filter(not_ended_before, starts__lte=last, ends__gte=first)

    def active_on(self, day: dt.date):
        """Signed and in force on `day`: the one meaning of active, for list, seats, export, feed and board."""
        return self.active_between(day, day)

    def peak(self, first: dt.date, last: dt.date) -> int:
        """The highest number of these that are active on one and the same day of the period."""
        spans = [
            (starts, min(ends, ended_on or ends))
            for starts, ends, ended_on in self.active_between(first, last).values_list("starts", "ends", "ended_on")
        ]
        return most_at_once(spans, first, last)

    def with_expected_amount(self, day: dt.date):
        """Adds `expected_amount`: kronor a year as they stand on `day`, else what the goal asks on the tier today."""
        asked = TierOffer.objects.filter(goal=OuterRef("goal"), tier=OuterRef("tier")).order_by()
        return self.annotate(expected_amount=Coalesce(self._yearly(day=day), Subquery(asked.values("yearly_amount"))))

    def expected_per_year(self, day: dt.date) -> tuple[Decimal, int]:
        """Kronor a year as with_expected_amount() has them, and how many of these have none."""
        expected = self.order_by().with_expected_amount(day)
        told = expected.aggregate(total=Sum("expected_amount"), without=Count("pk", filter=Q(expected_amount=None)))
        return told["total"] or Decimal("0.00"), told["without"]

    def with_yearly(self, day: dt.date):
        """Adds `yearly`: kronor a year as they stand on `day`, at the latest on the last day."""
        return self.annotate(yearly=self._yearly(day=day))

    def _yearly(self, of: str = "", *, day: dt.date = dt.date.max) -> Coalesce:
        """Kronor a year on `day`, at the latest the last day, of each or of what it points to by the path `of`."""
        last_on = Coalesce(OuterRef(f"{of}ended_on"), OuterRef(f"{of}ends"))
        amended = self._amendments().filter(sponsorship=OuterRef(f"{of}pk"), starts__lte=last_on)
        return Coalesce(
            Subquery(amended.filter(starts__lte=day).order_by("-starts").values("amount")[:1]), F(f"{of}amount")
        )

    def _amendments(self):
        return self.model.amendments.rel.related_model.objects

    def per_year(self, day: dt.date) -> Decimal:
        """Kronor a year of all of these as they stand on `day`, signed or not."""
        return self.order_by().with_yearly(day).aggregate(total=Sum("yearly"))["total"] or Decimal("0.00")

    def in_period(self, first: dt.date, last: dt.date) -> Decimal:
        """Kronor of these that fall on the period's days, both ends included; what is not signed counts nothing.

        Two queries, however many there are.
        """
        active = self.active_between(first, last).order_by()
        return active._unamended_in_period(first, last) + active._amended_in_period(first, last)

    def _unamended_in_period(self, first: dt.date, last: dt.date) -> Decimal:
        # Agreements on the same terms are worth the same, so each of those is counted once.
        amendments = self._amendments().filter(sponsorship=OuterRef("pk"))
        names = "amount", "starts", "ends", "ended_on", "years_from", "carried"
        terms = self.filter(~Exists(amendments)).values_list(*names)
        return sum(
            (
                number
                * amount_in_period(
                    yearly=amount,
                    starts=starts,
                    ends=min(ends, ended_on or ends),
                    period_from=first,
                    period_to=last,
                    years_from=years_from,
                    carried=carried,
                )
                for amount, starts, ends, ended_on, years_from, carried, number in terms.annotate(number=Count("pk"))
            ),
            Decimal("0.00"),
        )

    def _amended_in_period(self, first: dt.date, last: dt.date) -> Decimal:
        in_order = self._amendments().filter(sponsorship__in=self.values("pk")).order_by("sponsorship", "starts")
        return sum(
            (
                amount_in_period(
                    yearly=agreement.amount,
                    starts=agreement.starts,
                    ends=agreement.last_day,
                    period_from=first,
                    period_to=last,
                    changes=[(amendment.starts, amendment.amount) for amendment in changed],
                    years_from=agreement.years_from,
                    carried=agreement.carried,
                )
                for agreement, changed in groupby(in_order.select_related("sponsorship"), attrgetter("sponsorship"))
            ),
            Decimal("0.00"),
        )

    def with_last_on(self):
        """Adds `last_on`: the last day it counts, as agreed or as ended early."""
        return self.annotate(last_on=Coalesce("ended_on", "ends"))

    def with_notice_on(self):
        """Adds `notice_on`: the day by which a renewal is to be talked about."""
        return self.annotate(notice_on=DaysBefore("ends", Coalesce("notice_days", "tier__notice_days")))

    def with_final_amount(self):
        """Adds `final_amount`: kronor a year on the last day."""
        return self.annotate(final_amount=self._yearly())

    def with_kind(self):
        """Adds `kind`: what it is beside the one it renews, by tier first and else by amount."""
        before = self._yearly("renews__")
        return self.annotate(
            kind=Case(
                When(renews__isnull=True, then=Value(SponsorshipKind.NEW)),
                When(tier__rank__lt=F("renews__tier__rank"), then=Value(SponsorshipKind.UPGRADE)),
                When(tier__rank__gt=F("renews__tier__rank"), then=Value(SponsorshipKind.DOWNGRADE)),
                When(amount__gt=before, then=Value(SponsorshipKind.UPGRADE)),
                When(amount__lt=before, then=Value(SponsorshipKind.DOWNGRADE)),
                default=Value(SponsorshipKind.RENEWAL),
                output_field=models.CharField(),
            )
        )

    def with_is_renewed(self):
        """Adds `is_renewed`: whether a signed sponsorship goes on from it."""
        return self.annotate(is_renewed=Exists(self.model.objects.ever_in_force().filter(renews=OuterRef("pk"))))

    def with_is_exchanged(self):
        """Adds `is_exchanged`: whether another one took over from it by a change of tier, as `replaces` says."""
        same = {"renews": OuterRef("pk"), "goal": OuterRef("goal"), "ends": OuterRef("ends")}
        took_over = self.model.objects.ever_in_force().filter(**same).exclude(tier=OuterRef("tier"))
        day_before = took_over.annotate(eve=DaysBefore("starts", Value(1))).filter(eve=OuterRef("ended_on"))
        return self.annotate(is_exchanged=Exists(day_before))

    def to_renew(self, day: dt.date):
        """Signed, not ended early, with days left on `day`: those that can still be renewed in time."""
        return self.kept_up().signed().filter(ended_on__isnull=True, ends__gte=day)

    def not_given_up(self):
        """Without those that nobody thinks will be renewed."""
        return self.filter(lapse_reason__isnull=True)

    def over_between(self, first: dt.date, last: dt.date):
        """Signed ones whose last day, as agreed or as ended early, is in the period.

        One that another took over from by a change of tier is over when that one is.
        """
        over = self.ever_in_force().with_last_on().with_is_renewed().with_is_exchanged()
        return over.filter(last_on__range=(first, last), is_exchanged=False)

    def mentioning(self, text: str):
        """Those with this agreement number, or of companies that match."""
        company = self.model.company.field.related_model
        everything = self.model.objects.order_by()
        numbered = everything.filter(agreement_no=text.strip().upper()).values("pk")
        # Found apart and put together, because PostgreSQL uses no index for a choice between the two.
        of_companies = everything.filter(company__in=company.objects.order_by().matching(text)).values("pk")
        return self.filter(pk__in=numbered.union(of_companies))

    def for_table(self):
        return self.select_related("company", "goal", "tier", "owner").with_is_exchanged()

    def with_terms(self):
        """What it renews and its amended amounts come along, so that what it is worth costs no more queries."""
        return self.select_related("renews").prefetch_related("amendments")


class DeliveryQuerySet(SearchableQuerySet):
    def owed(self):
        """Promised and neither delivered nor set aside."""
        return self.filter(state__in=OWED)

    def overdue_on(self, day: dt.date):
        return self.owed().filter(due_on__lt=day)

    def due_by(self, day: dt.date):
        return self.owed().filter(due_on__lte=day)

    def done_by(self, user):
        """Those that `user` does: named, or as the one who looks after the sponsorship."""
        return self.filter(Q(doer=user) | Q(doer__isnull=True, sponsorship__owner=user))

    def mentioning(self, text: str):
        """Those whose text holds every word, or of companies that match."""
        company = self.model.sponsorship.field.related_model.company.field.related_model
        of_company = Q(sponsorship__company__in=company.objects.matching(text))
        return self.filter(Q(pk__in=self.model.objects.matching(text)) | of_company)

    def for_table(self):
        return self.select_related(
            "sponsorship__company",
            "sponsorship__goal",
            "sponsorship__tier",
            "sponsorship__owner",
            "doer",
            "delivered_by",
        )
