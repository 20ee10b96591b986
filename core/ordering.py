"""Order rows the same way on every database.

Databases differ in where NULL sorts and in how a collation compares text. Here empty values (NULL or blank) come last
in both directions, and text is compared by code points; names are sorted by the model's `sort_key`, which is Swedish
order already. Columns that can be neither NULL nor text are left alone, so that their index is used.
"""

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import NullIf

_IN_ORDER_AS_TEXT = {"sort_key"}  # digits and a-z, equal in every collation: core.text.sort_key


class Letters(Func):
    """Compare text by code points, whatever the database's collation."""

    arity = 1
    template = "%(expressions)s"

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template='(%(expressions)s) COLLATE "C"', **context)


class EmptyFirst(models.Index):
    """Empty values first in rising order: as SQLite has them by itself, and PostgreSQL when it is told."""

    def create_sql(self, model, schema_editor, using="", **kwargs):
        index = self.clone()
        if schema_editor.connection.vendor == "postgresql":
            index.fields_orders = [
                (name, f"{order} NULLS FIRST" if model._meta.get_field(name).null else order)
                for name, order in self.fields_orders
            ]
        return models.Index.create_sql(index, model, schema_editor, using, **kwargs)


def in_order(rows: QuerySet, *names) -> QuerySet:
    """Order the rows by these names, as `order_by` takes them; by their current or default ordering if none."""
    names = names or rows.query.order_by or rows.query.get_meta().ordering
    return rows.order_by(*(term for name in names for term in _terms(rows, name)))


def _terms(rows: QuerySet, name) -> list:
    if not isinstance(name, str) or name == "?":
        return [name]
    path, falling = name.lstrip("-+"), name.startswith("-")
    if path in rows.query.annotations:
        return [_term(F(path), falling=falling)] if _may_be_empty(rows.query.annotations[path]) else [name]
    found = _fields(rows.model, path)
    if found is None:
        return [name]
    nullable = any(field.null for field in found)
    last = found[-1]
    if last.is_relation and not path.endswith(last.attname):
        return _related(rows, name, to=last.related_model)
    if isinstance(last, models.CharField | models.TextField) and last.name not in _IN_ORDER_AS_TEXT:
        return [_term(Letters(NullIf(F(path), Value(""))), falling=falling)]
    return [_term(F(path), falling=falling)] if nullable else [name]


def _term(value, *, falling: bool):
    return value.desc(nulls_last=True) if falling else value.asc(nulls_last=True)


def _may_be_empty(annotation) -> bool:
    """Treat every annotation but a constant as nullable."""
    return not isinstance(annotation, Value)


def _related(rows: QuerySet, name: str, *, to: type[models.Model]) -> list:
    """Order a relation by its model's ordering; unchanged where the plain name gives the same."""
    path, falling, terms = name.lstrip("-+"), name.startswith("-"), []
    for own in to._meta.ordering or ["pk"]:
        if not isinstance(own, str):
            return [name]
        under = f"{path}__{own.lstrip('-+')}"
        terms += _terms(rows, f"-{under}" if own.startswith("-") != falling else under)
    return [name] if all(isinstance(term, str) for term in terms) else terms


def _fields(model: type[models.Model], path: str) -> list[models.Field] | None:
    """The fields along the path; None unless all are columns or single-valued relations."""
    found = []
    for part in path.split("__"):
        if model is None:
            return None
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        if field.is_relation and not (field.many_to_one or (field.one_to_one and field.concrete)):
            return None
        found.append(field)
        model = field.related_model if field.is_relation else None
    return found
