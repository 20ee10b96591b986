"""What a preview says of each gift is what is entered: new, already there, doubtful, wrong, and without a team."""

from decimal import Decimal

import pytest

from campaigns.models import Batch, Channel, Contribution, Tally
from campaigns.services.contributions import (
    AlreadyReversed,
    assign_contribution,
    move_contribution,
    reverse_contribution,
    undo_batch,
)
from imports.services.gift_rows import Status
from imports.services.gifts import preview
from tests.campaigns.factories import give, make_competition, make_team, promise, running_duel
from tests.factories import UserFactory
from tests.imports.gift_lists import SWISH_HEAD, entered, listing, named_duel, seen, swish_row

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def duel():
    return named_duel()


def statuses(said) -> list[tuple[int, str]]:
    return [(row.number, row.status) for row in said.rows]


def mistakes(said) -> list[tuple]:
    return [(row.number, m.column, m.value, m.why) for row in said.rows for m in row.mistakes]


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


def test_a_figure_that_may_be_no_team_of_another_competition_is_told_with_its_competition(duel):
    competition, first, _second = duel
    other, _stranger, _ = running_duel(name="Grannduellen")
    rows = f"10;{other.code} 1 och 2;\n10;{other.code} 2 kr;\n10;{other.code}1 {other.code}2;{first.code}\n"
    said = seen(competition, f"Belopp;Meddelande;Lag\n{rows}")
    several, unsure = (
        "Flera lags koder står i meddelandet.",
        "Siffran efter tävlingens kod kan vara ett belopp eller ett antal.",
    )
    assert [(row.competition, row.team, row.note) for row in said.rows] == [
        (other, None, f"Hör till Grannduellen. {several}"),
        (other, None, f"Hör till Grannduellen. {unsure}"),
        (competition, None, several),
    ]


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
