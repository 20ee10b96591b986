"""Matches and their payments."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from campaigns.models import Channel, Competition, Contribution, Match
from campaigns.models.results import totals_of
from campaigns.queries.achievements import achievement_of
from campaigns.queries.companies import efforts_of
from campaigns.services.contributions import (
    AlreadyCredited,
    SameTeam,
    WrongMatch,
    add_contribution,
    assign_contribution,
    move_contribution,
    reverse_contribution,
)
from campaigns.services.matches import MatchIsPaid, remove_match, save_match
from campaigns.services.tallies import recount
from tests.campaigns.boards import decided
from tests.campaigns.factories import A_DAY, OPENS, due, give, make_competition, promise, running_duel, tally
from tests.factories import CompanyFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


# --- Matches ---------------------------------------------------------------------------------------


def test_a_match_is_recounted_when_its_terms_change():
    competition, first, second = running_duel()
    match = promise(competition)
    give(first, 100)
    give(second, 60, received_on=OPENS)
    assert due(match) == Decimal(160)
    match = save_match(Match.objects.get(pk=match.pk), team=first, rate=Decimal(50))
    assert due(match) == Decimal(50)
    match = save_match(match, team=None, starts=A_DAY, per_gift_cap=Decimal(30))
    assert due(match) == Decimal(30)


def test_a_match_covers_its_days_its_team_and_never_company_money():
    competition, first, second = running_duel()
    match = promise(competition, team=first, starts=A_DAY, ends=A_DAY)
    give(first, 1, received_on=A_DAY - dt.timedelta(days=1))
    give(first, 2, received_on=A_DAY + dt.timedelta(days=1))
    give(first, 4, channel=Channel.MATCH)
    give(second, 8)
    give(first, 16)
    assert due(match) == Decimal(16)


def test_a_match_payment_belongs_to_its_match_and_never_to_anothers_team():
    """Regression: a foundation's payment was credited to a team, whose diploma then thanked the company."""
    competition, first, _second = running_duel()
    foundation = CompanyFactory(name="Stiftelsen Hjälp")
    match = promise(competition, company=foundation)
    third = promise(competition, third_party="En vän", rate=Decimal(10))
    give(first, 300)
    payment = give(first, 200, channel=Channel.MATCH, giver="stiftelsen hjälp")
    friend = add_contribution(
        competition=competition, match=third, amount=Decimal(30), received_on=A_DAY, channel="match", by=UserFactory()
    )
    assert [(each.match, each.team) for each in (payment, friend)] == [(match, None), (third, None)]
    assert (tally(first), competition.contributions.left_over().count()) == ((Decimal(300), Decimal(0), 1), 0)
    assert [(each.paid, each.paid_apart, each.left) for each in competition.matches.with_paid()] == [
        (Decimal(200), Decimal(200), Decimal(100)),
        (Decimal(30), Decimal(30), Decimal(0)),
    ]
    totals = totals_of(competition)
    assert (totals.company, totals.match_due, totals.match_left) == (Decimal(230), Decimal(330), Decimal(100))
    assert totals.together == Decimal(630)
    assert Competition.objects.for_table().get().company_raised == Decimal(230)
    assert competition.contributions.flows()["company"] == Decimal(230)
    assert achievement_of(first).company_money == 0
    [effort] = efforts_of(foundation).rows
    assert (effort.company_money, effort.match_due, effort.match_left) == (200, 300, 100)
    reverse_contribution(payment, by=UserFactory(), reason="Fel belopp")
    assert competition.matches.with_paid().get(pk=match.pk).paid == 0
    assert list(recount()) == []


def test_a_company_pays_its_own_match_and_is_credited_by_its_team():
    competition, first, second = running_duel()
    promise(competition)
    match = promise(competition, company=first.company)
    give(first, 300)
    by_team = give(first, 100, channel=Channel.MATCH)
    by_promise = add_contribution(
        competition=competition, match=match, amount=Decimal(50), received_on=A_DAY, channel="match", by=UserFactory()
    )
    of_itself = give(second, 40, channel=Channel.MATCH)
    assert [(each.match, each.team) for each in (by_team, by_promise, of_itself)] == [
        (match, first),
        (match, first),
        (None, second),
    ]
    assert (tally(first), tally(second)) == ((Decimal(300), Decimal(150), 1), (Decimal(0), Decimal(40), 0))
    assert totals_of(competition).company == Decimal(190)


