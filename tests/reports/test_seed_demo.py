import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone
from phonenumbers import is_valid_number

from campaigns.models import Activity, Competition, Contribution, EntryPicture, Mark, PayrollScheme, Tally
from campaigns.models.results import obstacles
from campaigns.models.snapshots import board_of
from campaigns.services.competitions import is_unchanged
from campaigns.services.contributions import counted
from core.identity import parse_orgnr
from core.models import User
from crm.models import Company, Contact, Interaction, NextStep, Sponsorship, SponsorshipAmendment
from crm.queries.renewals import chains_of
from goals.models import KeyFigure
from reports.demo.cast import COMPANIES, USERS, orgnr_of
from reports.demo.plot import DEALS
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db

FEW = 8


def seed(**options) -> str:
    out = StringIO()
    call_command("seed_demo", companies=FEW, stdout=out, **options)
    return out.getvalue()


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


def test_demo_has_work_of_every_kind_and_is_the_same_every_time():
    seed()
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
    first = snapshot()
    seed(force=True)
    assert snapshot() == first


def test_demo_has_a_duel_that_runs_and_a_contest_that_is_decided():
    seed()
    duel, contest = Competition.objects.filter(teams__isnull=False).distinct().order_by("-opens_on")
    assert (duel.kind, duel.state) == ("duel", "open")
    assert sorted(duel.teams.values_list("heads", flat=True)) == [8, 240]
    assert {each.kind for each in obstacles(duel)} == {"left_over", "participants", "entries", "marks", "jury"}
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


def test_demo_has_a_draft_when_its_companies_are_there():
    call_command("seed_demo", companies=15, stdout=StringIO())
    draft = Competition.objects.get(state="draft")
    assert draft.teams.filter(heads__isnull=True).count() == 1
    assert Competition.objects.get(state="final").teams.count() == 10


def test_demo_has_six_months_of_payroll_giving_with_one_that_differs():
    seed()
    scheme = PayrollScheme.objects.get()
    months = list(scheme.months.order_by("month"))
    assert [month.is_closed for month in months] == [True, True, True, True, False, False]
    assert [month.reason for month in months if month.reason] == ["leaver"]
    assert scheme.shares.count() == 2


def test_force_keeps_the_catalogue_and_takes_the_pictures_away(django_capture_on_commit_callbacks):
    seed()
    activities = list(Activity.objects.values_list("pk", "name"))
    pictures = [picture.image for picture in EntryPicture.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        seed(force=True)
    assert [image.storage.exists(image.name) for image in pictures] == [False] * len(pictures)
    assert list(Activity.objects.values_list("pk", "name")) == activities
    assert Competition.history.filter(history_type="+").count() == Competition.objects.count()


def test_history_tells_when_it_happened_and_who_did_it():
    seed()
    sponsorship = Sponsorship.objects.signed().first()
    signing = sponsorship.history.filter(stage="signed").earliest("history_date")
    assert timezone.localdate(signing.history_date) == sponsorship.signed_on
    assert signing.history_user == sponsorship.owner


def test_every_goal_has_a_figure_with_a_history_and_invented_ones_say_so():
    seed()
    histories = [figure for figure in KeyFigure.objects.with_values() if figure.values.count() > 1]
    assert {figure.goal.number for figure in histories} == {1, 2, 3, 4, 5}
    for figure in histories:
        assert figure.name.endswith("(exempeldata)")
        assert set(figure.values.values_list("source", flat=True)) == {"Exempeldata"}


def test_each_colleague_can_log_in_with_the_password_in_the_file(tmp_path, client):
    file = tmp_path / "logins.txt"
    file.write_text("gammalt")
    file.chmod(0o644)
    printed = seed(logins=file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == printed
    rows = [line.split() for line in file.read_text().splitlines()[1:]]
    assert [row[-2] for row in rows] == [part.username for part in USERS]
    assert len({row[-1] for row in rows}) == len(USERS)
    for *_name, username, password in rows:
        assert client.login(username=username, password=password)


def test_one_password_for_all_can_be_chosen(monkeypatch):
    monkeypatch.setenv("MEDSPEL_DEMO_PASSWORD", "valt-for-visning")
    seed()
    assert all(user.check_password("valt-for-visning") for user in User.objects.all())


def test_database_with_companies_is_left_alone():
    company = CompanyFactory()
    with pytest.raises(CommandError):
        seed()
    assert seed(if_empty=True) == ""
    assert list(Company.objects.all()) == [company]
    assert not User.objects.filter(username="petra").exists()


def test_force_removes_what_was_there_with_its_history():
    CompanyFactory(name="Före AB")
    seed(force=True)
    assert not Company.objects.filter(name="Före AB").exists()
    assert not Company.history.filter(name="Före AB").exists()


def test_numbers_in_the_cast_are_valid_and_its_deals_know_their_companies():
    numbers = [parse_orgnr(orgnr_of(index, form)) for index, (_name, form, *_rest) in enumerate(COMPANIES)]
    assert len({number.digits for number in numbers}) == len(COMPANIES)
    assert [number.personal for number in numbers].count(True) == 2
    assert {deal.company for deal in DEALS} <= {name.split(maxsplit=1)[0] for name, *_rest in COMPANIES}
    assert {(deal.goal, deal.tier) for deal in DEALS} >= {(goal, tier) for goal in range(1, 6) for tier in range(1, 5)}


def test_people_have_valid_numbers_from_the_ranges_kept_for_fiction():
    seed()
    phones = [contact.phone for contact in Contact.objects.exclude(phone="")]
    assert all(is_valid_number(phone) for phone in phones)
    assert all(phone.as_e164.startswith(("+467017406", "+468465004")) for phone in phones)
