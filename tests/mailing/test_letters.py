"""The queue: what is written, what leaves, what is tried again, and that nothing goes twice."""

import datetime as dt
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from anymail.exceptions import AnymailAPIError
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from core.errors import Refusal
from mailing.kinds import Basis
from mailing.merge_fields import check_fields, merged
from mailing.models import Letter, LetterState, Suppression, SuppressionReason
from mailing.models.suppressions import address_key
from mailing.services.delivering import LOST_AFTER, PAUSES, deliver_waiting, recover_lost_letters
from mailing.services.events import note_event
from mailing.services.mailings import clear_letters, discard_mailing, enclose, send_mailing, stop_mailing, write_mailing
from mailing.services.queueing import To, send_again, stop, tell_colleague
from mailing.services.suppressions import lift_suppression, suppress_address
from tests.factories import UserFactory
from tests.mailing.letters import LOCMEM, TEXT, write
from tests.racing import at_once

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("prov"),
    pytest.mark.database("mailing.services.delivering", "mailing.services.suppressions"),
]


@pytest.fixture(autouse=True)
def sending(settings):
    settings.EMAIL_BACKEND = LOCMEM


class Failing(EmailBackend):
    """Raises what the test says, once for each letter."""

    errors: list = []

    def send_messages(self, messages):
        if self.errors:
            raise self.errors.pop(0)
        return super().send_messages(messages)


@pytest.fixture
def failing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Failing"

    def fail(*errors):
        Failing.errors = list(errors)

    yield fail
    Failing.errors = []


def state_of(letter: Letter) -> tuple:
    letter.refresh_from_db()
    return letter.state, letter.attempts, letter.error


# --- Texts ----------------------------------------------------------------------------------------


def test_text_gets_its_values_and_loses_lines_whose_fields_are_empty():
    text = "Hej {förnamn}!\nDiplom: {diplom}\n{ förnamn } och {länk}"
    assert merged(text, {"förnamn": "Kim"}, kept={"länk"}) == "Hej Kim!\nKim och {länk}"


@pytest.mark.parametrize(("text", "wrong"), [("Hej {namn}", 1), ("Hej {förnamn", 1), ("{a} {b} }", 3)])
def test_fields_that_a_text_cannot_have_are_named(text, wrong):
    with pytest.raises(ValidationError) as raised:
        check_fields(text, {"förnamn"})
    assert len(raised.value.messages) == wrong


# --- Sending --------------------------------------------------------------------------------------


def test_letter_leaves_once_as_text_and_html_with_a_way_to_say_no():
    letter = write()
    assert (deliver_waiting(), deliver_waiting()) == (1, 0)
    [message] = mail.outbox
    assert (message.subject, message.to, message.body.split("\n")[0]) == ("Hej Kim", ["kim@b.example"], "Hej Kim!")
    assert message.alternatives[0][1] == "text/html"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert (link in message.body, message.extra_headers["Message-ID"]) == (True, letter.message_id)
    assert state_of(letter) == (LetterState.SENT, 1, "")


@pytest.mark.parametrize("basis", [Basis.ERRAND, Basis.ANSWER])
def test_letter_that_is_no_mailing_has_no_link_to_unsubscribe(basis):
    write(basis=basis)
    deliver_waiting()
    assert ("List-Unsubscribe" in mail.outbox[0].extra_headers, "avanmal" in mail.outbox[0].body) == (False, False)


def test_secret_is_in_the_mail_and_nowhere_else():
    letter = write(values={"förnamn": "Kim", "länk": "https://x.example/hemlig"})
    assert ("hemlig" in letter.text, "hemlig" in letter.sealed, letter.sealed != "") == (False, False, True)
    deliver_waiting()
    letter.refresh_from_db()
    assert ("https://x.example/hemlig" in mail.outbox[0].body, letter.sealed) == (True, "")


def test_nothing_leaves_or_counts_without_settings_for_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    new, old = write(), write()
    Letter.objects.filter(pk=old.pk).update(made_at=timezone.now() - dt.timedelta(days=4))
    assert deliver_waiting() == 0
    assert (state_of(new)[0], state_of(old)[0]) == (LetterState.WAITING, LetterState.FAILED)


def test_letter_to_come_waits_for_its_time():
    write(due_at=timezone.now() + dt.timedelta(minutes=1))
    assert deliver_waiting() == 0


