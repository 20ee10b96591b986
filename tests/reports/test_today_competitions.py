import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Channel, Competition
from campaigns.models.results import obstacles
from campaigns.services.contributions import add_contribution
from campaigns.services.lifecycle import archive_competition, close_competition, decide_competition, reveal_result
from campaigns.services.teams import confirm_participants, withdraw_team
from core.models import User
from reports.queries.today.competitions import competitions_in_need
from reports.queries.today.scope import Scope, TodayRow
from tests.campaigns.boards import confirm, contest, decided
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
from tests.campaigns.jury_factories import make_entry, make_juror
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database]

MIDWAY = OPENS + dt.timedelta(days=7)


def in_need(today: dt.date = MIDWAY, user: User | None = None) -> list[TodayRow]:
    return competitions_in_need(Scope(today, user or User(), everyone=user is None))


def give_without_team(competition: Competition, **fields):
    given = {"team": None, "amount": Decimal(50), "received_on": A_DAY, "by": UserFactory()}
    add_contribution(competition=competition, **given | fields)


def reasons(competition: Competition, today: dt.date = MIDWAY) -> list[str]:
    """Why it stands on its contact's list; nothing when it does not."""
    return [reason for row in in_need(today, competition.contact) for reason in row.reasons]


def addresses(competition: Competition, today: dt.date = MIDWAY) -> list[str]:
    return [link.url for row in in_need(today, competition.contact) for link in row.links]


def test_running_competition_without_anything_waiting_is_not_listed():
    competition, *_teams = running_duel()
    assert reasons(competition) == []


def test_draft_is_listed_from_a_week_before_it_opens():
    competition = make_competition()
    make_team(competition)
    opens = reverse("campaigns:competition_open", args=[competition.pk])
    assert reasons(competition, OPENS - dt.timedelta(days=8)) == []
    assert reasons(competition, OPENS - dt.timedelta(days=7)) == ["Öppnar 2026-11-02."]
    assert reasons(competition, MIDWAY) == ["Skulle ha öppnat 2026-11-02."]
    assert addresses(competition, MIDWAY) == [opens]


def test_draft_tells_of_teams_that_have_not_said_how_many_they_are():
    competition = make_competition()
    make_team(competition, heads_confirmed_by="", heads_confirmed_on=None)
    assert reasons(competition, OPENS) == ["Öppnar 2026-11-02.", "1 lag har inte bekräftat hur många de är."]


def test_money_without_team_and_entries_to_decide_lead_to_their_pages():
    competition, team, _rival = running_duel()
    give(team)
    for _number in range(2):
        give_without_team(competition)
    make_entry(team)
    make_entry(team, approved=True)
    assert reasons(competition) == ["2 gåvor saknar lag.", "1 tävlingsbidrag väntar på beslut."]
    assert addresses(competition) == [
        reverse("campaigns:left_overs", args=[competition.pk]),
        f"{reverse('campaigns:entry_list')}?competition={competition.pk}&state=pending",
    ]


def test_entries_of_a_team_that_has_left_wait_for_nobody():
    competition, team, _rival = running_duel()
    make_entry(team)
    withdraw_team(team, by=UserFactory(), reason="Hann inte.")
    assert reasons(competition) == []
    assert [each for each in obstacles(competition, MIDWAY) if each.kind == "entries"] == []


def test_competition_past_its_last_day_is_to_be_closed():
    competition, *_teams = running_duel()
    assert reasons(competition, CLOSES) == []
    assert reasons(competition, CLOSES + dt.timedelta(days=1)) == ["Skulle ha stängt 2026-11-29."]


