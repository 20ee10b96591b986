import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from campaigns.models import Amendment, Channel, Competition, CompetitionState, Contribution, Match, Team
from campaigns.models.results import obstacles
from campaigns.scoring import Rules, RuleSet, Weights
from campaigns.services.competitions import (
    AlreadyDecided,
    EntriesOutside,
    MoneyWaits,
    NotReady,
    RulesAreLocked,
    StillOpen,
    TransitionNotAllowed,
    amend_rules,
    amend_terms,
    archive_competition,
    close_competition,
    decide_competition,
    freeze_board,
    is_unchanged,
    missing_to_open,
    open_competition,
    reopen_competition,
    set_rules,
    thaw_board,
    unarchive_competition,
    update_competition,
)
from campaigns.services.contributions import (
    NotTakingMoney,
    add_contribution,
    assign_contribution,
    reverse_contribution,
)
from campaigns.services.starting import (
    TeamTerms,
    WrongTeams,
    clone_competition,
    next_name,
    start_competition,
    usual_dates,
)
from campaigns.services.teams import (
    JoiningIsOver,
    TooManyTeams,
    add_team,
    amend_heads,
    confirm_heads,
    confirm_participants,
    remove_team,
    update_team,
)
from core.days import NOT_YET
from core.errors import Refusal, StaleVersion
from core.services import save_record
from crm.models import Company
from tests.campaigns.boards import NO_JURY, decided, entry_with_picture, photo
from tests.campaigns.factories import (
    A_DAY,
    AFTER,
    CLOSES,
    OPENS,
    give,
    make_competition,
    make_team,
    promise,
    running_duel,
)
from tests.clock import moment_on
from tests.factories import CompanyFactory, UserFactory, get_goal

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DATES = {"opens_on": OPENS, "closes_on": CLOSES}


def start(*teams: TeamTerms, kind="duel", **fields) -> Competition:
    return start_competition(kind=kind, goals=[get_goal()], teams=teams, by=UserFactory(), **DATES | fields)


def test_duel_starts_with_both_teams_and_is_called_after_them():
    first, second = CompanyFactory(name="Åkeriet"), CompanyFactory(name="Bageriet")
    duel = start(TeamTerms(company=first, heads=8), TeamTerms(company=second, heads=240, name="Bagarna"))
    assert duel.name == "Åkeriet mot Bagarna"
    assert sorted(duel.teams.values_list("name", "heads")) == [("Bagarna", 240), ("Åkeriet", 8)]
    assert duel.criteria.count() == 3
    assert duel.state == CompetitionState.DRAFT


def test_company_new_to_us_is_registered_once_for_all_its_teams():
    inside = start(
        TeamTerms(new_company="Nya AB", name="Lager"),
        TeamTerms(new_company="nya ab", name="Kontor"),
        kind="departments",
    )
    company = Company.objects.get()
    assert company.name == "Nya AB"
    assert company.owner == inside.contact
    assert set(inside.teams.values_list("company", flat=True)) == {company.pk}


def test_nothing_is_left_behind_when_one_team_cannot_be_made():
    terms = [TeamTerms(new_company="Nya AB", name="Samma"), TeamTerms(new_company="Andra AB", name="Samma")]
    with pytest.raises(ValidationError):
        start(*terms)
    assert Company.objects.count() == 0
    assert Competition.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "companies"),
    [
        ("duel", ["A"]),
        ("duel", ["A", "A"]),
        ("duel", ["A", "B", "C"]),
        ("collection", []),
        ("collection", ["A", "B"]),
        ("departments", ["A", "B"]),
        ("open", ["A"]),
    ],
)
def test_teams_that_do_not_fit_the_kind_are_refused(kind, companies):
    with pytest.raises(WrongTeams):
        start(*(TeamTerms(new_company=name, name=f"Lag {n}") for n, name in enumerate(companies)), kind=kind)


def test_usual_dates_run_from_next_monday_to_a_sunday_four_weeks_later():
    for day in range(7):
        opens, closes = usual_dates(dt.date(2026, 11, 23) + dt.timedelta(days=day))
        assert opens == dt.date(2026, 11, 30)
        assert closes == dt.date(2026, 12, 27)