@pytest.mark.parametrize(
    "error",
    [SMTPDataError(451, b"later"), SMTPRecipientsRefused({"kim@b.example": (450, b"busy")})],
    ids=["data", "recipient"],
)
def test_letter_refused_for_now_is_tried_again_later_each_time(failing, error):
    failing(*[error] * (len(PAUSES) + 1))
    letter = write()
    for number, pause in enumerate(PAUSES, start=1):
        deliver_waiting()
        assert state_of(letter)[:2] == (LetterState.WAITING, number)
        assert abs(letter.due_at - timezone.now() - pause) < dt.timedelta(seconds=30)
        Letter.objects.update(due_at=timezone.now())
    deliver_waiting()
    assert state_of(letter)[:2] == (LetterState.FAILED, len(PAUSES) + 1)


@pytest.mark.parametrize(
    ("error", "suppressed"),
    [
        (SMTPDataError(554, b"spam"), False),
        (SMTPRecipientsRefused({"kim@b.example": (550, b"no such user")}), True),
        (SMTPServerDisconnected(), False),
        (TimeoutError(), False),
        (AnymailAPIError("500"), False),
    ],
    ids=["refused", "no such address", "broken", "slow", "provider"],
)
def test_letter_that_is_refused_or_may_have_left_is_not_tried_again(failing, error, suppressed):
    failing(error)
    letter = write()
    assert (deliver_waiting(), deliver_waiting(), mail.outbox) == (0, 0, [])
    assert state_of(letter)[:2] == (LetterState.FAILED, 1)
    assert Suppression.objects.exists() == suppressed


def test_failure_of_one_letter_stops_no_other(failing):
    failing(TimeoutError())
    write(), write("bo@b.example")
    assert (deliver_waiting(), [message.to for message in mail.outbox]) == (1, [["bo@b.example"]])


def test_address_that_cannot_be_written_in_a_mail_stops_no_other_letter():
    letter = write(f"kim@{'ö' * 60}.se")  # each part of a domain has at most 63 letters, as the network writes it
    letter.full_clean()
    write("bo@b.example")
    assert (deliver_waiting(), [message.to for message in mail.outbox]) == (1, [["bo@b.example"]])
    assert state_of(letter)[0] == LetterState.FAILED


def test_letter_of_a_killed_worker_is_left_to_a_person():
    letter = write()
    Letter.objects.update(state=LetterState.SENDING, claimed_at=timezone.now() - LOST_AFTER * 2, attempts=1)
    assert (recover_lost_letters(), deliver_waiting()) == (1, 0)
    assert state_of(letter)[0] == LetterState.FAILED
    send_again(letter)
    assert deliver_waiting() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_letter_once():
    for number in range(3):
        write(f"kim{number}@b.example")
    assert (sum(at_once(deliver_waiting, deliver_waiting)), len(mail.outbox)) == (3, 3)


def test_enclosure_goes_with_the_letter():
    letter = write(enclosures=[enclose("Avtal.txt", b"Hej")])
    deliver_waiting()
    assert mail.outbox[0].attachments[0][:2] == ("Avtal.txt", "Hej")
    assert clear_letters(before=timezone.now() + dt.timedelta(days=1)) == 1
    assert not Letter.objects.filter(pk=letter.pk).exists()


# --- Who is not written to ------------------------------------------------------------------------

STOPPED_BY = {
    SuppressionReason.UNSUBSCRIBED: {Basis.OUTREACH},
    SuppressionReason.BY_HAND: {Basis.OUTREACH, Basis.ERRAND},
    SuppressionReason.COMPLAINED: {Basis.OUTREACH, Basis.ERRAND},
    SuppressionReason.BOUNCED: set(Basis),
}


@pytest.mark.parametrize("reason", SuppressionReason)
def test_suppressed_address_gets_only_what_its_reason_leaves(reason):
    suppress_address("Kim@B.example", reason=reason)
    letters = {basis: write(basis=basis) for basis in Basis}
    stopped = {basis for basis, letter in letters.items() if letter.state == LetterState.SUPPRESSED}
    assert (stopped, deliver_waiting()) == (STOPPED_BY[reason], len(Basis) - len(stopped))


def test_address_suppressed_while_a_letter_waits_gets_none():
    letter = write()
    suppress_address(letter.to_email, reason=SuppressionReason.UNSUBSCRIBED)
    assert (deliver_waiting(), state_of(letter)[0], mail.outbox) == (0, LetterState.SUPPRESSED, [])


