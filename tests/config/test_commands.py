import gettext
import os
import socket

import polib
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from config.checks import check_translations
from config.management.commands.check_translations import flaws
from config.management.commands.serve import require_free, set_address


def test_serve_refuses_a_taken_port_in_plain_words():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError) as refused:
            require_free(port)
    assert str(refused.value) == f"Port {port} is taken by another program. Try another: make run PORT={port + 1}"


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("", "http://127.0.0.1:8123"), ("https://prov.example", "https://prov.example")],
    ids=["nothing chosen", "an address chosen"],
)
def test_serve_lets_links_lead_to_where_it_serves(settings, monkeypatch, chosen, expected):
    settings.SITE_URL = chosen or "http://localhost"
    monkeypatch.setenv("SITE_URL", chosen)
    if not chosen:
        monkeypatch.delenv("SITE_URL")
    set_address(8123)
    assert (os.environ["SITE_URL"], settings.SITE_URL) == (expected, expected)


def test_serve_refuses_outside_development(settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match=r"^This is for trying out and developing\."):
        call_command("serve")


@pytest.fixture
def catalogue(tmp_path, settings):
    """An empty English catalogue in a folder of its own; save it after adding entries."""
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.fpath = str(folder / "django.po")
    return catalogue


def test_compile_translations_makes_what_gettext_reads(catalogue, tmp_path):
    catalogue.append(polib.POEntry(msgid="Ändra företag", msgstr="Change company"))
    catalogue.append(polib.POEntry(msgid="Spara", msgstr="Sve", flags=["fuzzy"]))
    catalogue.save()
    call_command("compile_translations")
    english = gettext.translation("django", tmp_path, ["en"])
    assert english.gettext("Ändra företag") == "Change company"
    assert english.gettext("Spara") == "Spara"


def test_service_is_told_of_texts_it_cannot_read_and_may_read_what_is_compiled(catalogue, tmp_path):
    catalogue.save()
    compiled = tmp_path / "en" / "LC_MESSAGES" / "django.mo"
    assert [problem.id for problem in check_translations(None)] == ["medspel.W002"]
    call_command("compile_translations")  # under the service's own umask
    assert (check_translations(None), compiled.stat().st_mode & 0o777) == ([], 0o644)
    earlier = compiled.stat().st_mtime - 10
    os.utime(compiled, (earlier, earlier))
    assert [problem.id for problem in check_translations(None)] == ["medspel.W002"]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"msgid": "Spara", "msgstr": "Save"}, []),
        ({"msgid": "Spara", "msgstr": ""}, ["is empty: 'Spara'"]),
        ({"msgid": "Spara", "msgstr": "Save", "flags": ["fuzzy"]}, ["is fuzzy: 'Spara'"]),
        ({"msgid": "%(n)s kr", "msgstr": "%(m)s kr"}, ["has other placeholders: '%(n)s kr'"]),
        ({"msgid": "En dag", "msgid_plural": "%(n)s dagar", "msgstr_plural": {0: "One day", 1: "%(n)s days"}}, []),
        (
            {"msgid": "En dag", "msgid_plural": "%(n)s dagar", "msgstr_plural": {0: "One day", 1: ""}},
            ["is empty: 'En dag'"],
        ),
        (
            {"msgid": "En dag", "msgid_plural": "%(n)s dagar", "msgstr_plural": {0: "One day", 1: "%(m)s days"}},
            ["has other placeholders: 'En dag'"],
        ),
    ],
)
def test_flaws_names_what_is_wrong_with_a_translation(entry, problem):
    assert list(flaws([polib.POEntry(**entry)])) == problem
