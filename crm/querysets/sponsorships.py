import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from operator import itemgetter

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Least

from core.days import Known
from core.money import ORE, amount_in_period, in_ore, ore_in_periods
from core.querysets import USER_SHOWN, DaysBefore, Iso, SearchableQuerySet, fields_of, listed
from crm.delivery_states import OWED
from crm.stages import HOLDING, OPEN, SponsorshipKind, Stage
from goals.models import TierOffer
from goals.querysets import GOAL_SHOWN, TIER_SHOWN

# First and last day, and the first of its years, as text: to read very many.
IN_FORCE = (Iso("starts"), Iso(Least("ends", Coalesce("ended_on", "ends"))), Iso("years_from"))
_OF_A_ROW = [
    *"agreement_no stage starts ends ended_on signed_on amount tier_name years_from carried".split(),
    *fields_of("goal", GOAL_SHOWN),
    *fields_of("tier", TIER_SHOWN),
]
_OF_A_COMPANY = "name orgnr is_sole_trader invoice_email invoice_reference"
_SHOWN_OF_A_ROW = [*_OF_A_ROW, *fields_of("owner", USER_SHOWN), *fields_of("company", _OF_A_COMPANY)]
_OF_MONEY = "amount starts ends ended_on years_from carried".split()
NOT_ENDED_BEFORE_IT_BEGAN = Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts"))


def most_at_once(spans: Iterable[tuple[dt.date, dt.date]], first: dt.date, last: dt.date) -> int:
    """The highest number of spans that cover the same day of the period; first and last days are included."""
    near = [(starts, ends) for starts, ends in spans if starts <= last and ends >= first]
    # The number rises only on days when a span begins, so test those and the first day.
    days = {max(starts, first) for starts, _ends in near}
    return max((sum(starts <= day <= ends for starts, ends in near) for day in days), default=0)


def most_by_period(spans: Iterable[tuple[dt.date, dt.date]], edges: Sequence[dt.date]) -> list[int]:
    """`most_at_once` of each period; `edges` are their first days, and last the day after the last one."""
    changes = Counter(starts for starts, _ends in spans)
    changes.subtract(ends + dt.timedelta(days=1) for _starts, ends in spans)
    days = iter([*sorted(changes.items()), (dt.date.max, 0)])
    day, change = next(days)
    most, now = [], 0
    for first, after in pairwise(edges):
        while day <= first:
            now, (day, change) = now + change, next(days)
        highest = now
        while day < after:
            now, (day, change) = now + change, next(days)
            highest = max(highest, now)
        most.append(highest)
    return most


