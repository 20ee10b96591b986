import datetime as dt

from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value, When

from core.money import KRONOR
from core.querysets import sum_of
from finance.rules.instalments import AGES, Age, InstalmentState

WITHOUT = Value(0, output_field=KRONOR)


class InstalmentQuerySet(models.QuerySet):
    def standing(self):
        """Invoiced, paid in part at least, written off, credited or credited by hand: never changed by a plan."""
        taken = self.model._base_manager.filter(credits=OuterRef("pk"))
        stands = Q(invoiced_on__isnull=False) | Q(written_off_on__isnull=False) | ~Q(credit_reason="")
        return self.filter(
            stands | Exists(self._allocations().filter(instalment=OuterRef("pk"))) | Exists(taken.filter(stands))
        )

    def with_money(self):
        """Annotate kronor `received`, refunds taken off, `credited` as a positive amount, and `left` to pay.

        What is left of an invoice is counted where it was charged: a credit has nothing left of its own, and what is
        paid back is taken from what it credits. Of what is written off nothing is left.
        """
        own = self._allocations().filter(instalment=OuterRef("pk"))
        of_credits = self._allocations().filter(instalment__credits=OuterRef("pk"))
        taken = self.model._base_manager.filter(credits=OuterRef("pk"))
        received = sum_of(own, "amount", by="instalment") + sum_of(of_credits, "amount", by="instalment__credits")
        return self.annotate(
            received=ExpressionWrapper(received, output_field=KRONOR),
            credited=ExpressionWrapper(WITHOUT - sum_of(taken, "gross", by="credits"), output_field=KRONOR),
        ).annotate(
            balance=Case(
                When(credits__isnull=False, then=WITHOUT),
                default=F("gross") - F("credited") - F("received"),
                output_field=KRONOR,
            ),
            left=Case(When(written_off_on__isnull=False, then=WITHOUT), default=F("balance"), output_field=KRONOR),
        )

    def with_state(self, day: dt.date):
        """Annotate `state` on the day, one of InstalmentState, and what with_money() does."""
        state = Case(
            When(written_off_on__isnull=False, then=Value(InstalmentState.WRITTEN_OFF)),
            When(credits__isnull=False, invoiced_on__isnull=True, then=Value(InstalmentState.PLANNED)),
            When(credits__isnull=False, then=Value(InstalmentState.CREDITED)),
            When(left__lt=0, then=Value(InstalmentState.TO_REFUND)),
            When(left=0, received=0, credited__gt=0, then=Value(InstalmentState.CREDITED)),
            When(left=0, then=Value(InstalmentState.PAID)),
            When(invoiced_on__isnull=False, due_on__lt=day, then=Value(InstalmentState.OVERDUE)),
            When(received__gt=0, then=Value(InstalmentState.PART_PAID)),
            When(invoiced_on__isnull=False, then=Value(InstalmentState.INVOICED)),
            default=Value(InstalmentState.PLANNED),
            output_field=models.CharField(),
        )
        return self.with_money().annotate(state=state)

    def overdue(self, day: dt.date):
        """Invoiced, due before the day, and with kronor left to pay: those to remind of."""
        late = self.filter(invoiced_on__isnull=False, due_on__lt=day, written_off_on__isnull=True, credits__isnull=True)
        overdue = Value(InstalmentState.OVERDUE, output_field=models.CharField())
        return late.with_money().filter(left__gt=0).annotate(state=overdue)

    def aged(self, age: Age, day: dt.date):
        """Those of the overdue whose last day to pay was so long before the day."""
        first = 1
        for each, last in AGES:
            if each == age:
                late = self.filter(due_on__lte=day - dt.timedelta(days=first))
                return late if last is None else late.filter(due_on__gte=day - dt.timedelta(days=last))
            first = last + 1
        raise ValueError(age)

    def to_invoice(self, until: dt.date):
        """Not invoiced and planned for the day or before: credits too, but nothing that is booked or written off."""
        rows = self.filter(invoiced_on__isnull=True, written_off_on__isnull=True, planned_on__lte=until)
        return rows.exclude(gross=0).exclude(self._is_booked())

    def booked(self):
        """Those whose kronor are in a voucher that no later one has taken back."""
        return self.filter(self._is_booked())

    def _is_booked(self):
        taken_back = Q(reversal__booking__isnull=False)
        rows = self._allocations().filter(instalment=OuterRef("pk"), reverses=None, booking__isnull=False)
        return Exists(rows.exclude(taken_back))

    def open_to_pay(self):
        """With `balance` to pay, invoiced or not: what a payment can be for. What is written off may come after all."""
        return self.filter(credits__isnull=True).with_money().filter(balance__gt=0)

    def mentioning(self, text: str):
        """With this invoice number or reference, or of agreements and companies that match."""
        words = text.strip()
        agreement, _dash, number = words.rpartition("-")
        found = Q(invoice_no=words) | Q(
            sponsorship__in=self.model.sponsorship.field.related_model.objects.mentioning(words)
        )
        if agreement and number.isdecimal() and len(number) <= 5:
            found |= Q(sponsorship__agreement_no=agreement.upper(), number=int(number))
        return self.filter(found)

    def for_table(self, day: dt.date):
        return self.with_state(day).select_related("sponsorship__company", "sponsorship__goal", "sponsorship__tier")

    def with_last_payment(self):
        """Annotate `last_paid_on` and `last_account`: of the latest payment that stands, None without one."""
        latest = self._allocations().effective().filter(instalment=OuterRef("pk"))
        latest = latest.order_by("-payment__booked_on", "-pk")
        return self.annotate(
            last_paid_on=Subquery(latest.values("payment__booked_on")[:1]),
            last_account=Subquery(latest.values("payment__account")[:1]),
        )

    def sums(self) -> dict:
        """Kronor: `gross`, `received` and `left`. Needs with_money()."""
        found = self.order_by().aggregate(charged=Sum("gross"), paid=Sum("received"), open=Sum("left"))
        return {name: value or 0 for name, value in found.items()}

    def _allocations(self):
        return self.model.allocations.rel.related_model.objects.all()
