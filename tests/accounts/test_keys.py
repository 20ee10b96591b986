"""Making API keys, and revoking one's own and those of others."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from config.roles import ADMINISTRATOR, FINANCE, READER
from core.models import ApiToken, AuditEntry
from core.views.submit_once import SAVED_COOKIE

pytestmark = pytest.mark.django_db

CREATE = reverse("accounts:key_create")


def test_key_is_made_with_the_limits_that_were_chosen_and_shown_once(client_for, client):
    owner = client_for(READER)
    sent = {"name": "Kassan", "days": "30", "addresses": "127.0.0.1\r\n198.51.100.0/24"}
    shown = owner.post(CREATE, sent | {"form_token": "t"})
    assert shown.cookies[SAVED_COOKIE].value == "t"  # or the draft comes back in the next key
    secret = shown.context["secret"]
    key = ApiToken.objects.get()
    assert (key.user, key.may_write, key.addresses) == (owner.user, False, "127.0.0.1\n198.51.100.0/24")
    assert (key.expiry - timezone.now()).days in {29, 30}
    assert (secret in shown.content.decode(), "no-store" in shown.headers["Cache-Control"]) == (True, True)
    assert client.get("/api/v1/goals/", headers={"Authorization": f"Token {secret}"}).status_code == 200
    assert secret not in owner.get(reverse("core:profile")).content.decode()
    entry = AuditEntry.objects.get(kind="key_made")
    assert (entry.subject_id, entry.facts["may_write"], entry.facts["addresses"]) == (owner.user.pk, False, True)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"addresses": "hemma"}, "addresses"),
        ({"days": "3650"}, "days"),
        ({"days": "x"}, "days"),
        ({"addresses": "1.2.3.4 " * 100}, "addresses"),
    ],
)
def test_wrong_form_keeps_what_was_typed_and_makes_no_key(fields, wrong, client_for):
    answer = client_for(READER).post(CREATE, {"name": "Kassan", "days": "365", "may_write": "on"} | fields)
    assert (list(answer.context["form"].errors), ApiToken.objects.count()) == ([wrong], 0)
    assert html.fromstring(answer.content).xpath("boolean(//input[@name='may_write']/@checked)")


def test_own_key_is_revoked_and_that_of_another_by_who_manages_them(client_for, make_user):
    owner, colleague, administrator = client_for(FINANCE), client_for(FINANCE), client_for(ADMINISTRATOR)
    superuser = make_user(is_superuser=True)
    owners = (owner.user, owner.user, superuser)
    own, second, guarded = (ApiToken.objects.create(user=user, name="Skript")[0] for user in owners)

    def revoke(client, key):
        return client.post(reverse("accounts:key_revoke", args=[key.token_key])).status_code

    assert [revoke(colleague, own), revoke(administrator, guarded)] == [404, 403]
    assert [revoke(owner, own), revoke(administrator, second)] == [302, 302]
    assert list(ApiToken.objects.all()) == [guarded]
    assert AuditEntry.objects.filter(kind="key_revoked").count() == 2


def test_list_of_all_keys_says_which_have_ended_and_where_they_are_used(client_for, make_user, time_machine):
    client = client_for(ADMINISTRATOR)
    ApiToken.objects.create(user=make_user(FINANCE), name="Gammal", expiry=dt.timedelta(days=1))
    ApiToken.objects.create(user=make_user(FINANCE), name="Ny", may_write=True)
    time_machine.move_to(timezone.now() + dt.timedelta(days=2))
    client = client_for(client.user)
    url = reverse("accounts:key_list")
    rows = client.get(url).context["table"].rows
    told = [(row.record.name, "Gick ut" in str(row.get_cell("expiry"))) for row in rows]
    assert told == [("Ny", False), ("Gammal", True)]
    assert [row.record.name for row in client.get(url, {"may_write": "true"}).context["table"].rows] == ["Ny"]
