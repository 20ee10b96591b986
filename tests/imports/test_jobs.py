"""A long list is read in by a job: in full, or not at all, whatever becomes of the worker."""

import pytest
from django.urls import reverse

from core.job_queue import JobReporter, cancel_job, recover_lost_jobs
from core.models import Job, JobState
from crm.models import Company
from imports.models import Import, ImportKind, ImportState
from tests.core.job_worker import work
from tests.factories import CompanyFactory
from tests.imports.drafts import draft

pytestmark = [pytest.mark.django_db, pytest.mark.database("core.batches", "core.changesets")]

ROWS = [["Namn", "Ort"], ["Ett", "Sala"], ["Två", "Sala"], ["Tre", "Sala"]]


@pytest.fixture(autouse=True)
def every_list_is_long(monkeypatch):
    monkeypatch.setattr("imports.views.reading.LARGE_ROWS", 2)


@pytest.fixture
def client(client_for):
    return client_for("Partneransvarig")


def ask(client, batch: Import) -> Job:
    answer = client.post(reverse("imports:import_commit", args=[batch.pk]))
    job = Job.objects.get()
    assert (answer.status_code, answer.url) == (302, job.get_absolute_url())
    return job


def test_long_list_is_read_in_by_a_job_that_says_what_came_of_it(client):
    batch = draft(ImportKind.COMPANY, ROWS, by=client.user)
    job = ask(client, batch)
    assert Company.objects.count() == 0
    work()
    page = client.get(job.get_absolute_url()).content.decode()
    assert ("3 rader är importerade." in page, f'href="{batch.get_absolute_url()}"' in page) == (True, True)
    batch.refresh_from_db()
    assert (batch.state, Company.objects.count()) == (ImportState.DONE, 3)


def test_list_whose_rows_have_become_others_is_not_read_in_and_shows_which(client):
    batch = draft(ImportKind.COMPANY, ROWS, by=client.user)
    job = ask(client, batch)
    CompanyFactory(name="Ett")
    work()
    job.refresh_from_db()
    assert (job.state, job.url) == (JobState.FAILED, f"{batch.get_absolute_url()}?moved=true")
    assert (Company.objects.count(), batch.rows.filter(moved=True).count()) == (1, 1)


def test_job_whose_worker_was_killed_halfway_reads_in_the_rest(client, monkeypatch):
    class Killed(BaseException):
        pass

    def kill(report, done: int, total: int):
        raise Killed

    batch = draft(ImportKind.COMPANY, ROWS, by=client.user)
    monkeypatch.setattr("imports.services.model_resource.ModelResource.batch_size", 1)
    job = ask(client, batch)
    with monkeypatch.context() as context, pytest.raises(Killed):
        context.setattr("core.job_queue.JobReporter.__call__", kill)
        work()
    batch.refresh_from_db()
    assert (batch.state, Company.objects.count()) == (ImportState.READING, 1)
    Job.objects.update(seen_at="2020-01-01T00:00Z")
    assert recover_lost_jobs() == 1
    work()
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.state, batch.state, Company.objects.count()) == (JobState.DONE, ImportState.DONE, 3)


def test_cancelled_job_takes_back_what_it_had_read_in(client, monkeypatch):
    batch = draft(ImportKind.COMPANY, ROWS, by=client.user)
    monkeypatch.setattr("imports.services.model_resource.ModelResource.batch_size", 1)
    ask(client, batch)
    report = JobReporter.__call__

    def cancel_first(self, done, total):
        cancel_job(Job.objects.get())
        report(self, done, total)

    monkeypatch.setattr(JobReporter, "__call__", cancel_first)
    work()
    batch.refresh_from_db()
    assert (Job.objects.get().state, batch.state, Company.objects.count()) == (JobState.CANCELLED, ImportState.DRAFT, 0)


def test_list_of_somebody_who_may_no_longer_import_is_not_read_in(client):
    ask(client, draft(ImportKind.COMPANY, ROWS, by=client.user))
    client.user.groups.clear()
    work()
    assert (Job.objects.get().state, Company.objects.count()) == (JobState.FAILED, 0)
