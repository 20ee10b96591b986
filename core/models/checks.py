from functools import cache

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, CheckConstraint, Model, Q, UniqueConstraint, Value
from django.db.models.constraints import BaseConstraint
from django.db.models.functions import Coalesce


class Checks(CheckConstraint):
    """A model's checks as one question to the database; one by one, as Django asks them, where not all hold."""

    def __init__(self, model: type[Model], checks: list[CheckConstraint]):
        # SQL lets a check pass that is neither true nor false, as one of an empty field often is.
        held = (Coalesce(check.condition, Value(value=True), output_field=BooleanField()) for check in checks)
        super().__init__(condition=Q(*held), name="all_checks")
        self.checks = checks
        self.fields = self.condition.referenced_base_fields
        self.other_fields = {"pk", *(field.name for field in model._meta.concrete_fields)} - self.fields

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        """Raise ValidationError with what each broken check says; those of an excluded field are not asked."""
        if self.fields.isdisjoint(exclude or ()):
            try:
                # A value that is not asked about costs as much as one that is.
                return super().validate(model, instance, exclude=self.other_fields, using=using)
            except ValidationError:
                pass
        errors = {}
        for check in self.checks:
            try:
                check.validate(model, instance, exclude=exclude, using=using)
            except ValidationError as error:
                errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)
        return None


class WhereMet:
    """A unique constraint with a condition. Django searches the table before it knows whether the row meets that."""

    def __init__(self, model: type[Model], constraint: UniqueConstraint):
        self.constraint, self.fields = constraint, constraint.fields
        self.asked_about = constraint.condition.referenced_base_fields
        self.other_fields = {"pk", *(field.name for field in model._meta.concrete_fields)} - self.asked_about
        self.condition = CheckConstraint(condition=constraint.condition, name="condition")

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        # An empty field is like no other, which Django knows without asking.
        empty = any(getattr(instance, model._meta.get_field(name).attname) is None for name in self.fields)
        if not empty and self.asked_about.isdisjoint(exclude or ()):
            try:
                self.condition.validate(model, instance, exclude=self.other_fields, using=using)
            except ValidationError:
                return
        self.constraint.validate(model, instance, exclude=exclude, using=using)


@cache
def gathered(model: type[Model]) -> list[BaseConstraint | WhereMet]:
    """The model's own constraints, as they cost least to ask."""
    checks = [each for each in model._meta.constraints if isinstance(each, CheckConstraint)]
    others = [each for each in model._meta.constraints if each not in checks]
    together = [Checks(model, checks)] if checks else []
    return [*together, *(WhereMet(model, each) if getattr(each, "condition", None) else each for each in others)]
