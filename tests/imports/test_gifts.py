"""What a preview says is what is entered: new, already there, doubtful, wrong, and without a team."""

import datetime as dt
from decimal import Decimal
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from campaigns.models import Batch, Channel, Competition, Contribution, Tally, Team
from campaigns.queries.board import public_board
from campaigns.services.competitions import archive_competition, is_unchanged, reveal_result
from campaigns.services.contributions import (
    AlreadyReversed,
    NotTakingMoney,
    add_contributions,
    assign_contribution,
    begin_batch,
    look_over,
    move_contribution,
    reverse_contribution,
    undo_batch,
)
from campaigns.services.naming import Names
from campaigns.services.tallies import recount
from core.spreadsheets.columns import Layout
from core.spreadsheets.reader import read_text
from core.spreadsheets.values import UNSOLVED, read_day
from crm.models import Company
from imports.services.gift_columns import GiftField, NoColumns, guess_layout, without_private_columns
from imports.services.gifts import ListChanged, NeedsReason, NothingToEnter, Status, commit, prepare, preview, words_of
from tests.campaigns.boards import decided
from tests.campaigns.factories import A_DAY, give, make_competition, make_team, promise, running_duel
from tests.clock import moment_on
from tests.factories import CompanyFactory, UserFactory
from tests.imports.gift_lists import SENDER, SWISH_HEAD, entered, listing, seen, swish_row

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = dt.date(2026, 12, 20)
ENTERING = 39


@pytest.fixture
def duel():
    """Åkeriet with the code of the competition and 1, Bageriet with 2."""
    competition, first, second = running_duel()
    for team, name in ((first, "Åkeriet"), (second, "Bageriet")):
        team.name = name
        team.save()
    return competition, first, second


def statuses(said) -> list[tuple[int, str]]:
    return [(row.number, row.status) for row in said.rows]


def mistakes(said) -> list[tuple]:
    return [(row.number, m.column, m.value, m.why) for row in said.rows for m in row.mistakes]


# --- Columns --------------------------------------------------------------------------------------


def test_columns_of_a_swish_report_are_guessed_from_its_headings():
    layout = guess_layout(read_text(SWISH_HEAD + swish_row(1, "100.00", "hej")))
    assert {name: layout.headings[place] for name, place in layout.columns.items()} == {
        GiftField.DAY: "Transdag",
        GiftField.AMOUNT: "Belopp",
        GiftField.MESSAGE: "Meddelande",
        GiftField.GIVER: "Avsändarnamn",
        GiftField.REFERENCE: "Orderreferens",
    }
    assert layout.start == 2


def test_the_senders_number_is_gone_before_anybody_sees_the_list():
    table = without_private_columns(read_text(SWISH_HEAD + swish_row(1, "100.00", "hej")))
    assert SENDER not in [cell for row in table for cell in row]
    assert "Avsändarnr" not in table[1]


def test_columns_without_headings_are_guessed_from_what_stands_in_them():
    table = read_text("2026-11-10\tZAB1 heja oss\t1 234,50\n2026-11-11\thej\t20\n")
    layout = guess_layout(table)
    assert layout.columns == {GiftField.DAY: 0, GiftField.MESSAGE: 1, GiftField.AMOUNT: 2}
    assert [number for number, _cells in layout.data_rows(table)] == [1, 2]


def test_days_and_amounts_under_names_of_their_own_are_found_by_what_they_are():
    layout = guess_layout(read_text("Vem\tPengar in\tNär\nKim\t20\t2026-11-10\n"))
    assert (layout.start, layout.columns) == (1, {GiftField.AMOUNT: 1, GiftField.DAY: 2})


def test_message_of_two_columns_is_in_that_which_holds_something():
    layout = guess_layout(read_text("Dag\tMeddelande\tBelopp\tMeddelande\n2026-11-10\t\t20\tH26\n"))
    assert (layout.columns[GiftField.MESSAGE], layout.columns[GiftField.AMOUNT]) == (3, 2)


