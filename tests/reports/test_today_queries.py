import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from core.models import User
from crm.models import Company, CompanyStatus, NextStep, Outcome
from crm.services.interactions import complete_next_step, log_no_answer, save_record
from crm.services.renewals import renew_sponsorship
from crm.services.sponsorships import end_sponsorship, sign_sponsorship
from reports.queries.today.contacts import contacts_this_week
from reports.queries.today.renewals import renewals_due
from reports.queries.today.scope import MOST, Scope, TodayRow
from reports.queries.today.silent import silent_partners
from reports.queries.today.steps import (
    count_further_ahead,
    overdue_steps,
    steps_due_soon,
    steps_due_today,
    steps_further_ahead,
)
from reports.queries.today.unplanned import unplanned_companies
from tests import clock
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    UserFactory,
    contact_at,
    get_goal,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database]

TUESDAY = dt.date(2026, 11, 24)


def day(distance: int) -> dt.date:
    return TUESDAY + dt.timedelta(days=distance)


def moment(date: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime(date.year, date.month, date.day, hour, tzinfo=ZoneInfo("Europe/Stockholm"))


def scope(user: User | None = None) -> Scope:
    """Everybody's, or what is `user`'s."""
    return Scope(TUESDAY, user or User(), everyone=user is None)


def whats(rows: list[TodayRow]) -> list[str]:
    return [row.what for row in rows]


def grouped(user: User | None = None) -> list[list[str]]:
    """What is overdue, due today, due soon and later."""
    queries = (overdue_steps, steps_due_today, steps_due_soon, steps_further_ahead)
    return [whats(query(scope(user))) for query in queries]


def only_reasons() -> list[str]:
    """Why the only step there is stands on the list of the person who is to do it."""
    user = NextStep.objects.get().assignee
    [row] = [
        row
        for query in (overdue_steps, steps_due_today, steps_due_soon, steps_further_ahead)
        for row in query(scope(user))
    ]
    return row.reasons


@pytest.mark.parametrize("distance", range(7))
def test_every_weekday_has_days_that_are_soon(distance):
    """At a weekend too: the coming week stands there."""
    today = day(distance)
    for ahead in (1, 6, 7):
        NextStepFactory(what=str(ahead), due_on=today + dt.timedelta(days=ahead))
    everybodys = Scope(today, User(), everyone=True)
    assert whats(steps_due_soon(everybodys)) == ["1", "6"]
    assert whats(steps_further_ahead(everybodys)) == ["7"]


def test_steps_stand_in_the_group_their_day_belongs_to():
    for distance, what in [
        (-30, "gammalt"),
        (-1, "i går"),
        (0, "i dag"),
        (1, "i morgon"),
        (6, "måndag"),
        (7, "tisdag"),
    ]:
        NextStepFactory(what=what, due_on=day(distance))
    assert grouped() == [["gammalt", "i går"], ["i dag"], ["i morgon", "måndag"], ["tisdag"]]
    assert count_further_ahead(scope()) == 1


def test_steps_of_all_sections_are_asked_for_once(django_assert_num_queries):
    for distance in (-1, 0, 1):
        NextStepFactory(due_on=day(distance))
    everybodys = scope()
    with django_assert_num_queries(1):  # none was decided at a contact, so there are no people to fetch
        assert [len(query(everybodys)) for query in (overdue_steps, steps_due_today, steps_due_soon)] == [1] * 3


def test_step_that_is_done_is_on_no_list():
    step = NextStepFactory(due_on=day(-3))
    complete_next_step(step, by=step.assignee)
    assert grouped() == [[], [], [], []]


def test_mine_are_those_i_am_to_do():
    mine = NextStepFactory(what="mitt", due_on=TUESDAY)
    NextStepFactory(what="ditt", due_on=TUESDAY, assignee=UserFactory())
    NextStepFactory(what="ditt senare", due_on=day(20), assignee=UserFactory())
    assert grouped(mine.assignee) == [[], ["mitt"], [], []]
    assert count_further_ahead(scope(mine.assignee)) == 0
    assert count_further_ahead(scope()) == 1


def test_everybodys_steps_say_who_does_them():
    step = NextStepFactory(due_on=TUESDAY, assignee=UserFactory(first_name="Siv", last_name="Dal"))
    [row] = steps_due_today(scope())
    assert row.reasons == ["Ska göras i dag.", "Siv Dal gör det."]
    [row] = steps_due_today(scope(step.assignee))
    assert row.reasons == ["Ska göras i dag."]


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (-3, "Försenat 3 dagar."),
        (-1, "Försenat 1 dag."),
        (0, "Ska göras i dag."),
        (1, "I morgon."),
        (2, "På torsdag."),
        (5, "På söndag."),
        (6, "På måndag."),
        (7, "Den 2026-12-01."),
    ],
)
def test_reason_says_how_due_it_is(distance, words):
    NextStepFactory(due_on=day(distance))
    assert only_reasons() == [words]


