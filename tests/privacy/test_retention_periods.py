"""How long what goes by itself is kept: each job asks, administrators change it, the public form promises it."""

import datetime as dt
from collections.abc import Callable
from importlib import import_module

import pytest
from axes.models import AccessLog
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from config.roles import ADMINISTRATOR, PARTNER_MANAGER
from core.job_queue import remove_old_jobs
from core.jobs import forget_ended_logins
from core.models import Job, KeptKind, RetentionPeriod
from imports.models import ImportKind
from imports.services.drafts import forget_old
from inbox.jobs import empty_old_mails, erase_closed_enquiries
from inbox.models import Dismissal
from inbox.services.enquiries import dismiss_enquiry
from mailing.jobs import throw_away_letters
from mailing.models import Letter, LetterState
from privacy.services.holds import put_hold
from privacy.services.retention import rows_going
from tests.access_samples import done_job
from tests.factories import CompanyFactory, contact_at, make_enquiry
from tests.imports.drafts import HEAD, draft
from tests.inbox.received import InboundFactory

pytestmark = pytest.mark.django_db
DAYS = 40


def closed_enquiry(by):
    enquiry = make_enquiry()
    dismiss_enquiry(enquiry, by=by, reason=Dismissal.SPAM)
    return enquiry


def sent_letter(by):
    to = "kim@akeriet.example"
    return Letter.objects.create(
        subject="Hej", to_email=to, state=LetterState.SENT, ended_at=timezone.now(), made_by=by
    )


# What makes a row, the field that says when it ended, and what runs at night.
KINDS: dict[str, tuple[Callable[..., Model], str, Callable]] = {
    KeptKind.ENQUIRIES: (closed_enquiry, "closed_at", erase_closed_enquiries),
    KeptKind.INBOUND: (lambda by: InboundFactory(), "received_at", empty_old_mails),
    KeptKind.LETTERS: (sent_letter, "ended_at", throw_away_letters),
    KeptKind.LISTS: (
        lambda by: draft(ImportKind.COMPANY, [HEAD, ["Åkeriet", "", ""]], by=by),
        "made_at",
        lambda: forget_old(timezone.now()),
    ),
    KeptKind.FILES: (lambda by: done_job(owner=by), "finished_at", remove_old_jobs),
    KeptKind.LOGINS: (lambda by: AccessLog.objects.create(username=by.username), "attempt_time", forget_ended_logins),
}


@pytest.mark.parametrize("kind", KeptKind)
def test_rows_of_each_kind_go_when_their_days_are_over_and_not_before(kind, make_user):
    make, field, nightly = KINDS[kind]
    RetentionPeriod.objects.filter(kind=kind).update(days=DAYS)
    old, young = make(make_user()), make(make_user())
    for row, days in ((old, DAYS + 2), (young, DAYS - 2)):
        type(row)._base_manager.filter(pk=row.pk).update(**{field: timezone.now() - dt.timedelta(days=days)})
    period = RetentionPeriod.objects.get(kind=kind)
    assert list(rows_going(period)) == [old]
    nightly()
    assert list(rows_going(period)) == []
    period.days = 1
    assert list(rows_going(period)) == [young]


@pytest.mark.parametrize("kind", [KeptKind.INBOUND, KeptKind.LETTERS])
def test_mail_of_who_is_held_stays_whatever_address_it_names(kind, make_user):
    make, field, nightly = KINDS[kind]
    user, company = make_user(), CompanyFactory(invoice_email="Faktura@akeriet.example")
    held = contact_at(CompanyFactory(), email="kim@akeriet.example")
    held.former_emails = "kim@gammal.example"
    held.save()
    colleague = contact_at(company, email="alva@akeriet.example")
    put_hold(by=user, reason="Tvist", contact=held)
    put_hold(by=user, reason="Tvist", company=company)
    address = "sender" if kind == KeptKind.INBOUND else "to_email"
    kept = {"KIM@akeriet.example", "kim@gammal.example", colleague.email, "faktura@akeriet.example"}
    for each in (*kept, "robin@akeriet.example"):
        changed = {address: each, field: timezone.now() - dt.timedelta(days=400)}
        row = make(user)
        type(row)._base_manager.filter(pk=row.pk).update(**changed)
    period = RetentionPeriod.objects.get(kind=kind)
    assert [getattr(row, address) for row in rows_going(period)] == ["robin@akeriet.example"]
    nightly()
    assert {getattr(row, address) for row in type(row)._base_manager.all()} - {""} == kept


def test_administrator_shortens_a_period_and_sees_what_goes_tonight(client_for):
    admin = client_for(ADMINISTRATOR)
    enquiry = closed_enquiry(admin.user)
    type(enquiry).objects.update(closed_at=timezone.now() - dt.timedelta(days=11))
    period = RetentionPeriod.objects.get(kind=KeptKind.ENQUIRIES)
    edit = reverse("privacy:period_edit", args=[period.pk])
    for wrong in (0, 3_651, -1, "nittio"):
        assert 'name="days"' in admin.post(edit, {"days": wrong, "version": period.version}).content.decode()
    page = admin.post(edit, {"days": 10, "version": period.version}, follow=True).content.decode()
    assert (enquiry.company_name in page, "1 är äldre än så." in page) == (True, True)
    assert [row.days for row in period.history.all()] == [10]
    assert "10 dagar" in admin.get(reverse("inbox:enquiry")).content.decode()
    assert client_for(PARTNER_MANAGER).get(edit).status_code == 403


def test_preview_of_files_leads_to_nobody_elses_page(client_for, make_user):
    job = done_job(owner=make_user())
    Job.objects.update(finished_at=timezone.now() - dt.timedelta(days=9))
    period = RetentionPeriod.objects.get(kind=KeptKind.FILES)
    page = client_for(ADMINISTRATOR).get(reverse("privacy:period_preview", args=[period.pk])).content.decode()
    assert (job.title in page, job.get_absolute_url() in page) == (True, False)


def test_database_refuses_a_period_that_ends_never_or_at_once():
    for days in (0, 3_651):
        with transaction.atomic(), pytest.raises(IntegrityError):
            RetentionPeriod.objects.update(days=days)


@pytest.mark.parametrize(("said", "kept"), [("14", 14), ("0", 1), ("99999", 3_650)])
def test_upgrade_keeps_what_the_environment_said(said, kept, monkeypatch):
    RetentionPeriod.objects.all().delete()
    monkeypatch.setenv("ENQUIRY_KEPT_DAYS", said)
    import_module("core.migrations.0006_retention_periods").make_periods(apps, None)
    days = dict(RetentionPeriod.objects.values_list("kind", "days"))
    assert (days.pop(KeptKind.ENQUIRIES), days.keys()) == (kept, {*KeptKind} - {KeptKind.ENQUIRIES})
