"""The jury: members, criteria, marks and their scores."""

from collections import Counter
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from campaigns.models import Criterion, Juror, JurorLink, Mark
from campaigns.models.results import facts_of, obstacles
from campaigns.queries.jury import TeamProgress, jury_state, may_see_marks, sheet_of
from campaigns.scoring import Rules
from campaigns.services.competitions import set_rules
from campaigns.services.jury import (
    AlreadyHandedIn,
    CriteriaAreLocked,
    JuryIsDone,
    MarksMissing,
    NoLink,
    NotHandedIn,
    NotTakingMarks,
    add_juror,
    give_link,
    hand_in,
    open_sheet,
    remove_criterion,
    remove_juror,
    reopen_juror,
    revoke_link,
    save_criterion,
    save_marks,
)
from campaigns.services.teams import reinstate_team, withdraw_team
from core.errors import Refusal, StaleVersion
from core.history import changes
from core.models import AuditEntry
from tests.campaigns.boards import NO_JURY, contest, decided
from tests.campaigns.factories import A_DAY, make_competition, make_team, running_duel
from tests.campaigns.jury_factories import judged, make_juror, mark_all
from tests.factories import UserFactory
from tests.racing import all_come_to, at_once, without_row_locks, wrapped

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def duel():
    return running_duel()


def jury_obstacles(competition) -> list[tuple]:
    found = [each for each in obstacles(competition, A_DAY) if each.kind in {"marks", "jury"}]
    return [(each.kind, each.count, each.team or each.juror) for each in found]


# --- Members --------------------------------------------------------------------------------------


def test_outsider_gets_a_link_and_a_colleague_none(duel):
    competition, _team, _rival = duel
    outsider, colleague = make_juror(competition), make_juror(competition, user=UserFactory())
    assert (open_sheet(outsider.token), outsider.user) == (outsider, None)
    assert (hasattr(colleague, "link"), colleague.name) == (False, str(colleague.user))
    for act in (give_link, revoke_link):
        with pytest.raises(NoLink):
            act(colleague, by=UserFactory())


def test_colleague_sits_once_on_a_jury_and_an_outsider_has_a_name(duel):
    competition, _team, _rival = duel
    user = make_juror(competition, user=UserFactory()).user
    with pytest.raises(ValidationError, match="redan med i juryn"):
        add_juror(competition=competition, user=user)
    with pytest.raises(ValidationError):
        add_juror(competition=competition, name=" ")


def test_renewed_link_is_another_and_a_revoked_one_is_none(duel):
    juror = make_juror(duel[0])
    first, (_link, second) = juror.token, give_link(juror, by=UserFactory())
    assert (open_sheet(first), open_sheet(second)) == (None, juror)
    revoke_link(juror, by=UserFactory())
    assert (open_sheet(second), JurorLink.objects.get().is_open) == (None, False)
    with pytest.raises(NoLink):
        revoke_link(juror, by=UserFactory())
    kinds = AuditEntry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["key_made", "key_made", "key_revoked"]


def test_juror_who_has_handed_in_is_not_removed_and_another_takes_the_marks_along(duel):
    competition, _team, _rival = duel
    (done,) = judged(competition, 7)
    with pytest.raises(AlreadyHandedIn):
        remove_juror(done)
    other = mark_all(make_juror(competition), 3)
    remove_juror(other)
    assert set(Mark.objects.values_list("juror", flat=True)) == {done.pk}


def test_jury_of_a_decided_competition_does_not_change():
    competition, _teams = decided(("Åkeriet", 100), ("Bageriet", 50))
    with pytest.raises(JuryIsDone):
        make_juror(competition)
    with pytest.raises(JuryIsDone):
        save_criterion(competition.criteria.first(), name="Mod")


# --- Criteria -------------------------------------------------------------------------------------


def test_criteria_change_until_the_first_mark(duel):
    competition, _team, _rival = duel
    first = competition.criteria.first()
    save_criterion(first, name="Mod")
    added = save_criterion(Criterion(competition=competition), name="Värme", position=4)
    remove_criterion(added)
    assert [each.name for each in competition.criteria.all()] == ["Mod", "Genomförande", "Gemenskap"]
    mark_all(make_juror(competition), 5)
    with pytest.raises(CriteriaAreLocked):
        save_criterion(first, name="Idé")
    with pytest.raises(CriteriaAreLocked):
        remove_criterion(first)
    with pytest.raises(CriteriaAreLocked):
        save_criterion(Criterion(competition=competition), name="Värme")


