"""Reading a real IMAP server: nothing is lost and nothing comes twice, whatever happens in the midst of it."""

import logging
import threading
import uuid

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from inbox.imap import MailboxTrouble
from inbox.models import InboundMail, InboundReason, InboundState, Mailbox
from inbox.services import mailbox as reading
from inbox.services.inbound import LostClaim, Place, empty_mails, receive
from inbox.services.mailbox import CLAIM_AGE, MOST_TRIES, Reading, read_by_itself, read_mailbox
from tests.inbox.imap_server import ImapAccount, ImapServer
from tests.inbox.received import message
from tests.racing import PATIENCE, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database, pytest.mark.imap]


def numbers() -> list[int]:
    return list(InboundMail.objects.order_by("uid").values_list("uid", flat=True))


def stopping(beginning: str, *, at: int = 1):
    """Break the database's connection at the so-manyth SQL that begins so, as a kill does."""
    seen = 0

    def wrapper(execute, sql, params, many, context):
        nonlocal seen
        if sql.startswith(beginning):
            seen += 1
            if seen == at:
                raise OperationalError("stopped")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def test_each_message_is_read_once_and_marked_when_stored(account):
    account.put(message(number="1@x.example"), message(number="2@x.example"))
    assert read_mailbox() == Reading(taken=2)
    assert read_mailbox() == Reading()
    account.put(message(number="3@x.example"))
    assert read_mailbox() == Reading(taken=1)
    assert (numbers(), account.flags()) == ([1, 2, 3], ["seen", "seen", "seen"])
    row = InboundMail.objects.get(uid=1)
    assert (row.sender, row.sender_name, row.subject, row.reason) == (
        "kim@bolaget.example",
        "Kim Ek",
        "Sponsring i år",
        InboundReason.UNKNOWN,
    )
    assert row.file.read() == message(number="1@x.example").replace(b"\n", b"\r\n") or row.size == row.file.size


def test_message_that_somebody_has_opened_in_the_mailbox_is_read_all_the_same(account):
    account.put(message())
    account.see_all()
    assert read_mailbox().taken == 1


def test_stop_before_the_commit_loses_nothing(account):
    account.put(message(), message(), message())
    with stopping('INSERT INTO "inbox_inboundmail"', at=2), pytest.raises(OperationalError):
        read_mailbox()
    assert (numbers(), account.flags()) == ([1], ["", "", ""])
    assert read_mailbox() == Reading(taken=2)
    assert (numbers(), account.flags()) == ([1, 2, 3], ["seen", "seen", "seen"])


def test_stop_after_the_commit_brings_nothing_twice_and_marks_it_later(account):
    account.put(message(), message())
    with stopping('SELECT "inbox_inboundmail"."id" AS "pk"', at=2), pytest.raises(OperationalError):
        read_mailbox()
    assert (numbers(), account.flags()) == ([1, 2], ["", ""])
    assert read_mailbox() == Reading()
    assert (numbers(), account.flags()) == ([1, 2], ["seen", "seen"])


def test_message_that_stops_every_reading_is_left_and_told_and_the_rest_is_read(account):
    account.put(message(number="ond@x.example"), message())
    for _each in range(MOST_TRIES):
        with stopping('INSERT INTO "inbox_inboundmail"'), pytest.raises(OperationalError):
            read_mailbox()
    assert read_mailbox() == Reading(taken=2)
    bad, good = InboundMail.objects.order_by("uid")
    assert (bad.reason, bad.note, bad.file.name) == (
        InboundReason.BROKEN,
        "Läsningen av det bröts 3 gånger. Det ligger kvar i brevlådan.",
        "",
    )
    assert (good.reason, account.flags()) == (InboundReason.UNKNOWN, ["", "seen"])


def test_two_readers_at_once_read_each_message_once(account):
    account.put(*(message() for _each in range(20)))
    outcomes = at_once(read_mailbox, read_mailbox)
    assert sum(outcome.taken for outcome in outcomes) == 20
    assert {outcome.busy for outcome in outcomes} == {False, True}
    assert numbers() == list(range(1, 21))


def test_two_readers_without_the_claim_would_do_the_same_work(account, monkeypatch):
    """The negative control: the claim is what keeps the other out, and the fence what keeps it from writing."""
    account.put(*(message() for _each in range(20)))

    both_have_claimed = threading.Barrier(2)

    def both(address):
        box, _new = Mailbox.objects.get_or_create(name=address.name)
        box.claim = uuid.uuid4()
        Mailbox.objects.filter(pk=box.pk).update(claim=box.claim, claimed_at=timezone.now())
        both_have_claimed.wait(PATIENCE)
        return box

    monkeypatch.setattr(reading, "_claimed", both)
    outcomes = at_once(read_mailbox, read_mailbox)
    assert sorted(outcome.busy for outcome in outcomes) == [False, True]  # the one that lost its claim says so
    assert numbers() == list(range(1, 21))


