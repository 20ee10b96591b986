import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

EXTRACT = ("makemessages", "--locale=en", "--ignore=tests", "--add-location=file", "--no-wrap", "--no-obsolete")
NOT_SOURCE = shutil.ignore_patterns(".*", "__pycache__", "var", "tests", "static", "docs")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Command(BaseCommand):
    help = "Fail on texts in the code that English lacks, and on translations that are empty, fuzzy, stale or wrong."

    def add_arguments(self, parser):
        parser.add_argument("--update", action="store_true", help="first bring locale/en in step with the code")

    def handle(self, *, update: bool, **options):
        if update:
            extract(settings.BASE_DIR)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "source"
            shutil.copytree(settings.BASE_DIR, copy, ignore=NOT_SOURCE)
            extract(copy)
            in_code = read(copy / "locale", "en")
        english, swedish = (read(settings.BASE_DIR / "locale", language) for language in ("en", "sv"))
        problems = [
            *(f"en lacks: {shown(key)}" for key in in_code.keys() - english.keys()),
            *(f"en has, but the code no longer: {shown(key)}" for key in english.keys() - in_code.keys()),
            *(f"en {problem}" for problem in flaws(english.values())),
            *(f"sv {problem}" for problem in flaws(swedish.values())),
            *(f"sv would show another text for: {shown(key)}" for key in hijacked(in_code)),
        ]
        if problems:
            raise CommandError("\n".join([*sorted(problems), "Run: make messages, and translate what is empty."]))


def extract(root: Path):
    """Update locale/en under `root` from the code there. Needs gettext on the machine."""
    (root / "locale").mkdir(exist_ok=True)
    done = subprocess.run(  # noqa: S603  our own command, no outside input
        [sys.executable, "manage.py", *EXTRACT], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(done.stderr or done.stdout)


def read(locale: Path, language: str) -> dict[tuple, polib.POEntry]:
    """The entries by their identity (context and message ids); empty when the file does not exist."""
    file = locale / language / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(file) if file.exists() else []
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural): entry for entry in entries if not entry.obsolete}


def shown(key: tuple) -> str:
    context, msgid, _plural = key
    return f"{msgid!r} ({context})" if context else repr(msgid)


def flaws(entries: Iterable[polib.POEntry]) -> Iterable[str]:
    for entry in entries:
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if "fuzzy" in entry.flags:
            yield f"is fuzzy: {entry.msgid!r}"
        elif not all(texts):
            yield f"is empty: {entry.msgid!r}"
        elif not all(wanted(text) in (wanted(entry.msgid), wanted(entry.msgid_plural)) for text in texts):
            yield f"has other placeholders: {entry.msgid!r}"


def wanted(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def hijacked(in_code: Iterable[tuple]) -> Iterable[tuple]:
    """Swedish texts equal to an English text that Django or another package translates, such as `Fri`."""
    with translation.override("sv"):
        for key in in_code:
            context, msgid, _plural = key
            if context is None and translation.gettext(msgid) != msgid:
                yield key
