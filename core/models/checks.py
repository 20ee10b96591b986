from contextlib import nullcontext
from functools import cache

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CheckConstraint, Model, Q, UniqueConstraint, Value
from django.db.models.constraints import BaseConstraint
from django.db.models.functions import Coalesce
from django.db.models.sql import Query


class Condition:
    """A condition on the fields of one row, compiled to SQL once. Django compiles it anew for each row it validates."""

    def __init__(self, model: type[Model], condition: Q):
        self.model, self.condition = model, condition
        key = model._meta.pk.name
        self.names = {key if name == "pk" else name for name in condition.referenced_base_fields}
        self.fields = [field for field in model._meta.concrete_fields if field.name in self.names]
        self.compiled = {}  # by vendor

    def can_ask(self, instance: Model, exclude) -> bool:
        """Whether each field has a value of its own: none is excluded, none is an expression such as F()."""
        values = (getattr(instance, field.attname) for field in self.fields)
        return self.names.isdisjoint(exclude or ()) and not any(hasattr(each, "resolve_expression") for each in values)

    def holds(self, instance: Model, using: str) -> bool:
        """Ask the database, with one query. False also for values that it cannot take."""
        connection = connections[using]
        if connection.vendor not in self.compiled:
            self.compiled[connection.vendor] = self.compile(connection)
        sql, parameters = self.compiled[connection.vendor]
        # After an error PostgreSQL takes nothing more in the transaction; SQLite does.
        within = connection.vendor != "sqlite" and connection.in_atomic_block
        try:
            with transaction.atomic(using) if within else nullcontext(), connection.cursor() as cursor:
                values = [field.get_db_prep_save(getattr(instance, field.attname), connection) for field in self.fields]
                cursor.execute(sql, [*values, *parameters])
                return cursor.fetchone() is not None
        except DatabaseError:
            return False

    def compile(self, connection: BaseDatabaseWrapper) -> tuple[str, list]:
        """SQL that takes the values of `fields` and then the parameters."""
        query = Query(self.model, alias_cols=False)
        where = query.build_where(self.condition)
        sql, parameters = where.as_sql(query.get_compiler(connection=connection), connection)
        columns = ", ".join(f"{self.column_type(field, connection)} AS {field.column}" for field in self.fields)
        return f"SELECT 1 FROM (SELECT {columns}) AS given WHERE {sql}", list(parameters)  # noqa: S608  our own fields

    @staticmethod
    def column_type(field, connection: BaseDatabaseWrapper) -> str:
        if connection.vendor == "sqlite":
            return "%s"
        kind = field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
        return f"%s::{kind.partition('(')[0]}"  # a cast to a length would cut what is longer


class Checks(CheckConstraint):
    """A model's checks as one question to the database; one by one, as Django asks them, where not all hold."""

    def __init__(self, model: type[Model], checks: list[CheckConstraint]):
        # SQL lets a check pass that is neither true nor false, as one of an empty field often is.
        held = (Coalesce(check.condition, Value(value=True), output_field=BooleanField()) for check in checks)
        super().__init__(condition=Q(*held), name="all_checks")
        self.checks, self.together = checks, Condition(model, self.condition)

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        """Raise ValidationError with what each broken check says; those of an excluded field are not asked."""
        if self.together.can_ask(instance, exclude) and self.together.holds(instance, using):
            return
        errors = {}
        for check in self.checks:
            try:
                check.validate(model, instance, exclude=exclude, using=using)
            except ValidationError as error:
                errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)


class WhereMet:
    """A unique constraint with a condition. Django searches the table before it knows whether the row meets that."""

    def __init__(self, model: type[Model], constraint: UniqueConstraint):
        self.constraint, self.fields = constraint, constraint.fields
        self.condition = Condition(model, constraint.condition)

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        # An empty field is like no other, which Django knows without asking.
        empty = any(getattr(instance, model._meta.get_field(name).attname) is None for name in self.fields)
        ask = not empty and self.condition.can_ask(instance, exclude)
        if not ask or self.condition.holds(instance, using):
            self.constraint.validate(model, instance, exclude=exclude, using=using)


@cache
def gathered(model: type[Model]) -> list[BaseConstraint | WhereMet]:
    """The model's own constraints, as they cost least to ask."""
    checks = [each for each in model._meta.constraints if isinstance(each, CheckConstraint)]
    others = [each for each in model._meta.constraints if each not in checks]
    together = [Checks(model, checks)] if checks else []
    return [*together, *(WhereMet(model, each) if getattr(each, "condition", None) else each for each in others)]
