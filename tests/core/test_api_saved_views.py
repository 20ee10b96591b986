"""The API of saved views: the user's own and shared ones."""

import pytest

from config.roles import PARTNER_MANAGER, READER
from core.models import SavedView
from core.services import save_view
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

URL = "/api/v1/saved-views/"
LIST = "crm:company_list"


def make_view(owner=None, **fields) -> SavedView:
    return save_view(SavedView(owner=owner or UserFactory(), list_name=LIST), **{"name": "Vyn"} | fields)


def at(view: SavedView) -> dict:
    return {"path": f"{URL}{view.pk}/", "headers": {"If-Match": f'"{view.version}"'}}


def test_one_sees_ones_own_and_what_is_shared(api_client_for):
    client = api_client_for(READER)
    mine, shared, _private = make_view(client.user), make_view(shared=True), make_view()
    rows = client.get(URL, {"list_name": LIST}).json()["results"]
    assert {row["id"] for row in rows} == {mine.pk, shared.pk}
    assert client.get(f"{URL}{_private.pk}/").status_code == 404


def test_view_is_made_changed_and_removed(api_client_for):
    client = api_client_for(PARTNER_MANAGER)
    sent = {"list_name": LIST, "name": "Aktiva", "query": "status=active&page=3&q=", "shared": True}
    made = client.post(URL, sent)
    view = SavedView.objects.get()
    assert (made.status_code, view.query, view.owner, view.shared) == (201, "status=active", client.user, True)
    changed = client.patch(**at(view), data={"name": "Alla", "list_name": "crm:contact_list"}).json()
    assert (changed["name"], changed["list_name"], changed["version"]) == ("Alla", LIST, 2)
    assert client.patch(**at(view), data={"name": "Sent"}).status_code == 412
    view.refresh_from_db()
    assert client.delete(**at(view)).status_code == 204


@pytest.mark.parametrize("name", ["crm:company_detail", "crm:finns_inte", "reports:today", "x"])
def test_view_is_of_a_list(name, api_client_for):
    refused = api_client_for(READER).post(URL, {"list_name": name, "name": "Vyn"})
    assert (refused.status_code, list(refused.json())) == (400, ["list_name"])


def test_name_is_used_once_a_list(api_client_for):
    client = api_client_for(READER)
    make_view(client.user)
    assert client.post(URL, {"list_name": LIST, "name": "Vyn"}).status_code == 400


def test_sharing_and_changing_what_others_share_asks_for_the_right(api_client_for):
    reader, manager = api_client_for(READER), api_client_for(PARTNER_MANAGER)
    shared, mine = make_view(shared=True), make_view(reader.user)
    assert reader.post(URL, {"list_name": LIST, "name": "Min", "shared": True}).status_code == 403
    assert [client.patch(**at(shared), data={"name": "Ny"}).status_code for client in (reader, manager)] == [403, 200]
    assert reader.delete(**at(SavedView.objects.get(pk=shared.pk))).status_code == 403
    assert reader.patch(**at(mine), data={"shared": True}).status_code == 403
    assert reader.patch(**at(mine), data={"shared": False, "name": "Ny"}).status_code == 200


def test_list_opens_with_the_view_chosen(api_client_for):
    client, view = api_client_for(READER), make_view(shared=True)
    assert client.post(f"{URL}{view.pk}/default/", {}).json()["is_default"] is True
    assert client.post(f"{URL}{view.pk}/default/", {"chosen": False}).json()["is_default"] is False


@pytest.mark.parametrize("number", [1, 30])
def test_views_cost_the_same_queries_however_many(number, api_client_for, django_assert_num_queries):
    client = api_client_for(READER)
    for _number in range(number):
        make_view(shared=True)
    with django_assert_num_queries(2):  # count, rows with owners and defaults
        client.get(URL)
