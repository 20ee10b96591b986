"""The idea bank for programs, by the same services as the pages."""

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from campaigns.models import Activity, Idea
from tests.campaigns.factories import running_duel
from tests.campaigns.jury_factories import make_idea, upload
from tests.factories import get_goal

pytestmark = pytest.mark.django_db
JSON = "application/json"
LIST = reverse("api:idea-list")


def at(idea: Idea, action: str = "detail") -> str:
    return reverse(f"api:idea-{action}", args=[idea.pk])


def seen(idea: Idea) -> dict:
    idea.refresh_from_db()
    return {"If-Match": f'"{idea.version}"'}


def put_picture(client, url: str, headers: dict, **fields):
    return client.put(url, encode_multipart(BOUNDARY, fields), content_type=MULTIPART_CONTENT, headers=headers)


def test_idea_is_written_published_and_removed(client_for):
    client = client_for("Tävlingsledare")
    body = {"name": "Vaffeldag", "summary": "Grädda.", "how_to": "Låna ett järn.", "goals": [get_goal().pk]}
    made = client.post(LIST, body, content_type=JSON)
    assert (made.status_code, made.json()["is_public"], made.json()["picture"]) == (201, False, None)
    idea = Idea.objects.get(pk=made.json()["id"])
    published = client.patch(at(idea), {"is_public": True}, content_type=JSON, headers=seen(idea))
    assert (published.json()["is_public"], list(idea.goals.all())) == (True, [get_goal()])
    found = client.get(LIST, {"q": "vaffel", "is_public": "1"}).json()
    assert [each["name"] for each in found["results"]] == ["Vaffeldag"]
    assert client.patch(at(idea), {"name": "X"}, content_type=JSON, headers={"If-Match": '"1"'}).status_code == 412
    assert client.delete(at(idea), headers=seen(idea)).status_code == 204


def test_idea_becomes_an_activity_by_the_rules_of_the_page(client_for):
    client, idea, (competition, *_teams) = client_for("Administratör"), make_idea(), running_duel()
    assert set(client.post(at(idea, "to-activity"), {}, content_type=JSON, headers=seen(idea)).json()) == {"points"}
    terms = {"points": 10, "cap": 2, "competition": competition.pk}
    lacking = client.post(at(idea, "to-activity"), terms, content_type=JSON, headers=seen(idea))
    assert (set(lacking.json()), Activity.objects.filter(name=idea.name).exists()) == ({"reason"}, False)
    made = client.post(at(idea, "to-activity"), terms | {"reason": "Lagen bad"}, content_type=JSON, headers=seen(idea))
    competition.refresh_from_db()
    idea.refresh_from_db()
    assert (made.json()["activity"], competition.catalogue[-1]["id"]) == (idea.activity_id, idea.activity_id)
    again = client.post(at(idea, "to-activity"), {"points": 10, "cap": 2}, content_type=JSON, headers=seen(idea))
    assert set(again.json()) == {"competition"}


def test_who_may_not_amend_gives_no_open_competition_an_activity(client_for):
    client, idea, (competition, *_teams) = client_for("Tävlingsledare"), make_idea(), running_duel()
    terms = {"points": 10, "cap": 2, "competition": competition.pk, "reason": "Lagen bad"}
    refused = client.post(at(idea, "to-activity"), terms, content_type=JSON, headers=seen(idea))
    assert (refused.status_code, Activity.objects.filter(name=idea.name).exists()) == (403, False)


def test_picture_is_put_fetched_and_taken_away_with_its_words(client_for):
    client, idea = client_for("Tävlingsledare"), make_idea()
    put = put_picture(client, at(idea, "picture"), seen(idea), file=upload(), alt="Våfflor")
    idea.refresh_from_db()
    assert (put.json()["picture"], idea.picture_alt) == (f"http://testserver{at(idea, 'picture')}", "Våfflor")
    assert client.get(at(idea, "picture")).headers["Content-Type"] == "image/jpeg"
    assert client.delete(at(idea, "picture"), headers={"If-Match": '"1"'}).status_code == 412
    dropped = client.delete(at(idea, "picture"), headers=seen(idea))
    assert (dropped.json()["picture"], dropped.json()["picture_alt"]) == (None, "")
    assert client.get(at(idea, "picture")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"alt": "Våfflor"}, {"file"}),
        ({"file": upload()}, {"alt"}),
        ({"file": upload(), "alt": " "}, {"alt"}),
    ],
)
def test_picture_without_its_file_or_words_is_refused(fields, names, client_for):
    client, idea = client_for("Tävlingsledare"), make_idea()
    refused = put_picture(client, at(idea, "picture"), seen(idea), **fields)
    assert (refused.status_code, set(refused.json()), bool(idea.picture)) == (400, names, False)


def test_file_that_is_no_picture_is_refused_at_its_field(client_for):
    client, idea = client_for("Tävlingsledare"), make_idea()
    file = upload()
    file.file.seek(0)
    file.file.write(b"<svg")
    file.file.seek(0)
    refused = put_picture(client, at(idea, "picture"), seen(idea), file=file, alt="Våfflor")
    assert (refused.status_code, set(refused.json())) == (400, {"file"})
    assert put_picture(client_for("Läsare"), at(idea, "picture"), seen(idea)).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    Idea.objects.all().delete()
    for each in range(number):
        make_idea(name=f"Idé {each}")
    client = client_for("Läsare")
    with django_assert_num_queries(7):
        assert client.get(LIST).json()["count"] == number
