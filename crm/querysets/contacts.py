import datetime as dt
import re

from django.db import models
from django.db.models import Prefetch, Q

from core.querysets import SearchableQuerySet

_PHONE_NUMBER = re.compile(r"[+\d(][\d\s()./\N{EN DASH}-]{4,}")
_NOT_IN_PHONE_KEY = re.compile(r"[^+\d]")


class ContactQuerySet(SearchableQuerySet):
    def matching(self, text: str):
        """As usual; a phone number is found however it is grouped: `070-174 06 05`, `+46 (0)70 174 06 05`."""
        if _PHONE_NUMBER.fullmatch(text.strip()):
            text = _NOT_IN_PHONE_KEY.sub("", text.replace("(0)", ""))
            text = f"+{text[2:]}" if text.startswith("00") else text
        return super().matching(text)

    def with_affiliations(self):
        affiliations = self.model.affiliations.rel.related_model.objects
        return self.prefetch_related(Prefetch("affiliations", affiliations.select_related("company")))


class AffiliationQuerySet(models.QuerySet):
    def current_on(self, day: dt.date):
        return self.filter(Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day))

    def former_on(self, day: dt.date):
        return self.filter(ends__lt=day)
