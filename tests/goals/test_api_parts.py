"""The parts of a goal's public page, for programs."""

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from goals.models import GoalSection
from tests.campaigns.boards import photo
from tests.factories import get_goal
from tests.website.factories import make_section, make_way

pytestmark = pytest.mark.django_db
JSON = "application/json"
PARTS = {
    "goalsection": {"heading": "Natthärbärget", "text": "En *säng*."},
    "waytohelp": {"heading": "Ge en gåva", "text": "Swisha."},
    "globalgoalreason": {"text": "Ett hem först."},
    "sharetext": {"channel": "linkedin", "text": "Vi är med."},
}


def body_of(name: str) -> dict:
    goal = get_goal()
    more = {"global_goal": goal.global_goals.first().pk} if name == "globalgoalreason" else {}
    return {"goal": goal.pk} | PARTS[name] | more


@pytest.mark.parametrize("name", PARTS)
def test_part_is_made_changed_and_removed_by_version(client_for, name):
    client = client_for("Administratör")
    made = client.post(reverse(f"api:{name}-list"), body_of(name), content_type=JSON)
    assert (made.status_code, made.json()["version"]) == (201, 1)
    url = reverse(f"api:{name}-detail", args=[made.json()["id"]])
    assert client.patch(url, {"text": "Nytt."}, content_type=JSON).status_code == 428
    changed = client.patch(url, {"text": "Nytt."}, content_type=JSON, headers={"If-Match": '"1"'})
    assert (changed.json()["text"], changed["ETag"]) == ("Nytt.", '"2"')
    assert client.delete(url, headers={"If-Match": '"1"'}).status_code == 412
    assert client.delete(url, headers={"If-Match": '"2"'}).status_code == 204


@pytest.mark.parametrize("name", PARTS)
def test_reader_reads_parts_and_writes_none(client_for, name):
    client = client_for("Läsare")
    assert client.get(reverse(f"api:{name}-list")).status_code == 200
    assert client.post(reverse(f"api:{name}-list"), body_of(name), content_type=JSON).status_code == 403


def test_part_stays_with_its_goal_and_follows_the_rules_of_the_page(client_for):
    client, way, section = client_for("Administratör"), make_way(), make_section()
    first = {"If-Match": '"1"'}
    url = reverse("api:waytohelp-detail", args=[way.pk])
    moved = client.patch(url, {"goal": get_goal(2).pk}, content_type=JSON, headers=first)
    assert (moved.status_code, set(moved.json())) == (400, {"goal"})
    lone = client.patch(url, {"link": "/public/ideas/"}, content_type=JSON, headers=first)
    assert (lone.status_code, set(lone.json())) == (400, {"button"})
    script = client.patch(url, {"link": "javascript:alert(1)", "button": "Ge"}, content_type=JSON, headers=first)
    assert script.status_code == 400
    unlinked = body_of("globalgoalreason") | {"goal": get_goal(2).pk}
    refused = client.post(reverse("api:globalgoalreason-list"), unlinked, content_type=JSON)
    assert (refused.status_code, set(refused.json())) == (400, {"global_goal"})
    url = reverse("api:goalsection-detail", args=[section.pk])
    client.patch(url, {"text": "<script>x</script>Hej"}, content_type=JSON, headers=first)
    assert "<script>x" not in client.get("/public/goals/1/").content.decode()
    assert GoalSection.objects.get(pk=section.pk).text == "<script>x</script>Hej"


def test_picture_of_a_section_is_put_and_taken_away(client_for):
    client, section = client_for("Administratör"), make_section()
    url = reverse("api:goalsection-picture", args=[section.pk])
    sent = encode_multipart(BOUNDARY, {"file": photo(), "alt": "Köket", "alt_en": "The kitchen"})
    put = client.put(url, sent, content_type=MULTIPART_CONTENT, headers={"If-Match": '"1"'})
    section.refresh_from_db()
    assert (put["ETag"], section.picture_alt, section.picture_alt_en) == ('"2"', "Köket", "The kitchen")
    assert client_for("Läsare").get(url).headers["Content-Type"] == "image/jpeg"
    assert client_for("Läsare").delete(url, headers={"If-Match": '"2"'}).status_code == 403
    dropped = client.delete(url, headers={"If-Match": '"2"'})
    assert (dropped.json()["picture"], dropped.json()["picture_alt"]) == (None, "")