def test_a_list_of_one_column_is_refused():
    with pytest.raises(NoColumns):
        guess_layout(read_text("100\n200\n"))


def test_headings_give_a_list_its_shape():
    first, again, other = (
        guess_layout(read_text(text)) for text in ("Lag\tBelopp\na\t1", "LAG\tbelopp\nb\t2", "Namn\tBelopp\nc\t3")
    )
    assert first.shape == again.shape != other.shape


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-10", A_DAY),
        ("20261110", A_DAY),
        ("2026/11/10", A_DAY),
        ("2026-11-10 14:33", A_DAY),
        ("2026-11-10T14:33:05", A_DAY),
        ("10.11.2026", A_DAY),
        ("11/10/2026", None),  # American or Danish: nobody knows
        ("i går", None),
        ("2026-02-30", None),
    ],
)
def test_days_are_read_as_swedes_write_them(text, day):
    assert read_day(text) == day


# --- Teams ----------------------------------------------------------------------------------------


def test_a_code_in_the_message_finds_the_team_as_a_word_in_any_case(duel):
    competition, first, second = duel
    messages = [f"heja {first.code.lower()}!", f"({second.code})", f"x{first.code}x", "ingen kod", competition.code]
    said = seen(competition, "Belopp;Meddelande\n" + "".join(f"100;{message}\n" for message in messages))
    assert [row.team for row in said.rows] == [first, second, None, None, None]


def test_two_codes_in_a_message_leave_the_choice_to_a_person(duel):
    competition, first, second = duel
    [row] = seen(competition, f"Belopp;Meddelande\n100;{first.code} {second.code}\n").rows
    assert (row.team, row.status, row.note) == (None, Status.LEFT_OVER, "Flera lags koder står i meddelandet.")


def test_without_a_code_the_team_is_found_by_its_column(duel):
    competition, first, second = duel
    names = ["ÅKERIET", first.code, second.company.name, "Banken", "", "åker", f"{first.name} ({first.code})"]
    said = seen(competition, "Lag;Belopp\n" + "".join(f"{name};100\n" for name in names))
    assert [row.team for row in said.rows] == [first, first, second, None, None, first, first]
    assert [row.note for row in said.rows] == ["", "", "", "Inget lag heter Banken.", "", "", ""]


def test_a_column_goes_before_what_was_chosen_and_waits_where_the_code_says_another(duel):
    competition, first, second = duel
    rows = f"Bageriet;1;{first.code}\nBageriet;2;\n;3;\nÅkeriet;4;{first.code}\nBanken;5;{second.code}\n"
    said = seen(competition, f"Lag;Belopp;Meddelande\n{rows}", team=first)
    assert [row.team for row in said.rows] == [None, second, first, first, second]
    assert (said.rows[0].status, said.rows[0].note) == (
        Status.LEFT_OVER,
        "Koden i meddelandet är ett annat lags än Bageriet.",
    )


def test_of_two_columns_of_references_that_with_something_in_it_is_read(duel):
    competition, _first, _second = duel
    [row] = seen(competition, "Belopp;Orderreferens;Betalningsreferens\n60;;R-1\n").rows
    assert row.reference == "R-1"


# --- What each row comes to -----------------------------------------------------------------------


def test_a_swish_report_is_told_row_by_row(duel):
    competition, first, _second = duel
    give(first, 100, external_id="ORD-1")
    said = seen(
        competition,
        SWISH_HEAD
        + swish_row(1, "100.00", first.code, reference="ORD-1")
        + swish_row(2, "250.50", f"Lycka till {first.code}", reference="ORD-2")
        + swish_row(3, "75.00", "utan kod", reference="ORD-3")
        + swish_row(4, "-75.00", "utbetalning", reference="ORD-4")
        + swish_row(5, "250.50", "igen", reference="ORD-2"),
    )
    assert statuses(said) == [
        (3, Status.SAME),
        (4, Status.NEW),
        (5, Status.LEFT_OVER),
        (6, Status.WRONG),
        (7, Status.SAME),
    ]
    assert said.rows[4].note == "Samma referens som på rad 4."
    assert mistakes(said) == [(6, "Belopp", "-75.00", "Beloppet ska vara större än noll.")]
    assert said.amount_to_enter == Decimal("325.50")


