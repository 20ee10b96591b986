from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import (
    Case,
    CharField,
    DateField,
    DurationField,
    Exists,
    Func,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from core import search  # noqa: F401  registers the lookup `holds`
from core.job_states import OPEN_STATES
from core.money import KRONOR
from core.text import search_key

USER_SHOWN = "first_name last_name username"  # what a page shows of somebody


def fields_of(path: str, names: str) -> list[str]:
    """Lookups of `only` for these fields, separated by spaces, of the row at the end of the path.

    Rows of other tables that a page names are read this way: each column read costs Django as much as a cell to show.
    """
    return [f"{path}__{name}" for name in names.split()]


class Listed(models.Prefetch):
    """What `listed` gives."""


def listed(name: str, rows: models.QuerySet | None = None) -> Listed:
    """As Prefetch, for rows that are shown and not asked further: `found` reads them.

    Django makes a manager and a queryset for each row to keep them in, which takes longer than to read them.
    """
    return Listed(name, rows, to_attr=f"{name}_listed")


def found(row: models.Model, name: str) -> Iterable[models.Model]:
    """Rows linked to this one: those that `listed` or `prefetch_related` found, else by a query."""
    listed_rows = row.__dict__.get(f"{name}_listed")
    if listed_rows is None:
        listed_rows = row.__dict__.get("_prefetched_objects_cache", {}).get(name)
    return getattr(row, name).all() if listed_rows is None else listed_rows


class Days(Func):
    """An interval of so many days, for date arithmetic: SQLite cannot multiply durations."""

    output_field = DurationField()
    arity = 1

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="(%(expressions)s * 86400000000)", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="make_interval(days => %(expressions)s)", **context)


class DaysBefore(Func):
    """The day so many days before another: DaysBefore("ends", "notice_days")."""

    arity = 2
    output_field = DateField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="DATE(%(expressions)s || ' days')", arg_joiner=", '-' || ", **context
        )

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **context)


class Iso(Func):
    """A date as text, to read very many rows: Django converts each date from SQLite by itself. See core.days.Known."""

    arity = 1
    output_field = CharField()
    template = "CAST(%(expressions)s AS text)"

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM-DD')", **context)


def holding(text: str, *fields: str) -> Q:
    """Rows with the text in one of the fields, in any case: for what has no search key.

    SQLite folds only ASCII, where å and Å differ, so lower, upper and title case are asked for.
    """
    spellings = sorted({text, text.lower(), text.upper(), text.title()})
    return reduce(or_, (Q((f"{field}__icontains", each)) for field in fields for each in spellings))


def sum_of(rows: models.QuerySet, field: str, by: str):
    """Subquery: the sum of `field` over rows whose `by` matches the outer row, 0 if there are none."""
    total = rows.order_by().values(by).annotate(total=Sum(field)).values("total")
    return Coalesce(Subquery(total, output_field=KRONOR), Value(Decimal(0), output_field=KRONOR))


class SearchableQuerySet(models.QuerySet):
    def matching(self, text: str):
        """Rows whose search key contains every word of `text`, in any order."""
        words = search_key(text)
        return self.filter(search_key__holds=words) if words else self

    def best_first(self, text: str):
        """Matching rows, those whose name begins with the text first."""
        typed = search_key(text)
        begins = Case(When(search_key__startswith=typed, then=Value(0)), default=Value(1))
        return self.matching(text).order_by(begins, "sort_key", "pk")


class SavedViewQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The user's own views and the shared ones."""
        return self.filter(Q(owner=user) | Q(shared=True))

    def selectable_by(self, user):
        """Views that the user can choose; `is_default` marks the one that opens the list."""
        mine = self.model.default_for.rel.related_model.objects.filter(user=user, view=OuterRef("pk"))
        return self.seen_by(user).annotate(is_default=Exists(mine))

    def of_list(self, list_name: str, *, user):
        return self.selectable_by(user).filter(list_name=list_name)


class JobQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(owner=user)

    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def lost(self, *, before):
        """Open jobs that nothing was heard of since the moment `before`."""
        return self.open().filter(seen_at__lt=before)

    def ended(self, *, before):
        return self.filter(finished_at__lt=before)