def test_clone_takes_teams_rules_and_criteria_and_asks_for_the_head_counts_anew():
    competition, (first, _second) = decided(("A", 300), ("B", 100), name="Höstloppet 2026", notes="Börja tidigare.")
    clone = clone_competition(
        competition,
        name=next_name(competition),
        opens_on=OPENS + dt.timedelta(weeks=52),
        closes_on=CLOSES + dt.timedelta(weeks=52),
        contact=UserFactory(),
    )
    assert clone.name == "Höstloppet 2027"
    assert (clone.state, clone.previous, clone.notes, clone.snapshot) == (CompetitionState.DRAFT, competition, "", None)
    assert clone.rules == competition.rules
    assert clone.opens_on.weekday() == competition.opens_on.weekday()
    assert list(clone.criteria.values_list("name", "position")) == list(
        competition.criteria.values_list("name", "position")
    )
    team = clone.teams.get(name="A")
    assert (team.company, team.heads, team.participants) == (first.company, 10, 0)
    assert (team.heads_confirmed_by, team.heads_confirmed_on, team.participants_confirmed_on) == ("", None, None)
    assert team.tally.employees == 0
    assert clone.code != competition.code


def test_name_without_a_year_gets_one():
    assert next_name(Competition(name="Loppet", opens_on=OPENS)) == "Loppet 2027"


def test_competition_opens_only_with_goal_teams_and_heads():
    draft = make_competition()
    make_team(draft, heads=None, heads_confirmed_by="", heads_confirmed_on=None)
    assert len(missing_to_open(draft)) == 2
    with pytest.raises(NotReady):
        open_competition(draft)
    assert Competition.objects.get().state == CompetitionState.DRAFT


def test_rules_are_chosen_in_a_draft_and_amended_with_a_reason_afterwards():
    total = Rules(kind=RuleSet.TOTAL)
    competition, _first, _second = running_duel()
    with pytest.raises(RulesAreLocked):
        set_rules(competition, total)
    user = UserFactory()
    amend_rules(competition, total, by=user, reason="Båda lagen bad om det.")
    assert Competition.objects.get().rules == total
    amendment = Amendment.objects.get()
    assert (amendment.made_by, amendment.reason) == (user, "Båda lagen bad om det.")
    with pytest.raises(TransitionNotAllowed):
        amend_rules(make_competition(), total, by=user, reason="Utkast.")


def test_dates_and_target_are_locked_at_the_opening_and_the_rest_is_not():
    running_duel()
    for change in ({"target": Decimal(1)}, {"closes_on": CLOSES + dt.timedelta(days=1)}, {"kind": "open"}):
        with pytest.raises(RulesAreLocked):
            update_competition(Competition.objects.get(), **change)
    update_competition(Competition.objects.get(), name="Nytt namn", swish="1231234567")
    assert Competition.objects.get().name == "Nytt namn"


def test_decided_competition_takes_lessons_and_keeps_its_name():
    competition, _teams = decided(("A", 300), ("B", 100))
    update_competition(competition, notes="Fråga om antalet först.")
    with pytest.raises(AlreadyDecided):
        update_competition(Competition.objects.get(), name="Annat")
    stored = Competition.objects.get()
    assert (stored.name, stored.notes) == ("Höstloppet", "Fråga om antalet först.")


def test_picture_is_kept_as_a_jpeg_and_its_file_leaves_when_replaced(django_capture_on_commit_callbacks):
    competition = make_competition()
    storage = competition.picture.storage

    def show(picture):
        with django_capture_on_commit_callbacks(execute=True):
            update_competition(competition, picture=picture)
        return competition.picture.name

    first = show(photo())
    assert first.endswith(".jpg")
    second = show(photo())
    assert (storage.exists(first), storage.exists(second)) == (False, True)
    assert show("") == ""
    assert not storage.exists(second)


def test_picture_that_a_clone_shows_too_stays(django_capture_on_commit_callbacks):
    competition = make_competition()
    update_competition(competition, picture=photo())
    name = competition.picture.name
    clone_competition(competition, name="Igen", opens_on=OPENS, closes_on=CLOSES, contact=UserFactory())
    with django_capture_on_commit_callbacks(execute=True):
        update_competition(competition, picture="")
    assert competition.picture.storage.exists(name)


