"""The states of a competition and what each step requires."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from campaigns.models import Amendment, Channel, Competition, CompetitionState, Contribution, Team
from campaigns.models.results import obstacles
from campaigns.services.competitions import TransitionNotAllowed, amend_terms, update_competition
from campaigns.services.contributions import add_contribution, assign_contribution, reverse_contribution
from campaigns.services.counting import NotTakingMoney
from campaigns.services.lifecycle import (
    MoneyWaits,
    StillOpen,
    archive_competition,
    close_competition,
    decide_competition,
    freeze_board,
    is_unchanged,
    open_competition,
    reopen_competition,
    thaw_board,
    unarchive_competition,
)
from campaigns.services.teams import confirm_participants, remove_team
from core.errors import Refusal, StaleVersion
from tests.campaigns.boards import NO_JURY, decided
from tests.campaigns.factories import A_DAY, AFTER, give, make_competition, make_team, promise, running_duel
from tests.clock import moment_on
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


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


# --- What is not to decide -------------------------------------------------------------------------


def test_money_outside_the_dates_is_resolved_before_a_new_decision():
    competition, (first, _second) = decided(("Åkeriet", 100), ("Bageriet", 300))
    after = competition.takes_money_until + dt.timedelta(days=1)
    with time_machine.travel(moment_on(after + dt.timedelta(days=1))):
        late = give(Team.objects.get(pk=first.pk), 5000, received_on=after, reason="Banken var sen.")
        competition = reopen_competition(Competition.objects.get(), by=UserFactory(), reason="Fel antal.")
        assert ("outside", 1) in {(each.kind, each.count) for each in obstacles(competition, AFTER)}
        with pytest.raises(StillOpen):
            decide_competition(competition, by=UserFactory(), comment="Klart.", on=AFTER)
        amend_terms(
            competition, by=UserFactory(), reason="Mer att nå.", target=Decimal(9000)
        )  # unchanged dates are accepted
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
