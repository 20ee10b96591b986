import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from openpyxl import Workbook

from campaigns.forms.contributions import GRID_ROWS
from campaigns.models import Batch, Channel, Contribution, Match, Tally
from campaigns.services.competitions import archive_competition, freeze_board, open_competition
from campaigns.services.contributions import add_contribution, reverse_contribution
from core.tokens import ONCE_FIELD
from tests.campaigns.boards import contest, decided
from tests.campaigns.factories import A_DAY, CLOSES, OPENS, give, make_competition, make_team, promise, running_duel
from tests.factories import CompanyFactory, UserFactory
from tests.imports.gift_lists import SENDER, SWISH_HEAD, swish_row
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db

LEADER = "Tävlingsledare"


def url(name: str, record) -> str:
    return reverse(f"campaigns:{name}", args=[record.pk])


def text_of(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def told(response) -> list[str]:
    return [str(message).replace("\N{NO-BREAK SPACE}", " ") for message in response.context["messages"]]


def grid_data(*rows: dict, **fields) -> dict:
    data = {"received_on": A_DAY.isoformat(), "rows-TOTAL_FORMS": GRID_ROWS, "rows-INITIAL_FORMS": 0}
    for number in range(GRID_ROWS):
        row = {"channel": "swish"} | (rows[number] if number < len(rows) else {})
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data | fields


# --- The grid -------------------------------------------------------------------------------------


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


def test_a_wrong_row_is_told_where_it_is_and_nothing_is_lost_or_saved(client_for):
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


def test_a_day_outside_the_competition_is_told_on_each_row(client_for):
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


# --- The list -------------------------------------------------------------------------------------


def listed(client, competition, **query) -> list[Decimal]:
    response = client.get(url("contribution_list", competition), query)
    return [row.record.amount for row in response.context["table"].rows]


def test_the_list_is_of_one_competition_and_filters(client_for):
    competition, first, second = running_duel()
    _other, stranger, _ = running_duel()
    give(stranger, 1)
    kept = give(first, 10, giver="Åsa", message="hej")
    wrong = give(second, 20, channel=Channel.CASH, received_on=OPENS)
    reverse_contribution(wrong, by=UserFactory(), reason="Fel lag")
    asking = give(second, 80, giver="Kim", show_giver=True, received_on=A_DAY + dt.timedelta(days=1))
    client = client_for(LEADER)
    assert listed(client, competition) == [asking.amount, kept.amount, Decimal(-20), wrong.amount]
    assert listed(client, competition, team=first.pk) == [kept.amount]
    assert listed(client, competition, channel="cash") == [Decimal(-20), wrong.amount]
    assert listed(client, competition, show="standing") == [asking.amount, kept.amount]
    assert listed(client, competition, show="corrected") == [Decimal(-20), wrong.amount]
    assert listed(client, competition, show="names") == [asking.amount]
    assert listed(client, competition, date_from=A_DAY, date_to=A_DAY) == [kept.amount]
    assert listed(client, competition, q="åsa") == [kept.amount]


def test_the_list_sums_the_flows_of_what_the_filter_shows(client_for):
    competition, first, second = running_duel()
    give(first, "100.50")
    give(first, 30, channel=Channel.MATCH)
    give(second, 7)
    response = client_for("Ekonomi").get(url("contribution_list", competition), {"team": first.pk})
    assert [(str(label), amount) for label, amount in response.context["totals"]] == [
        ("Medarbetarnas pengar", Decimal("100.50")),
        ("Företag och andra givare", Decimal("30.00")),
    ]


def test_the_workbook_sums_the_flows_as_the_list_does(client_for):
    competition, first, _second = running_duel()
    give(first, "100.50")
    give(first, 30, channel=Channel.MATCH)
    for amount in (160, 5):
        left = add_contribution(competition=competition, amount=Decimal(amount), received_on=A_DAY, by=UserFactory())
    reverse_contribution(left, by=UserFactory(), reason="Fel")
    client = client_for("Ekonomi")
    page = client.get(url("contribution_list", competition))
    response = client.get(url("contribution_list", competition), {"export": "xlsx"})
    book = book_of(response, data_only=True)
    about = dict(book["Om exporten"].iter_rows(values_only=True))
    told = {label: Decimal(str(about[f"Kontrollsumma {label}"])) for label, _amount in page.context["totals"]}
    assert told == {str(label): amount for label, amount in page.context["totals"]}
    assert told == {"Medarbetarnas pengar": Decimal("100.5"), "Företag och andra givare": 30, "Utan lag": 160}


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    competition, first, _second = running_duel()
    by = UserFactory()
    for n in range(number):
        give(first, 10 + n, by=by, giver="Kim", show_giver=True)
    client = client_for(LEADER)
    with django_assert_num_queries(13):
        client.get(url("contribution_list", competition))


def test_the_workbook_keeps_the_flows_in_columns_of_their_own(client_for):
    competition, first, _second = running_duel()
    gift = give(first, "100.50", giver="=Kim", external_id="0012")
    give(first, 30, channel=Channel.MATCH, received_on=A_DAY + dt.timedelta(days=1))
    reverse_contribution(gift, by=UserFactory(), reason="Fel lag")
    give(first, 8)
    response = client_for("Ekonomi").get(
        url("contribution_list", competition), {"export": "xlsx", "sort": "received_on"}
    )
    book = book_of(response, data_only=True)
    header, *rows, total = book.worksheets[0].iter_rows(values_only=True)
    cells = [dict(zip(header, row, strict=True)) for row in [*rows, total]]
    assert cells[0]["Givare"] == "=Kim"
    assert cells[0]["Referens"] == "0012"
    assert cells[0]["Mottaget"] == dt.datetime(2026, 11, 10)  # noqa: DTZ001  Excel knows no zones
    assert [row["Medarbetarnas pengar"] for row in cells] == [None, None, 8, None, 8]
    assert [row["Rättat belopp"] for row in cells] == [100.5, -100.5, None, None, None]
    assert [row["Företag och andra givare"] for row in cells] == [None, None, None, 30, 30]
    assert [row["Läge"] for row in cells[:4]] == ["Rättat", "Rättelse", None, None]
    assert cells[1]["Rättar nummer"] == gift.pk


def test_a_reader_sees_no_contributions(client_for):
    competition, first, _second = running_duel()
    client = client_for("Läsare")
    assert client.get(url("contribution_list", competition)).status_code == 403
    assert client.get(url("contribution_detail", give(first))).status_code == 403
    assert client.get(url("match_list", competition)).status_code == 200


# --- One contribution -----------------------------------------------------------------------------


def test_a_contribution_is_reversed_with_a_reason_and_tells_of_it(client_for):
    _competition, first, _second = running_duel()
    gift = give(first, 100)
    client = client_for("Ekonomi")
    page = url("contribution_reverse", gift)
    wrong = client.post(page, {"version": gift.version, "reason": ""})
    assert wrong.context["form"].errors["reason"]
    response = client.post(page, {"version": gift.version, "reason": "Fel belopp"}, follow=True)
    reversal = Contribution.objects.get(reverses=gift)
    assert (reversal.amount, reversal.reason, reversal.entered_by) == (Decimal(-100), "Fel belopp", client.user)
    assert "Fel belopp" in text_of(response)
    assert url("contribution_reverse", gift) not in text_of(response)
    again = client.post(page, {"version": gift.version + 1, "reason": "Igen"})
    assert again.context["form"].non_field_errors() == ["Bidraget är redan rättat."]
    assert "Tar tillbaka" in text_of(client.get(reversal.get_absolute_url()))


def test_a_partner_manager_sees_money_and_changes_none(client_for):
    competition, first, _second = running_duel()
    gift = give(first)
    client = client_for("Partneransvarig")
    page = client.get(gift.get_absolute_url())
    assert (page.status_code, url("contribution_reverse", gift) in text_of(page)) == (200, False)
    for name in ("contribution_reverse", "contribution_assign"):
        assert client.get(url(name, gift)).status_code == 403
    assert url("contribution_grid", competition) not in text_of(client.get(url("contribution_list", competition)))


def test_correcting_offers_to_move_to_another_team_of_what_runs(client_for):
    competition, first, second = running_duel()
    _other, stranger, _ = running_duel(name="Grannduellen")
    make_team(make_competition(name="Utkastet"))
    gift = give(first, 50, external_id="R-1")
    client = client_for("Ekonomi")
    page = client.get(url("contribution_reverse", gift))
    offered = {team.pk for team in page.context["form"].fields["team"].queryset}
    assert {second.pk, stranger.pk} <= offered
    assert first.pk not in offered
    data = {"version": gift.version, "reason": "Fel lag", "team": stranger.pk}
    response = client.post(url("contribution_reverse", gift), data, follow=True)
    assert told(response) == [f"50 kr är flyttat till {stranger}."]
    moved = Contribution.objects.get(moved_from=gift)
    assert f"Flyttat till {stranger} i Grannduellen" in text_of(response)
    assert "Bidrag" in text_of(client.get(moved.get_absolute_url()))
    assert competition.contributions.standing().count() == 0


def test_money_is_moved_to_a_team_or_a_match_and_not_to_both(client_for):
    competition, first, second = running_duel()
    payment, match = give(first, 50, channel=Channel.MATCH), promise(competition)
    client = client_for("Ekonomi")
    data = {"version": payment.version, "reason": "Fel lag", "team": second.pk, "match": match.pk}
    form = client.post(url("contribution_reverse", payment), data).context["form"]
    assert form.errors == {"match": ["Välj ett lag eller en matchning, inte båda."]}
    assert form["reason"].value() == "Fel lag"
    assert competition.contributions.get() == payment


def test_nothing_is_reversed_once_it_is_archived(client_for):
    competition, (team, _rival) = decided(("Åkeriet", 100), ("Bageriet", 50))
    gift = team.contributions.get()
    client = client_for(LEADER)
    assert url("contribution_reverse", gift) in text_of(client.get(gift.get_absolute_url()))
    archive_competition(competition)
    assert url("contribution_reverse", gift) not in text_of(client.get(gift.get_absolute_url()))
    response = client.post(url("contribution_reverse", gift), {"version": gift.version, "reason": "Fel"})
    assert response.context["form"].non_field_errors() == ["Tävlingen tar inte emot bidrag i det här läget."]


def test_givers_who_wait_are_approved_or_hidden_from_the_list(client_for):
    competition, first, _second = running_duel()
    kim, robin = (give(first, giver=name, show_giver=True) for name in ("Kim", "Robin"))
    client = client_for(LEADER)
    page = url("contribution_list", competition)
    assert client.get(page).context["names"] == 2
    response = client.post(url("giver_approve", kim), {"next": page}, follow=True)
    assert (told(response), response.redirect_chain[0][0]) == (["Kim visas nu på tavlan."], page)
    client.post(url("giver_hide", robin), {"next": "https://example.com/"})
    kim.refresh_from_db()
    robin.refresh_from_db()
    assert (kim.giver_approved_by, robin.giver_approved_by, robin.show_giver) == (client.user, None, False)
    assert client.get(page).context["names"] == 0


def test_a_name_approved_while_the_board_is_frozen_is_not_said_to_be_seen(client_for):
    competition, first, _second = running_duel()
    kim = give(first, giver="Kim", show_giver=True)
    freeze_board(competition)
    response = client_for(LEADER).post(url("giver_approve", kim), follow=True)
    assert told(response) == ["Kim är godkänd, och visas när tavlan visar allt igen."]


def test_a_gift_of_a_decided_competition_is_moved_to_another_of_its_teams(client_for):
    _competition, (team, rival) = decided(("Åkeriet", 100), ("Bageriet", 50))
    gift = team.contributions.get()
    client = client_for(LEADER)
    client.post(url("contribution_reverse", gift), {"version": gift.version, "team": rival.pk, "reason": "Fel lag"})
    assert gift.moved_to.team == rival


# --- Left over ------------------------------------------------------------------------------------


def left_over(competition, amount=100, **fields) -> Contribution:
    return add_contribution(
        competition=competition, amount=Decimal(amount), received_on=A_DAY, by=UserFactory(), **fields
    )


def test_left_over_money_is_given_to_a_team_by_one_press(client_for):
    competition, first, _second = running_duel()
    gift = left_over(competition, message="fikakassan")
    client = client_for(LEADER)
    page = client.get(url("left_overs", competition))
    assert (page.context["count"], page.context["amount"], page.context["as_buttons"]) == (1, Decimal(100), True)
    assert f'name="team" value="{first.pk}"' in text_of(page)
    response = client.post(url("contribution_assign", gift), {"version": gift.version, "team": first.pk}, follow=True)
    assert told(response) == [f"100 kr gavs till {first}."]
    assert "Alla pengar har ett lag" in text_of(response)
    assert Tally.objects.get(team=first).employees == Decimal(100)


def test_left_over_money_is_given_once_and_never_to_a_strange_team(client_for):
    competition, first, second = running_duel()
    _other, stranger, _ = running_duel()
    gift = left_over(competition)
    client, page = client_for(LEADER), url("contribution_assign", gift)
    assert client.post(page, {"version": gift.version, "team": stranger.pk}).context["form"].errors["team"]
    client.post(page, {"version": gift.version, "team": first.pk})
    late = client.post(page, {"version": gift.version + 1, "team": second.pk})
    assert late.context["form"].non_field_errors() == [
        "Bidraget hör redan till ett lag. Rätta det och lägg in det på nytt."
    ]
    assert Tally.objects.get(team=second).employees == 0


def test_many_teams_are_chosen_from_a_menu(client_for):
    competition, _teams = contest("A", "B", "C", "D")
    gift = left_over(competition)
    page = client_for(LEADER).get(url("left_overs", competition))
    assert f'<select class="form-select form-select-sm" id="team-{gift.pk}" name="team" required>' in text_of(page)


@pytest.mark.parametrize("number", [1, 30])
def test_left_overs_cost_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    competition, _first, _second = running_duel()
    for n in range(number):
        left_over(competition, 10 + n)
    client = client_for(LEADER)
    with django_assert_num_queries(11):
        client.get(url("left_overs", competition))


# --- From a list ----------------------------------------------------------------------------------


def list_url(step: str, competition) -> str:
    return reverse(f"imports:gift_list_{step}", args=[competition.pk])


def filled(form) -> dict:
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def carried(response, **changes) -> dict:
    """What the preview's form would send."""
    return filled(response.context["form"]) | {"digest": response.context["preview"].digest} | changes


def paste(client, competition, text: str):
    return client.post(list_url("create", competition), {"text": text})


def test_a_preview_shows_every_row_it_would_enter(client_for):
    competition, first, _second = running_duel()
    text = "\n".join(["Belopp\tMeddelande", *(f"{number}\tGåva {first.code}" for number in range(1, 61))])
    page = text_of(paste(client_for(LEADER), competition, text))
    assert page.count('data-label="Belopp"') == 60


def test_a_swish_report_goes_from_file_to_batch_and_back_without_the_senders_number(client_for):
    competition, first, _second = running_duel()
    report = SWISH_HEAD + "".join(swish_row(n, "100.00", f"Hej {first.code}", reference=f"O{n}") for n in range(1, 31))
    client = client_for("Ekonomi")
    file = SimpleUploadedFile("swish.csv", (report + swish_row(31, "9.50", "utan kod")).encode("cp1252"))
    preview = client.post(list_url("create", competition), {"file": file})
    assert (len(preview.context["entering"]), preview.context["preview"].amount_to_enter) == (31, Decimal("3009.50"))
    assert SENDER not in text_of(preview)
    assert Contribution.objects.count() == 0
    response = client.post(list_url("commit", competition), carried(preview), follow=True)
    batch = Batch.objects.get()
    assert told(response) == ["31 bidrag är inlagda."]
    assert response.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert (batch.source, response.context["left_over"]) == ("swish.csv", 1)
    assert Contribution.objects.filter(giver="Kim Kollega").count() == 31
    response = client.post(url("batch_undo", batch), {"version": batch.version, "reason": "Fel rapport"}, follow=True)
    assert told(response) == ["31 bidrag är tagna tillbaka."]
    assert Tally.objects.get(team=first).employees == 0
    again = client.post(url("batch_undo", batch), {"version": batch.version + 1, "reason": "Fel rapport"})
    assert again.context["form"].non_field_errors() == ["Inläsningen är redan ångrad."]


def test_cells_pasted_from_excel_are_shown_in_groups(client_for):
    competition, first, _second = running_duel()
    give(first, 50)
    response = paste(
        client_for(LEADER),
        competition,
        f"Lag\tBelopp\n{first.code}\t20\nBanken\t30\n{first.code}\tfel\n{first.code}\t50\n",
    )
    data = carried(response, received_on=A_DAY.isoformat())
    response = client_for(LEADER).post(list_url("preview", competition), data)
    groups = {name: len(response.context[name].rows) for name in ("new", "left_over", "maybe", "same", "wrong")}
    assert groups == {"new": 1, "left_over": 1, "maybe": 1, "same": 0, "wrong": 1}
    assert "Inget lag heter Banken." in text_of(response)


def test_an_uploaded_workbook_is_read(client_for):
    competition, first, _second = running_duel()
    book, file = Workbook(), BytesIO()
    for row in (["Datum", "Lag", "Belopp"], [A_DAY, first.code, 1234.5]):
        book.active.append(row)
    book.save(file)
    upload = SimpleUploadedFile("gåvor.xlsx", file.getvalue())
    response = client_for(LEADER).post(list_url("create", competition), {"file": upload})
    [row] = response.context["preview"].rows
    assert (row.team, row.amount, row.received_on) == (first, Decimal("1234.50"), A_DAY)


@pytest.mark.parametrize(
    ("data", "field", "error"),
    [
        ({"text": ""}, "__all__", "Klistra in en lista eller välj en fil."),
        ({"text": "a\tb", "file": "x"}, "__all__", "Välj antingen en fil eller klistra in, inte båda."),
        ({"file": b"PK\x03\x04"}, "file", "Filen går inte att läsa. Spara den som xlsx eller csv och försök igen."),
        ({"text": "100\n200"}, "text", "Listan behöver minst två kolumner, varav en med belopp."),
    ],
)
def test_a_list_that_cannot_be_read_is_told_in_words(client_for, data, field, error):
    competition, _first, _second = running_duel()
    if "file" in data:
        content = data["file"] if isinstance(data["file"], bytes) else b"a;b"
        data = data | {"file": SimpleUploadedFile("fil.xlsx", content)}
    response = client_for(LEADER).post(list_url("create", competition), data)
    [told_error] = response.context["form"].errors[field]
    assert told_error.startswith(error)


def test_what_the_browser_says_about_rows_is_not_trusted(client_for):
    """Only the list and the columns come back; a forged digest shows the preview again."""
    competition, first, _second = running_duel()
    client = client_for(LEADER)
    preview = paste(client, competition, f"Datum\tLag\tBelopp\n2026-11-10\t{first.code}\t20\n")
    forged = carried(preview, text=f"Datum\tLag\tBelopp\n2026-11-10\t{first.code}\t2000\n")
    response = client.post(list_url("commit", competition), forged)
    assert told(response) == ["Något har ändrats sedan du förhandsgranskade listan. Titta igenom den en gång till."]
    assert response.context["preview"].amount_to_enter == Decimal(2000)
    assert Contribution.objects.count() == 0


def test_chosen_columns_are_remembered_for_the_next_list_with_the_same_headings(client_for):
    competition, first, _second = running_duel()
    client, text = client_for(LEADER), f"Vem\tPengar in\tNär\n{first.code}\t20\t2026-11-10\n"
    guess = paste(client, competition, text)
    assert [row.team for row in guess.context["preview"].rows] == [None]
    chosen = client.post(list_url("preview", competition), carried(guess, column_team="0"))
    assert [row.team for row in chosen.context["preview"].rows] == [first]
    again = paste(client, competition, text)
    assert [row.team for row in again.context["preview"].rows] == [first]


def test_one_column_cannot_be_two_things(client_for):
    competition, _first, _second = running_duel()
    client = client_for(LEADER)
    preview = paste(client, competition, "Lag\tBelopp\nx\t20\n")
    response = client.post(list_url("preview", competition), carried(preview, column_message="1"))
    assert response.context["form"].errors["column_message"] == ["Kolumnen är redan vald som Belopp."]


def test_doubtful_rows_are_entered_only_when_ticked(client_for):
    competition, first, _second = running_duel()
    give(first, 50)
    client = client_for(LEADER)
    preview = paste(client, competition, f"Datum\tLag\tBelopp\n2026-11-10\t{first.code}\t50\n")
    response = client.post(list_url("commit", competition), carried(preview))
    assert told(response) == ["Det finns inget nytt att lägga in i listan."]
    client.post(list_url("commit", competition), carried(preview, tick="2"))
    assert Tally.objects.get(team=first).employees == Decimal(100)


def test_a_list_sent_twice_enters_once_and_leads_to_what_it_became(client_for):
    competition, first, _second = running_duel()
    give(first, 50)
    client = client_for(LEADER)
    preview = paste(client, competition, f"Datum\tLag\tBelopp\n2026-11-10\t{first.code}\t50\n")
    token = html.fromstring(preview.content).xpath(f"string(//form//input[@name='{ONCE_FIELD}']/@value)")
    data = carried(preview, tick="2", **{ONCE_FIELD: token})
    sent = [client.post(list_url("commit", competition), data) for _time in range(2)]
    batch = Batch.objects.get()
    assert [answer.url for answer in sent] == [batch.get_absolute_url()] * 2
    assert told(client.get(batch.get_absolute_url()))[-1] == ("Redan sparat: Inklistrat. Inget sparades en gång till.")


def test_words_of_a_list_get_a_meaning_that_is_remembered(client_for):
    competition, first, second = running_duel()
    client = client_for(LEADER)
    text = f"Datum\tLag\tBelopp\tKanal\n2026-11-10\tNorr\t20\tKlarna\n2026-11-10\t{second.code}\t5\tKLARNA\n"
    page = paste(client, competition, text)
    words = {word.text: word for word in page.context["words"].words}
    assert [(word.heading, word.rows) for word in words.values()] == [("Kanal", 2), ("Lag", 1)]
    data = carried(page) | {words["Klarna"].field: "=other", words["Norr"].field: f"={first.code}"}
    page = client.post(list_url("preview", competition), data)
    rows = page.context["preview"].rows
    assert [(row.team, row.channel, row.status) for row in rows] == [
        (first, "other", "new"),
        (second, "other", "new"),
    ]
    client.post(list_url("commit", competition), data | {"digest": page.context["preview"].digest})
    assert list(Contribution.objects.order_by("pk").values_list("team", "channel")) == [
        (first.pk, "other"),
        (second.pk, "other"),
    ]
    again = paste(client, competition, text.replace("\t20\t", "\t30\t"))
    assert [row.team for row in again.context["preview"].of("new")] == [first]


def test_rows_are_entered_without_a_value_that_they_may_lack_unless_somebody_says_no(client_for):
    competition, first, _second = running_duel()
    client = client_for(LEADER)
    page = paste(client, competition, f"Datum\tLag\tBelopp\tVill synas\n2026-11-10\t{first.code}\t20\tkanske\n")
    assert (page.context["lacking"], len(page.context["entering"])) == (1, 1)
    assert "Utan ett värde" in text_of(page)
    data = carried(page)
    del data["leaves_out"]
    page = client.post(list_url("commit", competition), data)
    assert (page.context["lacking"], page.context["wrong_rows"], Contribution.objects.count()) == (0, 1, 0)


def test_a_file_in_the_wrong_encoding_is_mended_as_in_every_list(client_for):
    competition, first, _second = running_duel()
    text = f"Datum;Lag;Belopp;Givare\n2026-11-10;{first.code};20;\u00c3\u2026sa\n"
    file = SimpleUploadedFile("lista.csv", text.encode())
    page = client_for(LEADER).post(list_url("create", competition), {"file": file})
    assert [row.giver for row in page.context["preview"].rows] == ["Åsa"]
    assert told(page) == ["Å, ä och ö var felkodade i 1 cell. Den är rättad här; se efter att det blev rätt."]


def test_a_list_in_a_collection_belongs_to_its_only_team(client_for):
    competition, (team,) = collection()
    preview = paste(client_for(LEADER), competition, "Datum\tBelopp\n2026-11-10\t20\n")
    assert [row.team for row in preview.context["preview"].rows] == [team]


def collection():
    competition = make_competition(kind="collection")
    team = make_team(competition)
    return open_competition(competition), [team]


def test_a_step_without_a_list_begins_anew(client_for):
    competition, _first, _second = running_duel()
    client = client_for(LEADER)
    for name in ("preview", "commit"):
        assert client.get(list_url(name, competition)).url == list_url("create", competition)
        assert client.post(list_url(name, competition), {}).url == list_url("create", competition)


# --- Matches --------------------------------------------------------------------------------------


def match_form(**fields) -> dict:
    defaults = {"third_party": "Stiftelsen", "rate": "50", "starts": OPENS.isoformat(), "ends": CLOSES.isoformat()}
    return defaults | fields


def test_a_match_is_promised_changed_and_counted_anew(client_for):
    competition, first, _second = running_duel()
    give(first, 100)
    client = client_for(LEADER)
    client.post(url("match_create", competition), match_form())
    match = Match.objects.get()
    assert match.due == Decimal(50)
    client.post(url("match_edit", match), match_form(version=match.version, rate="12,5", total_cap="10"))
    match.refresh_from_db()
    assert (match.rate, match.due) == (Decimal("12.5"), Decimal(10))
    page = text_of(client.get(url("match_list", competition)))
    for words in ("12,5 % av varje gåva", "Högst 10 kr sammanlagt", "taket är nått"):
        assert words in page


def test_a_match_needs_one_giver_and_keeps_what_was_typed(client_for):
    competition, _first, _second = running_duel()
    company = CompanyFactory()
    data = match_form(company_0=company.pk, company_1=company.name, per_gift_cap="200")
    response = client_for(LEADER).post(url("match_create", competition), data)
    form = response.context["form"]
    assert form.non_field_errors() == ["Välj ett företag eller skriv en annan givare, inte båda."]
    assert form["per_gift_cap"].value() == "200"


def test_a_match_is_not_changed_once_it_is_decided(client_for):
    competition, _teams = contest("Åkeriet", "Bageriet")
    promise(competition)
    done, _teams = decided(("Åkeriet", 100), ("Bageriet", 50))
    client = client_for(LEADER)
    response = client.post(url("match_create", done), match_form())
    assert response.context["form"].non_field_errors() == ["Tävlingen är avgjord. Matchningen kan inte ändras."]
    assert url("match_create", done) not in text_of(client.get(url("match_list", done)))


def test_a_match_that_was_never_promised_is_removed_with_its_history_kept(client_for):
    competition, _first, _second = running_duel()
    match = promise(competition)
    client_for(LEADER).post(url("match_delete", match), {"version": match.version})
    assert (competition.matches.count(), Match.history.filter(id=match.pk, history_type="-").count()) == (0, 1)


@pytest.mark.parametrize("number", [1, 30])
def test_the_matches_cost_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    competition, first, _second = running_duel()
    for _ in range(number):
        promise(competition, company=CompanyFactory(), team=first)
    client = client_for(LEADER)
    with django_assert_num_queries(9):
        client.get(url("match_list", competition))


def test_page_of_matches_says_which_promise_ends_before_the_competition(client_for):
    competition, _first, _second = running_duel()
    promise(competition, third_party="En vän")
    early = promise(competition, third_party="Stiftelsen Ljus", ends=A_DAY)
    page = text_of(client_for("Läsare").get(url("match_list", competition)))
    told = f"gäller till och med {A_DAY}, men tävlingen stänger {competition.closes_on}"
    assert f"Löftet från {early} {told}" in page
    assert page.count("men tävlingen stänger") == 1
