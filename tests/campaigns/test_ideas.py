import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns.models import Activity, Idea
from campaigns.services.ideas import (
    IsActivity,
    NotTakingActivities,
    add_to_competition,
    make_activity,
    remove_idea,
    save_idea,
)
from campaigns.services.lifecycle import freeze_board, open_competition
from core.errors import Refusal
from tests.campaigns.factories import make_competition, make_team, running_duel
from tests.campaigns.jury_factories import make_entry, make_idea, upload
from tests.factories import UserFactory, get_goal

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def idea_form(**fields) -> dict:
    usual = {"name": "Vaffeldag", "summary": "Grädda.", "how_to": "Låna ett *järn*.", "time": 1, "cost": 1, "size": 1}
    return usual | {"is_public": "on"} | fields


def test_idea_is_written_previewed_and_changed_with_history(client_for):
    client = client_for("Tävlingsledare")
    create = reverse("campaigns:idea_create")
    preview = client.post(create, idea_form(preview="1"))
    assert ("<em>järn</em>" in preview.content.decode(), Idea.objects.filter(name="Vaffeldag").exists()) == (
        True,
        False,
    )
    client.post(create, idea_form(goals=[get_goal(1).pk, get_goal(3).pk]))
    idea = Idea.objects.get(name="Vaffeldag")
    assert [goal.number for goal in idea.goals.all()] == [1, 3]
    client.post(reverse("campaigns:idea_edit", args=[idea.pk]), idea_form(time=2, version=idea.version))
    idea.refresh_from_db()
    assert (idea.time, list(idea.goals.all())) == (2, [])
    page = client.get(reverse("campaigns:idea_detail", args=[idea.pk]))
    assert [change.user for change in page.context["changes"]] == [client.user] * 2


def test_picture_needs_words_and_the_old_one_is_thrown_away(django_capture_on_commit_callbacks):
    with pytest.raises(ValidationError) as refused:
        make_idea(picture=upload())
    assert set(refused.value.message_dict) == {"picture_alt"}
    idea = make_idea(picture=upload(), picture_alt="Våfflor")
    storage, first = idea.picture.storage, idea.picture.name
    with django_capture_on_commit_callbacks(execute=True):
        save_idea(idea, picture=upload())
    assert (storage.exists(first), storage.exists(idea.picture.name)) == (False, True)
    name = idea.picture.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_idea(idea)
    assert storage.exists(name) is False


def test_idea_becomes_an_activity_of_competitions_that_open_later():
    draft = make_competition(kind="collection")
    make_team(draft)
    idea = make_idea()
    activity = make_activity(idea, points=15, cap=1)
    assert (activity.name, activity.description, activity.points) == ("Vaffeldag", "Grädda våfflor.", 15)
    assert activity.pk in {each["id"] for each in open_competition(draft).catalogue}
    with pytest.raises(IsActivity):
        make_activity(idea, points=15, cap=1)


def test_idea_with_the_name_of_an_activity_is_not_made_another():
    idea = make_idea("Egen idé")
    with pytest.raises(ValidationError):
        make_activity(idea, points=1, cap=1)
    assert Idea.objects.get(pk=idea.pk).activity is None


def test_open_competition_takes_one_more_activity_and_its_board_says_why(client):
    competition, team, _rival = running_duel()
    activity = make_activity(make_idea(), points=15, cap=1)
    add_to_competition(competition, activity=activity, by=UserFactory(), reason="Lagen bad om det")
    assert make_entry(team, activity="Vaffeldag").activity == activity
    board = client.get(reverse("board:board", args=[competition.board_token])).content.decode()
    assert "Ny aktivitet: Vaffeldag, 15 poäng, högst 1 räknas" in board
    with pytest.raises(Refusal):
        add_to_competition(competition, activity=activity, by=UserFactory(), reason="Igen")


def test_frozen_competition_takes_no_activity():
    competition, _team, _rival = running_duel()
    freeze_board(competition)
    with pytest.raises(NotTakingActivities):
        add_to_competition(competition, activity=Activity.objects.first(), by=UserFactory(), reason="För sent")


def test_leader_makes_an_activity_and_only_who_amends_puts_it_in_an_open_competition(client_for):
    competition, _team, _rival = running_duel()
    idea = make_idea()
    url = reverse("campaigns:idea_activity", args=[idea.pk])
    leader = client_for("Tävlingsledare")
    assert set(leader.get(url).context["form"].fields) == {"points", "cap"}
    leader.post(url, {"points": 10, "cap": 2, "competition": competition.pk, "reason": "Nej"})
    activity = Activity.objects.get(name="Vaffeldag")
    competition.refresh_from_db()
    assert activity.pk not in {each["id"] for each in competition.catalogue}
    assert leader.get(url).url == idea.get_absolute_url()
    administrator = client_for("Administratör")
    administrator.post(url, {"competition": competition.pk, "reason": "Lagen bad om det"})
    competition.refresh_from_db()
    assert activity.pk in {each["id"] for each in competition.catalogue}


def test_reader_reads_ideas_and_changes_none(client_for):
    idea = make_idea(is_public=False)
    client = client_for("Läsare")
    assert client.get(reverse("campaigns:idea_detail", args=[idea.pk])).status_code == 200
    names = ("campaigns:idea_edit", "campaigns:idea_delete", "campaigns:idea_activity")
    assert [client.get(reverse(name, args=[idea.pk])).status_code for name in names] == [403] * 3


def test_list_is_filtered_by_time_cost_size_and_where_it_is_shown(client_for):
    Idea.objects.all().delete()
    make_idea("Kort", time=1, is_public=False)
    make_idea("Lång", time=4, cost=3, size=3)
    client = client_for("Läsare")

    def names(**query):
        table = client.get(reverse("campaigns:idea_list"), query).context["table"]
        return [row.record.name for row in table.rows]

    assert [names(), names(time=2), names(cost=1), names(size=3)] == [
        ["Kort", "Lång"],
        ["Kort"],
        ["Kort"],
        ["Kort", "Lång"],
    ]
    assert [names(is_public="1"), names(is_public="0"), names(q="lång")] == [["Lång"], ["Kort"], ["Lång"]]


def test_list_costs_as_many_queries_for_one_as_for_thirty(client_for, django_assert_num_queries):
    Idea.objects.all().delete()
    client = client_for("Läsare")
    make_idea("Nummer 0")
    client.get(reverse("campaigns:idea_list"))
    with django_assert_num_queries(9):
        client.get(reverse("campaigns:idea_list"))
    for number in range(1, 31):
        make_idea(f"Nummer {number}")
    with django_assert_num_queries(9):
        client.get(reverse("campaigns:idea_list"))
