"""What people do with the messages of the mailbox: log, make a contact, throw away, forbid; rules; how it goes."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from core.models import AuditEntry, AuditKind, Job, JobState, KeptKind
from core.retention import days_kept
from crm.models import Contact, Interaction
from inbox.models import InboundMail, InboundReason, InboundState, Mailbox, MailDraft, MailRule, MailRuleAction
from inbox.services.inbound import empty_mails, take_back
from inbox.services.mailbox import read_mailbox
from tests.factories import CompanyFactory, InboundFactory, UserFactory, contact_at
from tests.inbox.letters import as_shown
from tests.inbox.received import message

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MANAGER, LEADER = "Partneransvarig", "Tävlingsledare"
LIST = reverse("inbox:inbound_list")


def page_of(client, url: str) -> str:
    return client.get(url).content.decode()


def url(name: str, row=None) -> str:
    return reverse(f"inbox:{name}", args=[row.pk] if row else None)


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    client = client_for(MANAGER)
    for _each in range(number):
        InboundFactory()
    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize("number", [1, 30])
def test_rules_cost_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    client = client_for(MANAGER)
    for place in range(number):
        MailRule.objects.create(pattern=f"kim{place}@b.example", user=client.user)
    with django_assert_num_queries(8):
        client.get(url("rule_list"))


def test_list_shows_what_waits_and_finds_the_rest(client_for):
    client = client_for(MANAGER)
    InboundFactory(sender="bo@b.example"), InboundFactory(state="aside", ended_at=timezone.now(), reason="bounce")
    InboundFactory(state="thrown", ended_at=timezone.now(), emptied_at=timezone.now())
    asked = ({}, {"show": "aside"}, {"show": "all"}, {"show": "all", "reason": "bounce"}, {"q": "bo@"}, {"q": "annan"})
    assert [client.get(LIST, query).context["count"] for query in asked] == [1, 1, 2, 1, 1, 0]


def test_reader_sees_none_of_it(client_for):
    row = InboundFactory()
    for name, of in (("inbound_list", None), ("inbound_detail", row), ("inbound_file", row), ("mailbox", None)):
        assert client_for("Läsare").get(url(name, of)).status_code == 403


def test_message_is_logged_as_it_stands_after_a_look(client_for):
    company = CompanyFactory()
    kim = contact_at(company, email="kim@okand.example")
    row = InboundFactory(reason=InboundReason.KNOWN)
    client = client_for(LEADER)
    assert str(company) in page_of(client, row.get_absolute_url())
    draft = client.post(url("inbound_log", row)).headers["Location"]
    assert client.post(url("inbound_log", row)).headers["Location"] == draft  # one draft each
    client.post(draft, as_shown(client.get(draft).context["form"]))
    row.refresh_from_db()
    logged = Interaction.objects.get()
    assert (row.state, row.interaction, row.ended_by) == (InboundState.LOGGED, logged, client.user)
    assert (list(logged.contacts.all()), logged.text, MailDraft.objects.count()) == ([kim], "Hej!", 0)
    assert "Visa kontakten" in page_of(client, row.get_absolute_url())
    assert client.post(url("inbound_log", row)).status_code == 404


def test_abandoned_draft_leaves_the_message_waiting(client_for):
    row, client = InboundFactory(), client_for(LEADER)
    draft = client.post(url("inbound_log", row)).headers["Location"]
    client.post(f"{draft}kasta/")
    row.refresh_from_db()
    assert (row.state, row.file.read()[:5], MailDraft.objects.count()) == (InboundState.WAITING, b"From:", 0)


def test_sender_becomes_a_contact_and_then_the_message_is_logged(client_for):
    company, row, client = CompanyFactory(website="https://okand.example"), InboundFactory(), client_for(MANAGER)
    form = client.get(url("inbound_contact", row)).context["form"]
    assert {name: form[name].value() for name in ("first_name", "last_name", "email")} == {
        "first_name": "Kim",
        "last_name": "Ek",
        "email": "kim@okand.example",
    }
    draft = client.post(url("inbound_contact", row), as_shown(form)).headers["Location"]
    kim = Contact.objects.get()
    assert (kim.affiliations.get().company, kim.data_source) == (company, "Mejl")
    assert client.get(draft).context["form"]["contacts"].value() == [kim.pk]


def test_sender_is_no_contact_when_the_message_cannot_be_opened(client_for):
    CompanyFactory(website="https://okand.example")
    row, client = InboundFactory(), client_for(MANAGER)
    asked = as_shown(client.get(url("inbound_contact", row)).context["form"])
    row.file.storage.delete(row.file.name)
    with pytest.raises(FileNotFoundError):
        client.post(url("inbound_contact", row), asked)
    assert (Contact.objects.count(), MailDraft.objects.count()) == (0, 0)


def test_thrown_message_is_taken_back(client_for):
    row, client = InboundFactory(), client_for(MANAGER)
    response = client.post(url("inbound_throw", row), follow=True)
    assert url("inbound_take_back", row) in response.content.decode()
    row.refresh_from_db()
    assert (row.state, row.ended_by) == (InboundState.THROWN, client.user)
    client.post(url("inbound_take_back", row))
    row.refresh_from_db()
    assert (row.state, row.ended_at, row.ended_by) == (InboundState.WAITING, None, None)


def test_second_who_throws_away_what_is_logged_is_told(client_for):
    row = InboundFactory(state="logged", ended_at=timezone.now())
    response = client_for(MANAGER).post(url("inbound_throw", row), follow=True)
    assert "Någon annan har redan tagit hand om mejlet." in response.content.decode()


@pytest.mark.parametrize(("pattern", "left"), [("kim@okand.example", ["bo@okand.example"]), ("@okand.example", [])])
def test_sender_that_is_never_logged_is_sorted_aside(client_for, pattern, left):
    row, client = InboundFactory(), client_for(MANAGER)
    InboundFactory(sender="bo@okand.example")
    client.post(url("inbound_never", row), {"pattern": pattern})
    made = MailRule.objects.get()
    assert (made.pattern, made.action, made.user) == (pattern, MailRuleAction.NEVER, client.user)
    assert [each.sender for each in InboundMail.objects.waiting()] == left


def test_public_domain_is_never_forbidden_whole(client_for):
    row = InboundFactory(sender="kim@gmail.com")
    form = client_for(MANAGER).get(url("inbound_never", row)).context["form"]
    assert [value for value, _label in form.fields["pattern"].choices] == ["kim@gmail.com"]


def test_competition_leader_makes_no_rules(client_for):
    row, client = InboundFactory(), client_for(LEADER)
    assert "Logga aldrig härifrån" not in page_of(client, row.get_absolute_url())
    assert client.get(url("inbound_never", row)).status_code == 403


def test_message_is_downloaded_as_a_file_and_noted(client_for):
    row, client = InboundFactory(), client_for(MANAGER)
    response = client.get(url("inbound_file", row))
    assert (response.headers["Content-Disposition"], b"".join(response.streaming_content)[:5]) == (
        'attachment; filename="mejl.eml"',
        b"From:",
    )
    assert AuditEntry.objects.filter(kind=AuditKind.DOWNLOAD).count() == 1


def test_message_shows_no_markup_of_its_own(client_for):
    row = InboundFactory(subject="<script>x</script>", sender_name="<b>Kim</b>")
    page = page_of(client_for(MANAGER), row.get_absolute_url()) + page_of(client_for(MANAGER), LIST)
    assert ("<script>x" in page, "<b>Kim" in page) == (False, False)


def test_unreadable_message_can_be_thrown_away_and_not_logged(client_for):
    row = InboundFactory(reason="broken", parsed={}, sender="", sender_name="", subject="", file="")
    page = page_of(client_for(MANAGER), row.get_absolute_url())
    offered = [url(name, row) in page for name in ("inbound_throw", "inbound_log", "inbound_contact", "inbound_file")]
    assert offered == [True, False, False, False]


# --- Rules -----------------------------------------------------------------------------------------


def test_rule_is_made_changed_and_removed(client_for):
    client = client_for(MANAGER)
    client.post(url("rule_create"), {"pattern": " @Bolaget.example", "action": "log", "user": client.user.pk})
    made = MailRule.objects.get()
    assert made.pattern == "@bolaget.example"
    data = {"pattern": "*", "action": "log", "user": client.user.pk, "version": made.version}
    client.post(url("rule_edit", made), data)
    assert "Alla som vi känner" in page_of(client, url("rule_list"))
    client.post(url("rule_delete", made))
    assert MailRule.objects.count() == 0


@pytest.mark.parametrize(
    ("pattern", "action", "words"),
    [
        ("bolaget", "log", "Skriv en adress, @ och en domän, eller *."),
        ("@", "log", "Skriv en adress, @ och en domän, eller *."),
        ("*", "never", "Ska ingenting loggas av sig självt räcker det att inte ha regler."),
        ("finns@b.example", "log", "Det finns redan en regel för den adressen."),
    ],
)
def test_rule_that_means_nothing_is_refused(client_for, pattern, action, words):
    client = client_for(MANAGER)
    MailRule.objects.create(pattern="finns@b.example", user=client.user)
    data = {"pattern": pattern, "action": action, "user": client.user.pk}
    assert words in client.post(url("rule_create"), data).content.decode()
    assert MailRule.objects.count() == 1


# --- How it goes -----------------------------------------------------------------------------------


def test_pages_say_plainly_that_no_mailbox_is_set(client_for, settings):
    settings.MAILBOX_SECRET_URL = ""
    client = client_for(MANAGER)
    pages = [page_of(client, LIST), page_of(client, url("mailbox"))]
    assert ["Ingen brevlåda är inställd" in page for page in pages] == [True, True]
    assert url("mailbox_read") not in pages[1]


def test_pages_say_what_went_wrong_and_never_the_password(client_for, settings):
    settings.MAILBOX_SECRET_URL = "imaps://logg:hemligt-ord@imap.example/INBOX"
    Mailbox.objects.create(
        name="logg@imap.example/INBOX",
        error="imap.example svarar inte (TimeoutError).",
        failures=3,
        tried_at=timezone.now(),
    )
    page = page_of(client_for(MANAGER), url("mailbox"))
    assert ("imap.example svarar inte (TimeoutError)." in page, "hemligt-ord" in page) == (True, False)


def test_emptied_message_says_nothing_and_is_not_read_again(client_for, settings):
    old, young = InboundFactory(), InboundFactory()
    days = dt.timedelta(days=days_kept(KeptKind.INBOUND))
    InboundMail.objects.filter(pk=old.pk).update(received_at=timezone.now() - days - dt.timedelta(hours=1))
    call_command("empty_mailbox")
    old.refresh_from_db(), young.refresh_from_db()
    assert (old.sender, old.subject, old.parsed, old.file.name, old.state, old.key != "") == (
        *("", "", {}, "", InboundState.THROWN),
        True,
    )
    assert (young.sender, young.state) == ("kim@okand.example", InboundState.WAITING)
    assert client_for(MANAGER).get(old.get_absolute_url()).status_code == 404


def test_message_that_is_emptied_meanwhile_is_not_taken_back():
    row = InboundFactory(state="thrown", ended_at=timezone.now())
    empty_mails(InboundMail.objects.all())
    with pytest.raises(Refusal, match="tömt"):
        take_back(row, by=UserFactory())


@pytest.mark.imap
@pytest.mark.django_db(transaction=True)
def test_mailbox_is_read_now_by_a_job(account, client_for):
    account.put(message(), message())
    client = client_for(MANAGER)
    client.post(url("mailbox_read"))
    call_command("work", "--once")
    job = Job.objects.get()
    assert (job.state, job.words[:9], InboundMail.objects.count()) == (JobState.DONE, "Nya mejl:", 2)
    assert "Brevlådan lästes" in page_of(client, url("mailbox"))


@pytest.mark.imap
@pytest.mark.django_db(transaction=True)
def test_job_says_why_the_mailbox_was_not_read(account, client_for, settings):
    settings.MAILBOX_SECRET_URL = account.url(password="fel")
    client = client_for(MANAGER)
    client.post(url("mailbox_read"))
    call_command("work", "--once")
    job = Job.objects.get()
    assert (job.state, job.words) == (
        JobState.FAILED,
        "127.0.0.1 tar inte emot användarnamnet eller lösenordet i MAILBOX_URL.",
    )


@pytest.mark.imap
@pytest.mark.django_db(transaction=True)
def test_file_goes_when_the_message_is_emptied(account):
    account.put(message())
    read_mailbox()
    row = InboundMail.objects.get()
    InboundMail.objects.update(received_at=timezone.now() - dt.timedelta(days=400))
    call_command("empty_mailbox")
    assert not row.file.storage.exists(row.file.name)