def test_life_goes_by_the_table_and_no_other_way():
    competition, first, second = running_duel(rules=NO_JURY)
    for step in (open_competition, thaw_board, archive_competition):
        with pytest.raises(TransitionNotAllowed):
            step(competition)
    freeze_board(competition)
    give(first, 100)
    assert competition.frozen_board["totals"]["employees"] == "0.00"
    thaw_board(competition)
    assert competition.frozen_board is None
    close_competition(competition)
    for team in (first, second):
        confirm_participants(Team.objects.get(pk=team.pk), participants=4, by="Robin Person", on=A_DAY)
    with pytest.raises(Refusal, match="kommentar"):
        decide_competition(competition, by=UserFactory(), comment=" ", on=AFTER)
    decide_competition(competition, by=UserFactory(), comment="Räknat.", on=AFTER)
    assert is_unchanged(competition)
    archive_competition(competition)
    assert Competition.objects.get().state == CompetitionState.ARCHIVED
    unarchive_competition(competition)
    assert (competition.state, is_unchanged(competition)) == (CompetitionState.FINAL, True)
    with pytest.raises(TransitionNotAllowed):
        unarchive_competition(competition)


def test_money_without_a_team_keeps_a_competition_out_of_the_archive():
    competition, (first, _second) = decided(("A", 300), ("B", 100))
    late = {"received_on": A_DAY, "by": UserFactory(), "reason": "Kom sent"}
    gift = add_contribution(competition=competition, amount=Decimal(50), **late)
    with pytest.raises(MoneyWaits):
        archive_competition(competition)
    with pytest.raises(TransitionNotAllowed):
        decide_competition(competition, by=UserFactory(), comment="En gång till.", on=AFTER)
    assign_contribution(gift, team=first)
    assert archive_competition(competition).state == CompetitionState.ARCHIVED
    with pytest.raises(NotTakingMoney):
        add_contribution(competition=competition, team=first, amount=Decimal(50), **late)
    unarchive_competition(competition)
    assert add_contribution(competition=competition, team=first, amount=Decimal(50), **late).team == first


def test_deciding_is_refused_while_anything_is_open():
    competition, _first, _second = running_duel(rules=NO_JURY)
    close_competition(competition)
    with pytest.raises(StillOpen) as refusal:
        decide_competition(competition, by=UserFactory(), comment="Nu.", on=AFTER)
    assert sorted(each.kind for each in refusal.value.context["obstacles"]) == ["participants", "participants"]
    assert Competition.objects.get().snapshot is None


def test_changed_snapshot_no_longer_agrees_with_its_checksum():
    competition, _teams = decided(("A", 300), ("B", 100))
    competition.snapshot["teams"][0]["employees"] = "1.00"
    assert not is_unchanged(competition)


def test_reopened_competition_has_no_result_and_says_why():
    competition, _teams = decided(("A", 300), ("B", 100))
    reopen_competition(competition, by=UserFactory(), reason="En gåva var fel.")
    stored = Competition.objects.get()
    assert (stored.state, stored.snapshot, stored.checksum) == (CompetitionState.CLOSING, None, "")
    assert Amendment.objects.get().reason == "En gåva var fel."


def test_step_in_life_for_an_older_version_is_refused():
    competition, _first, _second = running_duel()
    seen = Competition.objects.get()
    update_competition(competition, name="Ändrad")
    with pytest.raises(StaleVersion):
        freeze_board(seen)


# --- Teams --------------------------------------------------------------------------------------


def test_late_team_joins_up_to_the_day_it_closes():
    competition = make_competition(kind="open")
    for _team in range(2):
        make_team(competition)
    open_competition(competition)
    with pytest.raises(ValidationError, match="Skriv varför"):
        add_team(competition=competition, company=CompanyFactory(), heads=5, on=CLOSES, by=UserFactory())
    late = add_team(
        competition=competition, company=CompanyFactory(), heads=5, on=CLOSES, by=UserFactory(), reason="Ville med."
    )
    assert competition.amendments.values_list("what", "reason").get() == (f"{late} är med", "Ville med.")
    with pytest.raises(JoiningIsOver):
        add_team(competition=competition, company=CompanyFactory(), heads=5, on=CLOSES + dt.timedelta(days=1))
    freeze_board(competition)
    with pytest.raises(JoiningIsOver):
        add_team(competition=competition, company=CompanyFactory(), heads=5, on=CLOSES)


