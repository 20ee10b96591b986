"""The list of contributions, each contribution, and unassigned money."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.models import Channel, Contribution, Tally
from campaigns.queries.kept_sums import kept_flows
from campaigns.services.contributions import add_contribution, reverse_contribution
from campaigns.services.lifecycle import archive_competition, freeze_board
from core.views import totals as totals_of_lists
from tests.campaigns.boards import contest, decided
from tests.campaigns.factories import A_DAY, OPENS, give, make_competition, make_team, promise, running_duel
from tests.campaigns.pages import text_of, told, url
from tests.factories import UserFactory
from tests.imports.gift_lists import entered
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db
LEADER = "Tävlingsledare"


def listed(client, competition, **query) -> list[Decimal]:
    response = client.get(url("contribution_list", competition), query)
    return [row.record.amount for row in response.context["table"].rows]


# --- The list --------------------------------------------------------------------------------------


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


@pytest.mark.database
def test_sums_of_very_many_are_read_from_what_the_teams_have(client_for, monkeypatch, django_assert_num_queries):
    competition, first, second = running_duel()
    by = UserFactory()
    give(first, "100.50")
    give(second, 30, channel=Channel.MATCH)
    reverse_contribution(give(second, 70), by=by, reason="Fel")
    for amount in (160, 5):
        left = add_contribution(competition=competition, amount=Decimal(amount), received_on=A_DAY, by=by)
    reverse_contribution(left, by=by, reason="Fel")
    client, path = client_for("Ekonomi"), url("contribution_list", competition)
    summed = client.get(path).context["totals"]
    monkeypatch.setattr(totals_of_lists, "MOST_SUMMED", 1)
    with django_assert_num_queries(2):
        kept_flows(competition)
    assert client.get(path).context["totals"] == summed
    assert [amount for _label, amount in summed] == [Decimal("100.50"), 30, 160]
    assert "totals" not in client.get(path, {"channel": "swish"}).context
    apart = client.get(path, {"channel": "swish", "totals": "apart"}, headers={"HX-Request": "true"})
    assert [amount for _label, amount in apart.context["totals"]] == [Decimal("100.50"), 0, 160]


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    competition, first, _second = running_duel()
    by = UserFactory()
    for n in range(number):
        give(first, 10 + n, by=by, giver="Kim", show_giver=True)
    client = client_for(LEADER)
    with django_assert_num_queries(14):
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


# --- One contribution ------------------------------------------------------------------------------


def test_contribution_is_reversed_with_a_reason_and_shows_it(client_for):
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
    assert competition.contributions.effective().count() == 0


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


def test_a_hidden_name_is_shown_again_from_the_gifts_page(client_for):
    competition, first, _second = running_duel()
    client, reader = client_for(LEADER), client_for("Partneransvarig")
    rows = f"Lag;Belopp;Givare;Vill synas\n{first.code};10;Kim;ja\n{first.code};20;Robin;nej\n"
    entered(competition, rows)
    kim, robin = competition.contributions.order_by("amount")

    def offered(who, gift=kim):
        text = text_of(who.get(gift.get_absolute_url()))
        return [name for name in ("giver_approve", "giver_hide") if f'"{url(name, gift)}"' in text]

    assert offered(client) == ["giver_approve", "giver_hide"]
    client.post(url("giver_hide", kim))
    assert (offered(client), offered(reader), offered(client, robin)) == (["giver_approve"], [], [])
    assert reader.post(url("giver_approve", kim)).status_code == 403
    response = client.post(url("giver_approve", kim), follow=True)
    assert told(response) == ["Kim visas nu på tavlan."]
    assert list(competition.contributions.named_on_board()) == [kim]
    assert offered(client) == ["giver_approve", "giver_hide"]


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


def left_over(competition, amount=100, **fields) -> Contribution:
    return add_contribution(
        competition=competition, amount=Decimal(amount), received_on=A_DAY, by=UserFactory(), **fields
    )


# --- Unassigned money ------------------------------------------------------------------------------


def test_unassigned_money_is_assigned_to_a_team_with_one_click(client_for):
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


def test_unassigned_money_is_assigned_once_and_never_to_another_competitions_team(client_for):
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