class SponsorshipQuerySet(models.QuerySet):
    def signed(self):
        """Signed, including those ended early."""
        return self.filter(stage__in=HOLDING)

    def ever_in_force(self):
        """Signed and not ended before the first day: an agreement that never began is not binding, renewing or over."""
        return self.signed().filter(NOT_ENDED_BEFORE_IT_BEGAN)

    def renewing(self):
        """Sponsorships that renew another and have not come to nothing: candidates for its `successor`."""
        return self.filter(NOT_ENDED_BEFORE_IT_BEGAN, renews__isnull=False).exclude(stage=Stage.DECLINED)

    def kept_up(self):
        """Exclude those of ended companies: the single rule for what such a company still shows.

        Commitments remain until ended or undone on their own: agreements with their kronor and seats, promises, planned
        steps. Our own initiatives disappear: the public name, open dialogues with their forecast, renewals, and
        automatic reminders.
        """
        return self.exclude(company__status="ended")

    def in_open_stage(self):
        """Neither signed nor declined, also with ended companies."""
        return self.filter(stage__in=OPEN)

    def open(self):
        """Open dialogues: neither signed nor declined, and the company is not ended."""
        return self.kept_up().in_open_stage()

    def same_dialogue(self, *, company, goal, tier):
        """Open dialogues with the same company, goal and tier, the oldest first."""
        return self.in_open_stage().filter(company=company, goal=goal, tier=tier).order_by("pk")

    def shown_on_board(self):
        """Sponsorships in closed stages, and open dialogues except those of ended companies."""
        return self.exclude(company__status="ended", stage__in=OPEN)

    def binding_on(self, day: dt.date):
        """Signed and not over on `day`: active or upcoming."""
        # No last day is after the agreed one, by which an index finds them.
        return self.ever_in_force().with_last_on().filter(last_on__gte=day, ends__gte=day)

    def without_next_step(self, day: dt.date):
        """Open dialogues without a next step of their own and without a current pause, their own or their company's."""
        # Uncorrelated subqueries: EXISTS is slow on SQLite, since most steps concern no dialogue.
        steps = self.model.next_steps.rel.related_model.objects.open().filter(sponsorship__isnull=False)
        pauses = self.model.pauses.rel.related_model.objects.current_on(day)
        own, companys = pauses.filter(sponsorship__isnull=False), pauses.filter(sponsorship__isnull=True)
        unplanned = self.open().exclude(pk__in=steps.values("sponsorship"))
        return unplanned.exclude(pk__in=own.values("sponsorship")).exclude(company__in=companys.values("company"))

    def active_between(self, first: dt.date, last: dt.date):
        """Signed and in force on at least one day of the period, first and last day included."""
        not_ended_before = Q(ended_on__isnull=True) | Q(ended_on__gte=first)
        return self.ever_in_force().filter(not_ended_before, starts__lte=last, ends__gte=first)

    def active_on(self, day: dt.date):
        """Signed and in force on `day`: the only definition of active, for list, seats, export, feed and board."""
        return self.active_between(day, day)

    def peak(self, first: dt.date, last: dt.date) -> int:
        """The highest number of these that are active on the same day of the period."""
        spans = [
            (starts, min(ends, ended_on or ends))
            for starts, ends, ended_on in self.active_between(first, last).values_list("starts", "ends", "ended_on")
        ]
        return most_at_once(spans, first, last)

    def with_expected_amount(self, day: dt.date):
        """Add `expected_amount`: kronor a year on `day`, else what the current offer for goal and tier asks."""
        asked = TierOffer.objects.filter(goal=OuterRef("goal"), tier=OuterRef("tier")).order_by()
        return self.annotate(expected_amount=Coalesce(self._yearly(day=day), Subquery(asked.values("yearly_amount"))))

    def expected_per_year(self, day: dt.date) -> tuple[Decimal, int]:
        """The sum of `expected_amount` in kronor a year, and the number of rows without one."""
        expected = self.order_by().with_expected_amount(day)
        sums = expected.aggregate(total=Sum("expected_amount"), without=Count("pk", filter=Q(expected_amount=None)))
        return sums["total"] or Decimal("0.00"), sums["without"]

    def with_yearly(self, day: dt.date):
        """Add `yearly`: kronor a year with amendments up to `day`, at most up to the last day."""
        return self.annotate(yearly=self._yearly(day=day))

    def _yearly(self, of: str = "", *, day: dt.date = dt.date.max) -> Coalesce:
        """Kronor a year on `day`, at most the last day, of the row or of the one reached by the lookup prefix `of`."""
        last_on = Coalesce(OuterRef(f"{of}ended_on"), OuterRef(f"{of}ends"))
        amended = self._amendments().filter(sponsorship=OuterRef(f"{of}pk"), starts__lte=last_on)
        return Coalesce(
            Subquery(amended.filter(starts__lte=day).order_by("-starts").values("amount")[:1]), F(f"{of}amount")
        )

    def _amendments(self):
        return self.model.amendments.rel.related_model.objects

    def per_year(self, day: dt.date) -> Decimal:
        """The sum of `yearly` on `day` in kronor, signed or not."""
        return self.order_by().with_yearly(day).aggregate(total=Sum("yearly"))["total"] or Decimal("0.00")

    def in_period(self, first: dt.date, last: dt.date) -> Decimal:
        """Kronor that fall on the period's days, first and last included; only signed ones count.

        Two queries for any number of rows.
        """
        active = self.active_between(first, last).order_by()
        return active._unamended_in_period(first, last) + active._amended_in_period(first, last)

    def _unamended_in_period(self, first: dt.date, last: dt.date) -> Decimal:
        amendments = self._amendments().filter(sponsorship=OuterRef("pk"))
        rows = self.filter(~Exists(amendments)).values_list(*IN_FORCE, in_ore("amount"), "carried")
        on_days = defaultdict(list)
        for starts, last_day, years_from, ore, carried, number in rows.annotate(number=Count("pk")):
            on_days[starts, last_day, years_from].append((ore, carried, number))
        day, edges = Known(), (first, last + dt.timedelta(days=1))
        return ORE * sum(
            ore
            for (starts, ends, years_from), terms in on_days.items()
            for _period, ore in ore_in_periods(
                tuple(terms), edges=edges, starts=day[starts], ends=day[ends], years_from=day[years_from]
            )
        )

    def _amended_in_period(self, first: dt.date, last: dt.date) -> Decimal:
        # From the sponsorships to their amendments: the other way round, SQLite lists them all by an index first.
        amended = self.filter(amendments__isnull=False).order_by("pk", "amendments__starts")
        terms = "pk", *_OF_MONEY
        return sum(
            (
                amount_in_period(
                    yearly=yearly,
                    starts=starts,
                    ends=min(ends, ended_on or ends),
                    period_from=first,
                    period_to=last,
                    changes=[change[-2:] for change in changes],
                    years_from=years_from,
                    carried=carried,
                )
                for (_pk, yearly, starts, ends, ended_on, years_from, carried), changes in groupby(
                    amended.values_list(*terms, "amendments__starts", "amendments__amount"),
                    itemgetter(slice(len(terms))),
                )
            ),
            Decimal("0.00"),
        )

    def with_last_on(self):
        """Add `last_on`: the last day in force, as agreed or as ended early."""
        return self.annotate(last_on=Coalesce("ended_on", "ends"))

    def with_notice_on(self):
        """Add `notice_on`: the day by which renewal must be raised."""
        return self.annotate(notice_on=DaysBefore("ends", Coalesce("notice_days", "tier__notice_days")))

    def with_final_amount(self):
        """Add `final_amount`: kronor a year on the last day."""
        return self.annotate(final_amount=self._yearly())

    def with_kind(self):
        """Add `kind`: new, or compared with the one it renews, by tier rank first, then by yearly amount.

        A subquery instead of joins, which a list that does not show it would keep while it finds its page.
        """
        before = self._yearly("renews__")
        kind = Case(
            When(renews__isnull=True, then=Value(SponsorshipKind.NEW)),
            When(tier__rank__lt=F("renews__tier__rank"), then=Value(SponsorshipKind.UPGRADE)),
            When(tier__rank__gt=F("renews__tier__rank"), then=Value(SponsorshipKind.DOWNGRADE)),
            When(amount__gt=before, then=Value(SponsorshipKind.UPGRADE)),
            When(amount__lt=before, then=Value(SponsorshipKind.DOWNGRADE)),
            default=Value(SponsorshipKind.RENEWAL),
            output_field=models.CharField(),
        )
        same = self.model.objects.filter(pk=OuterRef("pk")).order_by()
        return self.annotate(kind=Subquery(same.annotate(found=kind).values("found")))

    def with_is_renewed(self):
        """Add `is_renewed`: whether a signed sponsorship renews it."""
        return self.annotate(is_renewed=self._renewed())

    def not_renewed(self):
        """Without `is_renewed`: to tell it of each row shown, PostgreSQL reads all agreements."""
        return self.exclude(self._renewed())

    def _renewed(self) -> Exists:
        return Exists(self.model.objects.ever_in_force().filter(renews=OuterRef("pk")))

    def with_is_exchanged(self):
        """Add `is_exchanged`: whether a change of tier replaced it; the same rule as `replaces`."""
        same = {"renews": OuterRef("pk"), "goal": OuterRef("goal"), "ends": OuterRef("ends")}
        took_over = self.model.objects.ever_in_force().filter(**same).exclude(tier=OuterRef("tier"))
        day_before = took_over.annotate(eve=DaysBefore("starts", Value(1))).filter(eve=OuterRef("ended_on"))
        return self.annotate(is_exchanged=Exists(day_before))

    def to_renew(self, day: dt.date):
        """Signed, not ended early and not over on `day`: still renewable without a gap."""
        return self.kept_up().signed().filter(ended_on__isnull=True, ends__gte=day)

    def not_given_up(self):
        """Exclude those with a lapse reason, which will not be renewed."""
        return self.filter(lapse_reason__isnull=True)

    def over_between(self, first: dt.date, last: dt.date):
        """Signed, with the last day, as agreed or as ended early, in the period.

        One replaced by a change of tier is not over until its replacement is.
        """
        over = self.ever_in_force().with_last_on().with_is_renewed().with_is_exchanged()
        return over.filter(last_on__range=(first, last), is_exchanged=False)

    def mentioning(self, text: str):
        """Those with this agreement number, and those of matching companies."""
        company = self.model.company.field.related_model
        companies = company.objects.order_by().matching(text)
        if not any(map(str.isdigit, text)):  # as every number has; the databases find companies alone by their index
            return self.filter(company__in=companies)
        everything = self.model.objects.order_by()
        numbered = everything.filter(agreement_no=text.strip().upper()).values("pk")
        # UNION instead of OR, because PostgreSQL uses no index for an OR across the two tables.
        of_companies = everything.filter(company__in=companies).values("pk")
        return self.filter(pk__in=numbered.union(of_companies))

    def for_table(self):
        return self.select_related("company", "goal", "tier", "owner").with_is_exchanged()

    def for_row(self):
        """What a row of the list shows, and no more: a goal has long texts, and each date read takes time."""
        return self.for_table().only(*_SHOWN_OF_A_ROW).prefetch_related(listed("amendments"))

    def for_workbook(self):
        """What a row of the list's workbook tells, and no more."""
        more = ["notice_days", "payment_note", "renews__agreement_no", *fields_of("tier", "notice_days rank")]
        return self.for_row().with_kind().select_related("renews").only(*_SHOWN_OF_A_ROW, *more)

    def for_choice(self):
        """What tells one from others where it is found, and no more: they are sorted with what is read."""
        shown = [*fields_of("goal", GOAL_SHOWN), *fields_of("tier", TIER_SHOWN), *fields_of("company", "name")]
        return self.select_related("company", "goal", "tier").only("agreement_no", "tier_name", *shown)

    def for_task(self):
        """What is shown of one that somebody should see to, and no more."""
        notice = ["notice_days", *fields_of("tier", "notice_days")]
        shown = [*_OF_A_ROW, *notice, *fields_of("owner", USER_SHOWN), *fields_of("company", "name")]
        rows = self.select_related("company", "goal", "tier", "owner").only(*shown)
        return rows.prefetch_related(listed("amendments"))

    def for_company(self):
        """What the page of their company shows of them, and no more, the latest first."""
        rows = self.select_related("goal", "tier").only(*_OF_A_ROW, "company", "renews")
        return rows.order_by("-pk").prefetch_related(listed("amendments"))

    def with_terms(self):
        """Load the renewed sponsorship and the amendments, so that amounts need no further queries."""
        return self.select_related("renews").prefetch_related("amendments")