def test_open_duel_takes_no_third_team():
    competition, _first, _second = running_duel()
    with pytest.raises(TooManyTeams):
        add_team(competition=competition, company=CompanyFactory(), on=OPENS)


def test_another_head_count_is_one_that_nobody_has_confirmed():
    team = make_team(make_competition())
    update_team(team, heads=12)
    team.refresh_from_db()
    assert (team.heads, team.heads_confirmed_by, team.heads_confirmed_on) == (12, "", None)


def test_head_count_is_locked_at_the_opening_and_amended_with_a_reason():
    competition, first, _second = running_duel()
    with pytest.raises(RulesAreLocked):
        update_team(Team.objects.get(pk=first.pk), heads=9)
    with pytest.raises(RulesAreLocked):
        confirm_heads(Team.objects.get(pk=first.pk), heads=9, by="Robin Person", on=A_DAY)
    with pytest.raises(RulesAreLocked):
        update_team(Team.objects.get(pk=first.pk), company=CompanyFactory())
    amend_heads(
        Team.objects.get(pk=first.pk),
        heads=9,
        by=UserFactory(),
        reason="En till.",
        confirmed_by="Robin Person",
        confirmed_on=A_DAY,
    )
    stored = Team.objects.get(pk=first.pk)
    assert (stored.heads, stored.heads_confirmed_on) == (9, A_DAY)
    assert competition.amendments.get().what == f"Antal personer i {first.name}: 8 → 9"


def test_head_count_in_a_draft_needs_no_amendment():
    team = make_team(make_competition())
    with pytest.raises(TransitionNotAllowed):
        amend_heads(team, heads=11, by=UserFactory(), reason="Fel.")


def test_confirmation_is_a_name_and_a_day():
    team = make_team(make_competition(), heads_confirmed_by="", heads_confirmed_on=None)
    for by, on in (("", A_DAY), ("Robin Person", None)):
        with pytest.raises(ValidationError):
            confirm_heads(team, by=by, on=on)
    confirm_heads(team, by="Robin Person", on=A_DAY, heads=11)
    stored = Team.objects.get()
    assert (stored.heads, stored.heads_confirmed_by, stored.heads_confirmed_on) == (11, "Robin Person", A_DAY)


def test_nothing_about_a_team_changes_once_decided():
    _competition, (team, _other) = decided(("A", 300), ("B", 100))
    for change in (
        lambda each: update_team(each, name="Annat"),
        lambda each: confirm_heads(each, by="Robin Person", on=A_DAY),
        lambda each: confirm_participants(each, participants=1, by="Robin Person", on=A_DAY),
        lambda each: amend_heads(each, heads=99, by=UserFactory(), reason="Sent."),
    ):
        with pytest.raises(AlreadyDecided):
            change(Team.objects.get(pk=team.pk))


def test_team_leaves_only_while_it_has_done_nothing():
    competition = make_competition(kind="open")
    teams = [make_team(competition) for _team in range(4)]
    open_competition(competition)
    give(teams[0], 100)
    entry_with_picture(teams[1])
    for team in teams[:2]:
        with pytest.raises(Refusal, match="tävlat"):
            remove_team(team)
    with pytest.raises(ValidationError, match="Skriv varför"):
        remove_team(teams[2], by=UserFactory())
    remove_team(teams[2], by=UserFactory(), reason="Fel företag.")
    remove_team(teams[3], by=UserFactory(), reason="Fel företag.")
    assert competition.teams.count() == 2
    told = set(competition.amendments.values_list("what", "reason"))
    assert told == {(f"{team} togs bort", "Fel företag.") for team in teams[2:]}


def test_opened_competition_keeps_as_many_teams_as_it_needs():
    _competition, first, _second = running_duel()
    with pytest.raises(Refusal, match="för få lag"):
        remove_team(first)


def test_code_of_a_team_that_left_is_never_given_again():
    competition = make_competition(kind="open")
    first, second = make_team(competition), make_team(competition)
    for team in (first, second):
        remove_team(team)  # posters with their codes may hang somewhere
    assert [make_team(competition).code for _team in range(2)] == [f"{competition.code}3", f"{competition.code}4"]


@pytest.mark.parametrize("late_days", [93, 32768, 99999999999])
def test_late_days_are_bounded(late_days):
    with pytest.raises(ValidationError) as refused:
        make_competition(late_days=late_days)
    assert set(refused.value.message_dict) == {"late_days"}