def test_a_wrong_row_says_row_column_value_and_why(duel):
    competition, _first, _second = duel
    said = seen(
        competition,
        "Datum;Belopp;Kanal;Givare;Vill synas\n"
        "2026-13-01;hundra;Klarna;Kim;kanske\n"
        "2026-11-10;1.234;;;\n"
        "2027-01-05;10;;;\n"
        "2026-10-01;10;;;\n"
        "2026-11-10;;;;\n",
    )
    amount = "Skriv ett belopp i kronor, till exempel 1 234,50."
    assert mistakes(said) == [
        (2, "Belopp", "hundra", amount),
        (2, "Kanal", "Klarna", "Kanalen finns inte."),
        (2, "Datum", "2026-13-01", "Skriv dagen som 2026-11-24."),
        (2, "Vill synas", "kanske", "Skriv ja eller nej."),
        (3, "Belopp", "1.234", amount),
        (4, "Datum", "2027-01-05", "Dagen har inte varit än."),
        (5, "Datum", "2026-10-01", "Tävlingen räknar pengar mottagna 2026-11-02 till 2026-12-06."),
        (6, "Belopp", "", amount),
    ]
    assert said.to_enter() == []


def test_texts_that_do_not_fit_are_told_rather_than_cut(duel):
    competition, _first, _second = duel
    said = seen(competition, f"Belopp;Meddelande;Givare\n10;{'m' * 201};{'g' * 121}\n")
    assert [(column, why) for _row, column, _value, why in mistakes(said)] == [
        ("Givare", "Högst 120 tecken får plats."),
        ("Meddelande", "Högst 200 tecken får plats."),
    ]


def test_amounts_and_channels_are_read_as_people_write_them(duel):
    competition, _first, _second = duel
    said = seen(
        competition, "Belopp\tKanal\n1 234,50 kr\tKontant\n20:-\tvia LÖNEN\n1234.5\t\n", channel=Channel.BANKGIRO
    )
    assert [(row.amount, row.channel) for row in said.rows] == [
        (Decimal("1234.50"), Channel.CASH),
        (Decimal("20.00"), Channel.PAYROLL),
        (Decimal("1234.50"), Channel.BANKGIRO),
    ]


def test_a_match_payment_is_known_by_its_givers_name_or_its_team(duel):
    competition, _first, second = duel
    match, own = promise(competition, third_party="Stiftelsen"), promise(competition, company=second.company)
    payments = ["10;matchning;stiftelsen;", "20;matchning;;Stiftelsen", "30;matchning;;Bageriet", "40;matchning;;"]
    rows = "\n".join(["Belopp;Kanal;Givare;Lag", *payments])
    said = seen(competition, rows)
    assert [(row.match, row.status) for row in said.rows] == [
        (match, Status.NEW),
        (match, Status.NEW),
        (own, Status.NEW),
        (None, Status.LEFT_OVER),
    ]
    entered(competition, rows)
    assert [each.paid for each in competition.matches.with_paid()] == [Decimal(30), Decimal(30)]


def test_only_who_is_named_and_says_so_asks_to_be_seen(duel):
    competition, _first, _second = duel
    said = seen(competition, "Belopp;Givare;Vill synas\n10;Kim;ja\n10;Robin;\n10;;x\n")
    assert [row.show_giver for row in said.rows] == [True, False, False]