def test_closing_competition_lists_its_gates_and_then_that_it_can_be_decided():
    competition, teams = contest("Ett", "Två")
    close_competition(competition)
    confirm(teams[0])
    assert reasons(competition) == ["1 lag har inte bekräftat hur många som deltagit."]
    confirm_participants(teams[1], participants=4, by="Robin Person", on=MIDWAY)
    assert reasons(competition) == []  # late gifts may still come
    assert reasons(competition, AFTER) == ["Inget väntar längre, så den kan avgöras."]
    assert addresses(competition, AFTER) == [reverse("campaigns:competition_decide", args=[competition.pk])]


def test_jury_is_waited_for_only_where_the_rules_have_one():
    competition, *teams = running_duel()
    make_juror(competition)
    close_competition(competition)
    confirm(*teams)
    least = competition.rules.least_jurors
    assert reasons(competition) == [f"{max(least, 1)} jurymedlemmar till måste lämna in."]
    without, teams = contest("Ett", "Två")
    make_juror(without)
    close_competition(without)
    confirm(*teams)
    assert reasons(without, AFTER) == ["Inget väntar längre, så den kan avgöras."]


def test_decided_competition_is_to_be_revealed_and_is_then_over():
    competition, _teams = decided(("Ett", 100), ("Två", 200))
    assert reasons(competition) == ["Avgjord, men inte avslöjad."]
    reveal_result(competition)
    assert reasons(competition) == []


def test_money_without_a_team_is_waiting_also_after_the_decision_and_the_reveal():
    competition, _teams = decided(("Ett", 100), ("Två", 200))
    give_without_team(competition, reason="Kom sent.")
    assert reasons(competition) == ["Avgjord, men inte avslöjad.", "1 gåva saknar lag."]
    reveal_result(Competition.objects.get())
    assert reasons(competition) == ["1 gåva saknar lag."]
    assert addresses(competition) == [reverse("campaigns:left_overs", args=[competition.pk])]


def with_promises(*, paid: int, archived: bool) -> Competition:
    """Decided and revealed: two promised 100 kr each, and one of them paid some."""
    competition, teams = contest("Ett", "Två")
    for team in teams:
        promise(competition, company=team.company, team=team, total_cap=Decimal(100))
        give(team, 500)
    give(teams[0], 150, channel=Channel.MATCH)  # what one pays too much never covers for another
    if paid:
        give(teams[1], paid, channel=Channel.MATCH)
    confirm(*teams)
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=AFTER)
    reveal_result(competition)
    return archive_competition(competition) if archived else competition


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize(("paid", "left"), [(0, ["100 kr av löftena har inte kommit."]), (100, [])])
def test_promises_that_are_not_paid_are_waiting_also_in_the_archive(archived, paid, left):
    competition = with_promises(paid=paid, archived=archived)
    assert [reason.replace("\N{NO-BREAK SPACE}", " ") for reason in reasons(competition)] == left
    assert addresses(competition) == [reverse("campaigns:match_list", args=[competition.pk])] * len(left)


def test_promise_that_has_not_come_within_a_year_is_no_longer_waited_for():
    competition = with_promises(paid=0, archived=True)
    last = competition.takes_money_until + dt.timedelta(days=365)
    assert [len(reasons(competition, day)) for day in (last, last + dt.timedelta(days=1))] == [1, 0]


def test_archived_competition_with_all_its_money_is_not_listed():
    competition, _teams = decided(("Ett", 100), ("Två", 200))
    archive_competition(competition)
    assert reasons(competition) == []


def test_mine_are_those_i_am_the_contact_of_and_everybodys_say_whose_they_are():
    mine, _ = decided(("Ett", 100), ("Två", 200))
    decided(("Tre", 100), ("Fyra", 200))
    assert [row.record for row in in_need(user=mine.contact)] == [mine]
    everybodys = in_need()
    assert (len(everybodys), everybodys[0].reasons[-1]) == (2, f"Kontaktperson är {mine.contact}.")


def test_competitions_are_one_query_however_many(django_assert_num_queries):
    for _number in range(3):
        competition, *_teams = running_duel()
        give_without_team(competition)
    with django_assert_num_queries(1):
        assert len(in_need()) == 3
