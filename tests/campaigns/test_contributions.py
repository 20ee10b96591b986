"""Contributions are summed, reversed rows are excluded from the sums, and nothing is edited."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.models import BankReference, Batch, Channel, Contribution, Match
from campaigns.models.results import totals_of
from campaigns.services.contribution_grid import RowsRefused, enter_by_hand, look_over_by_hand
from campaigns.services.contributions import (
    AlreadyCredited,
    AlreadyReversed,
    OutsideWindow,
    SameTeam,
    WrongTeam,
    add_contribution,
    assign_contribution,
    begin_batch,
    move_contribution,
    reverse_contribution,
    undo_batch,
)
from campaigns.services.counting import NotTakingMoney
from campaigns.services.lifecycle import archive_competition, close_competition, freeze_board
from campaigns.services.matches import AlreadyDecided, save_match
from campaigns.services.tallies import recount
from payroll.services.months import reverse_receipt
from tests.campaigns.boards import decided
from tests.campaigns.factories import (
    A_DAY,
    CLOSES,
    OPENS,
    due,
    give,
    make_competition,
    make_team,
    promise,
    running_duel,
    tally,
)
from tests.factories import UserFactory
from tests.payroll.factories import make_month, receive

pytestmark = [pytest.mark.django_db, pytest.mark.database]


# --- Sums ------------------------------------------------------------------------------------------


def test_three_flows_stay_apart():
    competition, first, second = running_duel()
    match = promise(competition)
    give(first, 100)
    give(first, 50, channel=Channel.MATCH)
    give(second, "20.50", channel=Channel.CASH)
    assert (tally(first), tally(second)) == ((Decimal(100), Decimal(50), 1), (Decimal("20.50"), Decimal(0), 1))
    assert due(match) == Decimal("120.50")
    totals = totals_of(competition)
    assert (totals.employees, totals.company, totals.match_due) == (Decimal("120.50"), Decimal(50), Decimal("120.50"))


amounts = st.decimals(min_value="0.01", max_value="99999.99", places=2)
gifts = st.lists(
    st.tuples(amounts, st.sampled_from(Channel.values), st.integers(0, 1), st.integers(0, 20)), min_size=1, max_size=6
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gifts, amounts, st.none() | amounts, st.none() | amounts)
def test_reversals_restore_every_sum_and_match_to_the_last_digit(rows, amount, per_gift_cap, total_cap):
    with transaction.atomic():
        competition, *teams = running_duel()
        by = UserFactory()
        match = promise(competition, rate=Decimal("33.3"), per_gift_cap=per_gift_cap, total_cap=total_cap)
        give(teams[0], amount, by=by)
        before = [tally(team) for team in teams], due(match)
        given_ = [
            give(teams[place], kronor, channel=channel, by=by, received_on=OPENS + dt.timedelta(days=day))
            for kronor, channel, place, day in rows
        ]
        for each in reversed(given_):
            reverse_contribution(each, by=by, reason="Fel belopp")
        assert ([tally(team) for team in teams], due(match)) == before
        assert list(recount()) == []
        transaction.set_rollback(True)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gifts, st.randoms())
def test_the_order_of_contributions_is_irrelevant(rows, random):
    results = []
    for order in (rows, random.sample(rows, len(rows))):
        with transaction.atomic():
            competition, *teams = running_duel()
            by = UserFactory()
            match = promise(competition, rate=Decimal("33.3"), total_cap=Decimal(1000))
            for kronor, channel, place, day in order:
                give(teams[place], kronor, channel=channel, by=by, received_on=OPENS + dt.timedelta(days=day))
            results.append(([tally(team) for team in teams], due(match)))
            transaction.set_rollback(True)
    assert results[0] == results[1]


def test_unassigned_money_counts_for_nobody_until_it_is_assigned_once():
    competition, first, second = running_duel()
    match = promise(competition)
    left = add_contribution(competition=competition, amount=Decimal(70), received_on=A_DAY, by=UserFactory())
    assert (tally(first)[0], due(match)) == (0, 0)
    assign_contribution(left, team=first)
    assert (tally(first), due(match)) == ((Decimal(70), Decimal(0), 1), Decimal(70))
    with pytest.raises(AlreadyCredited):
        assign_contribution(left, team=second)


def test_unassigned_money_can_be_reversed():
    competition, first, _second = running_duel()
    left = add_contribution(competition=competition, amount=Decimal(70), received_on=A_DAY, by=UserFactory())
    reverse_contribution(left, by=UserFactory(), reason="Till något annat")
    assert competition.contributions.left_over().count() == 0
    with pytest.raises(AlreadyReversed):
        assign_contribution(left, team=first)


# --- Once ------------------------------------------------------------------------------------------


def test_a_reference_enters_once_and_after_a_reversal_only_knowingly():
    _competition, first, second = running_duel()
    gift = give(first, 50, external_id="ORD-1")
    for spelling in ("ORD-1", " ord-1 ", "ORD -1"):
        with pytest.raises(ValidationError, match="redan inlagd"):
            give(second, 50, external_id=spelling)
    reverse_contribution(gift, by=UserFactory(), reason="Fel lag")
    with pytest.raises(ValidationError, match="Skäl: Fel lag"):
        give(second, 50, external_id="ORD-1")
    give(second, 50, external_id="ORD-1", again=True)
    with pytest.raises(ValidationError, match="redan inlagd"):
        give(second, 50, external_id="ORD-1", again=True)
    assert (tally(first), tally(second)) == ((Decimal(0), Decimal(0), 0), (Decimal(50), Decimal(0), 1))


@pytest.mark.parametrize("letter", ["ß", "ﬃ"])
def test_a_reference_that_grows_in_small_letters_is_kept_whole(letter):
    _competition, small, _large = running_duel()
    give(small, external_id=letter * 80)
    BankReference.objects.get().clean_fields(exclude=["receipt"])  # SQLite does not enforce max_length
    with pytest.raises(ValidationError):
        give(small, external_id=letter * 80)


def test_a_reference_is_of_one_payment_in_competitions_and_payroll_together():
    _competition, first, _second = running_duel()
    month = make_month()
    give(first, 50, external_id="BG-1", channel=Channel.PAYROLL)
    with pytest.raises(ValidationError, match="i Duellen") as refused:
        receive(month, 50, external_id="bg-1")
    assert list(refused.value.message_dict) == ["external_id"]
    receipt = receive(month, 60, external_id="BG-2")
    for channel in Channel.values:
        with pytest.raises(ValidationError, match="gåva via lön") as refused:
            give(first, 60, external_id="BG-2", channel=channel)
        assert list(refused.value.message_dict) == ["external_id"]
    reverse_receipt(receipt, by=UserFactory(), reason="Hör till tävlingen")
    with pytest.raises(ValidationError, match="Hör till tävlingen"):
        give(first, 60, external_id="BG-2")
    give(first, 60, external_id="BG-2", again=True)
    with pytest.raises(ValidationError, match="redan inlagd"):
        receive(month, 60, external_id="BG-2")


def test_money_moves_to_another_team_with_its_reference_and_its_trace():
    _competition, first, _second = running_duel()
    other, stranger, _ = running_duel(name="Grannduellen")
    by = UserFactory()
    gift = give(first, 50, external_id="ORD-1", giver="Kim", message="hej")
    moved = move_contribution(gift, team=stranger, by=by, reason="Fel lag")
    gift.refresh_from_db()
    assert (gift.is_reversed, gift.reversal.reason, gift.moved_to) == (True, "Fel lag", moved)
    assert (moved.competition, moved.team, moved.moved_from, moved.batch) == (other, stranger, gift, None)
    assert (moved.amount, moved.received_on, moved.giver, moved.message) == (gift.amount, A_DAY, "Kim", "hej")
    assert (moved.external_id, BankReference.objects.of_payment(moved).get().key) == ("ORD-1", "ord-1")
    assert (tally(first), tally(stranger)) == ((Decimal(0), Decimal(0), 0), (Decimal(50), Decimal(0), 1))
    assert list(recount()) == []
    with pytest.raises(AlreadyReversed):
        move_contribution(gift, team=stranger, by=by, reason="Igen")
    with pytest.raises(SameTeam):
        move_contribution(moved, team=stranger, by=by, reason="Igen")
    with pytest.raises(ValidationError):
        move_contribution(moved, team=first, by=by, reason="")
    assert Contribution.objects.effective().get() == moved


def test_money_moves_only_where_it_counts():
    _competition, first, _second = running_duel()
    later, stranger, _ = running_duel(opens_on=A_DAY + dt.timedelta(days=1))
    gift = give(first, 50)
    with pytest.raises(OutsideWindow):
        move_contribution(gift, team=stranger, by=UserFactory(), reason="Fel lag")
    close_competition(later)
    drafted = make_team(make_competition())
    with pytest.raises(NotTakingMoney):
        move_contribution(gift, team=drafted, by=UserFactory(), reason="Fel lag")
    assert tally(first) == (Decimal(50), Decimal(0), 1)


def test_a_contribution_is_reversed_once_and_a_reversal_never():
    _competition, first, _second = running_duel()
    gift = give(first)
    reversal = reverse_contribution(gift, by=UserFactory(), reason="Fel lag")
    for each in (gift, reversal, Contribution.objects.get(pk=gift.pk)):
        with pytest.raises(AlreadyReversed):
            reverse_contribution(each, by=UserFactory(), reason="Igen")
    assert (reversal.amount, reversal.received_on, reversal.reason) == (Decimal(-100), gift.received_on, "Fel lag")


def test_a_reversal_needs_a_reason():
    _competition, first, _second = running_duel()
    gift = give(first)
    with pytest.raises(ValidationError):
        reverse_contribution(gift, by=UserFactory(), reason="")
    assert tally(first)[0] == Decimal(100)
    assert Contribution.objects.get(pk=gift.pk).is_reversed is False


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_a_contribution_is_more_than_nothing(amount):
    _competition, first, _second = running_duel()
    with pytest.raises(ValidationError, match="större än noll"):
        give(first, amount)


def test_rows_entered_together_enter_all_or_none():
    competition, first, _second = running_duel()
    good = {"team": first, "amount": Decimal(50), "received_on": A_DAY}
    rows = [good, good | {"amount": Decimal(-1)}, good | {"received_on": CLOSES + dt.timedelta(days=30)}]
    with pytest.raises(RowsRefused) as refused:
        look_over_by_hand(rows, competition=competition, by=UserFactory())
    assert sorted(refused.value.context["reasons"]) == [1, 2]
    assert (Contribution.objects.count(), Batch.objects.count(), tally(first)[0]) == (0, 0, 0)


def test_rows_of_which_a_reference_was_entered_meanwhile_enter_none():
    competition, first, _second = running_duel()
    entering = {"competition": competition, "by": UserFactory()}
    good = {"team": first, "amount": Decimal(50), "received_on": A_DAY}
    incoming = look_over_by_hand([good, good | {"external_id": "B 1"}], **entering)
    with pytest.raises(RowsRefused) as refused:
        look_over_by_hand([good | {"external_id": "B 1"}, good, good | {"external_id": "b1"}], **entering)
    assert sorted(refused.value.context["reasons"]) == [2]
    give(first, 7, external_id="b1")
    with pytest.raises(RowsRefused) as refused:
        enter_by_hand(incoming, **entering, source="För hand")
    assert sorted(refused.value.context["reasons"]) == [1]
    assert (Contribution.objects.count(), tally(first)[0]) == (1, Decimal(7))


# --- When ------------------------------------------------------------------------------------------


def test_a_draft_takes_no_money():
    competition = make_competition()
    with pytest.raises(NotTakingMoney):
        give(make_team(competition))


def test_money_is_taken_while_frozen_and_closing():
    competition, first, _second = running_duel()
    freeze_board(competition)
    give(first)
    close_competition(competition)
    give(first)
    assert tally(first)[0] == Decimal(200)


def test_an_archived_competition_refuses_every_change_of_its_money():
    competition, (team, _rival) = decided(("Åkeriet", 100), ("Bageriet", 50))
    gift = team.contributions.get()
    match = Match(competition=team.competition)
    with pytest.raises(AlreadyDecided):
        save_match(Match(competition=competition), third_party="Stiftelsen", starts=OPENS, ends=CLOSES)
    archive_competition(competition)
    with pytest.raises(NotTakingMoney):
        give(team)
    with pytest.raises(NotTakingMoney):
        reverse_contribution(gift, by=UserFactory(), reason="Fel")
    with pytest.raises(NotTakingMoney):
        begin_batch(competition=team.competition, by=UserFactory(), source="Fil")
    with pytest.raises(AlreadyDecided):
        save_match(match, third_party="Stiftelsen", starts=OPENS, ends=CLOSES)


def test_a_team_of_another_competition_is_refused():
    competition, _first, _second = running_duel()
    other, stranger, _ = running_duel()
    left = add_contribution(competition=competition, amount=Decimal(5), received_on=A_DAY, by=UserFactory())
    with pytest.raises(WrongTeam):
        assign_contribution(left, team=stranger)
    with pytest.raises(WrongTeam):
        give(stranger, competition=competition)
    assert other.contributions.count() == 0


def test_gifts_count_from_the_opening_until_the_last_late_day_and_a_company_may_pay_later():
    opens, closes, a_day = dt.date(2026, 9, 1), dt.date(2026, 9, 20), dt.timedelta(days=1)
    competition, first, _second = running_duel(opens_on=opens, closes_on=closes, late_days=7)
    last = closes + 7 * a_day
    for day in (opens, last):
        give(first, received_on=day)
    for day in (opens - a_day, last + a_day):
        with pytest.raises(OutsideWindow):
            give(first, received_on=day)
    give(first, received_on=last + 30 * a_day, channel=Channel.MATCH)
    assert tally(first) == (Decimal(200), Decimal(100), 2)
    assert competition.contributions.count() == 3


def test_money_never_comes_on_a_day_ahead():
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    opens, closes = tomorrow - dt.timedelta(days=20), tomorrow + dt.timedelta(days=20)
    _competition, first, _second = running_duel(opens_on=opens, closes_on=closes)
    for channel in Channel.values:
        with pytest.raises(ValidationError) as refused:
            give(first, received_on=tomorrow, channel=channel)
        assert refused.value.message_dict == {"received_on": ["Dagen har inte varit än."]}
    give(first, received_on=tomorrow - dt.timedelta(days=1))
    assert tally(first) == (Decimal(100), Decimal(0), 1)


# --- Effective -------------------------------------------------------------------------------------


def test_sums_include_only_effective_rows_under_any_filter():
    """A reversal has no giver, so a filter by giver would find the reversed gift without it."""
    competition, first, _second = running_duel()
    by = UserFactory()
    batch = begin_batch(competition=competition, by=by, source="lista.csv")
    give(first, "75.25", giver="Märta", batch=batch)
    reverse_contribution(give(first, "150.50", giver="Märta", batch=batch), by=by, reason="Fel belopp")
    found = Contribution.objects.mentioning("Märta")
    assert found.count() == 2
    assert found.flows() == {"employees": Decimal("75.25"), "company": Decimal(0), "left_over": Decimal(0)}
    assert [(row.number, row.amount) for row in Batch.objects.for_table()] == [(1, Decimal("75.25"))]
    undo_batch(batch, by=by, reason="Fel fil")
    assert [(row.number, row.amount) for row in Batch.objects.for_table()] == [(0, None)]
    assert batch.contributions.flows()["employees"] == 0


# --- Batches ---------------------------------------------------------------------------------------


def test_undoing_a_batch_reverses_its_effective_rows():
    competition, first, second = running_duel()
    by = UserFactory()
    batch = begin_batch(competition=competition, by=by, source="lista.csv")
    kept = give(first, 10)
    one = give(first, 100, batch=batch)
    give(second, 50, batch=batch)
    reverse_contribution(one, by=by, reason="Fel lag")
    assert undo_batch(batch, by=by, reason="Fel fil") == 1
    assert (tally(first), tally(second)) == ((kept.amount, Decimal(0), 1), (Decimal(0), Decimal(0), 0))
    with pytest.raises(AlreadyReversed):
        undo_batch(batch, by=by, reason="Igen")
    assert list(recount()) == []


def test_an_undone_batch_gives_its_references_back_but_not_those_corrected_by_themselves():
    competition, first, second = running_duel()
    by = UserFactory()
    batch = begin_batch(competition=competition, by=by, source="lista.csv")
    reverse_contribution(give(first, 100, batch=batch, external_id="A"), by=by, reason="Hör inte hit")
    give(second, 50, batch=batch, external_id="B")
    undo_batch(batch, by=by, reason="Fel kolumner")
    give(second, 50, external_id="B")
    with pytest.raises(ValidationError, match="Hör inte hit"):
        give(first, 100, external_id="A")
