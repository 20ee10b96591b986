"""What becomes of messages: what is logged by itself, by whom and where, what waits, and what is sorted aside."""

import uuid

import pytest
from django.utils import timezone

from crm.letter_kinds import about_contact
from crm.models import Direction, Document, Interaction, InteractionKind
from inbox.models import InboundMail, InboundReason, InboundState, Mailbox, MailRule
from inbox.services.inbound import Place, receive, save_rule
from mailing.models import LetterState, Suppression, SuppressionReason
from mailing.services.delivering import message_of
from mailing.services.queueing import To, queue_letter
from tests.factories import AffiliationFactory, CompanyFactory, contact_at
from tests.inbox.received import SECRET, SERVER, bounce, message

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MANAGER = "Partneransvarig"


@pytest.fixture(autouse=True)
def vouching(settings):
    settings.MAILBOX_AUTHSERV, settings.MAILBOX_SECRET_ADDRESS = SERVER, SECRET


@pytest.fixture
def colleague(make_user):
    return make_user(MANAGER, email="Ria@stadsmission.example")


@pytest.fixture
def kim():
    return contact_at(CompanyFactory(), email="kim@bolaget.example")


def received(content: bytes) -> InboundMail:
    box, _new = Mailbox.objects.get_or_create(name="prov")
    box.claim = uuid.uuid4()
    box.save()
    return receive(content, Place(mailbox=box, claim=box.claim, uidvalidity=1, uid=box.last_uid + 1))


def rule(pattern: str, action: str = "log", *, by) -> MailRule:
    return save_rule(MailRule(), by=by, pattern=pattern, action=action)


def outcome(content: bytes) -> tuple:
    row = received(content)
    return row.state, row.reason, Interaction.objects.count()


LOGGED, WAITING, ASIDE = InboundState.LOGGED, InboundState.WAITING, InboundState.ASIDE


# --- From outside ----------------------------------------------------------------------------------


def test_known_person_is_logged_by_a_rule(kim, colleague):
    rule("kim@bolaget.example", by=colleague)
    row = received(message(vouched=True, number="1@bolaget.example"))
    logged = Interaction.objects.get()
    assert (row.state, row.reason, row.interaction) == (LOGGED, InboundReason.RULE, logged)
    assert (logged.kind, logged.direction, logged.logged_by, logged.subject, logged.text, logged.message_id) == (
        InteractionKind.EMAIL,
        Direction.INCOMING,
        colleague,
        "Sponsring i år",
        "Hej! Vi vill vara med i år igen.",
        "1@bolaget.example",
    )
    assert (list(logged.companies.all()), list(logged.contacts.all())) == ([kim.affiliations.get().company], [kim])


@pytest.mark.parametrize("pattern", ["@bolaget.example", "*"])
def test_rule_may_be_of_a_domain_or_of_all_known(kim, colleague, pattern):
    rule(pattern, by=colleague)
    assert outcome(message(vouched=True)) == (LOGGED, InboundReason.RULE, 1)
    assert outcome(message(vouched=True, sender="ny@bolaget.example")) == (WAITING, InboundReason.UNKNOWN, 1)


def test_nearest_rule_goes_first(kim, colleague):
    rule("*", by=colleague)
    rule("@bolaget.example", "never", by=colleague)
    assert outcome(message(vouched=True)) == (ASIDE, InboundReason.BLOCKED, 0)
    rule("kim@bolaget.example", by=colleague)
    assert outcome(message(vouched=True)) == (LOGGED, InboundReason.RULE, 1)


def test_known_person_without_a_rule_waits(kim):
    assert outcome(message(vouched=True)) == (WAITING, InboundReason.KNOWN, 0)


def test_sender_that_nobody_vouches_for_waits(kim, colleague):
    rule("*", by=colleague)
    assert outcome(message()) == (WAITING, InboundReason.DOUBTFUL, 0)
    forged = message(Authentication_Results="mx.bov.example; dmarc=pass header.from=bolaget.example")
    assert outcome(forged) == (WAITING, InboundReason.DOUBTFUL, 0)