def test_the_last_criterion_stays(duel):
    *others, last = duel[0].criteria.all()
    for criterion in others:
        remove_criterion(criterion)
    with pytest.raises(Refusal, match="minst ett kriterium"):
        remove_criterion(last)


# --- Marks and hand-in ----------------------------------------------------------------------------


def test_marks_are_saved_changed_and_undone_each_with_its_history(duel):
    competition, team, rival = duel
    juror = mark_all(make_juror(competition), {team: 7})
    assert sheet_of(juror).given == 3
    juror = mark_all(juror, {team: 8, rival: 2})
    assert {mark.value for mark in juror.marks.filter(team=team)} == {8}
    (field,) = changes(juror.marks.filter(team=team).first())[0].fields
    assert (field.old, field.new) == ("7", "8")
    juror = mark_all(juror, {rival: 2})
    assert {mark.team for mark in juror.marks.all()} == {rival}


@pytest.mark.parametrize("value", [-1, 11])
def test_mark_outside_0_to_10_is_refused(duel, value):
    with pytest.raises(ValidationError):
        mark_all(make_juror(duel[0]), value)
    assert Mark.objects.count() == 0


def test_hand_in_is_refused_while_any_mark_is_missing_and_says_which(duel):
    competition, team, rival = duel
    juror = mark_all(make_juror(competition), {team: 7})
    with pytest.raises(MarksMissing) as refusal:
        hand_in(juror)
    assert refusal.value.context["missing"] == [(rival.pk, each.pk) for each in competition.criteria.all()]
    assert Juror.objects.get().handed_in_at is None


def test_nothing_changes_after_the_hand_in_until_staff_open_it_with_a_reason(duel):
    (juror,) = judged(duel[0], 7)
    with pytest.raises(AlreadyHandedIn):
        mark_all(juror, 1)
    with pytest.raises(AlreadyHandedIn):
        hand_in(juror)
    with pytest.raises(Refusal, match="Skriv ett skäl"):
        reopen_juror(juror, reason=" ")
    juror = reopen_juror(juror, reason="Förväxlade lagen")
    assert juror.handed_in_at is None
    assert changes(juror)[0].reason == "Förväxlade lagen"
    assert mark_all(juror, 1).marks.filter(value=1).count() == 6
    with pytest.raises(NotHandedIn):
        reopen_juror(juror, reason="En gång till")


def test_recusal_takes_the_marks_away_and_owes_none(duel):
    competition, team, rival = duel
    juror = mark_all(make_juror(competition), 7)
    juror = mark_all(juror, 7, recused={rival: "Min bror arbetar där"})
    assert {mark.team for mark in juror.marks.all()} == {team}
    assert [(each.team, each.reason) for each in juror.recusals.all()] == [(rival, "Min bror arbetar där")]
    assert hand_in(juror).handed_in_at is not None
    facts = {each.id: each.marks for each in facts_of(competition, [team, rival])}
    assert (list(facts[team.pk]), list(facts[rival.pk])) == ([juror.pk], [])


def test_recusal_is_changed_and_undone(duel):
    competition, _team, rival = duel
    juror = mark_all(make_juror(competition), 7, recused={rival: ""})
    juror = mark_all(juror, 7, recused={rival: "Kund hos oss"})
    assert [each.reason for each in juror.recusals.all()] == ["Kund hos oss"]
    juror = mark_all(juror, 7)
    assert (juror.recusals.count(), juror.marks.count()) == (0, 6)


def test_marks_are_given_only_while_the_competition_runs():
    draft = make_competition()
    make_team(draft)
    with pytest.raises(NotTakingMarks):
        mark_all(make_juror(draft), 5)


