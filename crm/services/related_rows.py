"""What points at a company or a person, in whatever app: found from the models themselves."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.utils.text import capfirst

from crm.models import Company, Sponsorship


def pointers(model: type[models.Model]) -> list[models.ForeignKey]:
    """Every foreign key of every app that points at the model, also those of many-to-many links.

    History tells of the past and stays as it was. A model that says `goes_with_either` goes with the row that goes.
    """
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and (relation.one_to_many or relation.one_to_one)
        and not relation.concrete
        and not hasattr(relation.related_model, "history_type")
        and not getattr(relation.related_model, "goes_with_either", False)
    ]


def about_a_sponsorship() -> list[models.ForeignKey]:
    """Those at a sponsorship from rows with a company of their own, which has to be the same one: renewals, steps."""
    return [
        pointer
        for pointer in pointers(Sponsorship)
        if any(field.related_model is Company for field in pointer.model._meta.concrete_fields)
    ]


@dataclass(frozen=True)
class Moving:
    words: str
    number: int


def what_moves(lost: models.Model) -> list[Moving]:
    """How many rows of each kind point at it, in words. One query for each kind."""
    found = Counter()
    for pointer in pointers(type(lost)):
        number = pointer.model._base_manager.filter(**{pointer.name: lost}).count()
        kind = kind_of(pointer)._meta
        found[kind.verbose_name, kind.verbose_name_plural] += number
    return [
        Moving(capfirst(str(one if number == 1 else many)), number) for (one, many), number in found.items() if number
    ]


def kind_of(pointer: models.ForeignKey) -> type[models.Model]:
    """A link is told by what is linked."""
    if pointer.model._meta.auto_created:
        owner = pointer.model._meta.auto_created
        linked = owner
        if issubclass(pointer.remote_field.model, owner):
            linked = other_end(pointer).remote_field.model
        return linked
    return pointer.model


def other_end(pointer: models.ForeignKey) -> models.ForeignKey:
    return next(f for f in pointer.model._meta.concrete_fields if f.is_relation and f.name != pointer.name)


def link_name(pointer: models.ForeignKey) -> str:
    """The field of the many-to-many links in whose table the pointer is."""
    links = pointer.model._meta.auto_created._meta.local_many_to_many
    return next(link.name for link in links if link.remote_field.through is pointer.model)