def test_former_address_and_shared_address_are_not_sure_enough(kim, colleague):
    rule("*", by=colleague)
    kim.former_emails = "kim@gamla.example"
    kim.save()
    assert outcome(message(vouched=True, sender="kim@gamla.example")) == (WAITING, InboundReason.UNKNOWN, 0)
    contact_at(CompanyFactory(), email="Kim@bolaget.example")
    assert outcome(message(vouched=True)) == (WAITING, InboundReason.UNCLEAR, 0)


def test_person_at_two_companies_is_unclear_unless_one_owns_the_address(kim, colleague):
    rule("*", by=colleague)
    other = AffiliationFactory(contact=kim, company=CompanyFactory()).company
    assert outcome(message(vouched=True)) == (WAITING, InboundReason.UNCLEAR, 0)
    other.website = "https://bolaget.example"
    other.save()
    assert outcome(message(vouched=True)) == (LOGGED, InboundReason.RULE, 1)
    assert list(Interaction.objects.get().companies.all()) == [other]


def test_rule_in_the_name_of_somebody_who_may_not_log_waits(kim, make_user):
    rule("*", by=make_user("Läsare"))
    assert outcome(message(vouched=True)) == (WAITING, InboundReason.REFUSED, 0)


def test_newsletter_waits_whatever_the_rules_say(kim, colleague):
    rule("*", by=colleague)
    assert outcome(message(vouched=True, List_Unsubscribe="<https://x.example>")) == (WAITING, InboundReason.BULK, 0)


def test_message_that_is_logged_already_is_not_logged_again(kim, colleague):
    rule("*", by=colleague)
    received(message(vouched=True, number="1@x.example"))
    InboundMail.objects.all().delete()
    assert outcome(message(vouched=True, number="1@x.example")) == (LOGGED, InboundReason.EARLIER, 1)


def test_attachments_become_documents_and_refused_ones_do_not(kim, colleague):
    rule("*", by=colleague)
    files = {"avtal.txt": b"Avtal", "program.exe": b"MZ" + b"\0" * 200}
    received(message(vouched=True, files=files))
    [document] = Document.objects.all()
    assert (document.file_name, document.company, document.interaction) == (
        "avtal.txt",
        kim.affiliations.get().company,
        Interaction.objects.get(),
    )


def test_message_that_cannot_be_logged_waits_and_says_why(kim, colleague, settings):
    rule("*", by=colleague)
    settings.DOCUMENT_COMPANY_BYTES = 1
    row = received(message(vouched=True, files={"avtal.txt": b"Avtal"}))
    assert (row.state, row.reason, row.note, Interaction.objects.count()) == (
        WAITING,
        InboundReason.REFUSED,
        "Företagets dokument får inte ta mer plats. Ta bort något, eller be en administratör höja gränsen.",
        0,
    )


def test_message_from_tomorrow_is_logged_as_of_now(kim, colleague):
    rule("*", by=colleague)
    content = message(vouched=True)
    begins = content.index(b"Date: ")
    content = content[:begins] + b"Date: Fri, 01 Jan 2100 10:00:00 +0100" + content[content.index(b"\n", begins) :]
    received(content)
    assert Interaction.objects.get().happened_at <= timezone.now()


# --- Copies of what colleagues write ---------------------------------------------------------------


def copy(**fields) -> bytes:
    fields = {"delivered_to": SECRET} | fields
    return message(sender="Ria <ria@stadsmission.example>", to="kim@bolaget.example, Bo <bo@nytt.example>", **fields)


def test_copy_from_a_colleague_is_logged_as_theirs(kim, colleague):
    row = received(copy())
    logged = Interaction.objects.get()
    assert (row.state, row.reason) == (LOGGED, InboundReason.COPY)
    assert (logged.direction, logged.logged_by, list(logged.contacts.all()), list(logged.companies.all())) == (
        Direction.OUTGOING,
        colleague,
        [kim],
        [kim.affiliations.get().company],
    )


