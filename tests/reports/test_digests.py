import datetime as dt
import re
import threading
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse

from core.models import Digest, User
from core.services import take_digest
from reports.digests import DigestPart
from reports.queries.today.scope import Scope, TodayRow
from reports.sections import Section, shown_to
from tests.factories import CompanyFactory, InteractionFactory, NextStepFactory, UserFactory, contact_at
from tests.racing import PATIENCE, at_once, wrapped

pytestmark = [pytest.mark.days, pytest.mark.database]

TUESDAY = dt.date(2026, 11, 24)


def day(distance: int) -> dt.date:
    return TUESDAY + dt.timedelta(days=distance)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://medspel.example"


@pytest.fixture
def reader(db) -> User:
    """A partner manager who asked for a digest every day and has something to do."""
    user = UserFactory(role="Partneransvarig", digest="daily", first_name="Kim", email="kim@medspel.example")
    NextStepFactory(company=CompanyFactory(name="Åkeri AB"), what="Ring om avtalet", due_on=day(-3), assignee=user)
    return user


def send(on: dt.date = TUESDAY):
    call_command("send_digests", on=on)


@pytest.mark.django_db
def test_digest_tells_what_there_is_to_do_and_where(reader, mailoutbox):
    send()
    [mail] = mailoutbox
    [(html, kind)] = mail.alternatives
    assert (mail.to, mail.subject, kind) == (["kim@medspel.example"], "Medspel: 1 sak att göra", "text/html")
    company = f"https://medspel.example{reader.next_steps.get().company.get_absolute_url()}"
    for part in (mail.body, html):
        assert [words in part for words in ("Hej Kim", "Försenat (1)", "Åkeri AB", "Ring om avtalet", company)] == [
            True
        ] * 5
        assert "Försenat 3 dagar." in part
    assert set(re.findall(r'href="([^"]+)"', html)) == {
        company,
        "https://medspel.example/",
        "https://medspel.example/profil/",
    }


@pytest.mark.django_db
def test_digest_names_no_person_number_or_note(reader, mailoutbox):
    step = reader.next_steps.get()
    person = contact_at(step.company, first_name="Eva", last_name="Ek", phone="070-174 06 05")
    step.origin = InteractionFactory(companies=[step.company], contacts=[person], text="Hemligheten.")
    step.contact = person
    step.save()
    send()
    [mail] = mailoutbox
    told = mail.body + mail.alternatives[0].content
    assert [words in told for words in ("Eva", "Ek", "174 06 05", "1740605", "Hemligheten")] == [False] * 5


@pytest.mark.django_db
def test_digest_keeps_what_strangers_wrote_to_itself(reader):
    def enquiries(scope):
        return [
            TodayRow(record=scope.user, subject="Bageri AB", url="/", what="Ring Eva Ek.", reasons=["Kom in i dag."])
        ]

    quoted = Section(key="q", heading="Nytt", permission="crm.view_company", rows=enquiries, quoted=True)
    parts = [DigestPart(shown) for shown in shown_to(Scope(TUESDAY, reader), sections=[quoted])]
    for template in ("reports/digest.txt", "reports/digest.html"):
        told = render_to_string(template, {"user": reader, "parts": parts})
        assert ("Bageri AB" in told, "Kom in i dag." in told, "Eva" in told) == (True, True, False)


@pytest.mark.django_db
def test_digest_is_in_the_persons_language(reader, mailoutbox):
    User.objects.update(language="en")
    send()
    [mail] = mailoutbox
    assert (mail.subject, "Overdue (1)" in mail.body) == ("Medspel: 1 thing to do", True)
    assert '<html lang="en">' in mail.alternatives[0].content


@pytest.mark.django_db
def test_names_are_text_in_the_html_and_themselves_in_the_text(mailoutbox):
    user = UserFactory(role="Partneransvarig", digest="daily")
    NextStepFactory(company=CompanyFactory(name="Köl & <b>Kajuta</b> AB"), due_on=TUESDAY, assignee=user)
    send()
    [mail] = mailoutbox
    assert "Köl & <b>Kajuta</b> AB" in mail.body
    assert "Köl &amp; &lt;b&gt;Kajuta&lt;/b&gt; AB" in mail.alternatives[0].content


@pytest.mark.django_db
def test_only_what_the_person_may_see_is_told_and_nothing_means_no_mail(mailoutbox, capsys):
    for role in (None, "Läsare"):
        user = UserFactory(role=role, digest="daily")
        NextStepFactory(due_on=TUESDAY, assignee=user)
    UserFactory(role="Partneransvarig", digest="daily")
    send()
    assert [mail.to for mail in mailoutbox] == [[User.objects.get(groups__name="Läsare").email]]
    assert capsys.readouterr().out == "1 sent, 2 with nothing to tell, 0 sent before.\n"


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"digest": "none"}, {"email": ""}, {"is_active": False}])
def test_those_who_did_not_ask_or_cannot_get_it_are_left_alone(reader, mailoutbox, fields):
    User.objects.filter(pk=reader.pk).update(**fields)
    send()
    assert mailoutbox == []