def test_rows_without_a_reference_may_be_there_already_one_for_one(duel):
    competition, first, _second = duel
    give(first, 50, giver="Kim", message=f"{first.code} Hej")
    rows = (
        "Belopp;Givare;Meddelande\n"
        + f"50;KIM;{first.code} hej\n" * 2
        + f"50;Robin;{first.code} hej\n51;Kim;{first.code} hej\n"
    )
    said = seen(competition, rows)
    assert statuses(said) == [(2, Status.MAYBE), (3, Status.NEW), (4, Status.NEW), (5, Status.NEW)]
    assert [row.number for row in said.to_enter()] == [3, 4, 5]
    assert [row.number for row in said.to_enter(ticked=[2])] == [2, 3, 4, 5]


def test_left_over_money_that_was_given_a_team_is_recognised_when_the_list_comes_again(duel):
    competition, first, _second = duel
    rows = "Belopp;Meddelande\n50;fikakassan\n"
    entered(competition, rows)
    assign_contribution(Contribution.objects.get(), team=first)
    assert statuses(seen(competition, rows)) == [(2, Status.MAYBE)]


def test_what_was_reversed_is_remembered_and_enters_only_when_ticked(duel):
    competition, first, _second = duel
    for gift in (give(first, 50), give(first, 60, external_id="R-1")):
        reverse_contribution(gift, by=UserFactory(), reason="Hör inte hit")
    rows = f"Lag;Belopp;Referens\n{first.code};50;\n{first.code};60;r-1\n"
    said = seen(competition, rows)
    assert statuses(said) == [(2, Status.MAYBE), (3, Status.CORRECTED)]
    assert said.rows[1].note.replace("\N{NO-BREAK SPACE}", " ") == (
        "Betalningen med den referensen är rättad: 60 kr 2026-11-10 i Duellen. Skäl: Hör inte hit"
    )
    assert said.to_enter() == []
    entered(competition, rows, ticked=[3])
    assert Tally.objects.get(team=first).employees == Decimal(60)
    assert statuses(seen(competition, rows)) == [(2, Status.MAYBE), (3, Status.SAME)]


def test_what_was_moved_is_there_already_where_it_is(duel):
    competition, first, second = duel
    move_contribution(give(first, 60, external_id="R-1"), team=second, by=UserFactory(), reason="Fel lag")
    move_contribution(give(first, 70), team=second, by=UserFactory(), reason="Fel lag")
    said = seen(competition, f"Lag;Belopp;Referens\n{first.code};60;R-1\n{second.code};70;\n")
    assert statuses(said) == [(2, Status.SAME), (3, Status.MAYBE)]


def test_a_code_of_another_running_competition_takes_its_row_there(duel):
    competition, first, _second = duel
    other, stranger, _ = running_duel(name="Grannduellen")
    rows = (
        "Belopp;Meddelande;Lag;Referens\n"
        f"10;{first.code};;A\n20;Heja {stranger.code.lower()}!;;B\n30;;{stranger.code};C\n40;{other.code};;D\n"
        f"50;{first.code} {stranger.code};;E\n60;{stranger.code[:4]}-{stranger.code[4:]};;F\n"
    )
    said = seen(competition, rows, team=first)
    assert [(row.competition, row.team, row.status) for row in said.rows] == [
        (competition, first, Status.NEW),
        (other, stranger, Status.ELSEWHERE),
        (other, stranger, Status.ELSEWHERE),
        (other, None, Status.ELSEWHERE),
        (competition, None, Status.LEFT_OVER),
        (other, stranger, Status.ELSEWHERE),
    ]
    assert said.rows[1].note == "Hör till Grannduellen."
    entered(competition, rows, team=first)
    sums = {batch.competition: batch.amount for batch in Batch.objects.for_table()}
    assert sums == {competition: Decimal(60), other: Decimal(150)}
    assert Tally.objects.get(team=stranger).employees == Decimal(110)
    assert {row.status for row in seen(other, rows).rows} == {Status.SAME}


