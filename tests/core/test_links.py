import logging

import pytest
from django.core.management import call_command
from django.urls import reverse

from campaigns.models import Competition, JurorLink
from core.links import link_key, link_token, new_link_key
from core.log_format import MaskLinks
from tests.campaigns.factories import make_competition
from tests.campaigns.jury_factories import make_juror


def test_link_token_leads_back_to_its_key_and_nothing_else_does():
    key = new_link_key()
    token = link_token(key, salt="a")
    assert link_key(token, salt="a") == key
    assert [link_key(each, salt="a") for each in (key, f"{key}.", token[:-1], "", link_token(key, salt="b"))] == [
        None
    ] * 5


def test_link_is_invalid_after_a_new_secret_key(settings):
    token = link_token("nyckel", salt="a")
    settings.SECRET_KEY = "another-secret-key-than-before"
    assert link_key(token, salt="a") is None


@pytest.mark.django_db
def test_nothing_in_the_database_opens_a_board_or_a_jury_sheet(client, tmp_path):
    competition = make_competition()
    juror = make_juror(competition)
    file = tmp_path / "dump.json"
    call_command("dumpdata", "campaigns", output=str(file))
    dump = file.read_text(encoding="utf-8")
    assert not {competition.board_token, juror.token} & set(dump.split('"'))
    stored = (
        Competition.objects.values_list("board_key", flat=True)[0],
        JurorLink.objects.values_list("token_hash", flat=True)[0],
    )
    for name, key in zip(("board:board", "board:juror"), stored, strict=True):
        assert key in dump
        assert client.get(reverse(name, args=[key])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["board:board", "board:board_data", "board:juror", "website:board_picture", "reports:calendar"]
)
def test_address_of_a_link_is_not_logged(name):
    path = reverse(name, args=["hemlig-lank_x.1"])
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", ("Not Found", f"{path}?x=1"), None)
    assert MaskLinks().filter(record)
    assert "hemlig" not in record.getMessage()
    assert record.getMessage().startswith("Not Found: /")


def test_console_masks_what_it_writes(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["mask_links"]


def test_other_addresses_are_logged_as_they_are():
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", ("Not Found", "/foretag/7/"), None)
    MaskLinks().filter(record)
    assert record.getMessage() == "Not Found: /foretag/7/"
