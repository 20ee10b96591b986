import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from crm.models import NextStep, Outcome
from crm.services.interactions import complete_next_step, log_no_answer, save_record
from crm.services.sponsorships import end_sponsorship
from reports.queries.today import (
    contacts_this_week,
    end_of_week,
    ending_sponsorships,
    steps_by_urgency,
    steps_later,
)
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    UserFactory,
    contact_at,
    get_goal,
    signed_sponsorship,
)

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2026, 11, 24)
SUNDAY = dt.date(2026, 11, 29)


def day(distance: int) -> dt.date:
    return TUESDAY + dt.timedelta(days=distance)


def moment(date: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime(date.year, date.month, date.day, hour, tzinfo=ZoneInfo("Europe/Stockholm"))


def grouped(**kwargs) -> list[tuple[str, list[str]]]:
    groups = steps_by_urgency(**{"today": TUESDAY, **kwargs})
    return [(group.key, [step.what for step in group.steps]) for group in groups]


def only_step(**kwargs) -> NextStep:
    [group] = steps_by_urgency(**{"today": TUESDAY, **kwargs})
    [step] = group.steps
    return step


@pytest.mark.parametrize(
    ("today", "sunday"),
    [(TUESDAY, SUNDAY), (SUNDAY, SUNDAY), (dt.date(2026, 11, 30), dt.date(2026, 12, 6))],
)
def test_week_ends_on_its_sunday(today, sunday):
    assert end_of_week(today) == sunday


def test_steps_stand_in_the_group_their_day_belongs_to():
    for distance, what in [
        (-30, "gammalt"),
        (-1, "i går"),
        (0, "i dag"),
        (1, "i morgon"),
        (5, "söndag"),
        (6, "måndag"),
    ]:
        NextStepFactory(what=what, due_on=day(distance))
    overdue_to_week = [("overdue", ["gammalt", "i går"]), ("today", ["i dag"]), ("week", ["i morgon", "söndag"])]
    assert grouped() == overdue_to_week
    assert grouped(later=True) == [*overdue_to_week, ("later", ["måndag"])]
    assert steps_later(today=TUESDAY) == 1


def test_step_that_is_done_is_on_no_list():
    step = NextStepFactory(due_on=day(-3))
    complete_next_step(step, by=step.assignee)
    assert grouped(later=True) == []


def test_mine_are_those_i_am_to_do():
    mine = NextStepFactory(what="mitt", due_on=TUESDAY)
    NextStepFactory(what="ditt", due_on=TUESDAY, assignee=UserFactory())
    NextStepFactory(what="ditt senare", due_on=day(20), assignee=UserFactory())
    assert grouped(user=mine.assignee) == [("today", ["mitt"])]
    assert steps_later(today=TUESDAY, user=mine.assignee) == 0
    assert steps_later(today=TUESDAY) == 1


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (-3, "Försenat 3 dagar."),
        (-1, "Försenat 1 dag."),
        (0, "Ska göras i dag."),
        (1, "I morgon."),
        (2, "På torsdag."),
        (5, "På söndag."),
        (6, "Den 2026-11-30."),
    ],
)
def test_reason_says_how_due_it_is(distance, words):
    NextStepFactory(due_on=day(distance))
    assert only_step(later=True).reasons == [words]


def test_reason_says_where_it_was_decided_and_with_whom():
    company = CompanyFactory()
    eva = contact_at(company, first_name="Eva", last_name="Ek")
    call = InteractionFactory(companies=[company], contacts=[eva], happened_at=moment(day(-14), hour=0))
    save_record(NextStepFactory(company=company, due_on=day(-3)), origin=call)
    assert only_step().reasons == ["Försenat 3 dagar.", "Bestämdes vid samtalet 2026-11-10 med Eva Ek."]


def test_reason_without_people_names_nobody():
    company = CompanyFactory()
    meeting = InteractionFactory(companies=[company], kind="meeting", happened_at=moment(day(-4)))
    save_record(NextStepFactory(company=company, due_on=TUESDAY), origin=meeting)
    assert only_step().reasons == ["Ska göras i dag.", "Bestämdes vid mötet 2026-11-20."]


def test_reason_tells_of_the_last_call_in_vain_since_it_was_decided():
    company, user = CompanyFactory(), UserFactory()
    call = InteractionFactory(companies=[company], happened_at=moment(day(-4)))
    save_record(NextStepFactory(company=company, due_on=TUESDAY), origin=call)
    earlier = {"companies": [company], "outcome": Outcome.NO_ANSWER}
    InteractionFactory(**earlier, happened_at=moment(day(-5)))
    InteractionFactory(companies=[CompanyFactory()], outcome=Outcome.NO_ANSWER, happened_at=moment(day(-1)))
    assert only_step().reasons[2:] == []
    InteractionFactory(**earlier, happened_at=moment(day(-2)))
    InteractionFactory(**earlier, happened_at=moment(day(-1)))
    assert only_step().reasons[2:] == ["Ringt utan svar 2026-11-23."]
    log_no_answer(by=user, company=company)
    assert NextStep.objects.open().count() == 1


def test_ending_within_ninety_days_counts_both_ends():
    for number, (ends, company) in enumerate(
        [(day(-1), "I går"), (TUESDAY, "I dag"), (day(90), "Nittio"), (day(91), "Nittioen")]
    ):
        signed_sponsorship(company=CompanyFactory(name=company), goal=get_goal(number + 1), starts=day(-300), ends=ends)
    assert [s.company.name for s in ending_sponsorships(today=TUESDAY)] == ["I dag", "Nittio"]


def test_ending_leaves_out_what_is_not_signed_any_more_and_what_others_own():
    mine = signed_sponsorship(starts=day(-300), ends=day(10))
    theirs = signed_sponsorship(starts=day(-300), ends=day(20), owner=UserFactory())
    end_sponsorship(signed_sponsorship(starts=day(-300), ends=day(30)), on=day(-10), reason="Flyttar")
    assert ending_sponsorships(today=TUESDAY) == [mine, theirs]
    assert ending_sponsorships(today=TUESDAY, user=theirs.owner) == [theirs]


def test_ending_says_when_the_next_period_begins():
    ending = signed_sponsorship(starts=day(-300), ends=day(10))
    company = ending.company
    signed_sponsorship(company=company, goal=get_goal(2), starts=day(11), ends=day(300))
    [found] = ending_sponsorships(today=TUESDAY)
    assert found.continues_on is None
    signed_sponsorship(company=company, starts=day(200), ends=day(300))
    signed_sponsorship(company=company, starts=day(11), ends=day(100))
    [found] = [s for s in ending_sponsorships(today=TUESDAY) if s == ending]
    assert found.continues_on == day(11)


def test_contacts_this_week_begin_on_monday_in_swedish_time():
    me = InteractionFactory(happened_at=moment(day(-1), hour=0)).logged_by
    InteractionFactory(happened_at=moment(day(-2), hour=23), logged_by=me)
    InteractionFactory(happened_at=moment(TUESDAY), logged_by=UserFactory())
    assert contacts_this_week(today=TUESDAY) == 2
    assert contacts_this_week(today=TUESDAY, user=me) == 1
