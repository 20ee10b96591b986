"""What an import page tells."""

from collections import Counter
from collections.abc import Iterable

from django.apps import apps
from django.db import models

from crm.models import Import, ImportRow

MAIN = {
    "company": "crm.Company",
    "contact": "crm.Contact",
    "interaction": "crm.Interaction",
    "sponsorship": "crm.Sponsorship",
}


def listed_imports() -> models.QuerySet:
    """All imports, with how many rows there are of each kind: `new`, `changed`, `same`, `wrong`."""

    def number(status: str) -> models.Count:
        return models.Count("rows", filter=models.Q(rows__status=status))

    numbers = {"new": number("new"), "changed": number("change"), "same": number("same"), "wrong": number("wrong")}
    return Import.objects.select_related("made_by", "undone_by").annotate(**numbers)


def counts(batch: Import) -> Counter:
    """Rows by status, and `moved`; two queries."""
    found = Counter(batch.rows.exclude(status="").order_by().values_list("status", flat=True))
    found["moved"] = batch.rows.filter(moved=True).count()
    return found


def unread(batch: Import) -> list[str]:
    """Headings of the columns that nothing is read from, whether or not anything stands in them. No query."""
    read = set(batch.columns.values())
    return [heading for place, heading in enumerate(batch.headings) if place not in read]


def rows_written(batch: Import, rows: Iterable[ImportRow]) -> dict[int, models.Model]:
    """By the row's number in the file, what it is about now; rows that are gone since are not there. Two queries."""
    model = apps.get_model(MAIN[batch.kind])
    effects = batch.effects.filter(model=model._meta.label, number__in=[row.number for row in rows])
    found = dict(effects.values_list("number", "object_id"))
    found |= {row.number: row.target for row in rows if row.target}
    there = model._base_manager.in_bulk(list(found.values()))
    return {number: there[key] for number, key in found.items() if key in there}
