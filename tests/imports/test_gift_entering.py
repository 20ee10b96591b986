"""A list of gifts is entered as previewed, once, and undone as a whole."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from campaigns.models import Batch, Channel, Competition, Contribution, Tally
from campaigns.queries.board import public_board
from campaigns.services.contributions import (
    add_contributions,
    begin_batch,
    reverse_contribution,
    undo_batch,
    validate_incoming,
)
from campaigns.services.counting import NotTakingMoney
from campaigns.services.lifecycle import archive_competition, is_unchanged, reveal_result
from campaigns.services.tallies import recount
from core.spreadsheets.columns import Layout
from imports.services.gift_columns import GiftField
from imports.services.gift_rows import Status
from imports.services.gifts import ListChanged, NeedsReason, NothingToEnter, commit, prepare, preview
from tests.campaigns.boards import decided
from tests.campaigns.factories import A_DAY, give, make_competition, promise
from tests.clock import moment_on
from tests.databases import LOCKING_MONTHS
from tests.factories import UserFactory
from tests.imports.gift_lists import entered, listing, named_duel

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def duel():
    return named_duel()


LATER = dt.date(2026, 12, 20)
ENTERING = 39 + 5  # and the same in the ledger


def test_a_list_is_entered_as_previewed_and_undone_as_a_whole(duel):
    competition, first, second = duel
    kept = give(second, 7)
    text = (
        f"Datum;Lag;Belopp;Givare;Referens\n2026-11-09;{first.code};100;Kim;A\n;Bageriet;50,50;;B\n;;25;;\n;x;fel;;\n"
    )
    batch = entered(competition, text, source="mappen/lista.csv")
    rows = batch.contributions.order_by("pk").values_list("team", "amount", "received_on", "giver", "external_id")
    assert list(rows) == [
        (first.pk, Decimal("100.00"), dt.date(2026, 11, 9), "Kim", "A"),
        (second.pk, Decimal("50.50"), A_DAY, "", "B"),
        (None, Decimal("25.00"), A_DAY, "", ""),
    ]
    assert batch.source == "lista.csv"
    assert undo_batch(batch, by=UserFactory(), reason="Fel fil") == 3
    assert {tally.team_id: tally.employees for tally in Tally.objects.all()} == {first.pk: 0, second.pk: kept.amount}
    assert list(recount()) == []
    assert entered(competition, text).contributions.count() == 3


def test_the_same_list_enters_nothing_the_second_time(duel):
    competition, first, _second = duel
    text = f"Lag;Belopp;Referens\n{first.code};100;A\n{first.code};50;\n"
    entered(competition, text)
    with pytest.raises(NothingToEnter):
        entered(competition, text)
    assert entered(competition, text, ticked=[3]).contributions.count() == 1
    assert Contribution.objects.count() == 3


def test_a_list_sent_twice_from_one_preview_enters_once(duel):
    competition, first, _second = duel
    chosen = listing(competition, f"Lag;Belopp\n{first.code};100\n")
    said, by = preview(chosen), UserFactory()
    commit(prepare(chosen, ticked=[], digest=said.digest, by=by), source="a")
    with pytest.raises(ListChanged):
        commit(prepare(chosen, ticked=[], digest=said.digest, by=by), source="a")


def test_a_list_is_shown_again_when_something_came_in_meanwhile(duel):
    competition, first, _second = duel
    chosen = listing(competition, f"Lag;Belopp;Referens\n{first.code};100;A\n")
    said = preview(chosen)
    give(first, 100, external_id="A")
    with pytest.raises(ListChanged):
        commit(prepare(chosen, ticked=[], digest=said.digest, by=UserFactory()), source="a")
    assert Contribution.objects.count() == 1


def test_a_preview_of_other_columns_is_not_trusted(duel):
    competition, _first, _second = duel
    chosen = listing(competition, "Belopp;Summa\n100;9\n")
    said = preview(chosen)
    layout = Layout(chosen.layout.headings, chosen.layout.start, {GiftField.AMOUNT: 1})
    other = listing(competition, "Belopp;Summa\n100;9\n", layout=layout)
    with pytest.raises(ListChanged):
        commit(prepare(other, ticked=[], digest=said.digest, by=UserFactory()), source="a")


@pytest.mark.parametrize("rows", [2, 10])  # SQLite writes history of over 41 in parts
def test_entering_costs_as_many_queries_for_six_rows_as_for_thirty(duel, rows, django_assert_num_queries):
    competition, first, second = duel
    promise(competition)
    promise(competition, company=second.company)
    again = [give(first, 7, external_id=f"C{n}") for n in range(rows)]
    for contribution in again:
        reverse_contribution(contribution, by=UserFactory(), reason="Fel lag.")
    text = "Lag;Belopp;Kanal;Referens\n" + "".join(
        f"{first.code};{n + 1};;A{n}\n{second.code};{n + 1};match;B{n}\n{first.code};7;;C{n}\n" for n in range(rows)
    )
    chosen = listing(competition, text)
    said, by = preview(chosen), UserFactory()
    ticked = [row.number for row in said.rows if row.status == Status.CORRECTED]
    with django_assert_num_queries(4 + 5):
        prepared = prepare(chosen, ticked=ticked, digest=said.digest, by=by)
    with django_assert_num_queries(ENTERING + 2 * LOCKING_MONTHS):
        commit(prepared, source="a")
    assert Contribution.objects.filter(batch__isnull=False).count() == len(ticked) * 3 == 3 * rows
    assert list(recount()) == []


def test_a_list_is_undone_at_the_same_cost_however_long_it_is(duel):
    competition, first, _second = duel
    promise(competition)

    def queries(number: int) -> int:
        rows = "".join(f"{first.code};5;{number}-{n}\n" for n in range(number))
        batch = entered(competition, f"Lag;Belopp;Referens\n{rows}")
        with CaptureQueriesContext(connection) as asked:
            assert undo_batch(batch, by=UserFactory(), reason="Fel fil") == number
        return len(asked)

    assert queries(2) == queries(20)
    assert list(recount()) == []


def test_a_reference_that_comes_in_twice_at_once_leaves_nothing_of_the_list(duel):
    competition, first, second = duel
    incoming = validate_incoming(
        {
            "competition": competition,
            "team": team,
            "amount": Decimal(9),
            "received_on": A_DAY,
            "by": UserFactory(),
            "external_id": reference,
        }
        for team, reference in ((first, "R 1"), (second, "r1"))
    )
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        batch = begin_batch(competition=competition, by=UserFactory(), source="a")
        add_contributions(incoming, batches={competition.pk: batch})
    assert list(refused.value.message_dict) == ["external_id"]
    assert (Contribution.objects.count(), Contribution.history.count(), Batch.objects.count()) == (0, 0, 0)
    assert list(recount()) == []


def test_payment_is_of_the_promise_that_was_written_after_it_was_looked_over(duel):
    competition, _first, _second = duel
    row = {"channel": Channel.MATCH, "giver": "En vän", "by": UserFactory()}
    money = {"competition": competition, "amount": Decimal(9), "received_on": A_DAY}
    incoming = validate_incoming([row | money])
    match = promise(competition)
    batch = begin_batch(competition=competition, by=UserFactory(), source="a")
    add_contributions(incoming, batches={competition.pk: batch})
    assert Contribution.objects.get().match == match


def test_ticking_a_row_that_is_wrong_or_there_does_not_enter_it(duel):
    competition, first, _second = duel
    give(first, 100, external_id="A")
    text = f"Lag;Belopp;Referens\n{first.code};100;A\n{first.code};fel;\n{first.code};5;B\n"
    assert [row.amount for row in entered(competition, text, ticked=[2, 3]).contributions.all()] == [Decimal("5.00")]


def test_a_draft_and_an_archived_competition_take_no_list():
    done, _teams = decided(("Åkeriet", 100), ("Bageriet", 50))
    for competition in (make_competition(), archive_competition(done)):
        with pytest.raises(NotTakingMoney):
            entered(competition, "Belopp;Lag\n100;x\n", reason="Sent.")


@pytest.mark.time_machine(moment_on(LATER))
def test_a_list_after_the_decision_needs_a_reason_and_leaves_the_result():
    done, (first, _second) = decided(("Åkeriet", 100), ("Bageriet", 50))
    reveal_result(done)
    text = f"Belopp;Lag;Kanal;Datum;Referens\n900;Bageriet;swish;{LATER};A\n30;{first.code};match;{LATER};B\n"
    with pytest.raises(NeedsReason):
        entered(done, text)
    batch = entered(done, text, reason="Bokfört för sent.", today=LATER)
    assert set(batch.contributions.values_list("amount", "reason")) == {
        (Decimal(900), "Bokfört för sent."),
        (Decimal(30), "Bokfört för sent."),
    }
    public = public_board(Competition.objects.get())
    assert [(row.team.name, row.placing.place) for row in public.rows] == [("Åkeriet", 1), ("Bageriet", 2)]
    assert (public.board.totals.employees, public.since.employees.came) == (Decimal(150), Decimal(900))
    assert public.since.company.came == Decimal(30)
    assert is_unchanged(Competition.objects.get())
    undo_batch(batch, by=UserFactory(), reason="Fel fil.")
    assert not public_board(Competition.objects.get()).since
