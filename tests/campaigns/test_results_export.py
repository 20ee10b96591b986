"""The result as a workbook: numeric cells, separate flows, and the same figures as API, board and snapshot."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from campaigns.models import Channel, Competition, Team
from campaigns.queries.board import staff_board
from campaigns.queries.results import daily
from campaigns.scoring import Rules, RuleSet
from campaigns.services.contributions import reverse_contribution
from campaigns.services.lifecycle import close_competition, decide_competition
from campaigns.services.teams import withdraw_team
from config.roles import READER
from tests.campaigns.boards import confirm, contest, decided
from tests.campaigns.factories import A_DAY, AFTER, give, make_competition, make_team, promise, running_duel
from tests.campaigns.jury_factories import judged, make_entry
from tests.clock import moment_on
from tests.factories import CompanyFactory, UserFactory
from tests.workbooks import book_of

pytestmark = pytest.mark.database

LATER = dt.date(2026, 12, 20)
NEXT_DAY = A_DAY + dt.timedelta(days=1)
KEYS = {"participation": "Deltagande", "money": "Pengar", "creativity": "Kreativitet", "engagement": "Engagemang"}


def download(client, competition):
    response = client.get(f"/tavlingar/{competition.pk}/resultat.xlsx")
    assert response.status_code == 200
    return response, book_of(response)


def rows_of(sheet) -> list[dict]:
    """Rows by header, without the totals row."""
    header, *rows = sheet.iter_rows(values_only=True)
    last = int(next(iter(sheet.tables.values())).ref.split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return [dict(zip(header, row, strict=True)) for row in rows[: last - 1]]


def about(book) -> dict:
    return dict(book["Om exporten"].iter_rows(values_only=True))


def exact(value) -> Decimal:
    return Decimal(str(value))


@pytest.fixture
def duel(db):
    """A decided duel with all four components, a match, company money and a reversed gift."""
    competition, small, large = running_duel(name="Höstduellen")
    promise(competition, company=large.company, team=large, total_cap=Decimal(300))
    promise(competition, rate=Decimal(10))
    give(small, "800.50")
    give(large, 4000, received_on=NEXT_DAY)
    give(large, 250, channel=Channel.MATCH)
    reverse_contribution(give(small, 99), by=UserFactory(), reason="Dubblett")
    make_entry(small, approved=True)
    make_entry(large, approved=True)
    judged(competition, {small: 8, large: 5}, {small: 7, large: 6}, {small: 10, large: 4})
    confirm(small, participants=3)
    confirm(large, participants=100)
    close_competition(competition)
    return decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=AFTER)


def test_workbook_says_which_of_the_companies_money_is_no_teams(client_for):
    competition, small, _large = running_duel()
    promise(competition, company=None, third_party="Stiftelsen Gott")
    give(small, 800)
    give(small, "77.77", channel=Channel.MATCH, giver="Stiftelsen Gott")
    book = download(client_for(READER), competition)[1]
    header = "Företagets pengar, mottagna"
    assert [sum(row[header] for row in rows_of(sheet)) for sheet in book.worksheets[:3]] == [0, 77.77, 77.77]
    told = about(book)["Företagets pengar från givare utan lag"].replace("\N{NO-BREAK SPACE}", " ")
    assert told == "77,77 kr, som står i de andra bladen men inte på något lag"


def test_workbook_shows_the_numbers_of_the_decision_the_api_and_the_board(duel, client_for, api_client_for):
    _response, book = download(client_for(READER), duel)
    sheet = rows_of(book["Resultat"])
    api = api_client_for(READER).get(f"/api/v1/competitions/{duel.pk}/standings/").json()
    board = staff_board(duel)
    assert len(sheet) == len(api["places"]) == len(board.rows) == len(duel.snapshot["placings"]) == 2
    for row, place, shown, kept in zip(sheet, api["places"], board.rows, duel.snapshot["placings"], strict=True):
        assert row["Lag"] == place["name"] == shown.team.name == kept["name"]
        assert row["Plats"] == place["place"] == shown.placing.place == kept["place"]
        assert exact(row["Slutpoäng"]) == Decimal(place["value"]) == shown.score.displayed == Decimal(kept["value"])
        assert exact(row["Medarbetarnas pengar"]) == Decimal(place["employees"]) == shown.employees
        assert exact(row["Företagets pengar, mottagna"]) == Decimal(place["company_money"]) == shown.company_money
        assert (row["Antal personer"], row["Antal som deltagit"]) == (place["heads"], place["participants"])
        components = {each["key"]: each for each in place["components"]}
        assert components.keys() == kept["components"].keys() == KEYS.keys()
        for key, label in KEYS.items():
            for name, header in (("points", "poäng"), ("weight", "vikt"), ("contribution", "bidrag")):
                figures = exact(row[f"{label}: {header}"]), Decimal(components[key][name])
                assert figures == (Decimal(kept["components"][key][name]),) * 2
            assert row[f"{label}: varför"] == components[key]["reason"]
    totals = board.board.totals
    assert api["totals"]["employees"] == duel.snapshot["totals"]["employees"] == str(totals.employees) == "4800.50"
    assert api["totals"]["match_due"] == duel.snapshot["totals"]["match_due"] == str(totals.match_due) == "780.05"


def test_flows_of_money_stay_apart_for_each_company(duel, client_for):
    large = duel.teams.get(heads=240).company
    _response, book = download(client_for(READER), duel)
    summary = {row["Företag eller annan givare"]: row for row in rows_of(book["Sammanfattning per företag"])}
    flows = ("Medarbetarnas pengar", "Företagets pengar, mottagna", "Matchning enligt löfte")
    assert [summary[large.name][name] for name in flows] == [4000, 250, 300]
    assert [summary["En vän"][name] for name in flows] == [0, 0, 480.05]
    assert (summary["En vän"]["Antal lag"], summary["En vän"]["Andel som deltagit"]) == (0, None)
    assert summary[large.name]["Andel som deltagit"] == pytest.approx(100 / 240)
    assert sum(exact(row["Matchning enligt löfte"]) for row in summary.values()) == Decimal("780.05")


def test_teams_that_have_left_are_not_counted_among_a_companys(client_for):
    competition, teams = contest("Ett", "Två", "Tre")
    give(teams[2], 70)
    Team.objects.filter(pk=teams[2].pk).update(company=teams[0].company)
    withdraw_team(Team.objects.get(pk=teams[2].pk), by=UserFactory(), reason="Hann inte.")
    _response, book = download(client_for(READER), competition)
    summary = {row["Företag eller annan givare"]: row for row in rows_of(book["Sammanfattning per företag"])}
    told = summary[teams[0].company.name]
    heads = Team.objects.get(pk=teams[0].pk).heads
    assert (told["Antal lag"], told["Antal personer"], told["Medarbetarnas pengar"]) == (1, heads, 70)
    assert Competition.objects.for_table().get().team_count == 2


def test_course_of_days_sums_to_the_result(duel, client_for):
    small, large = duel.teams.order_by("heads")
    _response, book = download(client_for(READER), duel)
    days = [tuple(row.values()) for row in rows_of(book["Daglig utveckling"])]
    first, second = (dt.datetime.combine(day, dt.time()) for day in (A_DAY, NEXT_DAY))
    wanted = [
        (first, small.name, 1, 800.5, 800.5, 0, "Nej"),
        (first, large.name, 0, 0, 0, 250, "Nej"),
        (second, large.name, 1, 4000, 4000, 0, "Nej"),
    ]
    assert sorted(days, key=str) == sorted(wanted, key=str)
    assert sum(day.employees for day in daily(duel)) == Decimal("4800.50")


@pytest.mark.time_machine(moment_on(LATER))
def test_money_after_the_decision_is_separate_from_the_result(duel, client_for):
    small, large = duel.teams.order_by("heads")
    give(small, 500, received_on=LATER, reason="Kom sent.")
    taken_back = duel.contributions.get(team=small, is_reversed=False, amount=Decimal("800.50"))
    reverse_contribution(taken_back, by=UserFactory(), reason="Fel belopp.")
    give(large, 50, channel=Channel.MATCH, received_on=LATER, reason="Kom sent.")
    _response, book = download(client_for(READER), Competition.objects.get(pk=duel.pk))
    days = rows_of(book["Daglig utveckling"])
    for header, flow in (("Medarbetarnas pengar", "employees"), ("Företagets pengar, mottagna", "company_money")):
        in_result = sum(exact(row[header]) for row in days if row["Efter avgörandet"] == "Nej")
        assert in_result == sum(exact(row[header]) for row in rows_of(book["Resultat"])), flow
    assert sum(row["Efter avgörandet"] == "Ja" for row in days) == 3
    assert (
        about(book)["Efter avgörandet, inte i resultatet"]
        .replace("\xa0", " ")
        .startswith(
            "1 gåva på 500 kr har kommit. 1 gåva på 800,50 kr har tagits tillbaka. Företag och andra givare har"
        )
    )


def test_cells_are_of_the_type_they_show(duel, client_for):
    response, book = download(client_for(READER), duel)
    sheet = book["Resultat"]
    cells = {header.value: cell for header, cell in zip(sheet[1], sheet[2], strict=True)}
    formats = {name: (type(cell.value), cell.number_format) for name, cell in cells.items()}
    assert formats["Lag"] == (str, "@")
    assert formats["Plats"] == (int, "#,##0")
    assert formats["Medarbetarnas pengar"] == (float, r'#,##0.00\ "kr"')
    assert formats["Andel som deltagit"] == (float, r"0.0\ %")
    assert formats["Slutpoäng"] == (float, "#,##0.00")
    day = book["Daglig utveckling"]["A2"]
    assert (type(day.value), day.number_format) == (dt.datetime, "yyyy-mm-dd")
    name = f"resultat-hostduellen-{timezone.localdate().isoformat()}.xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]


def test_decided_result_is_read_as_it_was_decided(client_for):
    competition, teams = decided(("Åkeriet", 900), ("Bageriet", 400))
    client = client_for(READER)

    def everything():
        _response, book = download(client, competition)
        return [list(book[name].iter_rows(values_only=True)) for name in book.sheetnames[:3]], about(book)

    sheets, told = everything()
    Team.objects.filter(pk=teams[1].pk).update(participants=10, heads=10)
    Competition.objects.filter(pk=competition.pk).update(scoring=Rules(kind=RuleSet.TOTAL).to_dict())
    assert everything()[0] == sheets
    assert told["Resultatets kontrollsumma"] == competition.checksum
    assert told["Kommentar vid avgörandet"] == "Allt är räknat."
    assert told["Pris som inte delas"] == "Åkeriet. Ensam på första plats."


def test_running_result_says_that_it_is_preliminary(client_for):
    competition, teams = contest("Åkeriet", "Bageriet")
    give(teams[0], 500)
    _response, book = download(client_for(READER), competition)
    told = about(book)
    assert book.sheetnames[0] == "Preliminärt resultat"
    assert told["Läge"] == "Preliminärt: tävlingen är inte avgjord, och siffrorna kan ändras."
    assert ("Pris som inte delas" in told, "Resultatets kontrollsumma" in told) == (False, False)


@pytest.mark.parametrize(
    ("kind", "header", "value"),
    [
        (RuleSet.TOTAL, "Kronor som ger placering", 500),
        (RuleSet.PER_HEAD, "Kronor per person", 50),
        (RuleSet.PARTICIPATION, "Procent som deltar", 40),
    ],
)
def test_simple_rules_have_one_component(kind, header, value, client_for):
    competition, teams = contest("Åkeriet", "Bageriet", rules=Rules(kind=kind))
    give(teams[0], 500)
    confirm(teams[0], participants=4)
    _response, book = download(client_for(READER), competition)
    row = rows_of(book["Preliminärt resultat"])[0]
    assert (row["Lag"], row[header]) == ("Åkeriet", value)
    assert len([name for name in row if name.endswith(": poäng")]) == 1


def test_draft_without_teams_or_heads_has_a_workbook_too(client_for):
    empty, waiting = make_competition(), make_competition()
    make_team(waiting, name="Kaféet", heads=None, heads_confirmed_by="", heads_confirmed_on=None)
    client = client_for(READER)
    assert rows_of(download(client, empty)[1]["Preliminärt resultat"])[0]["Lag"] is None
    row = rows_of(download(client, waiting)[1]["Preliminärt resultat"])[0]
    assert (row["Lag"], row["Plats"], row["Delad plats"], row["Medarbetarnas pengar"]) == ("Kaféet", None, None, 0)


@pytest.mark.parametrize("teams", [1, 30])
def test_workbook_costs_the_same_queries_however_many_teams(teams, client_for, django_assert_num_queries):
    competition, made = contest(*(f"Lag {number}" for number in range(teams + 1)))
    for team in made:
        give(team)
        promise(competition, company=CompanyFactory(), team=team)
    client = client_for(READER)
    with django_assert_num_queries(
        4 + 1 + 8 + 1 + 3 + 6
    ):  # who asks, the competition, its state, left over, the days, the audit log
        download(client, competition)


def test_workbook_is_for_those_who_may_see_competitions(client_for):
    competition, _teams = contest("Åkeriet", "Bageriet")
    assert client_for().get(f"/tavlingar/{competition.pk}/resultat.xlsx").status_code == 403


def test_withdrawn_team_has_a_row_that_says_so(client_for):
    competition, teams = contest("Åkeriet", "Bageriet", "Verkstaden")
    give(teams[0], 300)
    withdraw_team(teams[0], by=UserFactory(), reason="Konkurs.", on=A_DAY)
    _response, book = download(client_for(READER), competition)
    rows = {row["Lag"]: row for row in rows_of(book.worksheets[0])}
    assert {name: row["Har gått ur"] for name, row in rows.items()} == {
        "Åkeriet": "Ja",
        "Bageriet": "Nej",
        "Verkstaden": "Nej",
    }
    assert (rows["Åkeriet"]["Plats"], rows["Åkeriet"]["Medarbetarnas pengar"]) == (None, 300)
