"""A long write lets other connections write between its batches, and keeps the batches written before an error."""

import threading

import pytest
from django.db import connection

from core.batches import in_turns
from crm.models import Tag
from tests.racing import PATIENCE, at_once


class Killed(Exception):
    pass


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database("core.batches")]


def test_others_write_between_the_turns():
    begun, written = threading.Event(), threading.Event()

    def write(some: list[str]):
        Tag.objects.create(name=some[0])

    def tell(done: int):
        begun.set()
        assert written.wait(PATIENCE)  # between batches: within one, SQLite would block the write

    def write_one():
        assert begun.wait(PATIENCE)
        Tag.objects.create(name="Grannen")
        written.set()

    at_once(lambda: in_turns(["Ett", "Två"], write, most=1, tell=tell), write_one)
    assert set(Tag.objects.values_list("name", flat=True)) == {"Ett", "Två", "Grannen"}
    assert Tag.objects.earliest("pk").name == "Ett"


def test_what_was_written_in_earlier_turns_stands_and_a_turn_is_whole():
    def write(some: list[int]):
        for number in some:
            Tag.objects.create(name=str(number))
            if number == 5:
                raise Killed

    told = []
    with pytest.raises(Killed):
        in_turns(range(9), write, most=2, tell=told.append)
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["0", "1", "2", "3"]
    assert told == [2, 4]
    assert not connection.in_atomic_block
