import pytest

from config.roles import ADMINISTRATOR, PARTNER_MANAGER, READER
from goals.models import Goal

ACCESS = 2  # the user's own permissions and those of the role


def test_goals_are_listed_with_what_their_tiers_ask(api_client_for):
    answer = api_client_for(READER).get("/api/v1/goals/").json()
    first = answer["results"][0]
    assert [goal["number"] for goal in answer["results"]] == [1, 2, 3, 4, 5]
    assert first["name"] == "Ingen hemlöshet"
    assert [(offer["tier"]["name"], offer["seats"]) for offer in first["offers"]] == [
        ("Huvudpartner", 1),
        ("Partner", 4),
        ("Sponsor", None),
        ("Vänföretag", None),
    ]
    assert first["offers"][2]["yearly_amount"] == "40000.00"


def test_key_figures_come_with_their_sources(api_client_for):
    goal = api_client_for(READER).get(f"/api/v1/goals/{Goal.objects.get(number=3).pk}/").json()
    figures = [(figure["name"], [value["value"] for value in figure["values"]]) for figure in goal["key_figures"]]
    assert all(values for _name, values in figures)
    assert all(value["source"] for figure in goal["key_figures"] for value in figure["values"])
    assert [number["number"] for number in goal["global_goals"]] == sorted(
        number["number"] for number in goal["global_goals"]
    )


@pytest.mark.parametrize("kept", [1, 5])
def test_goals_cost_the_same_queries_however_many(kept, api_client_for, django_assert_num_queries):
    Goal.objects.exclude(number__in=[3, 1, 2, 4, 5][:kept]).delete()
    client = api_client_for(READER)
    # The count, the goals, their global goals, figures and values, offers with tiers, and benefits.
    with django_assert_num_queries(ACCESS + 8):
        assert client.get("/api/v1/goals/").json()["count"] == kept


def test_goal_is_changed_by_an_administrator_who_saw_its_version(api_client_for):
    goal = Goal.objects.get(number=3)
    client, url = api_client_for(ADMINISTRATOR), f"/api/v1/goals/{goal.pk}/"
    seen = client.get(url)["ETag"]
    statuses = [
        client.patch(url, {"share_text": "Kom med"}).status_code,
        client.patch(url, {"share_text": "Kom med"}, headers={"If-Match": seen}).status_code,
        client.patch(url, {"share_text": "Kom sent"}, headers={"If-Match": seen}).status_code,
    ]
    assert (statuses, client.get(url).json()["share_text"]) == ([428, 200, 412], "Kom med")


def test_goal_with_a_wrong_colour_is_refused_by_field(api_client_for):
    goal = Goal.objects.get(number=3)
    response = api_client_for(ADMINISTRATOR).patch(
        f"/api/v1/goals/{goal.pk}/", {"colour": "blå"}, headers={"If-Match": f'"{goal.version}"'}
    )
    assert (response.status_code, list(response.json())) == (400, ["colour"])


def test_goals_are_changed_by_nobody_else_and_never_made_or_removed(api_client_for):
    goal = Goal.objects.get(number=3)
    url = f"/api/v1/goals/{goal.pk}/"
    assert api_client_for(PARTNER_MANAGER).patch(url, {}, headers={"If-Match": '"1"'}).status_code == 403
    assert api_client_for(ADMINISTRATOR).post("/api/v1/goals/", {}).status_code == 405
    assert api_client_for(ADMINISTRATOR).delete(url).status_code == 405
