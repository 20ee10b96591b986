"""How the columns and cells of a list of gifts are read, and which team a row is of."""

from decimal import Decimal
from time import process_time

import pytest

from campaigns.models import Channel, Competition, Contribution, Team
from campaigns.services.team_lookup import Names
from core.spreadsheets.reader import read_text
from core.spreadsheets.values import UNSOLVED, read_day
from crm.models import Company
from imports.services.gift_columns import GiftField, NoColumns, guess_layout, without_private_columns
from imports.services.gift_rows import Status
from tests.campaigns.factories import A_DAY, running_duel
from tests.factories import CompanyFactory
from tests.imports.gift_lists import SENDER, SWISH_HEAD, entered, named_duel, seen, swish_row

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def duel():
    return named_duel()


# --- Columns ---------------------------------------------------------------------------------------


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


# --- Teams -----------------------------------------------------------------------------------------


def test_a_code_in_the_message_finds_the_team_as_a_word_in_any_case(duel):
    competition, first, second = duel
    messages = [f"heja {first.code.lower()}!", f"({second.code})", f"x{first.code}x", "ingen kod", competition.code]
    said = seen(competition, "Belopp;Meddelande\n" + "".join(f"100;{message}\n" for message in messages))
    assert [row.team for row in said.rows] == [first, second, None, None, None]


def test_two_codes_in_a_message_leave_the_choice_to_a_person(duel):
    competition, first, second = duel
    [row] = seen(competition, f"Belopp;Meddelande\n100;{first.code} {second.code}\n").rows
    assert (row.team, row.status, row.note) == (None, Status.LEFT_OVER, "Flera lags koder står i meddelandet.")


SEVERAL = "Flera lags koder står i meddelandet."
UNSURE = "Siffran efter tävlingens kod kan vara ett belopp eller ett antal."


@pytest.fixture(scope="module")
def ten() -> Names:
    """Ten teams of a competition whose own code ends in figures."""
    contest, company = Competition(pk=1, code="ZJ25"), Company(name="Bolaget")
    return Names(
        Team(pk=n, name=f"Lag {n}", code=f"ZJ25{n}", company=company, competition=contest) for n in range(1, 11)
    )


TWO = (
    "ZJ25 1 och 2|ZJ25 1, 2|ZJ25 1 2|ZJ25 1+2|ZJ25 1 + 2|ZJ25 1/2|ZJ25 1 & 2|zj25 1 and 2|ZJ25 1-2|ZJ251 2|ZJ251, 2|"
    "ZJ251 och 2|ZJ251-2|ZJ25-1-2|ZJ251 och lag 2|ZJ25 1 samt ZJ25 2|ZJ25 2 och 1 heja|ZJ251 ZJ252|ZJ25 2,1|ZJ251+2 kr|"
    "ZJ25 1 och 2 kr"
)
NO_TEAM = (
    "ZJ25 2 kr till fikat|ZJ25 2 kronor|ZJ25 2 SEK|ZJ25 2:-|ZJ25 2,-|ZJ25 2 st|ZJ25 2 gånger|ZJ25 2 ggr|ZJ25 2x|"
    "ZJ25 2 x|ZJ25 2 personer|ZJ25 2 person|ZJ25 2%|ZJ25 2 %|ZJ25 2kr|ZJ25 2 öre|ZJ25 2,50 kr|ZJ25 2.50|ZJ25 2/12"
)
TEAM_TWO = (
    "ZJ252|ZJ25 2|ZJ25 2 heja|ZJ25-2|zj252!|ZJ252 kr|(ZJ25 2)|ZJ25 2 kram|ZJ252 50 kr|ZJ25 2 50 kr|ZJ25 2, 10 kr|"
    "ZJ252 10 kr|ZJ252 5:-|ZJ25 2 11|ZJ25 2 2|ZJ252 1 000 kr|ZJ25 2 :-)|ZJ25 2. Lycka|ZJ252 heja ZJ25 3 kr|ZJ252 50|"
    "ZJ25 2 2026-11-10"
)


@pytest.mark.parametrize("message", TWO.split("|"))
def test_a_message_that_may_name_two_teams_names_both(ten, message):
    said = ten.coded(message, Decimal(50))
    assert ({team.pk for team in said.teams}, said.is_unsure) == ({1, 2}, False)