def test_marks_for_a_team_or_criterion_of_another_competition_are_not_kept(duel):
    competition, _team, _rival = duel
    other, stranger, _other_rival = running_duel()
    juror = make_juror(competition)
    marks = {(stranger.pk, other.criteria.first().pk): 10, (stranger.pk, competition.criteria.first().pk): 10}
    save_marks(juror, marks=marks, recusals={stranger.pk: ""}, seen=juror.version)
    assert (Mark.objects.count(), juror.recusals.count()) == (0, 0)


def test_sheet_saved_from_another_window_is_not_written_over(duel):
    juror = make_juror(duel[0])
    seen = juror.version
    mark_all(juror, 7)
    with pytest.raises(StaleVersion):
        save_marks(juror, marks={}, recusals={}, seen=seen)
    assert Mark.objects.count() == 6


# --- Scores of marks ------------------------------------------------------------------------------


def test_marks_count_when_the_last_juror_has_handed_in(duel):
    """Otherwise a juror could infer the others' marks from the board."""
    competition, team, _rival = duel
    done = judged(competition, 6, 7, 8)
    late = mark_all(make_juror(competition), 9)
    assert facts_of(competition, [team])[0].marks == {}
    hand_in(late)
    marks = facts_of(competition, [team])[0].marks
    assert {juror: set(given) for juror, given in marks.items()} == {
        **{juror.pk: {Decimal(mark)} for juror, mark in zip(done, (6, 7, 8), strict=True)},
        late.pk: {Decimal(9)},
    }


def test_jury_of_another_competition_does_not_hold_the_marks_back(duel):
    competition, team, _rival = duel
    judged(competition, 6, 7, 8)
    make_juror(running_duel()[0])
    assert len(facts_of(competition, [team])[0].marks) == 3


def test_obstacles_count_jurors_and_marks_that_are_missing(duel):
    competition, _team, _rival = duel
    assert jury_obstacles(competition) == [("jury", 3, None)]
    judged(competition, 6, 7)
    late = make_juror(competition)
    assert jury_obstacles(competition) == [("marks", 6, late), ("jury", 1, None)]
    late = mark_all(late, 9)
    assert jury_obstacles(competition) == [("marks", 1, late), ("jury", 1, None)]
    hand_in(late)
    assert jury_obstacles(competition) == []


def test_team_that_too_many_recused_from_is_an_obstacle_by_name(duel):
    competition, _team, rival = duel
    judged(competition, 6, 7)
    hand_in(mark_all(make_juror(competition), 8, recused={rival: ""}))
    assert jury_obstacles(competition) == [("jury", 1, rival)]
    state = jury_state(competition)
    assert [(short.team, short.judges) for short in state.short_teams] == [(rival, 2)]
    judged(competition, 5)
    assert jury_obstacles(competition) == []


def test_what_was_said_of_a_team_that_left_is_kept_and_owed_by_nobody():
    competition, (team, other, gone) = contest("Åkeriet", "Bageriet", "Caféet", rules=Rules())
    kim = mark_all(make_juror(competition, name="Kim"), {gone: 7})
    sam = mark_all(make_juror(competition, name="Sam"), {}, recused={gone: "Arbetar där"})
    withdraw_team(gone, by=UserFactory(), reason="Hann inte.")
    owed = 2 * competition.criteria.count()
    assert [each for each in jury_obstacles(competition) if each[0] == "marks"] == [
        ("marks", owed, kim),
        ("marks", owed, sam),
    ]
    progress = [(each.owed, each.given, each.recused) for each in jury_state(competition).jurors]
    assert progress == [(owed, 0, 0), (owed, 0, 0)]
    for juror in (kim, sam):
        mark_all(juror, {team: 5, other: 5})
    reinstate_team(gone, by=UserFactory(), reason="Hinner.")
    assert set(gone.marks.values_list("juror", "value")) == {(kim.pk, 7)}
    assert gone.recusals.get().juror == sam


def test_competition_without_jury_marks_has_no_jury_obstacles():
    competition = make_competition()
    set_rules(competition, NO_JURY)
    assert jury_obstacles(competition) == []


