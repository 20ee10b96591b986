"""Variables of the environment as settings: what cannot be one is refused, by its name and in plain words.

A word that is misspelt must not open what it was to close. A value is told only where it is no secret.
"""

import os
import re
from collections.abc import Callable, Collection
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured
from environ import Env

YES, NO = frozenset({"1", "true", "yes", "y", "on"}), frozenset({"0", "false", "no", "n", "off"})
WHOLE_NUMBER = r"[0-9]{1,9}"
NO_PROVIDERS = {"__init__", "base", "base_requests", "console", "test"}  # among anymail's backends


class Form(NamedTuple):
    """What a value looks like, whole, and one that does."""

    pattern: str
    example: str


DATABASE = Form(r"(sqlite|postgres(ql)?|psql|pgsql)://.*", "postgres://user:password@host:5432/name")
CACHE = Form(r"(dbcache|rediss?)://.+", "redis://host:6379/1")
MAIL_SERVER = Form(r"smtps?(\+tls|\+ssl)?://.+|[a-z]+mail://.*", "smtp+tls://user:password@host:587")
MAIL_ADDRESS = Form(r"[^@]+@[^@\s]+", "medspel@missionen.example")
SITE = Form(r"https?://[^\s/]+(/\S*)?", "https://medspel.missionen.example")
HOST = Form(r"[\w.*-]+|\[[0-9A-Fa-f:]+\]", "medspel.missionen.example")
FRAMING = Form(r"\*|'self'|'none'|(https?://)?[\w.*-]+(:\d+)?", "https://missionen.example")
BACKUPS = Form(r"(?!(?i:s3:)).+|s3://[^/\s]+(/\S*)?", "/srv/backups or s3://bucket/folder")
RATE = Form(r"[1-9]\d*/[smhd][a-z]*", "600/minute")
CONTACT = Form(r"(mailto:[^\s@]+@|https://)\S+", "mailto:it@missionen.example")
SENTRY = Form(r"https?://[^\s@/]+@[^\s@/]+/(\S+/)?\d+", "https://key@sentry.example/1")
_BACKENDS = (files("anymail") / "backends").iterdir()
MAIL_PROVIDERS = sorted({Path(each.name).stem for each in _BACKENDS if each.name.endswith(".py")} - NO_PROVIDERS)


class Environment:
    def __init__(self):
        self.names: set[str] = set()  # that settings ask for

    def load(self, file: str):
        """What is set already goes before what the file says."""
        Env.read_env(file)

    def text(self, name: str, default: str = "", *, among: Collection[str] = (), like: Form | None = None) -> str:
        """As it stands, also if it begins with $. A variable that is set to nothing is not set."""
        self.names.add(name)
        text = os.environ.get(name, "").strip()
        _require([text] if text else [], name, among, like)
        return text or default

    def flag(self, name: str, *, default: bool) -> bool:
        text = self.text(name).lower()
        if text and text not in YES | NO:
            raise ImproperlyConfigured(f"{name} is 1 or 0, not {text}.")
        return text in YES if text else default

    def number(self, name: str, default: int, *, least: int = 0) -> int:
        text = self.text(name, str(default))
        if not re.fullmatch(WHOLE_NUMBER, text) or int(text) < least:
            raise ImproperlyConfigured(f"{name} is a whole number of at least {least}, not {text}.")
        return int(text)

    def words(
        self, name: str, default: list[str], *, among: Collection[str] = (), like: Form | None = None
    ) -> list[str]:
        """With commas between; set to nothing there are none."""
        self.names.add(name)
        if name not in os.environ:
            return default
        words = [word.strip() for word in os.environ[name].split(",") if word.strip()]
        _require(words, name, among, like)
        return words

    def pairs(self, name: str, *, among: Collection[str] = ()) -> dict[str, str]:
        """As name=value with commas between; `among` are the values that there are."""
        pairs = [pair.partition("=") for pair in self.words(name, [])]
        if not all(key and equals for key, equals, _value in pairs):
            raise ImproperlyConfigured(f"{name} is name=value, with commas between.")
        told = {key.strip(): value.strip() for key, _equals, value in pairs}
        _require(told.values(), name, among)
        return told

    def database(self, name: str, default: str) -> dict:
        return self._address(name, default, Env.db_url_config, like=DATABASE)

    def mail_server(self, name: str, default: str) -> dict:
        return self._address(name, default, Env.email_url_config, like=MAIL_SERVER)

    def cache(self, name: str) -> dict:
        """Empty for none."""
        return self._address(name, "", Env.cache_url_config, like=CACHE)

    def _address(self, name: str, default: str, read: Callable[[str], dict], *, like: Form) -> dict:
        text = self.text(name, default, like=like)
        try:
            return read(text) if text else {}
        except (ValueError, ImproperlyConfigured):
            raise _unlike(name, like) from None


def _unlike(name: str, like: Form) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} cannot be read. It is such as {like.example}")


def _require(words: Collection[str], name: str, among: Collection[str], like: Form | None = None):
    for word in words:
        if among and word not in among:
            raise ImproperlyConfigured(f"{name} has {word}, which is none of {', '.join(among)}.")
        if like and not re.fullmatch(like.pattern, word):
            raise _unlike(name, like)
