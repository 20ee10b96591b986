import pytest
from django.urls import reverse

from campaigns.models import Activity, Entry
from campaigns.services.activities import NotInCatalogue, add_entry
from campaigns.services.lifecycle import open_competition
from core.history import changes
from core.services import save_record
from tests.campaigns.factories import A_DAY, make_activity, make_competition, make_team, running_duel

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def names(client, **query) -> list[str]:
    response = client.get(reverse("campaigns:activity_list"), query)
    return [row.record.name for row in response.context["table"].rows]


def activity_form(**fields) -> dict:
    return {"name": "Cykla till jobbet", "description": "", "points": "5", "cap": "2", "is_active": "on", **fields}


def test_catalogue_is_there_from_the_start_with_points_and_caps_and_a_history():
    found = {each.name: (each.points, each.cap) for each in Activity.objects.all()}
    assert len(found) == 12
    assert {points for points, _cap in found.values()} == {5, 10, 15, 20, 25}
    assert found["Volontärdag"] == (25, 1)
    volunteering = Activity.objects.get(name="Volontärdag")
    save_record(volunteering, points=20)
    (field,) = changes(volunteering)[0].fields
    assert (field.old, field.new) == ("25", "20")


def test_catalogue_is_found_by_search_and_sorted_as_swedes_sort(client_for):
    client = client_for("Läsare")
    make_activity("Ångbåtsresa")
    assert names(client, q="ÅNGBÅT") == ["Ångbåtsresa"]
    assert names(client)[-1] == "Ångbåtsresa"
    assert names(client)[0] == "Auktion"


def test_catalogue_is_filtered_by_what_may_be_chosen(client_for):
    client = client_for("Läsare")
    save_record(make_activity("Quiz"), is_active=False)
    assert names(client, is_active="0") == ["Quiz"]
    assert len(names(client, is_active="1")) == 11
    assert len(names(client)) == 12


def test_activity_is_created_and_changed_with_history_on_the_page(client_for):
    client = client_for("Tävlingsledare")
    response = client.post(reverse("campaigns:activity_create"), activity_form())
    assert (response.status_code, response.url) == (302, reverse("campaigns:activity_list"))
    activity = Activity.objects.get(name="Cykla till jobbet")
    url = reverse("campaigns:activity_edit", args=[activity.pk])
    client.post(url, activity_form(points="10", version=activity.version))
    activity.refresh_from_db()
    assert activity.points == 10
    assert [change.user for change in client.get(url).context["changes"]] == [client.user] * 2


def test_activity_of_a_taken_name_or_without_points_is_refused_beside_the_field(client_for):
    response = client_for("Tävlingsledare").post(
        reverse("campaigns:activity_create"), activity_form(name="Quiz", points="0")
    )
    assert set(response.context["form"].errors) == {"name", "points"}


def test_activity_turned_off_stays_where_it_was_open_and_is_not_in_a_new_competition():
    _competition, team, _rival = running_duel()
    activity = make_activity("Quiz")
    save_record(activity, is_active=False, points=1)
    assert add_entry(team=team, activity=activity, title="Quiz", happened_on=A_DAY).pk
    later = make_competition(kind="collection")
    make_team(later)
    assert activity.pk not in {kind["id"] for kind in open_competition(later).catalogue}
    with pytest.raises(NotInCatalogue):
        add_entry(team=later.teams.get(), activity=activity, title="Quiz", happened_on=A_DAY)
    assert Entry.objects.count() == 1


def test_catalogue_costs_the_same_queries_for_one_activity_and_thirty(client_for, django_assert_num_queries):
    client = client_for("Tävlingsledare")
    Activity.objects.exclude(name="Quiz").delete()
    for wanted in (1, 30):
        for number in range(Activity.objects.count(), wanted):
            make_activity(f"Aktivitet {number}")
        with django_assert_num_queries(8):
            assert client.get(reverse("campaigns:activity_list")).context["count"] == wanted