def test_a_list_of_several_competitions_is_undone_as_a_whole(duel):
    competition, first, _second = duel
    other, stranger, _ = running_duel()
    rows = f"Belopp;Meddelande;Referens\n60;{first.code};R-1\n110;{stranger.code};R-2\n"
    batch = entered(competition, rows)
    part = Batch.objects.get(competition=other)
    assert set(Batch.objects.of_list(part)) == set(Batch.objects.of_list(batch)) == {batch, part}
    assert undo_batch(part, by=UserFactory(), reason="Fel lista.") == 2
    assert not Batch.objects.filter(undone_at=None).exists()
    assert set(Tally.objects.values_list("employees", flat=True)) == {Decimal(0)}
    with pytest.raises(AlreadyReversed):
        undo_batch(Batch.objects.get(pk=batch.pk), by=UserFactory(), reason="Igen.")
    assert statuses(seen(competition, rows)) == [(2, Status.NEW), (3, Status.ELSEWHERE)]


def test_a_code_of_a_competition_that_takes_no_money_routes_nothing(duel):
    competition, _first, _second = duel
    stranger = make_team(make_competition(name="Utkastet"))
    [row] = seen(competition, f"Belopp;Meddelande\n10;{stranger.code}\n").rows
    assert (row.competition, row.team, row.status) == (competition, None, Status.LEFT_OVER)


def test_a_list_of_another_competitions_money_alone_is_entered_there(duel):
    competition, _first, _second = duel
    other, stranger, _ = running_duel()
    batch = entered(competition, f"Belopp;Meddelande\n10;{stranger.code}\n")
    assert (batch.competition, Batch.objects.count()) == (other, 1)


def test_a_reference_of_another_competition_is_there_already(duel):
    competition, _first, _second = duel
    _other, stranger, _ = running_duel()
    give(stranger, 60, external_id="R-1")
    assert statuses(seen(competition, "Belopp;Referens\n60;R-1\n")) == [(2, Status.SAME)]


@pytest.mark.parametrize("rows", [1, 300])
def test_a_preview_costs_as_many_queries_for_one_row_as_for_three_hundred(duel, rows, django_assert_num_queries):
    competition, first, _second = duel
    text = "Lag;Belopp;Referens\n" + "".join(f"{first.code};{n};R{n}\n{first.code};{n};\n" for n in range(1, rows + 1))
    chosen = listing(competition, text)
    with django_assert_num_queries(4):
        preview(chosen)