def test_reader_that_was_taken_for_dead_writes_nothing(account):
    box = Mailbox.objects.create(name="x", claim=uuid.uuid4())
    place = Place(mailbox=box, claim=uuid.uuid4(), uidvalidity=1, uid=1)
    with pytest.raises(LostClaim):
        receive(message(), place)
    assert InboundMail.objects.count() == 0


def test_claim_of_a_killed_reader_ends(account):
    account.put(message())
    read_mailbox()
    box = Mailbox.objects.get()
    account.put(message())
    Mailbox.objects.update(claim=uuid.uuid4(), claimed_at=timezone.now())
    assert read_mailbox() == Reading(busy=True)
    Mailbox.objects.update(claimed_at=timezone.now() - CLAIM_AGE - CLAIM_AGE / 10)
    assert read_mailbox() == Reading(taken=1)
    box.refresh_from_db()
    assert (box.claim, box.last_uid) == (None, 2)


def test_folder_numbered_anew_is_read_again_without_a_second_row(account):
    account.put(message(number="1@x.example"), message(number=""), message(number="3@x.example"))
    assert read_mailbox().taken == 3
    empty_mails(InboundMail.objects.filter(uid=3))
    account.number_anew()
    account.put(message(number="4@x.example"))
    assert read_mailbox().taken == 4
    assert numbers() == [1, 2, 3, 4]
    assert (InboundMail.objects.get(uid=3).sender, Mailbox.objects.get().last_uid) == ("", 4)


def test_same_message_by_two_ways_is_one(account):
    account.put(message(number="1@x.example"), b"Received: by another way\r\n" + message(number="1@x.example"))
    assert read_mailbox().taken == 2
    assert (InboundMail.objects.count(), account.flags()) == (1, ["seen", "seen"])


def test_anothers_number_does_not_take_its_place(account):
    account.put(message(number="1@x.example"), message(number="1@x.example", text="Något annat"))
    account.put(message(number="1@x.example", text="Något annat"))
    read_mailbox()
    assert list(InboundMail.objects.order_by("uid").values_list("reason", flat=True)) == [
        InboundReason.UNKNOWN,
        InboundReason.CLASH,
    ]


def test_message_without_number_is_known_by_its_bytes(account):
    one, other = message(number=""), message(number="", text="Något annat")
    account.put(one, other, one)
    read_mailbox()
    assert InboundMail.objects.count() == 2


def test_message_that_goes_while_it_is_read_is_passed_by(account):
    account.put(message(), message())
    with stopping('INSERT INTO "inbox_inboundmail"'), pytest.raises(OperationalError):
        read_mailbox()
    account.remove_first()
    assert (read_mailbox().taken, numbers()) == (1, [2])


def test_read_messages_are_moved_where_the_settings_say(account, settings):
    settings.MAILBOX_DONE_FOLDER = "Läst av Medspel"
    account.put(message(), message())
    assert read_mailbox().taken == 2
    assert (account.flags(), account.flags("L&AOQ-st av Medspel")) == ([], ["seen", "seen"])
    account.put(message())
    assert read_mailbox().taken == 1


def test_too_large_message_stays_on_the_server_and_is_told(account, settings):
    settings.MAIL_MAX_BYTES = 1024 * 1024
    account.put(message(number="stort@x.example", text="x" * 70 + "\n" + "y" * 78 * 15_000), message())
    assert read_mailbox().taken == 2
    large = InboundMail.objects.get(reason=InboundReason.TOO_BIG)
    assert (large.sender, large.subject, large.file.name, large.note) == (
        "kim@bolaget.example",
        "Sponsring i år",
        "",
        "Det är större än 1 MB. Det ligger kvar i brevlådan.",
    )
    assert (large.size > 1024 * 1024, large.can_be_logged, account.flags()) == (True, False, ["", "seen"])


BROKEN = [
    b"",
    b"\0\0\0\0",
    b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    b"From: \xff\xfe\r\nDate: x\r\n\r\n\xed\xa0\x80\xed\xb0\x80",
    b"From: kim@bolaget.example\r\nSubject: =?utf-8?q?=ED=A0=80=00?=\r\n\r\nHej\0hej",
    b"From: a@b.example\r\nSubject: x\r\n" + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n" * 3_000,
    b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    + b"Content-Type: message/rfc822\r\n\r\n" * 60,
    b"From: " + b"(" * 60_000 + b"\r\nSubject: x\r\n\r\n",
    b"From: a@b.example\r\nSubject: x\r\nReferences: " + b"<" * 60_000 + b"\r\n\r\nHej",
    b"From: a@b.example\r\nSubject: x\r\nAuthentication-Results: " + b'"(' * 30_000 + b"\r\n\r\nHej",
    b"From: a@b.example\r\nDate: Thu, 99 Foo 99999 99:99:99 +9999\r\nSubject: " + b"a" * 50_000 + b"\r\n\r\nHej",
    b"From: a@b.example\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"=" * 4_000,
]


