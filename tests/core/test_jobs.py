"""Jobs: large workbooks are made by a worker, once, whatever becomes of it on the way."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.roles import READER
from core import job_queue
from core.errors import Refusal
from core.job_queue import (
    LOST_AFTER,
    MOST_ATTEMPTS,
    JobReporter,
    JobResult,
    JobStopped,
    cancel_job,
    job_kind,
    recover_lost_jobs,
    remove_old_jobs,
    retry_job,
    run_job,
    start_job,
)
from core.models import Job, JobState, KeptKind
from core.retention import days_kept
from tests.core.job_worker import work
from tests.factories import CompanyFactory
from tests.racing import at_once
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database("core.spreadsheets.export")]


def made(content: bytes = b"x") -> JobResult:
    return JobResult(file=io.BytesIO(content), file_name="a.xlsx")


@pytest.fixture
def kind(monkeypatch):
    """kind(work) registers a kind of job for one test; its jobs are made by start_job("tried", ...)."""
    monkeypatch.setattr(job_queue, "_kinds", dict(job_queue._kinds))
    return job_kind("tried")


@pytest.fixture
def large(monkeypatch):
    """Every list is large."""
    monkeypatch.setattr("core.spreadsheets.export.LARGE_ROWS", 1)


def long_ago(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(seen_at=timezone.now() - LOST_AFTER - dt.timedelta(seconds=1))


def storage():
    return Job._meta.get_field("file").storage


def kept_files() -> list[str]:
    return storage().listdir("jobs")[1] if storage().exists("jobs") else []


@pytest.fixture(autouse=True)
def no_files():
    """Files outlive the rows of the test that made them: none of another test's is here, and none is left to others."""

    def clear():
        for name in kept_files():
            storage().delete(f"jobs/{name}")

    clear()
    yield
    clear()


# --- The workbook of a large list -----------------------------------------------------------------


def test_large_list_is_made_by_a_worker_and_fetched_on_the_page_of_its_job(client_for, large):
    CompanyFactory(name="Aspen AB")
    CompanyFactory(name="Björken AB")
    client = client_for("Partneransvarig")
    asked = client.get(reverse("crm:company_list"), {"q": "björken", "export": "xlsx"})
    job = Job.objects.get()
    assert (asked.status_code, asked.url) == (302, job.get_absolute_url())
    page = client.get(asked.url).content.decode()
    assert ("Väntar på sin tur" in page, reverse("core:job_file", args=[job.pk]) in page) == (True, False)
    assert client.get(reverse("core:job_file", args=[job.pk])).status_code == 404
    work()
    page = client.get(asked.url).content.decode()
    assert ("Klart" in page, reverse("core:job_file", args=[job.pk]) in page) == (True, True)
    got = client.get(reverse("core:job_file", args=[job.pk]))
    rows = list(book_of(got).worksheets[0].values)
    assert [row[rows[0].index("Namn")] for row in rows[1:2]] == ["Björken AB"]
    assert got["Content-Disposition"] == f'attachment; filename="{Job.objects.get().file_name}"'


def test_small_list_is_answered_at_once(client_for):
    CompanyFactory()
    answer = client_for("Partneransvarig").get(reverse("crm:company_list"), {"export": "xlsx"})
    assert (len(book_of(answer).worksheets[0]["A"]), Job.objects.count()) == (2, 0)


def test_list_asked_for_twice_is_one_job(client_for, large):
    CompanyFactory()
    client = client_for("Partneransvarig")
    first, second = (client.get(reverse("crm:company_list"), {"export": "xlsx"}) for _ in range(2))
    assert (first.url, Job.objects.count(), DBTaskResult.objects.count()) == (second.url, 1, 1)


def test_workbook_of_somebody_who_may_no_longer_see_the_list_is_not_made(client_for, large):
    CompanyFactory()
    client = client_for("Partneransvarig")
    client.get(reverse("crm:company_list"), {"export": "xlsx"})
    job = Job.objects.get()
    job.owner.groups.clear()
    work()
    job.refresh_from_db()
    assert (job.state, job.words, kept_files()) == (JobState.FAILED, "Du får inte se de raderna.", [])


def test_workbook_of_a_user_who_was_paused_is_not_made(client_for, large):
    CompanyFactory()
    client_for("Partneransvarig").get(reverse("crm:company_list"), {"export": "xlsx"})
    job = Job.objects.get()
    job.owner.is_active = False
    job.owner.save()
    work()
    job.refresh_from_db()
    assert (job.state, kept_files()) == (JobState.FAILED, [])


def test_job_is_its_owners_alone(client_for, make_user, kind):
    kind(lambda job, report: made())
    job = start_job("tried", owner=make_user("Partneransvarig"), title="Hemligt")
    work()
    client = client_for("Administratör")
    for name, method in (("job", "get"), ("job_file", "get"), ("job_cancel", "post"), ("job_retry", "post")):
        answer = getattr(client, method)(reverse(f"core:{name}", args=[job.pk]))
        assert (name, answer.status_code) == (name, 404)
    assert "Hemligt" not in client.get(reverse("core:job_list")).content.decode()


# --- What becomes of a job ------------------------------------------------------------------------


def test_job_runs_in_its_owners_language(make_user, kind):
    told = []
    kind(lambda job, report: told.append(str(JobState.DONE.label)) or JobResult())
    start_job("tried", owner=make_user(READER, language="en"), title="Mine")
    work()
    assert told == ["Done"]


def test_refusal_is_told_and_the_job_can_be_tried_again(make_user, kind, client_for):
    refusals = ["Det går inte nu."]

    @kind
    def refuse_once(job, report):
        if refusals:
            raise Refusal(refusals.pop())
        return JobResult()

    client = client_for(READER)
    job = start_job("tried", owner=client.user, title="Försök")
    work()
    assert "Det går inte nu." in client.get(job.get_absolute_url()).content.decode()
    client.post(reverse("core:job_retry", args=[job.pk]))
    work()
    job.refresh_from_db()
    assert (job.state, job.attempt, job.words) == (JobState.DONE, 2, "")


