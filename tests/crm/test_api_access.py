"""Access to the API: tokens, throttling, and the schema and its documentation."""

import pytest
import yaml
from django.core.cache import cache
from django.test import Client
from rest_framework.throttling import UserRateThrottle

from config.roles import READER
from core.models import ApiToken

URL = "/api/v1/companies/"


@pytest.fixture
def token(make_user):
    """The stored token, and the secret shown once to its owner."""
    return ApiToken.objects.create(user=make_user(READER), name="Skript")


def get(client, text, url=URL):
    return client.get(url, headers={"Authorization": f"Token {text}"})


def test_token_lets_its_user_in(client, token):
    _stored, text = token
    assert text.startswith("medspel_")
    assert get(client, text).status_code == 200


def test_token_gives_no_more_than_the_user_has(client, make_user):
    _stored, text = ApiToken.objects.create(user=make_user(), name="Skript")
    assert get(client, text).status_code == 403


def test_revoked_token_is_refused(client, token):
    stored, text = token
    stored.delete()
    assert get(client, text).status_code == 401


def test_token_of_a_disabled_user_is_refused(client, token):
    stored, text = token
    stored.user.is_active = False
    stored.user.save()
    assert get(client, text).status_code == 401


def test_made_up_token_and_none_at_all_are_refused(client, db):
    refused = [get(client, "medspel_0123456789abcdef"), client.get(URL)]
    assert [(response.status_code, response["WWW-Authenticate"]) for response in refused] == [(401, "Token")] * 2


def test_session_without_csrf_token_may_not_write(make_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("Partneransvarig"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(URL, {"name": "Ny"}, content_type="application/json").status_code == 403
    assert client.get(URL).status_code == 200


def test_those_who_ask_too_often_have_to_wait(client, token, monkeypatch):
    monkeypatch.setattr(UserRateThrottle, "rate", "2/minute", raising=False)
    cache.clear()
    responses = [get(client, token[1]) for _number in range(3)]
    assert [response.status_code for response in responses] == [200, 200, 429]
    assert responses[-1].json()["code"] == "throttled"
    assert int(responses[-1]["Retry-After"]) > 0
    cache.clear()


def test_throttling_counts_each_user_alone(client, token, make_user, monkeypatch):
    monkeypatch.setattr(UserRateThrottle, "rate", "1/minute", raising=False)
    cache.clear()
    _stored, other = ApiToken.objects.create(user=make_user(READER), name="Ett annat")
    assert [get(client, text).status_code for text in (token[1], other, token[1])] == [200, 200, 429]
    cache.clear()


def test_schema_names_every_path_and_asks_for_the_version_where_rows_change(client, token):
    schema = yaml.safe_load(get(client, token[1], "/api/schema").content)
    writes = [
        (path, method)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if any(parameter["name"] == "If-Match" for parameter in operation.get("parameters", ()))
    ]
    # Rows without a version: tags have only a name, the default view is not a versioned row, changesets,
    # payments and allocations never change, and a message of the mailbox only waits, or does not.
    unversioned = {
        "/api/v1/tags/{id}/",
        "/api/v1/tags/{id}/merge/",
        "/api/v1/saved-views/{id}/default/",
        "/api/v1/changesets/{id}/undo/",
        "/api/v1/payments/{id}/allocate/",
        "/api/v1/payments/{id}/withdraw/",
        "/api/v1/allocations/{id}/reverse/",
        "/api/v1/inbound-mails/{id}/dismiss/",
        "/api/v1/inbound-mails/{id}/log/",
        "/api/v1/inbound-mails/{id}/take-back/",
    }
    rows = [path for path in schema["paths"] if path.endswith("{id}/")]
    changed = [path for path in rows if "put" in schema["paths"][path] and path not in unversioned]
    deleted = [path for path in rows if "delete" in schema["paths"][path] and path not in unversioned]
    actions = [path for path, of in schema["paths"].items() if "{id}/" in path and "post" in of]
    # Bank files, changesets, contributions, entries, enquiries, exports, imports, lapse reasons, letters, messages of
    # the mailbox and users cannot be updated.
    assert (len(rows), len(changed)) == (37, 21)
    assert sorted(writes) == sorted(
        [(path, method) for path in (*changed, "/api/v1/organisation/") for method in ("put", "patch")]
        + [(path, "delete") for path in deleted]
        + [(path, method) for path in schema["paths"] if path.endswith("/picture/") for method in ("put", "delete")]
        + [(path, "post") for path in actions if path not in unversioned]
    )


def test_schema_and_its_page_are_closed_to_strangers(client, db):
    assert client.get("/api/schema").status_code == 401
    page = client.get("/api/docs")
    assert (page.status_code, page["Location"]) == (302, "/login/?next=/api/docs")


def test_documentation_page_has_nothing_inline(client_for):
    text = client_for(READER).get("/api/docs").content.decode()
    assert ("<style" in text, "<script>" in text, " style=" in text) == (False, False, False)