def test_copy_is_proven_by_our_server_too(kim, colleague, settings):
    settings.MAILBOX_SECRET_ADDRESS = ""
    assert outcome(copy(vouched=True)) == (LOGGED, InboundReason.COPY, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"delivered_to": "logg@stadsmission.example"},
        {"delivered_to": ""},
        {"Cc": SECRET},  # all who got it have read the secret
        {"delivered_to": "", "Authentication_Results": f"{SERVER}; dmarc=fail header.from=stadsmission.example"},
        {"delivered_to": "", "Authentication_Results": f"{SERVER}; dmarc=pass header.from=bov.example"},
    ],
)
def test_copy_that_anybody_could_have_written_waits(kim, colleague, fields):
    assert outcome(copy(**fields)) == (WAITING, InboundReason.DOUBTFUL, 0)


def test_copy_from_our_domain_without_an_account_waits(kim, colleague):
    content = copy().replace(b"Ria <ria@", b"Tom <tom@")
    assert outcome(content) == (WAITING, InboundReason.DOUBTFUL, 0)
    colleague.is_active = False
    colleague.save()
    assert outcome(copy()) == (WAITING, InboundReason.DOUBTFUL, 0)


def test_copy_to_nobody_known_waits(colleague):
    assert outcome(copy()) == (WAITING, InboundReason.UNKNOWN, 0)


def test_copy_follows_the_rules_that_forbid(kim, colleague):
    forbidden = rule("kim@bolaget.example", "never", by=colleague)
    assert outcome(copy()) == (ASIDE, InboundReason.BLOCKED, 0)
    forbidden.delete()
    rule("ria@stadsmission.example", "never", by=colleague)
    assert outcome(copy()) == (ASIDE, InboundReason.BLOCKED, 0)


def test_copy_from_a_colleague_who_may_not_log_waits(kim, make_user):
    make_user("Läsare", email="ria@stadsmission.example")
    assert outcome(copy()) == (WAITING, InboundReason.REFUSED, 0)


# --- About what Medspel has sent -------------------------------------------------------------------


def sent_to(contact, *, by):
    company = contact.affiliations.get().company
    return queue_letter(
        "people",
        to=To(contact.email),
        values={},
        by=by,
        about=about_contact(contact, company),
        state=LetterState.SENT,
        ended_at=timezone.now(),
    )


def test_answer_to_a_letter_is_logged_with_its_company_without_a_rule(kim, colleague):
    letter = sent_to(kim, by=colleague)
    AffiliationFactory(contact=kim, company=CompanyFactory())  # whichever it is about, the letter says
    row = received(message(vouched=True, In_Reply_To=letter.message_id))
    logged = Interaction.objects.get()
    assert (row.state, row.reason, row.letter) == (LOGGED, InboundReason.REPLY, letter)
    assert (logged.logged_by, logged.direction, [each.pk for each in logged.companies.all()]) == (
        colleague,
        Direction.INCOMING,
        [letter.about["company"]],
    )


def test_answer_far_down_in_a_chain_is_found_by_its_references(kim, colleague):
    letter = sent_to(kim, by=colleague)
    references = f"<a@x.example> {letter.message_id} <b@x.example>"
    assert outcome(message(vouched=True, In_Reply_To="<b@x.example>", References=references))[1] == InboundReason.REPLY


def test_answer_from_another_address_is_no_answer(kim, colleague):
    letter = sent_to(kim, by=colleague)
    row = received(message(vouched=True, sender="bov@bov.example", In_Reply_To=letter.message_id))
    assert (row.state, row.reason, row.letter) == (WAITING, InboundReason.UNKNOWN, letter)


