import pytest
from django.urls import reverse

from config.roles import ADMINISTRATOR, READER
from reports.administration import GROUPS

pytestmark = pytest.mark.django_db


def test_administration_leads_to_all_that_administrators_look_after(client_for, django_assert_num_queries):
    client = client_for(ADMINISTRATOR)
    client.get("/administration/")  # what is read once for each process
    with django_assert_num_queries(4):
        shown = client.get("/administration/").content.decode()
    entrances = [entrance for _heading, group in GROUPS for entrance in group]
    for entrance in entrances:
        assert f'href="{reverse(entrance.name)}">{entrance.link.label}</a>' in shown
        assert client.get(reverse(entrance.name)).status_code == 200


def test_only_administrators_are_led_there(client_for):
    client = client_for(READER)
    assert client.get("/administration/").status_code == 403
    assert "/administration/" not in client.get("/").content.decode()