class DeliveryQuerySet(SearchableQuerySet):
    def owed(self):
        """Neither delivered nor set aside."""
        return self.filter(state__in=OWED)

    def overdue_on(self, day: dt.date):
        return self.owed().filter(due_on__lt=day)

    def due_by(self, day: dt.date):
        return self.owed().filter(due_on__lte=day)

    def done_by(self, user):
        """Deliveries that the user, or the one with the key, is responsible for: as doer, else as the owner."""
        # One value to compare, not an OR of two tables, for which SQLite reads all without a doer.
        return self.alias(does_it=Coalesce("doer", "sponsorship__owner")).filter(does_it=getattr(user, "pk", user))

    def mentioning(self, text: str):
        """Deliveries whose text holds every word, and those to matching companies."""
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

    def for_task(self):
        """What is shown of one that is owed, and no more."""
        people = [*fields_of("doer", USER_SHOWN), *fields_of("sponsorship__owner", USER_SHOWN)]
        goal, tier = fields_of("sponsorship__goal", GOAL_SHOWN), fields_of("sponsorship__tier", TIER_SHOWN)
        own = "text quantity delivered due_on doer_role state sponsorship__tier_name".split()
        company = fields_of("sponsorship__company", "name status")
        rows = self.select_related("sponsorship__company", "sponsorship__goal", "sponsorship__tier")
        return rows.select_related("sponsorship__owner", "doer").only(*own, *company, *goal, *tier, *people)