def test_reason_says_where_it_was_decided_and_with_whom():
    company = CompanyFactory()
    eva = contact_at(company, first_name="Eva", last_name="Ek")
    call = InteractionFactory(companies=[company], contacts=[eva], happened_at=moment(day(-14), hour=0))
    save_record(NextStepFactory(company=company, due_on=day(-3)), origin=call)
    assert only_reasons() == ["Försenat 3 dagar.", "Bestämdes vid samtalet 2026-11-10 med Eva Ek."]


def test_reason_without_people_names_nobody():
    company = CompanyFactory()
    meeting = InteractionFactory(companies=[company], kind="meeting", happened_at=moment(day(-4)))
    save_record(NextStepFactory(company=company, due_on=TUESDAY), origin=meeting)
    assert only_reasons() == ["Ska göras i dag.", "Bestämdes vid mötet 2026-11-20."]


def test_reason_tells_of_the_last_call_in_vain_since_it_was_decided():
    company, user = CompanyFactory(), UserFactory()
    call = InteractionFactory(companies=[company], happened_at=moment(day(-4)))
    save_record(NextStepFactory(company=company, due_on=TUESDAY), origin=call)
    earlier = {"companies": [company], "outcome": Outcome.NO_ANSWER}
    InteractionFactory(**earlier, happened_at=moment(day(-5)))
    InteractionFactory(companies=[CompanyFactory()], outcome=Outcome.NO_ANSWER, happened_at=moment(day(-1)))
    assert only_reasons()[2:] == []
    InteractionFactory(**earlier, happened_at=moment(day(-2)))
    InteractionFactory(**earlier, happened_at=moment(day(-1)))
    assert only_reasons()[2:] == ["Ringt utan svar 2026-11-23."]
    log_no_answer(by=user, company=company)
    assert NextStep.objects.open().count() == 1


def test_renewals_are_those_whose_notice_is_due_within_a_fortnight_or_passed():
    """The tiers give ninety days of notice, so those end within 104 days."""
    for number, (ends, company) in enumerate(
        [(day(-1), "Slut"), (TUESDAY, "Slutar i dag"), (day(104), "Om fjorton"), (day(105), "Om femton")]
    ):
        signed_sponsorship(company=CompanyFactory(name=company), goal=get_goal(number + 1), starts=day(-300), ends=ends)
    own = signed_sponsorship(company=CompanyFactory(name="Eget"), starts=day(-300), ends=day(60), notice_days=50)
    assert [row.subject for row in renewals_due(scope())] == ["Slutar i dag", "Eget", "Om fjorton"]
    assert [row.record for row in renewals_due(scope(own.owner))] == [own]


def test_renewals_leave_out_what_is_renewed_or_ended_and_name_a_dialogue():
    signed = signed_sponsorship(starts=day(-300), ends=day(10))
    end_sponsorship(signed_sponsorship(starts=day(-300), ends=day(30)), on=day(-10), reason="Flyttar")
    renewal = renew_sponsorship(signed)
    [found] = renewals_due(scope())
    assert found.reasons == [
        f"Besked senast {day(10 - 90)}.",
        f"Slutar {day(10)}.",
        f"Förnyelsen {renewal.agreement_no}: Uppslag.",
    ]
    sign_sponsorship(renewal, signed_on=TUESDAY)
    assert renewals_due(scope()) == []


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_renewals_cost_three_queries_and_come_at_most_one_more_than_are_shown(number, django_assert_num_queries):
    for _ in range(number):
        renew_sponsorship(signed_sponsorship(starts=day(-300), ends=day(10)))
    with django_assert_num_queries(3):
        assert len(renewals_due(scope())) == min(number, MOST + 1)


def test_contacts_this_week_begin_on_monday_in_swedish_time():
    me = InteractionFactory(happened_at=moment(day(-1), hour=0)).logged_by
    InteractionFactory(happened_at=moment(day(-2), hour=23), logged_by=me)
    InteractionFactory(happened_at=moment(TUESDAY), logged_by=UserFactory())
    assert contacts_this_week(scope()) == 2
    assert contacts_this_week(scope(me)) == 1


def silent_company() -> Company:
    company = CompanyFactory(status=CompanyStatus.ACTIVE)
    signed_sponsorship(company=company, starts=day(-300), ends=day(300), signed_on=day(-300))
    return company


def test_company_both_silent_and_unplanned_stands_once_with_both_reasons():
    both, planned, unplanned = silent_company(), silent_company(), CompanyFactory(status=CompanyStatus.ACTIVE)
    NextStepFactory(company=planned)
    nothing = "Inget är planerat, och ingen paus är satt."
    assert {row.record: nothing in row.reasons for row in silent_partners(scope())} == {both: True, planned: False}
    assert [(row.record, nothing in row.reasons) for row in unplanned_companies(scope())] == [(unplanned, True)]


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_silent_and_unplanned_cost_three_queries_however_many(number, django_assert_num_queries):
    for _number in range(number):
        silent_company()
    with django_assert_num_queries(3):
        assert [len(silent_partners(scope())), unplanned_companies(scope())] == [min(number, MOST + 1), []]
