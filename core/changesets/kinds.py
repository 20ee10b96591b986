"""The kinds of changesets. The app that records a kind registers it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import ngettext

from core.changesets.touched import Touched, touched_since, written_by
from core.changesets.undoing import Hindrances, nothing_else
from core.models import Changeset, User

# Rows created only to be linked, such as new tags, are not counted.
COUNTED = ~Q(changes__made=True, changes__by_value=True)


@dataclass(frozen=True)
class Kind:
    """How changesets of one kind are shown and undone.

    `listed` filters the list by user. `may` decides who may see a changeset's rows and undo it. `undo` undoes it, or
    raises a Refusal. `hindrances` finds what prevents the undo, besides `touched_since`. `page` is the URL of the page
    that undoes it, if the kind has a page of its own.
    """

    name: str
    label: Promise
    listed: Callable[[User], Q | None]
    may: Callable[[Changeset, User], bool]
    undo: Callable[[Changeset, User], object]
    hindrances: Hindrances = nothing_else
    page: Callable[[Changeset], str] = lambda changeset: ""


KINDS: dict[str, Kind] = {}


def register(kind: Kind):
    KINDS[kind.name] = kind


def with_numbers(changesets: QuerySet[Changeset]) -> QuerySet[Changeset]:
    """Annotate `number` of rows, and fetch the users who made and undid each."""
    counted = changesets.select_related("made_by", "undone_by").annotate(number=Count("changes", filter=COUNTED))
    return counted.order_by("-made_at", "-pk")


def listed_to(user: User) -> QuerySet[Changeset]:
    """The changesets that the user may see in the list. One query besides the user's permissions."""
    chosen = Q(pk__in=[])
    for kind in KINDS.values():
        if (some := kind.listed(user)) is not None:
            chosen |= Q(kind=kind.name) & some
    return with_numbers(Changeset.objects.filter(chosen))


def may_undo(changeset: Changeset, *, user: User) -> bool:
    """Whether the user may see its rows, and undo it unless something prevents that."""
    return changeset.kind in KINDS and KINDS[changeset.kind].may(changeset, user)


def in_the_way(changeset: Changeset) -> list[Touched]:
    """What prevents undoing it; empty if it is already undone."""
    if changeset.is_taken_back:
        return []
    changes = list(changeset.changes.all())
    return [*touched_since(changes, ours=written_by(changes)), *KINDS[changeset.kind].hindrances(changes)]


def title_of(changeset: Changeset, number: int) -> str:
    label = str(KINDS[changeset.kind].label)
    rows = ngettext("%(number)s rad", "%(number)s rader", number) % {"number": number}
    return f"{label}: {changeset.name or rows}"
