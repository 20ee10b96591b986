"""What Medspel writes to people outside: who gets which letter, once, and what it says."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from campaigns.models import Team
from campaigns.services.activities import decline_entry, send_back_entry
from campaigns.services.letters import remind_coordinators, remind_jurors, thank_teams
from campaigns.services.lifecycle import reveal_result
from core.services import save_record
from crm.models import Contact, Interaction
from mailing.kinds import kinds
from mailing.models import Letter, LetterState
from mailing.services.delivering import message_of, note_sent
from mailing.services.queueing import MailIsOff, stop
from mailing.services.suppressions import suppress_address
from tests.campaigns.boards import decided
from tests.campaigns.factories import running_duel
from tests.campaigns.jury_factories import judged, make_entry, make_juror
from tests.factories import CompanyFactory, UserFactory, contact_at, get_goal, signed_sponsorship
from tests.mailing.letters import LOCMEM
from tests.payroll.factories import make_month, make_scheme

pytestmark = pytest.mark.django_db
JURY = reverse("board:juror", args=["x"]).removesuffix("x/")
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture(autouse=True)
def mails(settings):
    settings.EMAIL_BACKEND = LOCMEM


def coordinator_of(team: Team, email: str = "kim@akeriet.example") -> Contact:
    kim = contact_at(team.company, first_name="Kim", last_name="Ek", email=email)
    save_record(team, coordinator=kim)
    return kim


def letters(kind: str) -> list[tuple[str, str]]:
    return list(Letter.objects.filter(kind=kind).order_by("pk").values_list("to_email", "state"))


def send(letter: Letter):
    Letter.objects.filter(pk=letter.pk).update(state="sending", claimed_at=timezone.now(), attempts=1)
    letter.refresh_from_db()
    note_sent(letter)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_example_of_each_kind_has_all_its_fields(language):
    competition, team, _rival = running_duel()
    coordinator_of(team)
    make_juror(competition)
    decline_entry(make_entry(team), by=UserFactory(), reason="För tidigt")
    make_month(make_scheme(coordinator=contact_at(CompanyFactory())))
    signed_sponsorship(company=team.company, signed_by=contact_at(team.company))
    ours = {"juror-invitation", "juror-reminder", "entry-declined", "team-reminder", "team-thanks"}
    ours |= {"renewal-reminder", "payroll-reminder"}
    with translation.override(language):
        for kind in kinds():
            if kind.name in ours:
                assert (kind.name, kind.names - {"organisation", *kind.example().values}) == (kind.name, set())


def test_new_juror_gets_the_link_by_mail_and_it_is_not_shown(client_for):
    competition = running_duel()[0]
    client = client_for("Tävlingsledare")
    url = reverse("campaigns:juror_create", args=[competition.pk])
    answer = client.post(url, {"user": "", "name": "Kim Utifrån", "email": "kim@jury.example"})
    assert answer.url == reverse("campaigns:jury", args=[competition.pk])
    letter = Letter.objects.get(kind="juror-invitation")
    assert (JURY in letter.text, letter.to_email) == (False, "kim@jury.example")
    secret = message_of(letter).body.split(JURY)[1].split("/")[0]
    assert client.get(reverse("board:juror", args=[secret])).status_code == 200


def test_juror_without_address_or_where_mail_goes_nowhere_is_handed_the_link(client_for, settings):
    competition = running_duel()[0]
    client = client_for("Tävlingsledare")
    url = reverse("campaigns:juror_create", args=[competition.pk])
    assert JURY in client.post(url, {"name": "Kim Utifrån"}).content.decode()
    settings.EMAIL_BACKEND = CONSOLE
    shown = client.post(url, {"name": "Ola Utifrån", "email": "ola@jury.example"})
    assert (JURY in shown.content.decode(), Letter.objects.count()) == (True, 0)


def test_jurors_who_have_not_handed_in_are_reminded_once_a_day():
    competition = running_duel()[0]
    leader, colleague = UserFactory(email="jag@missionen.example"), UserFactory(email="du@missionen.example")
    judged(competition, 7)
    save_record(make_juror(competition), email="kim@jury.example")
    make_juror(competition, user=leader)
    make_juror(competition, user=colleague)
    assert [remind_jurors(competition, by=leader), remind_jurors(competition, by=leader)] == [2, 0]
    assert letters("juror-reminder") == [("kim@jury.example", "waiting"), ("du@missionen.example", "waiting")]
    texts = Letter.objects.order_by("pk").values_list("text", flat=True)
    judging = reverse("campaigns:judge", args=[competition.pk])
    assert [judging in text for text in texts] == [False, True]


def test_stopped_reminder_can_be_written_again():
    competition = running_duel()[0]
    save_record(make_juror(competition), email="kim@jury.example")
    leader = UserFactory()
    remind_jurors(competition, by=leader)
    stop(Letter.objects.get())
    assert (remind_jurors(competition, by=leader), len(letters("juror-reminder"))) == (1, 2)


def test_reminder_where_mail_goes_nowhere_is_refused_in_words(settings, client_for):
    settings.EMAIL_BACKEND = CONSOLE
    competition = running_duel()[0]
    with pytest.raises(MailIsOff):
        remind_jurors(competition, by=UserFactory())
    page = client_for("Tävlingsledare").post(reverse("campaigns:jury_remind", args=[competition.pk]), follow=True)
    assert "Mejl är inte inställt" in page.content.decode()


def test_coordinator_is_told_why_an_entry_was_declined_and_not_if_it_is_taken_back():
    _competition, team, _rival = running_duel()
    kim = coordinator_of(team)
    entry = decline_entry(make_entry(team), by=UserFactory(), reason="Bullarna såldes före start")
    letter = Letter.objects.get(kind="entry-declined")
    assert ("Bullarna såldes före start" in letter.text, letter.due_at > timezone.now()) == (True, True)
    send_back_entry(entry, reason="Fel bidrag")
    assert letters("entry-declined") == [(kim.email, "stopped")]


def test_letter_to_a_coordinator_is_logged_with_the_company_when_it_has_left():
    competition, team, _rival = running_duel()
    kim = coordinator_of(team)
    assert remind_coordinators(competition, by=UserFactory()) == 1
    assert Interaction.objects.count() == 0
    send(Letter.objects.get())
    logged = Interaction.objects.get()
    assert ([*logged.companies.all()], [*logged.contacts.all()]) == ([team.company], [kim])


def test_teams_that_have_reported_are_not_reminded():
    competition, (first, second) = decided(("Kajan", 100), ("Kråkan", 50))
    coordinator_of(first)
    type(competition).objects.filter(pk=competition.pk).update(state="open", snapshot=None, finalised_at=None)
    competition.refresh_from_db()
    assert remind_coordinators(competition, by=UserFactory()) == 0
    assert second.coordinator is None


def test_who_wants_no_contact_and_who_is_suppressed_get_no_reminder():
    competition, team, rival = running_duel()
    kim, ola = coordinator_of(team), coordinator_of(rival, "ola@bageriet.example")
    save_record(kim, do_not_contact=True)
    suppress_address(ola.email, reason="bounced")
    remind_coordinators(competition, by=UserFactory())
    assert letters("team-reminder") == [(kim.email, "suppressed"), (ola.email, "suppressed")]


def test_thanks_are_sent_once_after_the_reveal_with_a_diploma_that_anybody_with_the_link_sees(client):
    competition, (first, _second) = decided(("Kajan", 100), ("Kråkan", 50))
    coordinator_of(first)
    diploma = reverse("board:diploma", args=[competition.board_token, first.code])
    assert client.get(diploma).status_code == 404
    reveal_result(competition)
    leader = UserFactory(first_name="Hemlig", last_name="Kontakt")
    assert [thank_teams(competition, by=leader), thank_teams(competition, by=leader)] == [1, 0]
    assert diploma in Letter.objects.get().text
    page = client.get(diploma).content.decode()
    assert ("Kajan" in page, str(competition.contact) in page) == (True, False)
    wrong = reverse("board:diploma", args=["fel.nyckel", first.code])
    assert client.get(wrong).status_code == 404


def test_sponsor_is_reminded_of_renewal_once_a_day_and_it_is_on_the_page(client_for):
    today = timezone.localdate()
    company = CompanyFactory()
    kim = contact_at(company, email="kim@akeriet.example")
    ends = today + dt.timedelta(days=40)
    signed = signed_sponsorship(company=company, goal=get_goal(), starts=today, ends=ends, signed_by=kim)
    client = client_for("Partneransvarig")
    url = reverse("crm:sponsorship_remind", args=[signed.pk])
    assert url in client.get(signed.get_absolute_url()).content.decode()
    client.post(url)
    client.post(url)
    assert letters("renewal-reminder") == [(kim.email, "waiting")]
    assert ends.isoformat() in Letter.objects.get().text


def test_employer_is_reminded_to_declare_the_month_until_it_has(client_for):
    scheme = make_scheme(coordinator=contact_at(CompanyFactory(), email="lon@akeriet.example"))
    month = make_month(scheme)
    client = client_for("Tävlingsledare")
    url = reverse("payroll:remind", args=[month.pk])
    assert url in client.get(month.get_absolute_url()).content.decode()
    client.post(url)
    assert letters("payroll-reminder") == [("lon@akeriet.example", "waiting")]
    assert "juni 2026" in Letter.objects.get().text
    save_record(month, declared=1000, declared_heads=10)
    again = client.post(url, follow=True)
    assert "redan anmäld" in again.content.decode()


@pytest.mark.parametrize("name", ["campaigns:jury_remind", "campaigns:coordinators_remind", "campaigns:teams_thank"])
def test_reader_writes_to_nobody(client_for, name):
    competition = running_duel()[0]
    assert client_for("Läsare").post(reverse(name, args=[competition.pk])).status_code == 403


def test_letter_once_written_is_not_written_by_another_at_the_same_time():
    competition, team, _rival = running_duel()
    coordinator_of(team)
    remind_coordinators(competition, by=UserFactory())
    once = Letter.objects.get().once
    Letter.objects.update(state=LetterState.SENT, ended_at=timezone.now())
    assert remind_coordinators(competition, by=UserFactory()) == 0
    assert once == f"team-reminder:{team.pk}:{timezone.localdate()}"
