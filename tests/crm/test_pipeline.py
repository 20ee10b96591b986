import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from core.services import save_record
from crm.models import Sponsorship, Stage, StageProgress, StageRule
from crm.queries.pipeline import SHOWN_CLOSED, SHOWN_OPEN, pipeline
from crm.services.renewals import amend_sponsorship
from crm.services.sponsorships import (
    create_sponsorship,
    decline_sponsorship,
    end_sponsorship,
    move_sponsorship,
    sign_sponsorship,
)
from crm.services.taking_back import unsign_sponsorship
from tests.factories import (
    SIGNED_ON,
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

HTMX = {"HX-Request": "true"}
BOARD = "/dialoger/"


def stood(days: int, **fields) -> Sponsorship:
    """A dialogue that came to its stage so many days ago."""
    sponsorship = SponsorshipFactory(**fields)
    since = timezone.localdate() - dt.timedelta(days=days)
    Sponsorship.objects.filter(pk=sponsorship.pk).update(stage_since=since)
    sponsorship.stage_since = since
    return sponsorship


def board(client, **query):
    return client.get(BOARD, query).context["pipeline"]


def names(column) -> list[str]:
    return [card.sponsorship.company.name for card in column.cards]


def move(client, sponsorship, to, *, headers=None, query="", **fields):
    url = reverse("crm:pipeline_move", args=[sponsorship.pk])
    return client.post(f"{url}{query}", {"stage": to, "version": sponsorship.version, **fields}, headers=headers)


# --- Since when ------------------------------------------------------------------------------------


def test_every_change_of_stage_begins_its_days_anew(make_user):
    today, long_ago = timezone.localdate(), dt.date(2020, 1, 1)
    sponsorship = SponsorshipFactory(starts=today, ends=today + dt.timedelta(days=300))
    changes = [
        lambda s: move_sponsorship(s, to=Stage.MEETING),
        lambda s: decline_sponsorship(s, reason="Inte nu"),
        lambda s: move_sponsorship(s, to=Stage.PROPOSAL),
        lambda s: sign_sponsorship(s, signed_on=SIGNED_ON),
        lambda s: unsign_sponsorship(s, by=make_user(), reason="Fel"),
        lambda s: sign_sponsorship(s, signed_on=SIGNED_ON),
        lambda s: end_sponsorship(s, on=today + dt.timedelta(days=30), reason="Flyttar"),
    ]
    for change in changes:
        Sponsorship.objects.filter(pk=sponsorship.pk).update(stage_since=long_ago)
        sponsorship.refresh_from_db()
        change(sponsorship)
        assert Sponsorship.objects.get().stage_since == today


def test_other_changes_let_the_days_run_on(client_for):
    lead = stood(12)
    save_record(lead, payment_note="Faktura i mars")
    lead.refresh_from_db()
    assert lead.days_in_stage(timezone.localdate()) == 12


# --- What the board shows --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "standing"),
    [(14, StageProgress.ON_TIME), (15, StageProgress.SLOW), (30, StageProgress.SLOW), (31, StageProgress.LATE)],
)
def test_days_in_a_stage_are_judged_by_its_rule_and_said_in_words(client_for, days, standing):
    stood(days)
    response = client_for("Läsare").get(BOARD)
    column = response.context["pipeline"].open[0]
    assert [(card.days, card.standing) for card in column.cards] == [(days, standing)]
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
    SponsorshipFactory(amount=None, stage=Stage.MEETING)  # 50 % of the 40,000 that the offer asks
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


# --- Moving ----------------------------------------------------------------------------------------


def test_card_is_moved_by_its_menu_and_the_answer_tells(client_for):
    lead = stood(40, company=CompanyFactory(name="Bageri AB"))
    response = move(client_for("Partneransvarig"), lead, "meeting", headers=HTMX)
    assert response.status_code == 200
    assert names(response.context["pipeline"].open[2]) == ["Bageri AB"]
    text = response.content.decode()
    assert 'data-said="Bageri AB är flyttat från Uppslag till Möte."' in text
    assert f'data-card="kort-{lead.pk}"' in text
    lead.refresh_from_db()
    assert (lead.stage, lead.stage_since) == (Stage.MEETING, timezone.localdate())


def test_moved_card_is_shown_though_its_column_is_full(client_for):
    for days in range(SHOWN_OPEN + 1):
        stood(days + 1, stage=Stage.MEETING)
    lead = SponsorshipFactory()
    response = move(client_for("Partneransvarig"), lead, "meeting", headers=HTMX)
    column = response.context["pipeline"].open[2]
    assert (len(column.cards), column.cards[-1].sponsorship) == (SHOWN_OPEN + 1, lead)