@pytest.mark.parametrize(
    ("message", "amount"),
    [
        *((message, 50) for message in NO_TEAM.split("|")),
        *((message, 10) for message in ("ZJ25 10 kr", "ZJ25 10", "zj25-10", "Heja ZJ25 10!")),
        *((message, 2000) for message in ("ZJ25 2 000 kr", "ZJ25 2 000")),
        ("ZJ25 1 500", 1500),
    ],
)
def test_a_figure_that_is_an_amount_or_a_count_is_no_team(ten, message, amount):
    assert ten.coded(message, Decimal(amount)) == ([], True)


@pytest.mark.parametrize("message", TEAM_TWO.split("|"))
def test_a_code_written_together_or_apart_names_its_team(ten, message):
    said = ten.coded(message, Decimal(50))
    assert ([team.pk for team in said.teams], said.is_unsure) == ([2], False)


@pytest.mark.parametrize(("message", "number"), [("ZJ25 2 500", 2), ("ZJ252 500", 2), ("ZJ25 5 500 kr", 5)])
def test_a_code_is_apart_from_the_gifts_whole_amount(ten, message, number):
    assert [team.pk for team in ten.coded(message, Decimal(500)).teams] == [number]


def test_figures_of_a_team_stand_together_where_a_team_is_typed(ten):
    typed = ["ZJ25 10", "zj25-10", "ZJ2510", "ZJ25 1", "ZJ251 0", "ZJ25 1-0", "ZJ25 1 0"]
    assert [[team.pk for team in ten.named(text)] for text in typed] == [[10], [10], [10], [1], [], [], []]


def test_a_figure_that_may_be_no_team_leaves_the_choice_to_a_person_and_says_why(duel):
    competition, _first, second = duel
    code = competition.code
    rows = f"{code} 1 och 2;\n{code}1, 2;\n{code} 2 kr till fikat;\n{code} 2 heja;\n{code} 2 kr;Bageriet\n"
    for terms in ({}, {"team": second}):
        said = seen(competition, f"Belopp;Meddelande;Lag\n100;{rows}".replace("\n" + code, f"\n100;{code}"), **terms)
        assert [(row.team, row.status, row.note) for row in said.rows] == [
            (None, Status.LEFT_OVER, SEVERAL),
            (None, Status.LEFT_OVER, SEVERAL),
            (None, Status.LEFT_OVER, UNSURE),
            (second, Status.NEW, ""),
            (second, Status.NEW, ""),
        ]


def test_a_gift_of_the_figures_kronor_has_no_team(duel):
    competition, first, _second = duel
    said = seen(competition, "".join(["Belopp;Meddelande\n", *(f"2;{competition.code} {n}\n" for n in (1, 2))]))
    assert [(row.team, row.note) for row in said.rows] == [(first, ""), (None, UNSURE)]


def test_without_a_code_the_team_is_found_by_its_column(duel):
    competition, first, second = duel
    names = ["ÅKERIET", first.code, second.company.name, "Banken", "", "åker", f"{first.name} ({first.code})"]
    said = seen(competition, "Lag;Belopp\n" + "".join(f"{name};100\n" for name in names))
    assert [row.team for row in said.rows] == [first, first, second, None, None, first, first]
    assert [row.note for row in said.rows] == ["", "", "", "Inget lag heter Banken.", "", "", ""]


def test_code_written_apart_is_known_in_the_column_of_teams(duel):
    competition, first, _second = duel
    stem, figure = first.code[:-1], first.code[-1]
    said = seen(competition, f"Lag;Belopp\n{stem} {figure};100\n{stem.lower()}-{figure};100\n")
    assert [row.team for row in said.rows] == [first, first]


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


# --- Cells that cannot be read ---------------------------------------------------------------------


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
    [word] = seen(competition, text).words
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
    group, contest = Company(name="Koncernen"), Competition(code="AAAA")
    teams = [Team(pk=n, name=f"Avdelning {n}", company=group, competition=contest) for n in range(200)]
    names, began = Names(teams), process_time()
    assert [names.named(f"Okänt lag {number}") for number in range(2_000)] == [[]] * 2_000
    assert process_time() - began < 3  # 6 s when each team's names are folded anew for each row