@pytest.fixture
def five_hundred(account, transactional_db, caplog) -> tuple[int, int]:
    """How many were put in the mailbox, and how many were read: one in ten is broken, in some way or other."""
    contents = [
        BROKEN[number // 10 % len(BROKEN)] + b"\r\n" * (number // 120)
        if number % 10 == 0
        else message(number=f"{number}@x.example", subject=f"Mejl {number}")
        for number in range(500)
    ]
    given = [content for content in contents if content.strip()]
    account.put_quickly(given)
    with caplog.at_level(logging.ERROR):
        taken, left = 0, 1
        while left:
            turn = read_mailbox()
            taken, left = taken + turn.taken, turn.left
    return len(given), taken


def test_broken_messages_stop_none_of_five_hundred(five_hundred, account, caplog):
    """Each has a row, and the others are as they would be alone."""
    given, taken = five_hundred
    good = InboundMail.objects.filter(subject__startswith="Mejl ")
    assert (taken, good.count(), numbers() == list(range(1, given + 1))) == (given, 450, True)
    assert {*account.flags()} == {"seen"}
    ours = [each for each in caplog.get_records("setup") if each.levelno >= logging.ERROR]
    assert ours == []  # none had to be caught as an error of our own


def test_wrong_password_is_said_plainly_and_is_not_tried_each_minute(account, settings):
    settings.MAILBOX_SECRET_URL = account.url(password="fel")
    words = "127.0.0.1 tar inte emot användarnamnet eller lösenordet i MAILBOX_URL."
    with pytest.raises(MailboxTrouble, match=words):
        read_mailbox()
    box = Mailbox.objects.get()
    assert (box.error, box.failures, box.read_at, box.claim) == (words, 1, None, None)
    assert (read_by_itself(), Mailbox.objects.get().failures) == (0, 1)
    Mailbox.objects.update(tried_at=timezone.now() - reading.EVERY * 2)
    assert (read_by_itself(), Mailbox.objects.get().failures) == (0, 1)  # two minutes after the first failure
    Mailbox.objects.update(tried_at=timezone.now() - reading.EVERY * 3)
    assert (read_by_itself(), Mailbox.objects.get().failures) == (0, 2)


def test_folder_that_is_not_there_is_said_plainly(account, settings):
    settings.MAILBOX_SECRET_URL = account.url(folder="Loggen")
    with pytest.raises(MailboxTrouble, match=r"^Mappen Loggen finns inte i brevlådan, eller får inte öppnas"):
        read_mailbox()


def test_server_away_and_back_loses_nothing(settings):
    server = ImapServer()
    try:
        server.start()
        account = ImapAccount(server, "borta")
        settings.MAILBOX_SECRET_URL = account.url()
        account.put(message())
        assert read_mailbox().taken == 1
        account.put(message())
        server.stop()
        with pytest.raises(MailboxTrouble, match=r"127.0.0.1 svarar inte \(ConnectionRefusedError\)."):
            read_mailbox()
        assert Mailbox.objects.get().failures == 1
        server.start()
        assert read_mailbox().taken == 1
        box = Mailbox.objects.get()
        assert (box.failures, box.error, numbers()) == (0, "", [1, 2])
    finally:
        server.remove()


def test_server_that_goes_in_the_midst_is_begun_with_again(settings):
    server = ImapServer()
    try:
        server.start()
        account = ImapAccount(server, "mitt-i")
        settings.MAILBOX_SECRET_URL = account.url()
        account.put(message(), message(), message())
        seen = 0

        def stop_at_second(execute, sql, params, many, context):
            nonlocal seen
            if sql.startswith('INSERT INTO "inbox_inboundmail"'):
                seen += 1
                if seen == 2:
                    server.stop()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(stop_at_second), pytest.raises(MailboxTrouble):
            read_mailbox()
        assert numbers() == [1, 2]
        server.start()
        assert (read_mailbox().taken, numbers(), account.flags()) == (1, [1, 2, 3], ["seen", "seen", "seen"])
    finally:
        server.remove()


def test_flood_stops_the_reading_and_says_so(account, monkeypatch):
    account.put(message(), message())
    read_mailbox()
    monkeypatch.setattr(reading, "MOST_WAITING_BYTES", 10)
    account.put(message())
    with pytest.raises(MailboxTrouble, match="För mycket väntar"):
        read_mailbox()
    InboundMail.objects.update(state=InboundState.THROWN, ended_at=timezone.now())
    assert read_mailbox().taken == 1
