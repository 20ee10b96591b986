"""What is written in the log, by whom it may be read: no link that opens something, and in JSON nothing of a person."""

import json
import logging

import pytest
from django.test import RequestFactory

from core.log_format import JsonFormatter, without_links, without_people
from core.request_origin import OriginMiddleware


def written(message: str, *args, **more) -> dict:
    record = logging.LogRecord("crm", logging.INFO, "x.py", 1, message, args, more.pop("exc_info", None))
    for name, value in more.items():
        setattr(record, name, value)
    return json.loads(JsonFormatter().format(record))


def test_record_is_json_with_the_id_of_the_request():
    seen = []
    request = RequestFactory().get("/")

    def answer(request):
        seen.append((request.id, written("Hej %s", "då")))
        return type("Answer", (), {"headers": {}})()

    OriginMiddleware(answer)(request)
    (request_id, told) = seen[0]
    assert told.pop("time").endswith("+00:00")
    assert told == {"level": "INFO", "logger": "crm", "message": "Hej då", "request_id": request_id}


def test_record_has_no_more_than_what_it_may():
    """Django's own records carry the request, and so what was sent."""
    told = written("Not Found: %s", "/kalender/hemligt/", request=RequestFactory().get("/?q=Eva"), status_code=404)
    assert told.keys() == {"time", "level", "logger", "message"}
    assert told["message"] == "Not Found: /kalender/…/"
    assert written("request", route="crm:company_list", status=200, ms=12)["route"] == "crm:company_list"


def test_exception_is_told_without_its_words():
    try:
        int("Eva Ek, eva@example.org")
    except ValueError as error:
        told = written("failed", exc_info=(type(error), error, error.__traceback__))
    assert told["exception"] == "ValueError"
    assert told["stack"][-1].endswith("test_exception_is_told_without_its_words")
    assert "Eva" not in json.dumps(told)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Mail to eva.ek+x@post.example.org failed", "Mail to … failed"),
        ("19640823-3234 and 6408233234, not 12345", "… and …, not 12345"),
        ('duplicate key\nDETAIL:  Key (email)=("eva") exists.', "duplicate key"),
        ("GET /t/hemlig/data", "GET /t/…/data"),
    ],
)
def test_what_names_people_is_masked(said, left):
    assert without_people(said) == left


@pytest.mark.parametrize("worst", ["@", "a@", "1234567", "a.", "/t/"])
def test_masking_is_linear(worst):
    without_people(worst * (200_000 // len(worst)))
    assert without_links("/t/hemlig") == "/t/…"