def test_unassigned_company_money_is_assigned_to_a_match():
    competition, first, _second = running_duel()
    other, _stranger, _ = running_duel()
    match = promise(competition)
    left = add_contribution(
        competition=competition, amount=Decimal(50), received_on=A_DAY, channel="match", by=UserFactory()
    )
    assert competition.contributions.left_over().get() == left
    with pytest.raises(WrongMatch):
        assign_contribution(left, match=promise(other))
    assign_contribution(left, match=match)
    assert (competition.contributions.left_over().count(), left.team, left.match) == (0, None, match)
    with pytest.raises(AlreadyCredited):
        assign_contribution(left, team=first)
    gift = add_contribution(competition=competition, amount=Decimal(5), received_on=A_DAY, by=UserFactory())
    with pytest.raises(WrongMatch):
        assign_contribution(gift, match=match)
    for change in (partial(save_match, match, third_party="En annan"), partial(remove_match, match)):
        with pytest.raises(MatchIsPaid):
            change()


def test_a_match_may_be_promised_before_the_opening_and_taken_away():
    competition = make_competition()
    match = promise(competition, company=CompanyFactory())
    remove_match(match)
    assert competition.matches.count() == 0


def test_a_match_has_one_giver():
    with pytest.raises(ValidationError, match="inte båda"):
        promise(make_competition(), company=CompanyFactory(), third_party="En vän")


# --- Money entered before its match ----------------------------------------------------------------


def test_payment_that_came_before_the_promise_pays_it():
    competition, first, _second = running_duel()
    give(first, 100)
    payment = give(first, 60, channel=Channel.MATCH)
    foundation = add_contribution(
        competition=competition,
        amount=Decimal(30),
        received_on=A_DAY,
        by=UserFactory(),
        channel=Channel.MATCH,
        giver="Stiftelsen Ljus",
    )
    own = promise(competition, company=first.company)
    third = promise(competition, third_party="Stiftelsen Ljus")
    paid = {match.pk: match.paid for match in Match.objects.with_paid()}
    assert paid == {own.pk: Decimal(60), third.pk: Decimal(30)}
    assert tally(first) == (Decimal(100), Decimal(60), 1)
    assert [Contribution.objects.get(pk=each.pk).team for each in (payment, foundation)] == [first, None]


def test_payment_credited_to_a_team_is_moved_to_the_promise_of_another_with_a_reason():
    competition, first, _second = running_duel()
    give(first, 100)
    payment = give(first, 60, channel=Channel.MATCH, giver="Stiftelsen Ljus", external_id="R-1")
    third = promise(competition, third_party="Stiftelsen Ljus")
    assert Match.objects.with_paid().get().paid == 0  # it is the company's own gift until a user moves it
    moved = move_contribution(payment, match=third, by=UserFactory(), reason="Det var stiftelsens.")
    assert (moved.match, moved.team, moved.external_id) == (third, None, "R-1")
    assert Match.objects.with_paid().get().paid == Decimal(60)
    assert tally(first) == (Decimal(100), Decimal(0), 1)
    with pytest.raises(SameTeam):
        move_contribution(moved, match=third, by=UserFactory(), reason="Igen.")
    with pytest.raises(WrongMatch):
        move_contribution(give(first, 5), match=third, by=UserFactory(), reason="Ingen matchning.")
    assert list(recount()) == []


def test_money_is_moved_after_the_decision_with_its_reason():
    competition, (first, second) = decided(("Åkeriet", 100), ("Bageriet", 50))
    late = add_contribution(
        competition=competition, team=first, amount=Decimal(10), received_on=A_DAY, by=UserFactory(), reason="Sen."
    )
    moved = move_contribution(late, team=second, by=UserFactory(), reason="Fel lag.")
    assert (moved.team, moved.reason) == (second, "Fel lag.")