def test_answer_is_believed_by_its_number_where_no_server_vouches(kim, colleague, settings):
    letter = sent_to(kim, by=colleague)
    assert outcome(message(In_Reply_To=letter.message_id)) == (WAITING, InboundReason.DOUBTFUL, 0)
    settings.MAILBOX_AUTHSERV = ""
    assert outcome(message(In_Reply_To=letter.message_id)) == (LOGGED, InboundReason.REPLY, 1)


def test_bounce_suppresses_the_address_of_the_letter(kim, colleague):
    letter = sent_to(kim, by=colleague)
    row = received(bounce(letter.message_id))
    letter.refresh_from_db()
    blocked = Suppression.objects.get()
    assert (row.state, row.reason, row.note, letter.state) == (
        ASIDE,
        InboundReason.BOUNCE,
        "Adressen kim@bolaget.example är spärrad.",
        LetterState.BOUNCED,
    )
    assert (blocked.address, blocked.reason, blocked.note) == (kim.email, SuppressionReason.BOUNCED, "5.1.1")


@pytest.mark.parametrize(("status", "kind"), [("4.2.2", "delayed"), ("4.2.2", "failed"), ("5.1.1", "delayed")])
def test_passing_bounce_suppresses_nobody(kim, colleague, status, kind):
    letter = sent_to(kim, by=colleague)
    row = received(bounce(letter.message_id, status=status, kind=kind))
    letter.refresh_from_db()
    assert (row.state, row.note, letter.state, Suppression.objects.count()) == (
        ASIDE,
        f"Det är tillfälligt ({status}), så adressen är inte spärrad.",
        LetterState.SENT,
        0,
    )


def test_strangers_bounce_suppresses_nobody(kim, colleague):
    sent_to(kim, by=colleague)
    row = received(bounce("<pahittat@stadsmission.example>"))
    assert (row.state, row.note, Suppression.objects.count()) == (
        ASIDE,
        "Rapporten gäller inget mejl som Medspel har kvar.",
        0,
    )


def test_report_of_spam_suppresses_as_a_complaint(kim, colleague):
    letter = sent_to(kim, by=colleague)
    report = bounce(letter.message_id).replace(b"delivery-status", b"feedback-report")
    assert received(report).reason == InboundReason.COMPLAINT
    assert Suppression.objects.get().reason == SuppressionReason.COMPLAINED


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; type=x"},
        {"X_Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"subject": "Automatiskt svar: Sponsring"},
        {"subject": "Frånvaro: åter på måndag"},
        {"subject": "Out of Office Re: Hej"},
    ],
)
def test_automatic_answer_is_sorted_aside(kim, colleague, headers):
    rule("*", by=colleague)
    letter = sent_to(kim, by=colleague)
    assert outcome(message(vouched=True, In_Reply_To=letter.message_id, **headers)) == (
        ASIDE,
        InboundReason.AUTOREPLY,
        0,
    )


def test_message_of_a_machine_without_a_report_is_sorted_aside_and_says_so(kim):
    row = received(message(sender="MAILER-DAEMON@bolaget.example"))
    assert (row.state, row.reason, row.note) == (
        ASIDE,
        InboundReason.BOUNCE,
        "Den säger inte på ett läsbart sätt vilket mejl den gäller.",
    )


def test_our_own_letter_is_sorted_aside(kim, colleague):
    letter = sent_to(kim, by=colleague)
    assert outcome(message(number=letter.message_id.strip("<>")))[:2] == (ASIDE, InboundReason.OURS)


def test_answers_to_what_colleagues_write_go_to_the_mailbox_too(kim, colleague, settings):
    settings.MAILBOX_REPLY_TO = "svar@stadsmission.example"
    by_colleague, by_itself = sent_to(kim, by=colleague), sent_to(kim, by=None)
    by_colleague.reply_to = colleague.email
    assert message_of(by_colleague).reply_to == [colleague.email, "svar@stadsmission.example"]
    assert message_of(by_itself).reply_to == []
    settings.MAILBOX_REPLY_TO = ""
    assert message_of(by_colleague).reply_to == [colleague.email]
