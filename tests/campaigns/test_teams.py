"""Teams join, confirm their head count, withdraw and are reinstated."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from campaigns.models import Competition, Match, Team
from campaigns.scoring import Rules, Weights
from campaigns.services.competitions import (
    AlreadyDecided,
    EntriesOutside,
    RulesAreLocked,
    TransitionNotAllowed,
    amend_terms,
    set_rules,
    update_competition,
)
from campaigns.services.lifecycle import NotReady, freeze_board, open_competition
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
from core.errors import Refusal
from core.services import save_record
from tests.campaigns.boards import decided, entry_with_picture
from tests.campaigns.factories import (
    A_DAY,
    CLOSES,
    OPENS,
    give,
    make_competition,
    make_team,
    promise,
    running_duel,
)
from tests.factories import CompanyFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


# --- Teams -----------------------------------------------------------------------------------------


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
        remove_team(team)  # posters with their codes may be in use
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


def test_confirmation_date_is_not_in_the_future():
    team = make_team(make_competition())
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        confirm_heads(team, by="Robin Person", on=tomorrow)
    assert refused.value.message_dict == {"heads_confirmed_on": [NOT_YET]}
    for day in (tomorrow, OPENS - dt.timedelta(days=1)):
        with pytest.raises(ValidationError) as refused:
            confirm_participants(Team.objects.get(), participants=1, by="Robin Person", on=day)
        assert set(refused.value.message_dict) == {"participants_confirmed_on"}


def test_history_records_who_confirmed():
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


# --- What is not to decide -------------------------------------------------------------------------


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
