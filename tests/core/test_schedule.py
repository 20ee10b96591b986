"""Recurring jobs: each once a day, whatever the number of workers, and later when no worker ran."""

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import UniqueConstraint
from django.urls import reverse
from django.utils import timezone, translation

from config.roles import ADMINISTRATOR
from core import schedule
from core.errors import Refusal
from core.models import JobState, ScheduledRun
from core.schedule import (
    KEPT,
    LOST_AFTER,
    MOST_ATTEMPTS,
    RETRY_AFTER,
    WEEKDAYS,
    order_run,
    recurring,
    recurring_jobs,
    remove_old_runs,
    run_next_due,
)
from tests.clock import moment_on
from tests.core.job_worker import work as _load_all  # noqa: F401  jobs are registered before a test replaces them
from tests.markup import collapsed
from tests.racing import PATIENCE, at_once, wrapped

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WEDNESDAY = dt.date(2026, 11, 25)
SOON = dt.timedelta(seconds=1)
pinned = pytest.mark.time_machine(moment_on(WEDNESDAY))


@pytest.fixture
def register(monkeypatch):
    """register(work, at=dt.time(4)) makes that the only recurring job there is, named "tried"."""

    def only(work, *, at=dt.time(4), **options):
        monkeypatch.setattr(schedule, "_registered", {})
        recurring("tried", "Försök", at=at, **options)(work)
        return recurring_jobs()[0]

    return only


@pytest.fixture
def ran(register):
    days = []
    register(lambda: days.append(timezone.localdate()))
    return days


def run_all() -> int:
    number = 0
    while run_next_due():
        number += 1
    return number


# --- When -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [dt.time(0, 5), dt.time(2, 30), dt.time(23, 59)])
@pytest.mark.parametrize("change", [dt.date(2027, 3, 28), dt.date(2027, 10, 31)])
def test_each_day_is_due_once_when_the_clock_is_changed(at, change, register):
    job, zone = register(dict, at=at), ZoneInfo("Europe/Stockholm")
    began = dt.datetime.combine(change - dt.timedelta(days=1), dt.time(12), zone).astimezone(dt.UTC)
    due, found = began, []
    for _ in range(3):
        due = job.next_due(due)
        found.append((job.last_due(due), job.last_due(due - SOON)))
    first = change if at.hour < 12 else change - dt.timedelta(days=1)
    days = [first + dt.timedelta(days=number) for number in range(-1, 3)]
    assert found == [(days[number + 1], days[number]) for number in range(3)]


def test_time_that_the_clock_skips_is_an_hour_later_and_a_repeated_one_is_the_first(register):
    job = register(dict, at=dt.time(2, 30))
    moments = [job.due_on(dt.date(2027, *day)).isoformat() for day in ((3, 28), (10, 31))]
    assert moments == ["2027-03-28T01:30:00+00:00", "2027-10-31T00:30:00+00:00"]


@pytest.mark.time_machine(moment_on(dt.date(2026, 11, 29)))
def test_job_of_weekdays_is_as_of_friday_on_a_sunday(register):
    job, now = register(dict, days=WEEKDAYS), timezone.now()
    assert (job.last_due(now), job.next_due(now)) == (dt.date(2026, 11, 27), job.due_on(dt.date(2026, 11, 30)))


# --- Once -----------------------------------------------------------------------------------------


@pytest.mark.time_machine(moment_on(WEDNESDAY, dt.time(3, 59)))
def test_job_runs_once_a_day_at_its_time(ran, time_machine):
    ScheduledRun.objects.create(
        name="tried", day=dt.date(2026, 11, 24), state="done", seen_at=timezone.now(), finished_at=timezone.now()
    )
    assert run_all() == 0
    time_machine.move_to(timezone.now() + dt.timedelta(minutes=2))
    assert (run_all(), run_all(), ran) == (1, 0, [WEDNESDAY])
    assert ScheduledRun.objects.first().state == JobState.DONE


@pinned
def test_days_that_no_worker_saw_are_made_up_for_once(ran, time_machine):
    run_all()
    time_machine.move_to(timezone.now() + dt.timedelta(days=3))
    assert (run_all(), ran) == (1, [WEDNESDAY, dt.date(2026, 11, 28)])


@pytest.mark.time_machine(moment_on(WEDNESDAY, dt.time(16, 1)))
def test_job_that_is_no_use_so_late_is_not_made_up_for(register):
    register(dict, late=dt.timedelta(hours=12))
    assert run_all() == 0


WORKERS = 4