def test_strictness_compares_with_all_jurors_for_the_same_teams(duel):
    """Having judged only the weaker team does not make a juror strict."""
    competition, team, rival = duel
    judged(competition, {team: 9, rival: 3}, {team: 7, rival: 3})
    hand_in(mark_all(make_juror(competition), {rival: 3}, recused={team: ""}))
    found = [(each.own, each.all, each.teams, each.words) for each in jury_state(competition).strictness]
    assert found == [
        (Decimal(6), Decimal("5.5"), 2, "Generösare: 0,5 högre än juryns medel för samma lag."),
        (Decimal(5), Decimal("5.5"), 2, "Strängare: 0,5 lägre än juryns medel för samma lag."),
        (Decimal(3), Decimal(3), 1, "Lika sträng som juryn i stort."),
    ]


def test_means_include_only_handed_in_marks_and_reveal_no_single_juror(duel):
    competition, team, _rival = duel
    judged(competition, 6, 8)
    late = mark_all(make_juror(competition), 10)
    assert [each.mean for each in jury_state(competition).teams] == [None, None]
    assert [each.given for each in jury_state(competition).teams] == [[Decimal(6), Decimal(8)]] * 2
    hand_in(late)
    assert {each.team: each.mean for each in jury_state(competition).teams}[team] == Decimal(8)


def test_staff_on_the_jury_see_the_others_when_their_own_are_handed_in(duel):
    competition, _team, _rival = duel
    user = UserFactory()
    assert may_see_marks(user, competition) is True
    juror = make_juror(competition, user=user)
    assert may_see_marks(user, competition) is False
    hand_in(mark_all(juror, 5))
    assert may_see_marks(user, competition) is True


@pytest.mark.parametrize("jurors", [1, 10])
def test_state_and_sheet_cost_the_same_queries_for_one_juror_and_ten(duel, jurors, django_assert_num_queries):
    competition, _team, _rival = duel
    made = judged(competition, *[5] * jurors)
    with django_assert_num_queries(5):
        assert len(jury_state(competition).jurors) == jurors
    juror = Juror.objects.select_related("competition").get(pk=made[0].pk)
    with django_assert_num_queries(5):
        assert sheet_of(juror).given == 6


# --- Concurrent windows ---------------------------------------------------------------------------

WINDOWS = 8


def save_at_once(juror: Juror, *wrappers, deferred: bool = False) -> Counter:
    """Save one sheet with different marks from several windows, all opened before the first save."""
    competition = juror.competition
    teams, criteria = list(competition.teams.all()), list(competition.criteria.all())
    places = [(team.pk, criterion.pk) for team in teams for criterion in criteria]

    def saving(value: int):
        marks = dict.fromkeys(places, value)
        return wrapped(lambda: save_marks(juror, marks=marks, recusals={}, seen=juror.version) and None, *wrappers)

    return Counter(outcome or "saved" for outcome in at_once(*map(saving, range(WINDOWS)), deferred=deferred))


def all_look_before_any_writes():
    return all_come_to('INSERT INTO "campaigns_mark"', number=WINDOWS)


@pytest.mark.django_db(transaction=True)
def test_of_windows_that_save_at_once_one_wins_and_its_sheet_is_whole():
    juror = make_juror(running_duel()[0])
    assert save_at_once(juror) == Counter(saved=1, StaleVersion=WINDOWS - 1)
    assert (Mark.objects.count(), len(set(Mark.objects.values_list("value", flat=True)))) == (6, 1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_without_row_locks_the_losers_get_database_errors():
    juror = make_juror(running_duel()[0])
    outcomes = save_at_once(juror, without_row_locks, all_look_before_any_writes())
    assert outcomes == Counter(saved=1, IntegrityError=WINDOWS - 1)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database locks rows")
@pytest.mark.django_db(transaction=True)
def test_without_immediate_transactions_sqlite_throws_the_losers_out():
    juror = make_juror(running_duel()[0])
    outcomes = save_at_once(juror, all_look_before_any_writes(), deferred=True)
    assert outcomes == Counter(saved=1, OperationalError=WINDOWS - 1)


@pytest.mark.parametrize(("least", "given", "mean"), [(1, [7], None), (2, [7, 8], None), (2, [7, 8, 9], 8)])
def test_mean_of_fewer_than_three_is_not_shown_whatever_the_rules_take(least, given, mean):
    marked = TeamProgress(team=None, judges=len(given), by_juror=[(None, Decimal(each)) for each in given], least=least)
    assert marked.mean == mean
