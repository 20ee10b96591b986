"""What is written in the log: masked, as lines for people or JSON for programs. No personal data in either.

JSON has only the fields that stand here: a record of Django carries the whole request. Of an exception it has the type
and the places in the code, never its words, which may be what somebody wrote.
"""

import datetime as dt
import json
import logging
import re
import traceback
from functools import cache

from django.conf import settings

from core.request_origin import request_id

ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+ ]?\d{4}(?!\d)")
MASK = "…"
EXTRA = ("method", "route", "status", "ms")  # of operations.request_metrics


@cache
def _secret_links() -> re.Pattern:
    beginnings = "|".join(map(re.escape, settings.SECRET_LINKS))
    return re.compile(rf"(/(?:{beginnings}))[^/\s?\"']+")


def without_links(text: str) -> str:
    """Without the part of a URL that gives access without logging in."""
    return _secret_links().sub(rf"\1{MASK}", text)


def without_people(text: str) -> str:
    """The same, without e-mail addresses and what looks like a personal number, and one line of what a database says:
    the next ones repeat the values of the row."""
    first = text.partition("\nDETAIL")[0]
    return PERSONAL_NUMBER.sub(MASK, ADDRESS.sub(MASK, without_links(first)))


class MaskLinks(logging.Filter):
    """Mask URLs in the log that give access without logging in."""

    def filter(self, record) -> bool:
        said = record.getMessage()
        masked = without_links(said)
        if masked != said:
            record.msg, record.args = masked, ()
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record) -> str:
        told = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_people(record.getMessage()),
            "request_id": request_id(),
        }
        told |= {name: value for name in EXTRA if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0]:
            told["exception"] = record.exc_info[0].__qualname__
            frames = traceback.extract_tb(record.exc_info[2])
            told["stack"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps({name: value for name, value in told.items() if value != ""}, ensure_ascii=False)
