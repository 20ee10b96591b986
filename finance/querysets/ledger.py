import datetime as dt
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import F, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.locked_months import month_of
from core.money import KRONOR
from core.text import search_key
from crm.models import Merge, MergeKind


def _holding(words: str) -> Q:
    return Q(*(Q(search_key__holds=word) for word in search_key(words).split()))


# From an allocation to the company that paid or whose employees did. Who promised a match goes before its team.
COMPANY_PATHS = (
    "instalment__sponsorship__company",
    "receipt__month__scheme__company",
    "contribution__match__company",
    "contribution__team__company",
)
SEES_ALL = "finance.view_bankfile"  # who sees what the bank told sees all payments; others those of companies


class PaymentQuerySet(models.QuerySet):
    def shown_to(self, user):
        """All, or those that pay something of a company: see AllocationQuerySet.shown_to."""
        if user.has_perm(SEES_ALL):
            return self
        shown = self.model.allocations.rel.related_model.objects.shown_to(user)
        return self.filter(pk__in=shown.order_by().values("payment"))

    def counting(self):
        """Those that are money: one entered by hand counts until the bank's row replaces it."""
        return self.filter(replacement__isnull=True)

    def standing(self):
        """Counting, and not taken back: what can be allocated."""
        return self.counting().filter(reversal__isnull=True, reverses__isnull=True)

    def taken_back(self):
        """Entered by mistake: the payment, and the row that takes it back."""
        return self.filter(Q(reversal__isnull=False) | Q(reverses__isnull=False))

    def replaced(self):
        return self.filter(replacement__isnull=False)

    def with_allocated(self):
        """Annotate `allocated`, kronor."""
        sums = (
            self.model.allocations.rel.related_model.objects.filter(payment=OuterRef("pk"))
            .order_by()
            .values("payment")
            .annotate(total=Sum("amount"))
            .values("total")
        )
        return self.annotate(allocated=Coalesce(Subquery(sums), 0, output_field=KRONOR))

    def unallocated(self):
        """Standing, with kronor left to allocate. Annotated by with_allocated()."""
        return self.standing().with_allocated().exclude(allocated=F("amount"))

    def first_month(self) -> dt.date:
        """The first day of the first month with money; of this month without any. One query."""
        first = self.aggregate(first=Min("booked_on"))["first"]
        return month_of(first or timezone.localdate())

    def matching(self, words: str):
        """Whose payer, text, reference or bank's id holds each of the words."""
        return self.filter(_holding(words))

    def mentioning(self, words: str):
        """Matching, or for companies that match: the bank knows a payer by one name only."""
        allocations = self.model.allocations.rel.related_model.objects.of_companies(words)
        return self.filter(_holding(words) | Q(pk__in=allocations.order_by().values("payment")))


class AllocationQuerySet(models.QuerySet):
    def shown_to(self, user):
        """All, or what companies promised, match and report of payroll giving: no person's gift, nor other income."""
        if user.has_perm(SEES_ALL):
            return self
        match = Q(contribution__match__isnull=False)
        return self.filter(Q(instalment__isnull=False) | Q(receipt__isnull=False) | match)

    def of_companies(self, words: str):
        """For companies that match: their instalments, teams, matches and payroll giving."""
        companies = apps.get_model("crm.Company").objects.matching(words).order_by().values("pk")
        return self.filter(reduce(or_, (Q(**{f"{path}__in": companies}) for path in COMPANY_PATHS)))

    def with_company(self):
        """With what Allocation.company reads."""
        return self.select_related(*COMPANY_PATHS)

    def with_locked_name(self):
        """Annotate `locked_name`: what the company was called when the month of the books was locked.

        One that was merged with another has its name, unless the month has a name of that one too: crm.paper_names.
        """
        names = apps.get_model("finance.LockedName").objects.filter(month=OuterRef("period")).order_by("pk")
        lost = Merge.objects.filter(kind=MergeKind.COMPANY, leads_to=OuterRef(OuterRef("of_company"))).values("lost")
        locked = (names.filter(company_key=OuterRef("of_company")), names.filter(company_key__in=lost))
        return self.alias(of_company=Coalesce(*COMPANY_PATHS)).annotate(
            locked_name=Coalesce(*(Subquery(each.values("name")[:1]) for each in locked))
        )

    def effective(self):
        """Neither reversed nor reversals: they sum to what all sum to."""
        return self.filter(reversal__isnull=True, reverses__isnull=True)

    def with_target(self):
        """With what a row says of its target, and what decides whether it can be taken back."""
        return self.select_related(
            "payment__replacement",
            "payment__reversal",
            "reversal",
            "contribution__team",
            "contribution__match",
            "contribution__competition",
            "receipt__month__scheme__company",
            "instalment__sponsorship__company",
        )

    def for_table(self):
        """Annotates `is_taken_back` and `locked_name`."""
        rows = self.with_locked_name().with_target().select_related("goal")
        return rows.annotate(is_taken_back=Q(reversal__isnull=False)).order_by("pk")

    def not_booked(self):
        """Those that Medspel books and that are in no voucher. One query for who books what.

        What was taken back in the same month before it was ever booked is left out, with what took it back.
        """
        rules = apps.get_model("finance.FlowRule").objects.filter(since__isnull=False)
        ours = [Q(flow=flow, period__gte=since) for flow, since in rules.values_list("flow", "since")]
        if not ours:
            return self.none()
        never = Q(reversal__isnull=False, reversal__booking__isnull=True, reversal__period=F("period"))
        undone = Q(reverses__isnull=False, reverses__booking__isnull=True, reverses__period=F("period"))
        return self.filter(reduce(or_, ours), booking__isnull=True).exclude(never).exclude(undone)


class BankFileQuerySet(models.QuerySet):
    def for_table(self):
        return self.select_related("read_by")


class BankStatementQuerySet(models.QuerySet):
    def with_balances(self):
        return self.filter(opening__isnull=False, closing__isnull=False)
