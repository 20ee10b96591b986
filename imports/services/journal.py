"""What an import writes, seen in the history that every business row keeps, so that all of it can be taken back.

Also what services do on the side is seen: a company that becomes active when it signs, the deliveries it is promised.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.dispatch import receiver
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from core.models import User
from imports.models import Import, ImportEffect

MADE = "+"


@dataclass
class Journal:
    """`reason` and `by` go into every row of history that is written while it is open."""

    reason: str
    by: User
    number: int = 0
    effects: dict[tuple[str, int], ImportEffect] = field(default_factory=dict)
    _links: dict[tuple[str, int], dict] = field(default_factory=dict)
    _numbers: dict[int, int] = field(default_factory=dict)
    _noted: list[tuple] | None = None
    _unwritten: dict[tuple[str, int], None] = field(default_factory=dict)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What is written meanwhile counts, unless it ends in an error: then it is taken to be rolled back."""
        self._noted = []
        try:
            yield
            for number, row, history in self._noted:
                self._count(number, row, history)
        finally:
            self._noted, self._numbers = None, {}

    def about(self, row, number: int):
        """What is going to be written is of this row of the file, whatever `number` says then."""
        self._numbers[id(row)] = number

    def links(self, row, *names: str):
        """Remember the links of a row that is about to be changed: history has no place for them."""
        before = {name: sorted(linked.pk for linked in getattr(row, name).all()) for name in names}
        self._links.setdefault((row._meta.label, row.pk), before)

    def note(self, row, history):
        if self._noted is not None:
            self._noted.append((self._numbers.get(id(row), self.number), row, history))

    def _count(self, number: int, row, history):
        key = row._meta.label, row.pk
        effect = self.effects.get(key)
        if effect is None:
            effect = self.effects[key] = ImportEffect(
                number=number,
                model=key[0],
                object_id=row.pk,
                made=history.history_type == MADE,
                first_history=history.history_id,
            )
        effect.last_history = history.history_id
        self._unwritten[key] = None

    def write(self, batch: Import):
        """Keep what has been noted since it was last written."""
        touched = [self.effects[key] for key in self._unwritten]
        for key in self._unwritten:
            self.effects[key].batch, self.effects[key].links = batch, self._links.get(key, {})
        self._unwritten.clear()
        # In the order of the file: of many rows, those that came together were written together.
        new = sorted((effect for effect in touched if effect.pk is None), key=lambda effect: effect.number)
        ImportEffect.objects.bulk_update([effect for effect in touched if effect.pk], ["last_history"], 500)
        ImportEffect.objects.bulk_create(new, batch_size=500)

    def go_on(self, batch: Import):
        """What was written before it was interrupted is the import's too."""
        for effect in batch.effects.all():
            self.effects[effect.model, effect.object_id] = effect
            self._links[effect.model, effect.object_id] = effect.links


_open: ContextVar[Journal | None] = ContextVar("journal", default=None)


@contextmanager
def journalling(reason: str, by: User) -> Iterator[Journal]:
    journal = Journal(reason, by)
    token = _open.set(journal)
    try:
        yield journal
    finally:
        _open.reset(token)


@receiver(pre_create_historical_record)
def explain(sender, history_instance, **kwargs):
    if journal := _open.get():
        history_instance.history_change_reason = journal.reason
        history_instance.history_user_id = journal.by.pk


@receiver(post_create_historical_record)
def remember(sender, instance, history_instance, **kwargs):
    if journal := _open.get():
        journal.note(instance, history_instance)