def test_error_ends_its_job_and_no_other(make_user, kind):
    kind(lambda job, report: 1 // job.arguments["by"] and JobResult())
    user = make_user(READER)
    wrong, right = (start_job("tried", owner=user, title="Dela", by=by) for by in (0, 1))
    work()
    assert [Job.objects.get(pk=job.pk).state for job in (wrong, right)] == [JobState.FAILED, JobState.DONE]


def test_cancelled_job_that_waits_never_runs(make_user, kind):
    ran = []
    kind(lambda job, report: ran.append(job) or JobResult())
    job = start_job("tried", owner=make_user(READER), title="Vänta")
    assert cancel_job(job)
    work()
    assert (ran, Job.objects.get().state) == ([], JobState.CANCELLED)


def test_cancelled_job_that_runs_stops_when_it_reports(make_user, kind):
    reached = []

    @kind
    def cancelled_meanwhile(job, report):
        cancel_job(job)
        report(1, 2)
        reached.append("the end")

    start_job("tried", owner=make_user(READER), title="Stoppa")
    work()
    assert (reached, Job.objects.get().state, kept_files()) == ([], JobState.CANCELLED, [])


def test_job_cancelled_at_its_very_end_keeps_no_file(make_user, kind):
    @kind
    def cancelled_last(job, report):
        cancel_job(job)
        return made()

    start_job("tried", owner=make_user(READER), title="Stoppa")
    work()
    assert (Job.objects.get().state, kept_files()) == (JobState.CANCELLED, [])


def test_ended_job_cannot_be_cancelled(make_user, kind):
    kind(lambda job, report: JobResult())
    job = start_job("tried", owner=make_user(READER), title="Klart")
    work()
    assert (cancel_job(job), retry_job(Job.objects.get()), Job.objects.get().state) == (False, False, JobState.DONE)


# --- Killed workers -------------------------------------------------------------------------------


def test_lost_job_runs_again_and_the_lost_run_writes_nothing_more(make_user, kind):
    kind(lambda job, report: made(b"second"))
    job = start_job("tried", owner=make_user(READER), title="Förlorat")
    Job.objects.update(state=JobState.RUNNING)
    lost_run = JobReporter(Job.objects.get())
    assert recover_lost_jobs() == 0
    long_ago(job)
    assert recover_lost_jobs() == 1
    with pytest.raises(JobStopped):
        lost_run(1, 2)
    assert not job_queue._end(lost_run.job, JobState.FAILED)
    work()
    job.refresh_from_db()
    assert (job.state, job.attempt, job.file.read()) == (JobState.DONE, 2, b"second")


def test_job_that_is_lost_each_time_has_failed(make_user, kind):
    job = start_job("tried", owner=make_user(READER), title="Förlorat")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        Job.objects.update(state=JobState.RUNNING)
        long_ago(job)
        assert (recover_lost_jobs(), Job.objects.get().attempt) == (1, min(attempt + 1, MOST_ATTEMPTS))
    job.refresh_from_db()
    assert (job.state, job.words) == (JobState.FAILED, "Det avbröts 3 gånger innan det blev klart.")


def test_job_in_the_queue_is_not_lost_however_long_it_waits(make_user):
    job = start_job("tried", owner=make_user(READER), title="Vänta")
    long_ago(job)
    assert (recover_lost_jobs(), Job.objects.get().attempt) == (0, 1)


def test_job_whose_worker_was_killed_before_it_began_is_lost(make_user, kind):
    kind(lambda job, report: JobResult())
    job = start_job("tried", owner=make_user(READER), title="Taget")
    DBTaskResult.objects.get().claim("a worker that was killed")
    long_ago(job)
    assert recover_lost_jobs() == 1
    work()
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.django_db(transaction=True)
def test_command_runs_what_waits_and_recovers_what_is_lost(make_user, kind):
    kind(lambda job, report: made())
    user = make_user(READER)
    lost, waits = (start_job("tried", owner=user, title="Jobb", number=number) for number in (1, 2))
    DBTaskResult.objects.filter(pk=Job.objects.get(pk=lost.pk).task_id).delete()
    long_ago(lost)
    call_command("work", once=True)
    assert [Job.objects.get(pk=job.pk).state for job in (lost, waits)] == [JobState.DONE] * 2


@pytest.mark.django_db(transaction=True)
def test_job_taken_by_two_workers_at_once_runs_once(make_user, kind):
    ran = []
    kind(lambda job, report: ran.append(job.pk) or JobResult())
    job = start_job("tried", owner=make_user(READER), title="Två")
    at_once(*[lambda: run_job.call(job.pk, 1)] * 4)
    assert (ran, Job.objects.get().state) == ([job.pk], JobState.DONE)


# --- Old files ------------------------------------------------------------------------------------


def test_old_jobs_go_with_their_files_and_so_do_files_that_a_killed_run_left(make_user, kind, time_machine):
    kind(lambda job, report: made())
    user = make_user(READER)
    storage().save("jobs/99-1", ContentFile(b"left"))
    start_job("tried", owner=user, title="Gammalt", number=1)
    work()
    time_machine.move_to(timezone.now() + dt.timedelta(days=days_kept(KeptKind.FILES), minutes=1))
    start_job("tried", owner=user, title="Nytt", number=2)
    work()
    assert remove_old_jobs() == 1
    assert ([job.title for job in Job.objects.all()], kept_files()) == (["Nytt"], [Job.objects.get().file.name[5:]])
