import datetime as dt

from django.db import models
from django.db.models import Prefetch, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from core.querysets import fields_of, listed
from core.text import search_key
from crm.querysets.phones import ReachableQuerySet, is_phone_number

MOST_APART = 5  # words matched one by one; the remaining ones are matched as a phrase


class ContactQuerySet(ReachableQuerySet):
    def mentioning(self, text: str):
        """Contacts where every word is found in their own search text or in that of a company they belong to today.

        A phone number is matched as a whole, as in `matching`.
        """
        words = search_key(text).split()
        if is_phone_number(text) or not words:
            return self.matching(text)
        found = self
        for part in [*words[:MOST_APART], *filter(None, [" ".join(words[MOST_APART:])])]:
            found = found.filter(pk__in=self._holding(part))
        return found

    def _holding(self, text: str):
        """UNION instead of OR, because PostgreSQL uses no index for an OR across the two tables."""
        roles = self._affiliations().current_on(timezone.localdate()).order_by()
        companies = roles.model.company.field.related_model.objects.matching(text).order_by()
        own = self.model.objects.order_by().matching(text)
        return own.values("pk").union(roles.filter(company__in=companies).values("contact"))

    def at_address(self, address: str):
        """Those who have the address now, in any case, as their first or a further one."""
        lines = Concat(Value("\n"), "other_emails", Value("\n"), output_field=models.TextField())
        first, further = Q(email__iexact=address), Q(email_lines__icontains=f"\n{address}\n")
        return self.alias(email_lines=lines).filter(first | further)

    def with_affiliations(self):
        return self.prefetch_related(Prefetch("affiliations", self._affiliations().select_related("company")))

    def for_row(self):
        """What a row of the list shows, and no more."""
        roles = self._affiliations().select_related("company")
        shown = roles.only(*"contact role starts ends is_primary company__name".split())
        return self.only(*"first_name last_name email phone".split()).prefetch_related(listed("affiliations", shown))

    def for_address_list(self, day: dt.date):
        """Prefetch what an address list needs of their companies; `partnerships` are those active on `day`."""
        company = self.model.companies.rel.model
        in_force = company.sponsorships.rel.related_model.objects.active_on(day).select_related("goal", "tier")
        return self.prefetch_related(None).prefetch_related(
            Prefetch("affiliations", self._affiliations().select_related("company__owner")),
            "affiliations__company__tags",
            Prefetch("affiliations__company__sponsorships", in_force.order_by("goal__number"), to_attr="partnerships"),
        )

    def _affiliations(self):
        return self.model.affiliations.rel.related_model.objects


class AffiliationQuerySet(models.QuerySet):
    def current_on(self, day: dt.date):
        return self.filter(Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day))

    def for_company(self):
        """What the page of their company shows of them."""
        of_the_person = "first_name last_name email phone other_emails other_phones do_not_contact"
        own = "role starts ends is_primary company".split()
        return self.select_related("contact").only(*own, *fields_of("contact", of_the_person))

    def begun_on(self, day: dt.date):
        return self.filter(Q(starts__isnull=True) | Q(starts__lte=day))

    def to_begin_on(self, day: dt.date):
        """Roles whose first day has come, with changes planned for that day not yet carried out."""
        return self.filter(starts__lte=day, at_start__isnull=False)

    def not_over_on(self, day: dt.date):
        """Current and future roles."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day))

    def former_on(self, day: dt.date):
        return self.filter(ends__lt=day)