@pytest.mark.django_db
def test_daily_digest_is_sent_once_a_day(reader, mailoutbox):
    for on in (TUESDAY, TUESDAY, day(1), day(1)):
        send(on)
    assert len(mailoutbox) == 2
    assert [digest.period for digest in Digest.objects.order_by("period")] == ["2026-11-24", "2026-11-25"]
    assert not Digest.objects.filter(sent_at=None).exists()


@pytest.mark.django_db
def test_weekly_digest_is_sent_once_an_iso_week(reader, mailoutbox):
    User.objects.update(digest="weekly")
    for on in (TUESDAY, day(5), day(6), day(7), dt.date(2027, 1, 1)):
        send(on)
    assert [digest.period for digest in Digest.objects.order_by("period")] == ["2026-W48", "2026-W49", "2026-W53"]
    assert len(mailoutbox) == 3


@pytest.mark.django_db
def test_long_section_is_cut_and_says_how_many_are_left(reader, mailoutbox):
    for _number in range(11):
        NextStepFactory(due_on=day(-1), assignee=reader)
    send()
    [mail] = mailoutbox
    assert (mail.subject, "och 2 till" in mail.body) == ("Medspel: 12 saker att göra", True)


class KilledWhileSending(EmailBackend):
    def send_messages(self, messages):
        raise KeyboardInterrupt


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("bye")


class Away(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("nobody there")


def through(settings, backend: type):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


@pytest.mark.django_db
def test_killed_while_the_mail_leaves_it_is_lost_rather_than_sent_twice(reader, mailoutbox, settings):
    usual = settings.EMAIL_BACKEND
    through(settings, KilledWhileSending)
    with pytest.raises(KeyboardInterrupt):
        send()
    settings.EMAIL_BACKEND = usual
    send()
    assert (mailoutbox, Digest.objects.get().sent_at) == ([], None)


@pytest.mark.django_db
def test_mail_that_may_have_left_is_not_tried_again_and_the_command_tells(reader, mailoutbox, settings):
    usual = settings.EMAIL_BACKEND
    through(settings, Refusing)
    with pytest.raises(CommandError, match="1 could not be sent"):
        send()
    settings.EMAIL_BACKEND = usual
    send()
    assert mailoutbox == []


@pytest.mark.django_db
def test_address_that_cannot_be_written_in_a_mail_keeps_no_other_from_the_digest(reader, mailoutbox, capsys):
    User.objects.filter(pk=reader.pk).update(email=f"kim@{'ö' * 60}.se")
    other = UserFactory(role="Partneransvarig", digest="daily", email="bo@medspel.example")
    NextStepFactory(due_on=day(-3), assignee=other)
    with pytest.raises(CommandError):
        send()
    assert [mail.to for mail in mailoutbox] == [["bo@medspel.example"]]


@pytest.mark.django_db
def test_with_the_mail_server_away_nothing_is_taken_on_and_a_later_run_sends(reader, mailoutbox, settings):
    usual = settings.EMAIL_BACKEND
    through(settings, Away)
    with pytest.raises(CommandError, match="svarar inte"):
        send()
    assert not Digest.objects.exists()
    settings.EMAIL_BACKEND = usual
    send()
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_profile_chooses_how_often_and_asks_for_an_address_first(client_for, make_user):
    url = reverse("core:profile")
    fields = {"language": "sv", "theme": "auto", "shortcuts": "on", "digest": "weekly"}
    client = client_for(make_user("Läsare", email="leo@medspel.example"))
    client.post(url, fields)
    assert User.objects.get(pk=client.user.pk).digest == "weekly"
    form = client_for("Läsare").post(url, fields).context["form"]
    assert form.errors == {"digest": ["Du har ingen e-postadress. Be en administratör lägga in den."]}
    assert form["digest"].value() == "weekly"


# --- Runs beside each other -----------------------------------------------------------------------

RUNS = 6


def run_at_once() -> list[str]:
    """Send as many times beside each other; all have looked for the digest before any takes it."""
    looked, waited = threading.Barrier(RUNS), threading.local()

    def all_look(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        asks_for_the_row = 'FROM "core_digest"' in sql and "LIMIT 21" in sql  # 21 is how Django gets one
        if asks_for_the_row and not hasattr(waited, "done"):
            waited.done = True
            looked.wait(PATIENCE)
        return result

    return [outcome or "ended" for outcome in at_once(*[wrapped(send, all_look)] * RUNS)]


@pytest.mark.django_db(transaction=True)
def test_six_runs_beside_each_other_send_one_mail(reader, mailoutbox):
    assert run_at_once() == ["ended"] * RUNS
    assert len(mailoutbox) == 1
    assert Digest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_rule_in_the_database_each_of_them_sends_one(reader, mailoutbox):
    """Negative control of the test above."""
    [rule] = Digest._meta.constraints
    with pytest.MonkeyPatch.context() as patch, connection.schema_editor() as editor:
        patch.setattr(Digest._meta, "constraints", [])  # SQLite makes the table anew from what the model says
        editor.remove_constraint(Digest, rule)
    try:
        assert run_at_once() == ["ended"] * RUNS
        assert len(mailoutbox) == RUNS
    finally:
        Digest.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Digest, rule)


@pytest.mark.django_db
def test_digest_is_taken_on_by_one():
    user = UserFactory()
    taken = [take_digest(user=user, period="2026-11-24") for _attempt in range(2)]
    assert [digest is not None for digest in taken] == [True, False]
