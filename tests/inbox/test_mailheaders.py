"""Who vouches for a sender: what our own server says, whatever others have written."""

import time

import pytest

from core.email_files import read_message
from inbox.mailheaders import answered_ids, delivered_to, is_vouched_for

SERVER = "mx.var.example"


def head(*results: str, sender: str = "kim@bolaget.example") -> bytes:
    lines = [f"Authentication-Results: {each}" for each in results]
    return "\r\n".join([*lines, f"From: {sender}", "Subject: Hej", "", "Hej"]).encode()


def vouched(*results: str, sender: str = "kim@bolaget.example") -> bool:
    return is_vouched_for(read_message(head(*results, sender=sender)), sender=sender, server=SERVER)


@pytest.mark.parametrize(
    "result",
    [
        f"{SERVER}; dmarc=pass header.from=bolaget.example",
        f"{SERVER} 1; dmarc=pass (p=REJECT) header.from=BOLAGET.example; spf=fail smtp.mailfrom=x@y.example",
        f"{SERVER};\r\n\tdkim=pass (2048-bit key; t=1) header.d=bolaget.example header.i=@bolaget.example",
        f"{SERVER}; spf=pass smtp.mailfrom=studs@bolaget.example",
        f'{SERVER}; dkim=fail header.d=x.example; dkim=pass header.d="bolaget.example"',
        f"{SERVER}; dkim/1=pass header.d=bolaget.example",
    ],
)
def test_sender_is_vouched_for(result):
    assert vouched(result)


@pytest.mark.parametrize(
    "result",
    [
        "",
        f"{SERVER}; none",
        f"{SERVER}; dmarc=fail header.from=bolaget.example",
        f"{SERVER}; dmarc=pass header.from=bov.example",
        f"{SERVER}; dmarc=fail header.from=bolaget.example; dkim=pass header.d=bolaget.example",
        f"{SERVER}; dkim=pass header.d=bov.example",
        f"{SERVER}; dkim=pass header.d=example",
        f"{SERVER}; dkim=pass header.d=aget.example",
        f"{SERVER}; spf=pass smtp.mailfrom=x@bov.example",
        f"{SERVER}; spf=pass smtp.mailfrom=bolaget.example.bov.example",
        "mx.bov.example; dmarc=pass header.from=bolaget.example",
        f"mx.bov.example; x={SERVER}; dmarc=pass header.from=bolaget.example",
        f'{SERVER}; spf=pass smtp.mailfrom="x; dmarc=pass header.from=bolaget.example"@bov.example',
        f"{SERVER}; spf=none (x; dmarc=pass header.from=bolaget.example) smtp.mailfrom=x@bov.example",
        f"({SERVER}; dmarc=pass header.from=bolaget.example",
    ],
)
def test_sender_is_not_vouched_for(result):
    assert not vouched(result)


def test_only_the_topmost_result_counts():
    ours, forged = f"{SERVER}; none", f"{SERVER}; dmarc=pass header.from=bolaget.example"
    assert (vouched(forged, ours), vouched(ours, forged), vouched("x.example; none", forged)) == (True, False, False)


def test_two_senders_are_vouched_for_by_nobody():
    content = head(f"{SERVER}; dmarc=pass header.from=bolaget.example").replace(
        b"Subject", b"From: bov@bov.example\r\nSubject"
    )
    assert not is_vouched_for(read_message(content), sender="kim@bolaget.example", server=SERVER)


def test_what_it_answers_is_read_nearest_first():
    content = b"From: a@b.example\r\nSubject: x\r\nIn-Reply-To: <3@x>\r\nReferences: <1@x> <2@x>\r\n\t<3@x>\r\n\r\n"
    assert answered_ids(read_message(content)) == ["3@x", "2@x", "1@x"]


def test_where_it_was_delivered_is_told_by_any_server():
    content = b"Delivered-To: A@b.example\r\nX-Original-To: <c@d.example>\r\nFrom: x@y.example\r\nSubject: x\r\n\r\n"
    assert delivered_to(read_message(content)) == {"a@b.example", "c@d.example"}


@pytest.mark.parametrize("piece", ['"', "(", ")", ";", "\\", '"\\', "a=", " ", "<", "<a@"])
def test_hostile_headers_are_read_in_linear_time(piece):
    long = piece * (60_000 // len(piece))
    content = (
        f"Authentication-Results: {long}\r\nReferences: {long}\r\nDelivered-To: {long}\r\nFrom: a@b.example\r\n"
        "Subject: x\r\n\r\n"
    ).encode()
    message, began = read_message(content), time.process_time()
    assert is_vouched_for(message, sender="a@b.example", server=SERVER) is False
    assert answered_ids(message) == []
    delivered_to(message)
    assert time.process_time() - began < 1
