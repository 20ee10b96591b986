import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, reverse

from config.roles import ADMINISTRATOR, READER
from goals.models import Goal
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def first_version():
    goal = Goal.objects.order_by("number").first()
    old = goal.history.latest()
    goal.name = "Ett annat namn"
    goal.save()
    return reverse("admin:goals_goal_simple_history", args=[goal.pk, old.pk])


@pytest.mark.parametrize("role", [ADMINISTRATOR, READER])
def test_old_version_is_never_put_back_from_the_admin(role, first_version, client_for, make_user):
    client = client_for(make_user(role, is_staff=True))
    assert client.get(first_version).status_code == 200
    goal = Goal.objects.order_by("number").first()
    fields = {"name": "Gammalt", "number": goal.number, "name_en": goal.name_en, "colour": goal.colour}
    assert client.post(first_version, fields).status_code == 403
    assert Goal.objects.get(pk=goal.pk).name == "Ett annat namn"


def test_every_admin_with_history_guards_old_versions():
    guarded = {
        site.history_form_view.__func__.__module__
        for site in admin.site._registry.values()
        if hasattr(site, "history_form_view")
    }
    assert guarded == {"core.admin"}


def test_admin_has_no_login_of_its_own_that_would_pass_by_the_second_step(make_user):
    user = make_user("Administratör")
    answer = Client().post("/admin/login/?next=/admin/", {"username": user.username, "password": PASSWORD})
    assert (answer.headers["Location"], "sessionid" in answer.cookies) == ("/login/?next=/admin/", False)


def test_administrator_changes_neither_users_nor_what_roles_may_from_the_admin(client_for, make_user):
    client, user = client_for(make_user(ADMINISTRATOR, is_staff=True)), make_user(READER)
    page, sent = reverse("admin:core_user_change", args=[user.pk]), {"username": user.username, "is_staff": "on"}
    assert (client.get(page).status_code, client.post(page, sent).status_code) == (200, 403)
    assert client.get(reverse("admin:core_user_changelist"), {"q": user.username}).status_code == 200
    assert not admin.site.is_registered(Group)
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_password_change", args=[user.pk])
