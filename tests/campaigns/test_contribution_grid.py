"""Contributions are entered row by row."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.forms.contributions import GRID_ROWS
from campaigns.models import Batch, Contribution
from core.form_tokens import ONCE_FIELD
from tests.campaigns.boards import contest
from tests.campaigns.factories import A_DAY, OPENS, make_competition, running_duel
from tests.campaigns.pages import text_of, told, url

pytestmark = pytest.mark.django_db
LEADER = "Tävlingsledare"


def grid_data(*rows: dict, **fields) -> dict:
    data = {"received_on": A_DAY.isoformat(), "rows-TOTAL_FORMS": GRID_ROWS, "rows-INITIAL_FORMS": 0}
    for number in range(GRID_ROWS):
        row = {"channel": "swish"} | (rows[number] if number < len(rows) else {})
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data | fields


def test_code_written_apart_is_known_in_the_grid(client_for):
    competition, first, _second = running_duel()
    stem, figure = first.code[:-1], first.code[-1]
    rows = [{"team": f"{stem} {figure}", "amount": "1"}, {"team": f"{stem}-{figure}", "amount": "2"}]
    client_for(LEADER).post(url("contribution_grid", competition), grid_data(*rows))
    assert list(Contribution.objects.values_list("team", flat=True)) == [first.pk] * 2


def test_figures_with_a_gap_between_are_no_code_in_the_grid(client_for):
    competition, teams = contest(*(f"Lag {number:02}" for number in range(1, 11)))
    stem = competition.code
    typed = [f"{stem}1 0", f"{stem} 1-0", f"{stem} 1 och 2", f"{stem} 10"]
    address, client = url("contribution_grid", competition), client_for(LEADER)
    response = client.post(address, grid_data(*({"team": text, "amount": "5"} for text in typed)))
    assert [(where, str(error)) for _field, where, error in response.context["errors"]] == [
        (f"Rad {number}, Lag", "Inget lag i tävlingen heter så.") for number in (1, 2, 3)
    ]
    client.post(address, grid_data({"team": typed[-1], "amount": "5"}))
    assert Contribution.objects.get().team == teams[-1]


def test_rows_are_entered_by_code_name_or_beginning_and_empty_ones_are_left(client_for):
    competition, first, second = running_duel()
    client = client_for(LEADER)
    response = client.post(
        url("contribution_grid", competition),
        grid_data(
            {"team": first.code.lower(), "amount": "1 234,50", "giver": "Kim", "show_giver": "on"},
            {},
            {"team": second.company.name.upper(), "amount": "20 kr", "channel": "cash", "message": "fikakassan"},
            {"team": f"{first.name} ({first.code})", "amount": "5"},
            {"amount": "7"},
        ),
        follow=True,
    )
    assert told(response) == ["4 bidrag är inlagda, 1 266,50 kr."]
    assert response.redirect_chain == [(f"{url('contribution_grid', competition)}?day=2026-11-10", 302)]
    rows = Contribution.objects.order_by("pk").values_list(
        "team", "amount", "channel", "giver", "show_giver", "message"
    )
    assert list(rows) == [
        (first.pk, Decimal("1234.50"), "swish", "Kim", True, ""),
        (second.pk, Decimal("20.00"), "cash", "", False, "fikakassan"),
        (first.pk, Decimal("5.00"), "swish", "", False, ""),
        (None, Decimal("7.00"), "swish", "", False, ""),
    ]
    assert Batch.objects.get().made_by == client.user


def test_invalid_row_is_reported_at_the_row_and_nothing_is_lost_or_saved(client_for):
    competition, first, _second = running_duel()
    response = client_for(LEADER).post(
        url("contribution_grid", competition),
        grid_data(
            {"team": first.code, "amount": "100", "message": "bra rad"},
            {"team": "Banken", "amount": "hundra"},
            {"team": first.code, "amount": "-5"},
            {"team": first.code, "amount": "5", "show_giver": "on"},
        ),
    )
    assert response.status_code == 200
    assert [(field, where, str(error)) for field, where, error in response.context["errors"]] == [
        ("id_rows-1-team", "Rad 2, Lag", "Inget lag i tävlingen heter så."),
        ("id_rows-1-amount", "Rad 2, Belopp", "Skriv ett belopp i kronor, till exempel 1 234,50."),
        ("id_rows-2-amount", "Rad 3, Belopp", "Beloppet ska vara större än noll."),
        ("id_rows-3-giver", "Rad 4, Givare", "Skriv namnet på den som vill synas."),
    ]
    rows = response.context["rows"]
    assert (rows[0]["message"].value(), rows[1]["amount"].value()) == ("bra rad", "hundra")
    assert Contribution.objects.count() == 0


def test_a_day_outside_the_competition_is_reported_on_each_row(client_for):
    competition, first, _second = running_duel()
    data = grid_data({"team": first.code, "amount": "100"}, received_on=(OPENS - dt.timedelta(days=1)).isoformat())
    response = client_for(LEADER).post(url("contribution_grid", competition), data)
    assert [(where, str(error)) for _id, where, error in response.context["errors"]] == [
        ("Rad 1", "Tävlingen räknar pengar mottagna 2026-11-02 till 2026-12-06.")
    ]
    assert Contribution.objects.count() == 0


def test_an_empty_grid_says_so(client_for):
    competition, _first, _second = running_duel()
    response = client_for(LEADER).post(url("contribution_grid", competition), grid_data())
    assert [str(error) for _id, _where, error in response.context["errors"]] == ["Fyll i minst en rad."]


def test_a_grid_sent_twice_enters_once_and_says_so(client_for):
    competition, first, _second = running_duel()
    client = client_for(LEADER)
    data = grid_data({"team": first.code, "amount": "100"}) | {ONCE_FIELD: "one"}
    client.post(url("contribution_grid", competition), data)
    response = client.post(url("contribution_grid", competition), data, follow=True)
    assert told(response)[-1] == "Det är redan sparat. Inget sparades en gång till."
    assert Contribution.objects.count() == 1


def test_a_name_that_fits_several_teams_names_them(client_for):
    competition, _teams = contest("Åkeriet Norr", "Åkeriet Syd")
    response = client_for(LEADER).post(
        url("contribution_grid", competition), grid_data({"team": "åkeriet", "amount": "100"})
    )
    [(_id, _where, error)] = response.context["errors"]
    assert error == "Flera lag kan vara det: Åkeriet Norr, Åkeriet Syd."


def test_a_competition_that_takes_no_money_has_no_grid(client_for):
    page = client_for(LEADER).get(url("contribution_grid", make_competition()))
    assert "Tävlingen tar inte emot bidrag nu" in text_of(page)
