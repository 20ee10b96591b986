"""What the demo data tells, as somebody meets it: made once for all the tests here."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from phonenumbers import is_valid_number

from campaigns.models import Activity, Competition, Contribution, EntryPicture, Mark, PayrollScheme, Tally
from campaigns.models.results import obstacles
from campaigns.models.snapshots import board_of
from campaigns.services.competitions import is_unchanged
from campaigns.services.contributions import counted
from crm.models import Company, Contact, Interaction, NextStep, Sponsorship, SponsorshipAmendment
from crm.queries.renewals import chains_of
from goals.models import KeyFigure
from tests import clock
from tests.reports.test_seed_demo import FEW, seed

pytestmark = [pytest.mark.django_db, pytest.mark.days]


@pytest.fixture(scope="module", autouse=True)
def story(day, django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo data, made once and taken away after the last test here; each test's own changes are undone before."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


def snapshot() -> list:
    return [
        list(Company.objects.values_list("name", "orgnr", "owner__username", "status")),
        list(Contact.objects.values_list("first_name", "last_name", "phone")),
        list(Interaction.objects.order_by("happened_at", "pk").values_list("happened_at", "text", "outcome")),
        list(Sponsorship.objects.order_by("pk").values_list("agreement_no", "stage", "amount", "starts")),
        list(NextStep.objects.order_by("pk").values_list("what", "due_on", "done_at")),
        list(Contribution.objects.order_by("pk").values_list("team__name", "amount", "received_on", "channel")),
        list(Mark.objects.order_by("pk").values_list("juror__name", "team__name", "value")),
    ]


def test_demo_has_work_of_every_kind():
    today = timezone.localdate()
    assert Company.objects.count() == FEW
    assert set(Sponsorship.objects.values_list("stage", flat=True)) == {"signed", "declined", "proposal", "ended_early"}
    assert NextStep.objects.open().filter(due_on__lt=today).exists()
    assert NextStep.objects.open().filter(due_on=today).exists()
    assert NextStep.objects.open().filter(due_on__gt=today).exists()
    assert Sponsorship.objects.ending_between(today, today + dt.timedelta(days=90)).exists()
    chains = [chain for company in Company.objects.all() for chain in chains_of(company.sponsorships.all())]
    assert max(len(chain) for chain in chains) == 3
    kinds = Sponsorship.objects.with_kind().filter(tier__rank__lt=F("renews__tier__rank"))
    assert set(kinds.values_list("kind", flat=True)) == {"upgrade"}
    assert Sponsorship.objects.filter(lapse_reason__isnull=False).count() == 1
    assert SponsorshipAmendment.objects.filter(starts__lt=today).exists()
    assert Sponsorship.objects.to_renew(today).with_notice_on().filter(notice_on__lt=today).exists()
    assert Interaction.objects.filter(outcome="no_answer").exists()
    assert not Interaction.objects.filter(happened_at__gt=timezone.now()).exists()


@clock.pinned
def test_demo_is_the_same_every_time():
    first = snapshot()
    seed(force=True)
    assert snapshot() == first


def test_demo_has_a_duel_that_runs_and_a_contest_that_is_decided():
    duel, contest = Competition.objects.filter(teams__isnull=False).distinct().order_by("-opens_on")
    assert (duel.kind, duel.state) == ("duel", "open")
    assert sorted(duel.teams.values_list("heads", flat=True)) == [8, 240]
    left = obstacles(duel, timezone.localdate())
    assert {each.kind for each in left} == {"left_over", "participants", "entries", "marks", "jury"}
    assert [juror.handed_in_at is None for juror in duel.jurors.all()] == [False, True, True]
    assert (duel.matches.get().due > 0, duel.contributions.filter(is_reversed=True).count()) == (True, 1)
    assert duel.contributions.waiting_for_name().count() == duel.contributions.named_on_board().count() == 1
    pictures = EntryPicture.objects.filter(entry__team__competition=duel)
    assert pictures.count() == 7
    assert all(picture.alt and picture.image.size < 100_000 for picture in pictures)
    assert (contest.state, contest.teams.count(), is_unchanged(contest)) == ("final", FEW, True)
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


@clock.pinned
def test_force_keeps_the_catalogue_and_takes_the_pictures_away(django_capture_on_commit_callbacks):
    activities = list(Activity.objects.values_list("pk", "name"))
    pictures = [picture.image for picture in EntryPicture.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        seed(force=True)
    assert [image.storage.exists(image.name) for image in pictures] == [False] * len(pictures)
    assert list(Activity.objects.values_list("pk", "name")) == activities
    assert Competition.history.filter(history_type="+").count() == Competition.objects.count()


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