def test_reason_that_stops_more_takes_over_and_not_the_other_way():
    for reason in (SuppressionReason.BY_HAND, SuppressionReason.BOUNCED, SuppressionReason.UNSUBSCRIBED):
        suppress_address("kim@b.example", reason=reason)
    assert Suppression.objects.get(key=address_key("kim@b.example")).reason == SuppressionReason.BOUNCED


def test_only_the_person_takes_back_their_own_no():
    theirs = suppress_address("kim@b.example", reason=SuppressionReason.UNSUBSCRIBED)
    with pytest.raises(Refusal):
        lift_suppression(theirs)
    lift_suppression(suppress_address("bo@b.example", reason=SuppressionReason.BY_HAND))
    assert Suppression.objects.get() == theirs


def test_colleague_who_wants_no_mail_or_is_paused_gets_none():
    for fields in ({"mail_notices": False}, {"is_active": False}, {"email": ""}):
        assert tell_colleague("prov", user=UserFactory(**fields), values={}) is None


@pytest.mark.parametrize(
    ("kind", "state", "suppressed"),
    [("bounced", LetterState.BOUNCED, 1), ("complained", LetterState.SENT, 1), ("opened", LetterState.SENT, 0)],
)
def test_what_the_provider_tells_is_noted_once(kind, state, suppressed):
    letter = write()
    deliver_waiting()
    Letter.objects.update(provider_id="p1")
    for _twice in range(2):
        note_event(kind=kind, provider_id="p1", address="KIM@b.example")
    assert (state_of(letter)[0], Suppression.objects.count()) == (state, suppressed)


def test_event_of_no_letter_of_ours_suppresses_nobody():
    write()
    assert not note_event(kind="bounced", provider_id="", address="kim@b.example")
    assert not note_event(kind="bounced", provider_id="p2", address="kim@b.example")
    assert Suppression.objects.count() == 0


# --- Many, stopped and sent again -----------------------------------------------------------------


def mailing_to(*addresses: str):
    people = [(To(address, address), {"förnamn": "Kim"}, {}) for address in addresses]
    return write_mailing("prov", by=UserFactory(), text=TEXT, people=people, files=[("a.txt", b"Hej")])


def test_mailing_is_seen_through_then_sent_and_can_be_stopped():
    suppress_address("no@b.example", reason=SuppressionReason.UNSUBSCRIBED)
    mailing = mailing_to("kim@b.example", "no@b.example")
    assert deliver_waiting() == 0
    assert (send_mailing(mailing), deliver_waiting()) == (1, 0)  # a minute to regret
    with pytest.raises(Refusal):
        send_mailing(mailing)
    with pytest.raises(Refusal):
        discard_mailing(mailing)
    assert (stop_mailing(mailing), stop_mailing(mailing)) == (1, 0)
    assert sorted(mailing.letters.values_list("state", flat=True)) == ["stopped", "suppressed"]


def test_mailing_that_nobody_sends_leaves_nothing():
    discard_mailing(mailing_to("kim@b.example"))
    assert Letter.objects.count() == 0


def test_letter_of_a_mailing_does_not_leave_before_the_mailing_is_sent():
    [letter] = mailing_to("kim@b.example").letters.all()
    with pytest.raises(Refusal):
        send_again(letter)
    assert state_of(letter)[0] == LetterState.DRAFT


def test_letter_that_has_left_is_neither_stopped_nor_sent_again():
    letter = write()
    deliver_waiting()
    for act in (stop, send_again):
        with pytest.raises(Refusal):
            act(letter)


def test_stopped_letter_is_sent_again_unless_its_address_is_suppressed():
    letter = stop(write())
    suppress_address(letter.to_email, reason=SuppressionReason.BOUNCED)
    with pytest.raises(Refusal):
        send_again(letter)
    Suppression.objects.all().delete()
    send_again(letter)
    assert deliver_waiting() == 1


def test_what_follows_a_letter_may_fail_without_it_going_twice(monkeypatch, prov):
    def fail(letter):
        raise RuntimeError

    monkeypatch.setattr(type(prov), "sent", property(lambda self: fail))
    letter = write()
    assert (deliver_waiting(), deliver_waiting(), state_of(letter)[0]) == (1, 0, LetterState.SENT)
