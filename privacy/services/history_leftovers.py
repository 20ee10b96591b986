"""What histories keep of people after their rows went or became something else."""

import datetime as dt

from django.db import models
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery

from crm.models import Affiliation, Company, Contact, Merge
from privacy.models import LegalHold


def thrown_away(model: type[Contact | Company], before: dt.datetime) -> QuerySet:
    """The last version of each person, or sole trader, who was thrown away before a moment; with `last_at`.

    A row that a merge took lives on in another. People with a role, once, at a company that is held are left out.
    """
    past = model.history.filter(id=OuterRef("id"))
    merged = Merge.objects.filter(kind=model._meta.model_name, lost=OuterRef("id"))
    rows = model.history.filter(history_type="-", history_date__lt=before)
    if model is Company:
        rows = rows.filter(is_sole_trader=True)
    else:
        held = LegalHold.objects.held("company")
        rows = rows.exclude(Exists(Affiliation.history.filter(contact=OuterRef("id"), company__in=held)))
    rows = rows.exclude(Exists(model.objects.filter(pk=OuterRef("id")))).exclude(Exists(merged))
    rows = rows.exclude(Exists(past.filter(history_id__gt=OuterRef("history_id"))))
    return rows.annotate(last_at=F("history_date")).order_by("last_at", "history_id")


def former_sole_traders(before: dt.datetime) -> QuerySet[Company]:
    """Companies that were a sole trader's and became something else before a moment, `last_at`, and whose history still
    has the personal number; held ones are left out."""
    personal = Company.history.filter(id=OuterRef("pk"), is_sole_trader=True).exclude(orgnr=None).order_by()
    last = personal.values("id").annotate(last=Max("history_id")).values("last")
    after = Company.history.filter(id=OuterRef("pk"), history_id__gt=OuterRef("last_personal")).order_by("history_id")
    rows = Company.objects.filter(is_sole_trader=False).annotate(
        last_personal=Subquery(last, output_field=models.BigIntegerField())
    )
    rows = (
        rows.filter(last_personal__isnull=False)
        .exclude(pk__in=LegalHold.objects.held("company"))
        .annotate(last_at=Subquery(after.values("history_date")[:1]))
    )
    return rows.filter(last_at__lt=before).order_by("last_at", "pk")


def forget_numbers(companies: QuerySet[Company], before: dt.datetime) -> int:
    """Take the personal numbers out of the histories. Returns of how many companies."""
    keys = list(companies.values_list("pk", flat=True))
    Company.history.filter(id__in=keys, is_sole_trader=True).update(orgnr=None)
    return len(keys)
