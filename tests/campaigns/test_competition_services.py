"""Competitions are started, cloned and edited."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from campaigns.models import Amendment, Competition, CompetitionState
from campaigns.scoring import Rules, RuleSet
from campaigns.services.competition_setup import (
    TeamTerms,
    WrongTeams,
    clone_competition,
    next_name,
    start_competition,
    usual_dates,
)
from campaigns.services.competitions import (
    AlreadyDecided,
    RulesAreLocked,
    TransitionNotAllowed,
    amend_rules,
    set_rules,
    update_competition,
)
from campaigns.services.lifecycle import NotReady, missing_to_open, open_competition
from crm.models import Company
from tests.campaigns.boards import decided, photo
from tests.campaigns.factories import (
    CLOSES,
    OPENS,
    make_competition,
    make_team,
    running_duel,
)
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


def test_clone_copies_teams_rules_and_criteria_and_asks_for_new_head_counts():
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
