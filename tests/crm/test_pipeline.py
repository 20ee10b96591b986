"""The pipeline board, its stages, workbook and API."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from crm.models import Sponsorship, Stage, StageProgress, StageRule
from crm.queries.pipeline import SHOWN_CLOSED, SHOWN_OPEN, pipeline
from crm.services.amendments import amend_sponsorship
from crm.services.sponsorships import create_sponsorship, decline_sponsorship
from tests.crm.dialogues import board, names, stood
from tests.factories import (
    CompanyFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    get_offer,
    get_tier,
    signed_sponsorship,
)
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BOARD = "/dialoger/"


# --- The board -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "standing"),
    [(14, StageProgress.ON_TIME), (15, StageProgress.SLOW), (30, StageProgress.SLOW), (31, StageProgress.LATE)],
)
def test_days_in_a_stage_are_judged_by_its_rule_and_said_in_words(client_for, days, standing):
    stood(days)
    response = client_for("Läsare").get(BOARD)
    column = response.context["pipeline"].open[0]
    assert [(card.days, card.progress) for card in column.cards] == [(days, standing)]
    assert column.late == int(standing == StageProgress.LATE)
    words = {
        StageProgress.ON_TIME: f"{days} dagar",
        StageProgress.SLOW: "längre än väntat",
        StageProgress.LATE: "för länge",
    }
    assert words[standing] in response.content.decode()


def test_forecast_is_each_amount_times_the_probability_of_its_stage(client_for):
    SponsorshipFactory(amount=Decimal("100.01"))  # lead: 10 %
    SponsorshipFactory(amount=Decimal("0.03"), stage=Stage.PROPOSAL)  # 75 %
    SponsorshipFactory(amount=None, stage=Stage.MEETING)  # 50 % of the offer's 40,000
    signed_sponsorship()
    shown = board(client_for("Läsare"))
    assert [column.weighted for column in shown.open] == [
        Decimal("10.001"),
        Decimal(0),
        Decimal(20000),
        Decimal("0.0225"),
    ]
    assert (shown.amount, shown.forecast) == (Decimal("40100.04"), Decimal("20010.0235"))
    assert [column.weighted for column in shown.closed] == [None, None, None]


def test_signed_card_shows_what_is_paid_a_year_today(client_for):
    today = timezone.localdate()
    signed = signed_sponsorship(starts=today - dt.timedelta(days=9), ends=today + dt.timedelta(days=300))
    amend_sponsorship(signed, starts=today, amount=Decimal(50_000), reason="Mer", by=UserFactory())
    amend_sponsorship(
        signed, starts=today + dt.timedelta(days=1), amount=Decimal(60_000), reason="Ännu mer", by=UserFactory()
    )
    shown = board(client_for("Läsare"))
    assert shown.closed[0].cards[0].sponsorship.expected_amount == Decimal(50_000)
    assert shown.amount == Decimal(0)


def test_signed_card_that_is_over_offers_no_early_end(client_for):
    signed_sponsorship(starts=dt.date(2020, 1, 1), ends=dt.date(2020, 12, 31))
    assert board(client_for("Partneransvarig")).closed[0].cards[0].moves == []


def test_dialogue_without_amount_on_a_tier_without_offer_is_said_to_count_nothing(client_for):
    SponsorshipFactory(amount=None)
    get_offer().delete()
    response = client_for("Läsare").get(BOARD)
    shown = response.context["pipeline"]
    assert (shown.forecast, shown.without_amount) == (Decimal(0), 1)
    assert "där eget saknas (1 utan bådadera räknas som noll)" in response.content.decode()


def test_columns_show_the_longest_standing_and_link_to_the_rest(client_for):
    for days in range(SHOWN_OPEN + 2):
        stood(days, company=CompanyFactory(name=f"Företag {days}"))
    for number in range(SHOWN_CLOSED + 1):
        decline_sponsorship(SponsorshipFactory(company=CompanyFactory(name=f"Nej {number}")), reason="Nej")
    response = client_for("Läsare").get(BOARD, {"goal": get_goal().pk})
    shown = response.context["pipeline"]
    assert names(shown.open[0]) == [f"Företag {days}" for days in range(SHOWN_OPEN + 1, 1, -1)]
    assert (shown.open[0].count, shown.open[0].hidden) == (SHOWN_OPEN + 2, 2)
    assert names(shown.closed[1]) == [f"Nej {number}" for number in range(SHOWN_CLOSED, 0, -1)]
    rest = f"/sponsorskap/?goal={get_goal().pk}&amp;stage=lead&amp;scope=all"
    assert rest in response.content.decode()


def test_board_and_list_show_the_same_rows_by_the_same_filters(client_for):
    client, owner = client_for("Läsare"), UserFactory()
    wanted = SponsorshipFactory(goal=get_goal(2), owner=owner, company=CompanyFactory(name="Bageri AB"))
    SponsorshipFactory(goal=get_goal(2))
    SponsorshipFactory(owner=owner, tier=get_tier("Partner"))
    query = {"goal": wanted.goal_id, "owner": owner.pk, "tier": wanted.tier_id, "q": "bageri"}
    response = client.get(BOARD, query)
    assert names(response.context["pipeline"].open[0]) == ["Bageri AB"]
    assert response.context["pipeline"].count == 1
    listed = client.get(response.context["twin_url"])
    assert [row.record for row in listed.context["table"].rows] == [wanted]
    back = client.get(listed.context["twin_url"])
    assert names(back.context["pipeline"].open[0]) == ["Bageri AB"]


def test_scope_and_day_chosen_in_the_list_come_along_to_the_board(client_for):
    client = client_for("Läsare")
    SponsorshipFactory()
    signed = signed_sponsorship(company=CompanyFactory())
    listed = client.get("/sponsorskap/", {"scope": "active", "on": "2027-06-30"})
    shown = client.get(listed.context["twin_url"]).context["pipeline"]
    assert (shown.count, names(shown.closed[0])) == (1, [signed.company.name])


def test_reader_sees_the_board_without_menus(client_for):
    SponsorshipFactory()
    text = client_for("Läsare").get(BOARD).content.decode()
    assert (text.count("pipeline-card-name"), text.count("card-menu-panel"), text.count('draggable="true"')) == (
        1,
        0,
        0,
    )


def test_menu_offers_what_the_role_may(client_for):
    SponsorshipFactory(stage=Stage.PROPOSAL)
    signed_sponsorship(company=CompanyFactory())
    offered = {}
    for role in ("Partneransvarig", "Ekonomi", "Administratör"):
        shown = board(client_for(role))
        offered[role] = [column.cards[0].moves for column in (shown.open[3], shown.closed[0])]
    others = [Stage.LEAD, Stage.CONTACTED, Stage.MEETING]
    assert offered == {
        "Partneransvarig": [[*others, Stage.SIGNED, Stage.DECLINED], [Stage.ENDED_EARLY]],
        "Ekonomi": [[], []],
        "Administratör": [[*others, Stage.SIGNED, Stage.DECLINED], [Stage.PROPOSAL, Stage.ENDED_EARLY]],
    }


@pytest.mark.parametrize("number", [1, 30])
def test_board_costs_as_many_queries_for_one_card_as_for_thirty(client_for, number, django_assert_num_queries):
    for company in CompanyFactory.create_batch(number):
        for stage in (Stage.LEAD, Stage.CONTACTED, Stage.MEETING, Stage.PROPOSAL):
            SponsorshipFactory(company=company, stage=stage)
        signed_sponsorship(company=company)
    client = client_for("Partneransvarig")
    with django_assert_num_queries(16):
        client.get(BOARD)


def test_empty_board_says_how_to_begin(client_for):
    response = client_for("Partneransvarig").get(BOARD)
    assert "Inga dialoger än" in response.content.decode()
    SponsorshipFactory()
    assert "Inget matchar" in client_for("Läsare").get(BOARD, {"q": "x"}).content.decode()


# --- The page of stage rules -----------------------------------------------------------------------


def test_administrator_changes_what_is_expected_of_a_stage_and_history_keeps_it(client_for):
    rule = StageRule.objects.get(stage=Stage.LEAD)
    client, url = client_for("Administratör"), reverse("crm:stage_edit", args=[rule.pk])
    sent = {"version": rule.version, "expected_days": 5, "warning_days": 10, "probability": 20}
    assert client.post(url, sent).headers["Location"] == "/dialoger/steg/"
    rule.refresh_from_db()
    assert (rule.expected_days, rule.warning_days, rule.probability) == (5, 10, 20)
    stood(11, amount=Decimal(1000))
    shown = board(client)
    assert (shown.forecast, shown.late) == (Decimal(200), 1)
    assert [change.kind for change in client.get(url).context["changes"]] == ["~", "+"]


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"warning_days": 4}, {"warning_days": ["Varningen kan inte komma före den väntade tiden."]}),
        ({"probability": 101}, {"probability": ["Kontrollera att detta värde är mindre än eller lika med 100."]}),
        ({"expected_days": 0}, {"expected_days": ["Kontrollera att detta värde är större än eller lika med 1."]}),
    ],
)
def test_rule_that_cannot_be_is_an_error_beside_its_field(client_for, sent, errors):
    rule = StageRule.objects.get(stage=Stage.LEAD)
    url = reverse("crm:stage_edit", args=[rule.pk])
    body = {"version": rule.version, "expected_days": 5, "warning_days": 10, "probability": 20, **sent}
    assert client_for("Administratör").post(url, body).context["form"].errors == errors


def test_page_of_stages_lists_them_in_order(client_for):
    table = client_for("Läsare").get(reverse("crm:stage_list")).context["table"]
    assert [tuple(row.cells)[:4] for row in table.rows] == [
        ("Uppslag", 14, 30, "10\N{NO-BREAK SPACE}%"),
        ("Kontaktad", 21, 45, "25\N{NO-BREAK SPACE}%"),
        ("Möte", 21, 45, "50\N{NO-BREAK SPACE}%"),
        ("Förslag", 30, 60, "75\N{NO-BREAK SPACE}%"),
    ]


# --- Workbook and API ------------------------------------------------------------------------------


def test_workbook_has_days_probability_and_weighted_amounts_that_sum_as_on_the_board(client_for):
    client = client_for("Ekonomi")
    stood(31, company=CompanyFactory(name="Bageri AB"), amount=Decimal("100.01"))
    stood(3, company=CompanyFactory(name="Åkeri AB"), amount=None, stage=Stage.PROPOSAL)
    signed_sponsorship(company=CompanyFactory())
    response = client.get(BOARD, {"export": "xlsx"})
    book = book_of(response, data_only=True)
    header, *rows, total = book.worksheets[0].iter_rows(values_only=True)
    first, second = (dict(zip(header, row, strict=True)) for row in rows)
    assert (first["Företag"], first["Steg"], first["Dagar i steget"]) == ("Bageri AB", "Uppslag", 31)
    assert (first["Tid i steget"], first["Sannolikhet"], first["Vägt belopp"]) == ("För länge", 0.1, 10.001)
    assert (first["Beloppet är erbjudandets"], second["Beloppet är erbjudandets"]) == ("Nej", "Ja")
    assert second["Vägt belopp"] == 30000
    summed = dict(zip(header, total, strict=True))
    assert summed["Vägt belopp"] == float(board(client).forecast) == 30010.001
    sheet = list(book["Per steg"].iter_rows(values_only=True))
    assert sheet[1] == ("Uppslag", 1, 1, 100.01, 0.1, 10.001)
    assert sheet[5][:4] == ("Tecknat", 1, 0, None)
    assert sheet[-1][3] == float(board(client).amount) == 40100.01


def test_api_returns_the_stage_date_and_accepts_none(api_client_for):
    lead = stood(8)
    client = api_client_for("Partneransvarig")
    url = reverse("api:sponsorship-detail", args=[lead.pk])
    version = {"If-Match": f'"{lead.version}"'}
    refused = client.patch(url, {"payment_note": "Ny", "stage_since": "2020-01-01"}, headers=version)
    assert (refused.status_code, list(refused.json())) == (400, ["stage_since"])
    answer = client.patch(url, {"payment_note": "Ny"}, headers=version).json()
    assert (answer["stage_since"], answer["days_in_stage"]) == (lead.stage_since.isoformat(), 8)


def test_pipeline_counts_only_what_it_is_given(make_user):
    SponsorshipFactory()
    shown = pipeline(Sponsorship.objects.none(), user=make_user(), day=timezone.localdate())
    assert (shown.count, shown.forecast) == (0, Decimal("0.00"))


def test_new_dialogue_stands_from_the_day_it_is_opened():
    lead = create_sponsorship(company=CompanyFactory(), goal=get_goal(), tier=get_tier(), owner=UserFactory())
    assert lead.days_in_stage(timezone.localdate()) == 0