# --- Entering -------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("rows", [2, 14])
def test_entering_costs_as_many_queries_for_six_rows_as_for_forty(duel, rows, django_assert_num_queries):
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
    with django_assert_num_queries(ENTERING):
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
    incoming = look_over(
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
    incoming = look_over([row | money])
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


# --- Cells that cannot be read --------------------------------------------------------------------


@pytest.mark.parametrize("column", ["Datum", "Belopp", "Lag", "Kanal", "Referens", "Meddelande"])
@pytest.mark.parametrize("cell", ["#N/A", "#SAKNAS!", "#REFERENS!", UNSOLVED])
def test_a_cell_with_an_error_is_no_value_in_any_column_that_decides(duel, column, cell):
    competition, first, _second = duel
    good = {"Datum": "2026-11-10", "Belopp": "10", "Lag": first.code, "Kanal": "swish", "Referens": "A"}
    good |= {"Meddelande": "hej", column: cell}
    said = seen(competition, ";".join(good) + "\n" + ";".join(good.values()) + "\n")
    assert [(row.status, [mistake.column for mistake in row.mistakes]) for row in said.rows] == [
        (Status.WRONG, [column])
    ]


@pytest.mark.parametrize(
    ("cells", "status", "left_out"),
    [
        ("A;;#N/A;kanske", Status.NEW, ["Givare", "Vill synas"]),
        (";;#N/A;", Status.WRONG, []),
        (f"A;{'m' * 201} kod;Kim;ja", Status.NEW, ["Meddelande"]),
        (f";{'m' * 201};Kim;", Status.WRONG, []),
        (f"A;;{'g' * 121};", Status.NEW, ["Givare"]),
    ],
)
def test_a_row_lacks_a_value_only_if_it_decides_nothing(duel, cells, status, left_out):
    competition, first, _second = duel
    text = f"Lag;Belopp;Referens;Meddelande;Givare;Vill synas\n{first.code};10;{cells}\n"
    [row] = seen(competition, text).rows
    assert (row.status, [mistake.column for mistake in row.left_out]) == (status, left_out)
    [refused] = seen(competition, text, leaves_out=False).rows
    assert (refused.status, refused.left_out) == (Status.WRONG, [])
    if status == Status.NEW:
        entered(competition, text)
        given = Contribution.objects.get()
        assert (given.show_giver, len(given.giver) < 121, given.team) == (left_out == ["Meddelande"], True, first)


def test_cells_are_read_by_the_same_rules_as_in_every_list(duel):
    competition, first, _second = duel
    text = "Datum\tBelopp\tLag\tReferens\tGivare\n"
    text += f'2026-11-10T10:00:00Z\t="100,00"\t\u202a{first.code.lower()}\u202c\t="0012"\t\u200bKim\u00a0Ek\u200b\n'
    text += f"0001-01-01\t1\t{first.code}\t2\tKim\n"
    rows = seen(competition, text).rows
    assert (rows[0].amount, rows[0].team, rows[0].reference, rows[0].giver) == (Decimal(100), first, "0012", "Kim Ek")
    assert [mistake.column for mistake in rows[1].mistakes] == ["Datum"]


def test_a_column_with_an_error_in_it_is_still_guessed(duel):
    competition, first, _second = duel
    said = seen(competition, f"{first.code};2026-11-10;10\n{first.code};#N/A;20\n{first.code};2026-11-11;#SAKNAS!\n")
    assert [row.amount for row in said.rows] == [Decimal(10), Decimal(20), None]
    assert [mistake.column for row in said.rows for mistake in row.mistakes] == ["Kolumn 2", "Kolumn 3"]


@pytest.mark.parametrize(
    ("columns", "cells", "name", "meaning", "means"),
    [
        ("Kanal", "Klarna", GiftField.CHANNEL, "other", lambda row: row.channel == Channel.OTHER),
        ("Kanal", "Klarna", GiftField.CHANNEL, "", lambda row: row.channel == Channel.SWISH),
        ("Givare;Vill synas", "Kim;gärna", GiftField.SHOWN, "ja", lambda row: row.show_giver),
        ("Lag", "Norr", GiftField.TEAM, "Åkeriet", lambda row: row.team.name == "Åkeriet"),
    ],
)
def test_a_word_that_is_no_choice_is_told_once_and_means_what_is_said(duel, columns, cells, name, meaning, means):
    competition, _first, _second = duel
    text = f"Belopp;{columns}\n10;{cells}\n20;{cells.upper()}\n"
    [word] = words_of(listing(competition, text))
    assert (word.name, word.rows, word.meaning) == (name, 2, None)
    said = seen(competition, text, meanings={name: {word.key: meaning}})
    assert all(not row.mistakes and means(row) for row in said.rows)


def test_two_teams_of_one_company_are_told_apart_by_name_or_not_at_all():
    company = CompanyFactory(name="Bruket AB")
    competition, first, second = running_duel()
    for team, name in ((first, "Kontoret"), (second, "Verkstan")):
        team.company, team.name = company, name
        team.save()
    said = seen(competition, "Lag;Belopp\nKontoret;1\nBruket AB;2\n")
    assert [(row.team, row.note) for row in said.rows] == [(first, ""), (None, "Flera lag kan vara Bruket AB.")]


def test_names_that_no_team_has_are_told_apart_in_the_time_that_there_are_teams():
    teams = [Team(pk=number, name=f"Avdelning {number}", company=Company(name="Koncernen")) for number in range(200)]
    names, began = Names(teams), process_time()
    assert [names.named(f"Okänt lag {number}") for number in range(2_000)] == [[]] * 2_000
    assert process_time() - began < 3  # 6 s when each team's names are folded anew for each row