def test_without_script_the_menu_is_a_form_that_comes_back_to_the_same_filters(client_for):
    lead = SponsorshipFactory(company=CompanyFactory(name="Bageri AB"))
    client, goal = client_for("Partneransvarig"), get_goal().pk
    response = move(client, lead, "contacted", query=f"?goal={goal}")
    assert response.headers["Location"] == f"/dialoger/?goal={goal}#kort-{lead.pk}"
    messages = client.get(BOARD).context["messages"]
    assert [str(message) for message in messages] == ["Bageri AB är flyttat från Uppslag till Kontaktad."]


@pytest.mark.parametrize(("to", "path"), [("signed", "teckna"), ("declined", "avbojt")])
def test_move_that_needs_more_said_goes_to_its_form_and_back(client_for, to, path):
    lead = SponsorshipFactory(stage=Stage.PROPOSAL)
    client = client_for("Partneransvarig")
    response = move(client, lead, to, headers=HTMX, query="?goal=1")
    form = response.headers["HX-Redirect"]
    assert form == f"/sponsorskap/{lead.pk}/{path}/?next=%2Fdialoger%2F%3Fgoal%3D1%23kort-{lead.pk}"
    assert move(client, lead, to).headers["Location"].startswith(f"/sponsorskap/{lead.pk}/{path}/?next=")
    assert Sponsorship.objects.get().stage == Stage.PROPOSAL
    answers = {
        "signed": {"starts": "2027-01-01", "ends": "2027-12-31", "amount": "40 000", "signed_on": "2026-11-24"},
        "declined": {"reason": "Inte i år"},
    }
    done = client.post(form, {"version": lead.version, **answers[to]})
    assert done.headers["Location"] == f"/dialoger/?goal=1#kort-{lead.pk}"
    assert Sponsorship.objects.get().stage == to
    assert client.get(form).context["cancel_url"] == f"/dialoger/?goal=1#kort-{lead.pk}"


def test_form_never_sends_anybody_to_another_site(client_for):
    lead = SponsorshipFactory()
    url = reverse("crm:sponsorship_decline", args=[lead.pk]) + "?next=https://ond.example/"
    response = client_for("Partneransvarig").post(url, {"version": lead.version, "reason": "Nej"})
    assert response.headers["Location"] == lead.get_absolute_url()


def test_card_that_somebody_else_moved_meanwhile_stays_where_they_put_it(client_for):
    lead = SponsorshipFactory(company=CompanyFactory(name="Bageri AB"))
    move_sponsorship(Sponsorship.objects.get(), to=Stage.PROPOSAL)
    response = move(client_for("Partneransvarig"), lead, "contacted", headers=HTMX)
    assert response.status_code == 409
    assert response.context["refused"] == (
        "Bageri AB står kvar i Förslag. Någon annan har ändrat uppgifterna sedan du öppnade dem."
    )
    assert names(response.context["pipeline"].open[3]) == ["Bageri AB"]
    assert Sponsorship.objects.get().stage == Stage.PROPOSAL


@pytest.mark.parametrize("to", ["meeting", "declined", "signed", "hittepå", ""])
def test_move_that_the_stages_do_not_allow_is_refused_with_the_board_as_it_is(client_for, to):
    signed = signed_sponsorship(company=CompanyFactory(name="Bageri AB"))
    response = move(client_for("Administratör"), signed, to, headers=HTMX)
    assert (response.status_code, response.context["refused"]) == (
        409,
        "Bageri AB står kvar i Tecknat. Sponsorskapet kan inte gå till det steget härifrån.",
    )
    assert (
        '<div class="notice notice-error board-refused" role="alert">Bageri AB står kvar i Tecknat.'
        in response.content.decode()
    )


def test_move_that_the_role_may_not_make_is_refused_in_words(client_for):
    sponsorship = signed_sponsorship(company=CompanyFactory(name="Bageri AB"))
    response = move(client_for("Partneransvarig"), sponsorship, "proposal", headers=HTMX)
    assert response.status_code == 409
    assert response.context["refused"].endswith("Be en partneransvarig eller en administratör.")


def test_seats_that_are_gone_are_said_by_the_form_that_the_card_led_to(client_for):
    signed_sponsorship(tier=get_tier("Huvudpartner"))
    lead = SponsorshipFactory(tier=get_tier("Huvudpartner"))
    client = client_for("Partneransvarig")
    form = move(client, lead, "signed", headers=HTMX).headers["HX-Redirect"]
    sent = {"starts": "2027-01-01", "ends": "2027-12-31", "amount": "200 000", "signed_on": "2026-11-24"}
    response = client.post(form, {"version": lead.version, **sent})
    assert response.context["form"].non_field_errors() == [
        "Alla platser på nivån är upptagna under en del av perioden."
    ]
    assert board(client).open[0].cards[0].sponsorship == lead


# --- The stages' own page ---------------------------------------------------------------------------


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


# --- Workbook and API -------------------------------------------------------------------------------


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


def test_api_tells_since_when_and_takes_no_day_of_its_own(api_client_for):
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
