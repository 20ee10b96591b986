"""Changes to a contest after its opening, and how the board lists them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns.exports.results import ResultExport
from campaigns.models import Amendment, Channel, Competition, Team
from campaigns.models.results import obstacles
from campaigns.queries.board import public_board, staff_board
from campaigns.queries.jury import jury_state
from campaigns.queries.results import result_of
from campaigns.services.competitions import GiftsOutside, TransitionNotAllowed, amend_terms
from campaigns.services.contributions import add_contribution
from campaigns.services.lifecycle import (
    StillOpen,
    archive_competition,
    close_competition,
    decide_competition,
    is_unchanged,
    reveal_result,
)
from campaigns.services.teams import reinstate_team, withdraw_team
from core.errors import Refusal
from tests.campaigns.boards import confirm, contest, decided
from tests.campaigns.factories import AFTER, CLOSES, OPENS, give, make_competition, make_team, promise
from tests.clock import moment_on
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database("campaigns.queries.changes_since")]
LATER = dt.date(2026, 12, 20)
ADMINISTRATOR, LEADER = "Administratör", "Tävlingsledare"


def address(name: str, record) -> str:
    return reverse(f"campaigns:{name}", args=[record.pk])


def board_address(competition) -> str:
    return reverse("board:board", args=[competition.board_token])


def texts(amendments) -> list[tuple[str, str]]:
    return [(each.what.replace("\N{NO-BREAK SPACE}", " "), each.reason) for each in amendments]


# --- Dates and target -----------------------------------------------------------------------------


def test_administrator_changes_dates_and_target_with_a_reason_that_the_board_shows(client_for):
    competition, _teams = contest("Åkeriet", "Bageriet")
    client, url = client_for(ADMINISTRATOR), address("competition_amend_terms", competition)
    assert url in client.get(competition.get_absolute_url()).content.decode()
    data = {
        "version": competition.version,
        "opens_on": OPENS,
        "closes_on": "2026-12-06",
        "late_days": 3,
        "target": "5000",
        "reason": "Snöstorm.",
    }
    assert client.post(url, data).status_code == 302
    stored = Competition.objects.get()
    assert (stored.closes_on, stored.late_days, stored.target) == (dt.date(2026, 12, 6), 3, Decimal(5000))
    assert texts(public_board(stored).amendments) == [
        ("stänger: 2026-11-29 → 2026-12-06; dagar för sena gåvor: 7 → 3; insamlingsmål: inget → 5 000 kr", "Snöstorm.")
    ]


def test_terms_are_changed_by_administrators_only(client_for):
    competition, _teams = contest("Åkeriet", "Bageriet")
    url = address("competition_amend_terms", competition)
    assert client_for(LEADER).get(url).status_code == 403
    assert url not in client_for(LEADER).get(competition.get_absolute_url()).content.decode()


def test_terms_are_not_changed_past_gifts_that_count_already():
    competition, (first, _second) = contest("Åkeriet", "Bageriet")
    give(first, received_on=dt.date(2026, 11, 20))
    with pytest.raises(GiftsOutside):
        amend_terms(competition, by=UserFactory(), reason="Kortare.", closes_on=dt.date(2026, 11, 15), late_days=4)
    competition.refresh_from_db()
    with pytest.raises(GiftsOutside):
        amend_terms(competition, by=UserFactory(), reason="Senare.", opens_on=dt.date(2026, 11, 21))
    competition.refresh_from_db()
    amend_terms(competition, by=UserFactory(), reason="Kortare.", closes_on=dt.date(2026, 11, 15), late_days=5)
    assert Competition.objects.get().takes_money_until == dt.date(2026, 11, 20)


def test_terms_are_not_amended_in_a_draft_after_the_decision_or_to_the_same():
    draft = make_competition()
    with pytest.raises(TransitionNotAllowed):
        amend_terms(draft, by=UserFactory(), reason="Nej.", late_days=1)
    running, _teams = contest("Åkeriet", "Bageriet")
    with pytest.raises(Refusal, match="desamma"):
        amend_terms(running, by=UserFactory(), reason="Nej.", late_days=running.late_days)
    over, _teams = decided(("Cykeln", 300), ("Draken", 100))
    with pytest.raises(TransitionNotAllowed):
        amend_terms(over, by=UserFactory(), reason="Nej.", late_days=1)
    assert Amendment.objects.count() == 0


# --- Closing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "days"),
    [(CLOSES, 8), (dt.date(2026, 12, 6), 1), (AFTER, None)],
    ids=["closing day", "last late day", "after"],
)
def test_nobody_decides_before_the_days_for_late_gifts_have_passed(on, days):
    competition, teams = contest("Åkeriet", "Bageriet")
    confirm(*teams)
    close_competition(competition)
    assert [(each.kind, each.count) for each in obstacles(competition, on)] == ([("days", days)] if days else [])
    if days:
        with pytest.raises(StillOpen):
            decide_competition(competition, by=UserFactory(), comment="Nu.", on=on)
    else:
        decide_competition(competition, by=UserFactory(), comment="Nu.", on=on)
    assert Competition.objects.get().is_decided is (days is None)


def test_a_running_contest_has_no_task_about_days_to_come():
    competition, teams = contest("Åkeriet", "Bageriet")
    confirm(*teams)
    assert obstacles(competition, CLOSES) == []


# --- Money after the decision ---------------------------------------------------------------------


@pytest.mark.time_machine(moment_on(LATER))
def test_late_money_is_booked_after_the_decision_and_leaves_the_result(client_for, client):
    competition, (first, second) = decided(("Åkeriet", 300), ("Bageriet", 100))
    reveal_result(competition)
    staff, url = client_for(ADMINISTRATOR), address("contribution_grid", competition)
    page = staff.get(url)
    data = {
        "received_on": LATER.isoformat(),
        "rows-TOTAL_FORMS": 2,
        "rows-INITIAL_FORMS": 0,
        "rows-0-team": first.code,
        "rows-0-amount": "250",
        "rows-0-channel": "match",
        "rows-1-team": second.code,
        "rows-1-amount": "900",
        "rows-1-channel": "swish",
    }
    prefix = page.context["rows"].prefix
    data = {name.replace("rows-", f"{prefix}-", 1): value for name, value in data.items()}
    assert "reason" in staff.post(url, data).context["form"].errors
    assert staff.post(url, data | {"reason": "Fakturan betaldes i dag."}).status_code == 302
    assert set(competition.contributions.filter(received_on=LATER).values_list("amount", "reason")) == {
        (Decimal(250), "Fakturan betaldes i dag."),
        (Decimal(900), "Fakturan betaldes i dag."),
    }
    public = public_board(Competition.objects.get())
    assert [(row.team.name, row.placing.place) for row in public.rows] == [("Åkeriet", 1), ("Bageriet", 2)]
    assert (public.board.totals.employees, public.since.employees.came) == (Decimal(400), Decimal(900))
    assert public.since.company.came == Decimal(250)
    text = client.get(board_address(competition)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Efter avgörandet: 1 gåva på 900 kr har kommit. Företag och andra givare har betalat 250 kr, och " in text
    assert is_unchanged(Competition.objects.get())


@pytest.mark.time_machine(moment_on(LATER))
def test_late_money_without_a_team_is_reported_wherever_the_result_is(client, client_for, api_client_for):
    """Regression: it was shown in the list of contributions only."""
    competition, _teams = decided(("Åkeriet", 300), ("Bageriet", 100))
    competition = reveal_result(Competition.objects.get())
    given = {"received_on": LATER, "channel": "swish", "reason": "Kom sent.", "by": UserFactory()}
    add_contribution(competition=competition, amount=Decimal(250), **given)
    told = "Tillsammans är det nu 400 kr. Utöver det har 250 kr kommit utan lagets kod."
    staff = client_for(ADMINISTRATOR)
    for who, url in (
        (client, board_address(competition)),
        (staff, competition.get_absolute_url()),
        (staff, address("reveal", competition)),
    ):
        text = who.get(url).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert f"Efter avgörandet: {told} Resultatet ändras inte." in text
    standings = api_client_for(ADMINISTRATOR).get(f"/api/v1/competitions/{competition.pk}/standings/").json()
    assert standings["since"]["left_over"] == "250.00"
    facts = dict(ResultExport(competition=competition, user=UserFactory()).filters)
    assert facts["Efter avgörandet, inte i resultatet"].replace("\N{NO-BREAK SPACE}", " ") == told
    assert is_unchanged(Competition.objects.get())


@pytest.mark.time_machine(moment_on(LATER))
def test_a_list_of_late_money_is_read_in_with_a_reason(client_for):
    competition, (first, _second) = decided(("Åkeriet", 300), ("Bageriet", 100))
    staff = client_for(ADMINISTRATOR)
    listed = staff.get(address("contribution_list", competition)).content.decode()
    assert reverse("imports:gift_list_create", args=[competition.pk]) in listed
    text = f"Lag\tBelopp\tDatum\n{first.code}\t250\t{LATER}\n"
    page = staff.post(reverse("imports:gift_list_create", args=[competition.pk]), {"text": text})
    form = page.context["form"]
    data = {name: value for name in form.fields if (value := form[name].value()) is not None}
    data["digest"] = page.context["preview"].digest
    page = staff.post(reverse("imports:gift_list_commit", args=[competition.pk]), data)
    assert list(page.context["form"].errors) == ["reason"]
    assert len(page.context["entering"]) == 1  # the original is still shown
    answer = staff.post(
        reverse("imports:gift_list_commit", args=[competition.pk]), data | {"reason": "Banken var sen."}
    )
    assert answer.status_code == 302
    late = competition.contributions.get(received_on=LATER)
    assert (late.amount, late.reason, is_unchanged(Competition.objects.get())) == (250, "Banken var sen.", True)


@pytest.mark.time_machine(moment_on(LATER))
def test_match_paid_after_the_decision_stands_beside_what_was_promised_then(client, api_client_for):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    promise(competition, company=first.company, rate=100)
    give(first, 300)
    confirm(first, second)
    close_competition(competition)
    reveal_result(decide_competition(competition, by=UserFactory(), comment="Klart.", on=AFTER))
    first = Team.objects.get(pk=first.pk)
    give(first, 250, channel=Channel.MATCH, received_on=LATER, reason="Fakturan betaldes i dag.")
    competition = Competition.objects.get()
    result = result_of(competition)
    assert (result.totals.match_left, result.since.company.came, result.since.now.match_left) == (300, 250, 50)
    text = client.get(board_address(competition)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    later = "Företag och andra givare har betalat 250 kr, och 50 kr av löftena är kvar. Tillsammans är det nu 600 kr."
    assert f"Efter avgörandet: {later} Resultatet ändras inte." in text
    told = api_client_for(ADMINISTRATOR).get(f"/api/v1/competitions/{competition.pk}/standings/").json()
    nothing = {"came": "0.00", "back": "0.00"}
    company = {"came": "250.00", "back": "0.00"}
    sums = {"match_left": "50.00", "together": "600.00", "left_over": "0.00"}
    assert told["since"] == {"employees": nothing, "company": company} | sums
    facts = dict(ResultExport(competition=competition, user=UserFactory()).filters)
    assert facts["Efter avgörandet, inte i resultatet"].replace("\N{NO-BREAK SPACE}", " ") == later
    assert is_unchanged(competition)


def test_money_after_the_decision_needs_a_reason_and_an_archived_contest_takes_none():
    competition, (first, _second) = decided(("Åkeriet", 300), ("Bageriet", 100))
    first = Team.objects.get(pk=first.pk)
    with pytest.raises(ValidationError) as error:
        give(first, 50)
    assert list(error.value.message_dict) == ["reason"]
    first.competition = archive_competition(competition)
    with pytest.raises(Refusal):
        give(first, 50, reason="För sent.")


# --- Withdrawn teams ------------------------------------------------------------------------------


def test_a_team_that_leaves_has_no_place_and_its_money_stays(client_for, client):
    competition, (first, second, third) = contest("Åkeriet", "Bageriet", "Cykeln")
    give(first, 900)
    give(second, 300)
    give(third, 100)
    leader = client_for(LEADER)
    url = address("team_withdraw", first)
    assert url in leader.get(first.get_absolute_url()).content.decode()
    assert leader.post(url, {"version": Team.objects.get(pk=first.pk).version, "reason": "Konkurs."}).status_code == 302
    public = public_board(competition)
    assert [row.team.name for row in public.rows] == ["Bageriet", "Cykeln"]
    assert (public.board.withdrawn, public.board.waiting) == (["Åkeriet"], [])
    assert public.board.totals.employees == Decimal(1300)
    assert texts(public.amendments) == [("Åkeriet har gått ur", "Konkurs.")]
    text = client.get(board_address(competition)).content.decode()
    assert "Har gått ur: Åkeriet. Deras pengar står kvar i summan." in text


def test_withdrawn_team_is_no_obstacle():
    competition, (first, second, third) = contest("Åkeriet", "Bageriet", "Cykeln")
    withdraw_team(first, by=UserFactory(), reason="Konkurs.")
    confirm(Team.objects.get(pk=second.pk), Team.objects.get(pk=third.pk))
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Klart.", on=AFTER)
    assert [line["name"] for line in competition.snapshot["placings"]] == ["Bageriet", "Cykeln"]
    assert {each["name"]: each["withdrawn"] for each in competition.snapshot["teams"]} == {
        "Åkeriet": True,
        "Bageriet": False,
        "Cykeln": False,
    }


def test_jury_is_asked_for_marks_of_those_that_compete():
    competition, (first, _second) = contest("Åkeriet", "Bageriet")
    assert len(jury_state(competition).teams) == 2
    withdraw_team(first, by=UserFactory(), reason="Konkurs.")
    assert [each.team.name for each in jury_state(competition).teams] == ["Bageriet"]


def test_a_withdrawal_is_undone_with_a_reason():
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    give(first, 900)
    give(second, 300)
    boss = UserFactory()
    withdraw_team(first, by=boss, reason="Konkurs.")
    with pytest.raises(Refusal):
        withdraw_team(first, by=boss, reason="Igen.")
    reinstate_team(first, by=boss, reason="Rekonstruktion.")
    public = staff_board(competition)
    assert [(row.team.name, row.placing.place) for row in public.rows] == [("Åkeriet", 1), ("Bageriet", 2)]
    assert texts(public.amendments) == [
        ("Åkeriet är med igen", "Rekonstruktion."),
        ("Åkeriet har gått ur", "Konkurs."),
    ]


def test_a_team_of_a_draft_or_of_a_decided_contest_does_not_leave():
    draft = make_competition()
    with pytest.raises(TransitionNotAllowed):
        withdraw_team(make_team(draft), by=UserFactory(), reason="Nej.")
    _competition, (first, _second) = decided(("Cykeln", 300), ("Draken", 100))
    with pytest.raises(Refusal):
        withdraw_team(first, by=UserFactory(), reason="Nej.")


# --- Collections and contests without data --------------------------------------------------------


def collection(**fields):
    competition, (team,) = contest("Kontoret", kind="collection", **fields)
    return competition, team


def test_a_collection_has_no_places_jury_or_rules(client_for, client):
    competition, team = collection(target=Decimal(2000))
    confirm(team, participants=4)
    give(team, 500)
    text = client.get(board_address(competition)).content.decode()
    for missing in ("Ställning", "Så räknas det", "poäng", "Plats"):
        assert missing not in text
    for shown in ("4 av 10 på Kontoret har deltagit.", "av målet", "Tack till alla som är med!"):
        assert shown in text
    staff = client_for(ADMINISTRATOR)
    page = staff.get(competition.get_absolute_url()).content.decode()
    assert address("competition_rules", competition) not in page
    assert address("jury", competition) not in page
    assert "4 av 10 på Kontoret har deltagit." in page
    assert "4 av 10" not in staff.get(address("kit", competition)).content.decode()
    invitation = staff.get(address("invitation", competition)).content.decode()
    assert "Var med i" not in invitation
    assert team.code in invitation
    team_page = staff.get(team.get_absolute_url()).content.decode()
    assert "Varför den platsen?" not in team_page


def test_a_collection_is_decided_without_a_jury_and_thanked_without_a_place(client_for):
    competition, team = collection()
    confirm(team, participants=4)
    give(team, 500)
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Klart.", on=AFTER)
    (placing,) = competition.snapshot["placings"]
    assert (placing["place"], competition.snapshot["trophy"]) == (None, None)
    staff = client_for(ADMINISTRATOR)
    assert "Plats" not in staff.get(address("certificate", team)).content.decode()
    reveal = staff.get(address("reveal", competition)).content.decode()
    assert 'class="slide-place"' not in reveal
    assert "Tack till alla som var med!" in reveal


def test_the_only_team_is_paid_to_by_its_code_without_the_payer_writing_it(client_for, client):
    competition, team = collection()
    staff = client_for(ADMINISTRATOR)
    for text in (
        client.get(board_address(competition)).content.decode(),
        staff.get(address("poster", competition)).content.decode(),
    ):
        assert team.code in text
    assert "är redan ifyllt" in client.get(board_address(competition)).content.decode()


def test_nobody_leads_a_board_without_data(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    public = public_board(competition)
    assert [row.placing.place for row in public.rows] == [None, None]
    text = client.get(board_address(competition)).content.decode()
    assert "Ingen har någon plats förrän någon har gjort något." in text
    assert "board-first" not in text


def test_a_thawed_board_of_an_amended_contest_shows_the_new_terms():
    competition, _teams = contest("Åkeriet", "Bageriet", target=Decimal(1000))
    from_before = public_board(competition).thermometer.target
    amend_terms(competition, by=UserFactory(), reason="Mer.", target=Decimal(3000))
    assert (from_before, public_board(competition).thermometer.target) == (Decimal(1000), Decimal(3000))
