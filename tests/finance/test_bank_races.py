"""Two files with the same money, read in at the same moment."""

from functools import partial
from itertools import count

import pytest
from django.db import connection

from core.models import Sequence
from finance.models import BankFile, Payment
from tests.factories import UserFactory
from tests.finance.bank_samples import Entry, Tx, camt053, camt054, read_sample, statement
from tests.racing import ROUNDS, all_come_to, at_once, wrapped

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def both_formats(round_: int) -> list[bytes]:
    """Of one payment, which has an id of its own in each."""
    told = {"reference": "1234574", "payer": f"Bolag {round_} AB"}
    notified = camt054(Entry([Tx("100.00", bank_id=f"N{round_}", **told)]))
    booked = Entry([Tx("100.00", bank_id=f"S{round_}", bankgiro="", **told)], reference="")
    return [notified, camt053(statement(booked, opening=str(round_)))]


def read_at_once(round_: int, *wrappers) -> list:
    by = UserFactory()
    jobs = [wrapped(partial(read_sample, content, by=by), *wrappers) for content in both_formats(round_)]
    return at_once(*jobs)


def test_the_same_money_in_two_files_at_once_is_taken_once():
    for round_ in range(ROUNDS):
        outcomes = read_at_once(round_)
        assert [outcome for outcome in outcomes if isinstance(outcome, str)] == ["NothingToRead"]
        assert Payment.objects.filter(payer=f"Bolag {round_} AB").count() == 1


def test_the_same_file_twice_at_once_is_read_once():
    by, [content, _booked] = UserFactory(), both_formats(0)
    outcomes = at_once(*[partial(read_sample, content, by=by)] * 2)
    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == ["AlreadyRead"]
    assert BankFile.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_without_the_number_that_each_file_takes_both_take_it(monkeypatch):
    numbers = count(1)
    monkeypatch.setattr(Sequence, "next", classmethod(lambda _cls, _name: next(numbers)))
    read_at_once(0, all_come_to('INSERT INTO "finance_bankfile"', number=2))
    assert Payment.objects.count() == 2
