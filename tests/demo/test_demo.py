"""The whole demo, as `make run` makes it: on whatever day it is made, it tells its story and fills every page."""

import datetime as dt
from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction
from django.db.models import Count, F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from phonenumbers import is_valid_number

from campaigns.models import Competition, Contribution, EntryPicture, Tally
from campaigns.models.results import obstacles
from campaigns.models.snapshots import board_of
from campaigns.services.counting import counted
from campaigns.services.lifecycle import is_unchanged
from config.roles import ADMINISTRATOR
from core.models import User
from core.services import make_calendar_link
from crm.models import Company, Contact, Interaction, NextStep, Sponsorship, SponsorshipAmendment, Stage
from crm.queries.renewals import chains_of
from finance.models import Allocation, Instalment, Payment, Restoration
from finance.queries.waiting import files_with_refused
from goals.models import KeyFigure
from payroll.models import PayrollScheme
from reports.queries.today.scope import Scope
from reports.sections import SECTIONS, shown_to
from tests.ordering import API_LISTS, LISTS, api_order, disorders_of

pytestmark = [pytest.mark.django_db, pytest.mark.days]


@pytest.fixture(scope="module", autouse=True)
def demo(day, django_db_setup, django_db_blocker) -> Iterator[None]:
    """Made once for all the tests here, and taken away after the last; each test's own changes are undone before."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def keys_shown_to(user: User, **of_whom) -> set[str]:
    shown = shown_to(Scope(timezone.localdate(), user, **of_whom), asked=[section.key for section in SECTIONS])
    return {each.section.key for each in shown if each.rows}


@pytest.mark.parametrize("username", ["petra", "yusuf"])
def test_every_section_of_idag_has_rows_for_who_answers_for_partners(username):
    user = User.objects.get(username=username)
    theirs = {section.key for section in SECTIONS if user.has_perm(section.permission)}
    # There is one employer, which one of them looks after; sums are for who sees no payments.
    assert theirs - keys_shown_to(user) <= {"payroll", "sums"}


def test_every_section_of_idag_has_rows_for_all_together():
    everything = {key for user in User.objects.all() for key in keys_shown_to(user, everyone=True)}
    assert everything == {section.key for section in SECTIONS}


def test_call_of_today_and_a_meeting_have_a_time_of_day_wherever_they_stand():
    petra, client = User.objects.get(username="petra"), Client()
    client.force_login(petra, backend="django.contrib.auth.backends.ModelBackend")
    booked = NextStep.objects.open().filter(assignee=petra, due_at__isnull=False).order_by("due_on")
    assert [(each.what, f"{each.due_at:%H:%M}") for each in booked] == [
        ("Ring, som vi kom överens om", "14:00"),
        ("Möte hos dem om nästa år", "09:30"),
    ]
    call, meeting = booked
    assert (call.due_on, meeting.due_on > call.due_on) == (timezone.localdate(), True)
    assert "Klockan 14:00." in client.get(reverse("reports:today")).content.decode()
    assert "09:30" in client.get(meeting.company.get_absolute_url()).content.decode()
    feed = client.get(reverse("reports:calendar", args=[make_calendar_link(petra)])).content.decode()
    starts = {line.removeprefix("DTSTART:") for line in feed.splitlines() if line.startswith("DTSTART:")}
    booked_at = [timezone.make_aware(dt.datetime.combine(each.due_on, each.due_at)) for each in booked]
    assert {f"{each.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}" for each in booked_at} <= starts


@pytest.mark.database
@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_rows_in_the_same_order_on_every_database(name, make_user):
    number, wrong = disorders_of(name, make_user(ADMINISTRATOR))
    assert (number > 0, wrong) == (True, [])


@pytest.mark.database
@pytest.mark.parametrize("name", API_LISTS)
def test_every_list_of_the_api_is_in_the_same_order_on_every_database(name, api_client_for):
    found, expected = api_order(name, api_client_for(ADMINISTRATOR))
    assert found == expected


def test_dialogues_stand_at_every_stage_and_competitions_at_several():
    stages = Sponsorship.objects.values_list("stage", flat=True)
    assert set(stages) == set(Stage.values)
    assert set(Competition.objects.values_list("state", flat=True)) == {"draft", "open", "final"}


@pytest.mark.parametrize("name", ["reports:today", "crm:pipeline", "crm:coverage"])
def test_page_opens(name, client_for):
    assert client_for("Administratör").get(reverse(name)).status_code == 200


def test_nothing_has_happened_later_than_now():
    now = timezone.now()
    moments = [
        (model, field.name)
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in {"campaigns", "crm", "goals"}
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField) and field.name != "expires_at"
    ]
    assert len(moments) > 50
    late = [
        (model.__name__, name) for model, name in moments if model._base_manager.filter(**{f"{name}__gt": now}).exists()
    ]
    assert late == []


def test_a_draft_waits_for_a_team_to_say_how_many_it_has():
    draft = Competition.objects.get(state="draft")
    assert draft.teams.filter(heads__isnull=True).count() == 1


def test_demo_has_work_of_every_kind():
    today = timezone.localdate()
    assert NextStep.objects.open().filter(due_on__lt=today).exists()
    assert NextStep.objects.open().filter(due_on=today).exists()
    assert NextStep.objects.open().filter(due_on__gt=today).exists()
    soon = (today, today + dt.timedelta(days=90))
    assert Sponsorship.objects.signed().filter(ends__range=soon).exists()
    chains = [chain for company in Company.objects.all() for chain in chains_of(company.sponsorships.all())]
    assert max(len(chain) for chain in chains) == 3
    kinds = Sponsorship.objects.with_kind().filter(tier__rank__lt=F("renews__tier__rank"))
    assert set(kinds.values_list("kind", flat=True)) == {"upgrade"}
    assert Sponsorship.objects.filter(lapse_reason__isnull=False).exists()
    assert SponsorshipAmendment.objects.filter(starts__lt=today).exists()
    assert Sponsorship.objects.to_renew(today).with_notice_on().filter(notice_on__lt=today).exists()
    assert Interaction.objects.filter(outcome="no_answer").exists()
    assert not Interaction.objects.filter(happened_at__gt=timezone.now()).exists()


def test_demo_has_a_year_of_payments_and_one_case_of_each_kind_of_money():
    today = timezone.localdate()
    states = set(Instalment.objects.with_state(today).values_list("state", flat=True))
    assert {"part_paid", "overdue"} & states
    assert {"paid", "overdue", "credited", "to_refund", "written_off", "planned", "invoiced"} <= states
    decided = Competition.objects.get(state="final").finalised_at
    several = Allocation.objects.filter(instalment__isnull=False).values("payment").annotate(number=Count("pk"))
    found = {
        "a year": Payment.objects.filter(booked_on__lt=today - dt.timedelta(days=300)),
        "part paid": Instalment.objects.with_money().filter(received__gt=0, left__gt=0),
        "several in one": several.filter(number__gte=2, payment__amount__gt=0),
        "unallocated": Payment.objects.unallocated().filter(amount__gt=0),
        "refunded": Allocation.objects.filter(contribution__isnull=False, amount__lt=0, payment__amount__lt=0),
        "returned": Allocation.objects.filter(instalment__isnull=False, amount__lt=0, payment__amount__lt=0),
        "replaced": Payment.objects.replaced(),
        "restored": Restoration.objects.all(),
        "refused": files_with_refused(today - dt.timedelta(days=31)).filter(name="efterslantrare.xml"),
        "late": Contribution.objects.effective().filter(competition__state="final", entered_at__gt=decided),
    }
    assert [kind for kind, rows in found.items() if not rows.exists()] == []


def test_demo_has_a_duel_that_runs_and_a_contest_that_is_decided():
    duel, contest = Competition.objects.get(state="open"), Competition.objects.get(state="final")
    assert (duel.kind, duel.state) == ("duel", "open")
    assert sorted(duel.teams.values_list("heads", flat=True)) == [8, 240]
    left = obstacles(duel, timezone.localdate())
    assert {each.kind for each in left} == {"left_over", "participants", "entries", "marks", "jury"}
    assert [juror.handed_in_at is None for juror in duel.jurors.all()] == [False, True, True]
    assert (duel.matches.get().due > 0, duel.contributions.filter(is_reversed=True).count()) == (True, 2)
    assert duel.contributions.waiting_for_name().count() == duel.contributions.named_on_board().count() == 1
    pictures = EntryPicture.objects.filter(entry__team__competition=duel)
    assert pictures.count() == 7
    assert all(picture.alt and picture.image.size < 100_000 for picture in pictures)
    assert (contest.state, contest.teams.count(), is_unchanged(contest)) == ("final", 10, True)
    assert contest.finalised_at < contest.revealed_at < timezone.now()
    placings = board_of(contest.snapshot).placings
    assert all(each.points is not None for placing in placings for each in placing.score.components)
    for tally in Tally.objects.select_related("team"):
        employees, company, gifts = counted(tally.team.contributions.all())
        assert (tally.employees, tally.company, tally.gifts) == (employees, company, gifts)


def test_demo_has_six_months_of_payroll_giving_with_one_that_differs():
    scheme = PayrollScheme.objects.get()
    months = list(scheme.months.order_by("month"))
    late = [month for month in months if month.due_on < timezone.localdate()][-1]
    assert [month.is_closed for month in months] == [month.month < late.month for month in months]
    assert len(months) == 6
    assert [month.reason for month in months if month.reason] == ["leaver"]
    assert scheme.shares.count() == 2


def test_payroll_months_are_frozen_and_closed_on_days_of_their_own():
    for month in PayrollScheme.objects.get().months.filter(is_closed=True):
        [*_days, received_on] = month.receipts.order_by("received_on").values_list("received_on", flat=True)
        days = 2 if month.reason else 0
        assert timezone.localdate(month.closed_at) == received_on + dt.timedelta(days=days)
        assert month.frozen_at < month.closed_at
        assert month.month == timezone.localdate(month.frozen_at).replace(day=1)
        assert [timezone.localdate(receipt.entered_at) for receipt in month.receipts.all()] == [received_on]
        assert set(month.history.filter(is_closed=True).values_list("closed_at", flat=True)) == {month.closed_at}


def test_history_tells_when_it_happened_and_who_did_it():
    sponsorship = Sponsorship.objects.signed().first()
    signing = sponsorship.history.filter(stage="signed").earliest("history_date")
    assert timezone.localdate(signing.history_date) == sponsorship.signed_on
    assert signing.history_user == sponsorship.owner


def test_every_goal_has_a_figure_with_a_history_and_invented_ones_say_so():
    histories = [figure for figure in KeyFigure.objects.with_values() if figure.values.count() > 1]
    assert {figure.goal.number for figure in histories} == {1, 2, 3, 4, 5}
    for figure in histories:
        assert figure.name.endswith("(exempeldata)")
        assert set(figure.values.values_list("source", flat=True)) == {"Exempeldata"}


def test_people_have_valid_numbers_from_the_ranges_kept_for_fiction():
    phones = [contact.phone for contact in Contact.objects.exclude(phone="")]
    assert all(is_valid_number(phone) for phone in phones)
    assert all(phone.as_e164.startswith(("+467017406", "+468465004")) for phone in phones)