def run_at_once() -> list[bool]:
    """All have looked for what is due before any claims it."""
    looked, waited = threading.Barrier(WORKERS), threading.local()

    def all_look(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("SELECT") and 'FROM "core_scheduledrun"' in sql and not hasattr(waited, "done"):
            waited.done = True
            looked.wait(PATIENCE)
        return result

    return sorted(at_once(*[wrapped(run_next_due, all_look)] * WORKERS))


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_runs_the_job(ran):
    assert run_at_once() == [False, False, False, True]
    assert len(ran) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_rules_in_the_database_each_of_them_runs_it(ran):
    """Negative control of the test above."""
    rules = [each for each in ScheduledRun._meta.constraints if isinstance(each, UniqueConstraint)]
    others = [each for each in ScheduledRun._meta.constraints if each not in rules]
    with pytest.MonkeyPatch.context() as patch, connection.schema_editor() as editor:
        patch.setattr(ScheduledRun._meta, "constraints", others)  # SQLite makes the table anew from what the model says
        for rule in rules:
            editor.remove_constraint(ScheduledRun, rule)
    try:
        assert run_at_once() == [True] * WORKERS
    finally:
        ScheduledRun.objects.all().delete()
        with connection.schema_editor() as editor:
            for rule in rules:
                editor.add_constraint(ScheduledRun, rule)


@pinned
def test_number_that_a_run_told_is_said_in_the_language_of_the_reader(register):
    job = register(lambda: {"rows": 3}, says="Rader: %(rows)s, %(kept_since)s.")
    run_all()
    assert job.told(ScheduledRun.objects.get().result) == "Rader: 3, –."


# --- Failed and lost ------------------------------------------------------------------------------


@pinned
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Refusal("Mejlservern svarar inte."), "Mejlservern svarar inte."),
        (ValueError("secret"), "Något gick fel. Felet står i tjänstens logg."),
    ],
)
def test_failed_job_is_tried_again_after_a_while_and_not_for_ever(register, time_machine, error, words):
    def fail():
        raise error

    register(fail)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert (run_all(), ScheduledRun.objects.get().attempt) == (1, attempt)
        assert run_all() == 0
        time_machine.move_to(timezone.now() + RETRY_AFTER + SOON)
    assert run_all() == 0
    run = ScheduledRun.objects.get()
    assert (run.state, run.words) == (JobState.FAILED, words)


@pinned
def test_job_lost_with_its_worker_runs_again_and_the_lost_run_writes_nothing_more(ran, time_machine):
    run_all()
    ScheduledRun.objects.update(state=JobState.RUNNING, finished_at=None)
    lost = ScheduledRun.objects.get()
    time_machine.move_to(timezone.now() + LOST_AFTER + SOON)
    assert (run_all(), len(ran)) == (1, 2)
    schedule._end(lost, JobState.FAILED)
    run = ScheduledRun.objects.get()
    assert (run.state, run.attempt) == (JobState.DONE, 2)


@pinned
def test_job_that_is_lost_each_time_has_failed(ran, time_machine):
    run_all()
    ScheduledRun.objects.update(state=JobState.RUNNING, finished_at=None, attempt=MOST_ATTEMPTS)
    assert run_all() == 0  # it may be alive
    time_machine.move_to(timezone.now() + LOST_AFTER + SOON)
    assert (run_all(), ScheduledRun.objects.get().words) == (0, "Det avbröts 3 gånger innan det blev klart.")


@pytest.mark.django_db(transaction=True)
def test_run_tells_that_it_is_alive_while_it_goes_on(register, monkeypatch):
    monkeypatch.setattr(schedule, "ALIVE_SECONDS", 0.01)
    seen = set()

    def work_until_seen():
        while len(seen) < 2:
            seen.add(ScheduledRun.objects.get().seen_at)

    register(work_until_seen)
    assert run_next_due()


# --- By hand --------------------------------------------------------------------------------------


@pinned
def test_job_ordered_by_hand_runs_beside_that_of_the_day(ran, make_user):
    run_all()
    order_run("tried", by=make_user(ADMINISTRATOR))
    with pytest.raises(Refusal, match="väntar eller pågår redan"):
        order_run("tried", by=make_user(ADMINISTRATOR))
    assert (run_all(), len(ran)) == (1, 2)
    with pytest.raises(Refusal, match="finns inte längre"):
        order_run("unknown", by=make_user(ADMINISTRATOR))


@pinned
def test_page_tells_what_each_job_did_and_runs_one_now(client_for, register, time_machine):
    register(lambda: {"rows": 3}, says="Rader: %(rows)s.")
    client, url = client_for(ADMINISTRATOR), reverse("core:schedule")

    def told() -> str:
        return collapsed(client.get(url).content.decode())

    asked = "Skulle ha börjat 2026-11-25 04:00"
    assert [words in told() for words in ("Aldrig", "Varje dag 04:00", "2026-11-26 04:00", asked)] == [True] * 4
    run_all()
    assert [words in told() for words in ("Rader: 3.", asked)] == [True, False]
    client.post(reverse("core:schedule_run", args=["tried"]))
    assert f"för hand av {client.user}" in told()
    run_all()
    time_machine.move_to(timezone.now() + dt.timedelta(days=2))
    client = client_for(client.user)  # that login has been idle too long
    assert "Skulle ha börjat 2026-11-27 04:00" in told()


def test_page_asks_as_many_questions_for_one_run_as_for_thirty(client_for, django_assert_num_queries, make_user):
    client, by = client_for(ADMINISTRATOR), make_user(ADMINISTRATOR)
    for number in (1, 30):
        for _ in range(number):
            ScheduledRun.objects.create(
                name="clearsessions",
                day=WEDNESDAY,
                by_hand=True,
                ordered_by=by,
                state=JobState.DONE,
                seen_at=timezone.now(),
                finished_at=timezone.now(),
            )
        with django_assert_num_queries(6):
            client.get(reverse("core:schedule"))


def test_old_runs_are_removed(time_machine, ran):
    run_all()
    time_machine.move_to(timezone.now() + KEPT + SOON)
    assert (remove_old_runs(), ScheduledRun.objects.count()) == (1, 0)


# --- Those that there are -------------------------------------------------------------------------

OUTSIDE = {"backup"}  # asks other programs for the database, which do not see a test's transaction: tests/operations


def test_every_job_runs_in_an_empty_register_and_says_what_it_did_in_both_languages():
    for job in recurring_jobs():
        result, told = {} if job.name in OUTSIDE else job.work() or {}, {}
        for language in ("sv", "en"):
            with translation.override(language):
                told[language] = (str(job.title), job.told(result))
        assert (job.name, "–" in told["sv"][1]) == (job.name, False)
        assert told["sv"][0] != told["en"][0]
        assert not result or told["sv"][1] != told["en"][1]
