import datetime as dt

from django.db import models
from django.db.models import Count, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.money import KRONOR
from core.querysets import sum_of
from payroll.rules import TOLERANCE_KRONOR, TOLERANCE_SHARE


class PayrollSchemeQuerySet(models.QuerySet):
    def for_table(self, day: dt.date):
        """Annotate kronor received for the months of the day's year, and the number of overdue months."""
        month = self.model._meta.get_field("months").related_model
        receipt = month._meta.get_field("receipts").related_model
        late = month.objects.overdue(day).filter(scheme=OuterRef("pk"))
        received = receipt.objects.filter(month__scheme=OuterRef("pk"), month__month__year=day.year).with_gift()
        return (
            self.select_related("company")
            .prefetch_related("shares__goal")
            .annotate(
                received_this_year=sum_of(received, "gift", by="month__scheme"),
                late_months=Coalesce(
                    Subquery(late.order_by().values("scheme").annotate(late=Count("pk")).values("late")), 0
                ),
            )
        )

    def mentioning(self, text: str):
        """Schemes with exactly this payment reference, or of companies that match the search."""
        company = self.model.company.field.related_model
        return self.filter(Q(reference=text.strip()) | Q(company__in=company.objects.matching(text)))

    def running_on(self, day: dt.date):
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)

    def upcoming_on(self, day: dt.date):
        return self.filter(starts__gt=day)

    def ended_on(self, day: dt.date):
        return self.filter(starts__lte=day, ends__lt=day)


class PayrollBandQuerySet(models.QuerySet):
    def active_on(self, day: dt.date):
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class PayrollMonthQuerySet(models.QuerySet):
    def with_money(self):
        """Annotate kronor received of employees' money and of the company's match, net of reversals."""
        receipt = self.model._meta.get_field("receipts").related_model
        of_this = receipt.objects.filter(month=OuterRef("pk"))
        return self.annotate(
            received=sum_of(of_this.with_gift(), "gift", by="month"),
            match_received=sum_of(of_this, "match_part", by="month"),
        )

    def overdue(self, day: dt.date):
        """Open months past their remittance day with no money, too little in gifts, or an unpaid match.

        Too little is more than rules.tolerance() below the declared or expected sum.
        """
        late = self.with_money().filter(is_closed=False, due_on__lt=day)
        late = late.annotate(basis_kept=Coalesce("declared", "expected")).annotate(
            short=ExpressionWrapper(F("basis_kept") - F("received"), output_field=KRONOR),
            short_shares=ExpressionWrapper(
                (F("basis_kept") - F("received")) * int(1 / TOLERANCE_SHARE), output_field=KRONOR
            ),
        )
        too_little = Q(short__gt=TOLERANCE_KRONOR, short_shares__gt=F("basis_kept"))
        return late.filter(Q(received=0, match_received=0) | too_little | Q(owes_match=True))

    def payday_between(self, first: dt.date, last: dt.date):
        return self.filter(payday__range=(first, last))


class PayrollReceiptQuerySet(models.QuerySet):
    def with_gift(self):
        """Annotate kronor given by employees."""
        return self.annotate(gift=F("amount") - F("match_part"))

    def effective(self):
        """Receipts that are neither reversed nor reversals."""
        return self.filter(is_reversed=False, reverses__isnull=True)

    def for_reference(self):
        """Select what the words of a bank reference need."""
        return self.select_related("reversal", "month__scheme__company")