def test_dates_do_not_leave_counted_entries_outside():
    competition, first, _second = running_duel()
    entry_with_picture(first)
    with pytest.raises(EntriesOutside):
        amend_terms(competition, by=UserFactory(), reason="Kortare.", closes_on=A_DAY - dt.timedelta(days=1))


def test_promise_for_the_whole_time_follows_the_dates_of_a_draft():
    competition = make_competition()
    whole, part = promise(competition), promise(competition, third_party="En annan", ends=A_DAY)
    later = CLOSES + dt.timedelta(days=7)
    update_competition(competition, closes_on=later)
    assert [Match.objects.get(pk=each.pk).ends for each in (whole, part)] == [later, A_DAY]


def test_what_somebody_vouches_for_was_said_on_a_day_that_has_been():
    team = make_team(make_competition())
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        confirm_heads(team, by="Robin Person", on=tomorrow)
    assert refused.value.message_dict == {"heads_confirmed_on": [NOT_YET]}
    for day in (tomorrow, OPENS - dt.timedelta(days=1)):
        with pytest.raises(ValidationError) as refused:
            confirm_participants(Team.objects.get(), participants=1, by="Robin Person", on=day)
        assert set(refused.value.message_dict) == {"participants_confirmed_on"}


def test_history_tells_who_confirmed():
    team = make_team(make_competition(), heads_confirmed_by="", heads_confirmed_on=None)
    confirm_heads(team, by="Robin Person", on=A_DAY)
    assert [row.heads_confirmed_by for row in team.history.all()] == ["Robin Person", ""]


def test_weights_of_a_draft_are_kept_exactly():
    draft = make_competition()
    own = Rules(weights=Weights(Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal("0.4")))
    set_rules(draft, own)
    assert Competition.objects.get().rules == own
    save_record(draft)
    assert Competition.objects.get().rules == own


# --- What is not to decide --------------------------------------------------------------------------


def test_money_from_after_the_days_is_settled_before_a_decision_is_taken_anew():
    competition, (first, _second) = decided(("Åkeriet", 100), ("Bageriet", 300))
    after = competition.takes_money_until + dt.timedelta(days=1)
    with time_machine.travel(moment_on(after + dt.timedelta(days=1))):
        late = give(Team.objects.get(pk=first.pk), 5000, received_on=after, reason="Banken var sen.")
        competition = reopen_competition(Competition.objects.get(), by=UserFactory(), reason="Fel antal.")
        assert ("outside", 1) in {(each.kind, each.count) for each in obstacles(competition, AFTER)}
        with pytest.raises(StillOpen):
            decide_competition(competition, by=UserFactory(), comment="Klart.", on=AFTER)
        amend_terms(competition, by=UserFactory(), reason="Mer att nå.", target=Decimal(9000))  # leaves it as it is
        reverse_contribution(Contribution.objects.get(pk=late.pk), by=UserFactory(), reason="Räknas inte.")
        decide_competition(Competition.objects.get(), by=UserFactory(), comment="Klart.", on=AFTER)


def test_team_with_a_promise_of_its_own_is_not_removed():
    competition = make_competition(kind="open")
    _first, _second, third = (make_team(competition) for _team in range(3))
    promise(competition, third_party="En fond", team=third)
    with pytest.raises(Refusal, match="En fond"):
        remove_team(third)
    open_competition(competition)
    give(third, 50, channel=Channel.MATCH, giver="En fond")
    with pytest.raises(Refusal):
        remove_team(third, by=UserFactory(), reason="Fel.")


def test_teams_of_the_kind_of_competition_open_it_and_join_it():
    company = CompanyFactory()
    inside = make_competition(kind="departments")
    teams = [make_team(inside, company=each, name=f"Lag {each.pk}-{n}") for n, each in enumerate([company] * 2)]
    stranger = make_team(inside)
    with pytest.raises(NotReady, match="samma företag"):
        open_competition(inside)
    remove_team(stranger)
    open_competition(inside)
    with pytest.raises(ValidationError, match="samma företag"):
        make_team(inside)
    duel = make_competition(kind="duel")
    for team in teams:
        make_team(duel, company=company, name=f"{team} två")
    with pytest.raises(NotReady, match="olika företag"):
        open_competition(duel)
