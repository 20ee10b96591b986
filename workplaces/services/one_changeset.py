"""What is written by one press of a button, kept so that all of it can be taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models, transaction

from core.changesets import recording
from core.models import Changeset, User

LONGEST_NAME = Changeset._meta.get_field("name").max_length


@contextmanager
def one_act(kind: str, *, about: type[models.Model], name: str, by: User) -> Iterator[Changeset]:
    """All rows written within are one changeset; an error within writes none of them."""
    with transaction.atomic(), recording(by=by) as recorder:
        changeset = Changeset.objects.create(kind=kind, subject=about._meta.label, name=name[:LONGEST_NAME], made_by=by)
        with recorder.attempt():
            yield changeset
        recorder.write(changeset)
