"""Nobody gives more than they have, and somebody can always give."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from accounts.services import roles as roles_module
from accounts.services.roles import BeyondOwn, LastAdministrator, may_manage, roles_to_give, set_roles
from accounts.services.users import AlreadyPaused, Oneself, pause_user
from config.roles import ADMINISTRATOR, FINANCE, PARTNER_MANAGER, READER, ROLE_WORDS, ROLES
from core.models import AuditEntry, Job, User
from tests.accounts.people import keys_of, role
from tests.core.job_worker import work
from tests.factories import CompanyFactory, UserFactory
from tests.racing import ROUNDS, all_come_to, at_once, without_row_locks, wrapped

pytestmark = [pytest.mark.django_db, pytest.mark.database("accounts.services.roles", "accounts.services.users")]


@pytest.fixture
def office(make_user) -> User:
    """Somebody who may change users, and otherwise only what a reader may."""
    own = Group.objects.create(name="Kontoret")
    own.permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user", "add_user"]))
    user = make_user(READER)
    user.groups.add(own)
    return User.objects.get(pk=user.pk)


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_every_role_says_what_it_is_for():
    assert ROLE_WORDS.keys() == ROLES.keys()


def test_administrator_may_give_every_role_and_who_has_less_only_what_they_have(make_user, office):
    assert {str(each) for each in roles_to_give(make_user(ADMINISTRATOR))} == set(ROLES)
    assert {str(each) for each in roles_to_give(office)} == {READER}
    assert roles_to_give(make_user()) == []


def test_roles_are_given_and_taken_and_other_groups_stay(make_user):
    administrator, user = make_user(ADMINISTRATOR), make_user(FINANCE)
    user.groups.add(Group.objects.create(name="Kontoret"))
    set_roles(user, roles=role(ADMINISTRATOR, READER), by=administrator)
    user.refresh_from_db()
    assert (roles_of(user), user.is_staff) == ({ADMINISTRATOR, READER, "Kontoret"}, True)
    set_roles(user, roles=[], by=administrator)
    user.refresh_from_db()
    assert (roles_of(user), user.is_staff) == ({"Kontoret"}, False)
    told = AuditEntry.objects.filter(kind__startswith="role_").order_by("number").values_list("kind", "facts__role")
    assert list(told) == [
        ("role_given", ADMINISTRATOR),
        ("role_given", READER),
        ("role_taken", FINANCE),
        ("role_taken", ADMINISTRATOR),
        ("role_taken", READER),
    ]


def test_workbooks_ordered_with_a_role_go_with_it(
    make_user, client_for, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("core.spreadsheets.export.LARGE_ROWS", 1)
    CompanyFactory()
    client, other = client_for(PARTNER_MANAGER), client_for(PARTNER_MANAGER)
    for each in (client, other):
        each.get(reverse("crm:company_list"), {"export": "xlsx"})
    work()
    addresses = [reverse("core:job_file", args=[job.pk]) for job in Job.objects.order_by("pk")]
    files = [job.file.name for job in Job.objects.order_by("pk")]
    assert [each.get(url).status_code for each, url in zip((client, other), addresses, strict=True)] == [200, 200]
    with django_capture_on_commit_callbacks(execute=True):
        set_roles(client.user, roles=role(PARTNER_MANAGER, READER), by=make_user(ADMINISTRATOR))
    assert client.get(addresses[0]).status_code == 200  # nothing was taken
    with django_capture_on_commit_callbacks(execute=True):
        set_roles(client.user, roles=role(READER), by=make_user(ADMINISTRATOR))
    assert [each.get(url).status_code for each, url in zip((client, other), addresses, strict=True)] == [404, 200]
    assert [default_storage.exists(name) for name in files] == [False, True]


def test_who_has_less_may_not_manage_who_has_more_even_when_they_are_paused(make_user, office):
    administrator, paused = make_user(ADMINISTRATOR), make_user(ADMINISTRATOR, is_active=False)
    reader, superuser = make_user(READER), make_user(is_superuser=True)
    assert [may_manage(office, each) for each in (administrator, paused, superuser, reader)] == [False] * 3 + [True]
    assert [may_manage(administrator, each) for each in (administrator, paused, office)] == [True] * 3
    assert not may_manage(administrator, superuser)
    assert may_manage(superuser, make_user(is_superuser=True))


@pytest.mark.parametrize("wanted", [[ADMINISTRATOR], [READER, PARTNER_MANAGER], [FINANCE]])
def test_crafted_form_gives_nobody_more_than_the_giver_has(wanted, client_for, office, make_user):
    client, user = client_for(office), make_user(READER)
    url = reverse("accounts:user_roles", args=[user.pk])
    answer = client.post(url, {"roles": keys_of(*wanted)})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["roles"])
    assert roles_of(user) == {READER}
    assert client.post(reverse("accounts:user_roles", args=[office.pk]), {"roles": keys_of(*wanted)}).status_code == 200
    assert roles_of(office) == {READER, "Kontoret"}
    with pytest.raises(BeyondOwn):
        set_roles(user, roles=role(*wanted), by=office)


def test_api_shows_users_to_administrators_and_changes_none(api_client_for, make_user):
    user, client = make_user(FINANCE), api_client_for(ADMINISTRATOR)
    url = reverse("api:user-detail", args=[user.pk])
    shown = client.get(url).json()
    assert (shown["roles"], shown["username"], "password" in shown) == ([FINANCE], user.username, False)
    change = {"roles": [ADMINISTRATOR], "groups": [1], "is_superuser": True, "is_staff": True}
    assert [getattr(client, method)(url, change).status_code for method in ("put", "patch", "delete")] == [405] * 3
    assert client.post(reverse("api:user-list"), change).status_code == 405
    assert api_client_for(FINANCE).get(url).status_code == 403
    assert roles_of(user) == {FINANCE}


def test_what_opens_another_account_is_refused_for_who_has_less(client_for, office, make_user):
    """A new address, a new password or a session of an administrator would be their rights."""
    client, administrator = client_for(office), make_user(ADMINISTRATOR)
    forms = ("user_edit", "user_roles", "user_pause", "user_password_link", "user_sessions_end", "user_calendar_revoke")
    urls = [reverse(f"accounts:{name}", args=[administrator.pk]) for name in forms]
    assert [client.post(url, {"email": "a@b.example"}).status_code for url in urls] == [403] * len(urls)
    assert client.get(reverse("accounts:user_detail", args=[administrator.pk])).context["manages"] is False


def test_administrators_do_not_touch_superusers(client_for, make_user):
    superuser = make_user(is_superuser=True)
    url = reverse("accounts:user_pause", args=[superuser.pk])
    assert client_for(ADMINISTRATOR).post(url).status_code == 403
    assert client_for(make_user(is_superuser=True)).post(url).status_code == 302
    assert not User.objects.get(pk=superuser.pk).is_active


def test_last_administrator_is_neither_taken_the_role_nor_paused(make_user):
    administrator = make_user(ADMINISTRATOR)
    make_user(ADMINISTRATOR, is_active=False)
    with pytest.raises(LastAdministrator):
        set_roles(administrator, roles=[], by=administrator)
    with pytest.raises(Oneself):
        pause_user(administrator, by=administrator)
    with pytest.raises(LastAdministrator):
        pause_user(administrator, by=None)
    other = make_user(ADMINISTRATOR)
    pause_user(administrator, by=other)
    with pytest.raises(AlreadyPaused):
        pause_user(administrator, by=other)
    with pytest.raises(LastAdministrator):
        set_roles(other, roles=role(READER), by=other)


def test_own_role_is_given_up_only_when_that_is_said(client_for, make_user):
    client = client_for(ADMINISTRATOR)
    make_user(ADMINISTRATOR)
    url = reverse("accounts:user_roles", args=[client.user.pk])
    asked = client.post(url, {"roles": keys_of(READER)})
    assert (list(asked.context["form"].errors), roles_of(client.user)) == (["sure"], {ADMINISTRATOR})
    assert client.post(url, {"roles": keys_of(READER), "sure": "on"}).status_code == 302
    assert roles_of(client.user) == {READER}


def test_refusal_stands_on_the_form_with_what_was_chosen(client_for):
    client = client_for(ADMINISTRATOR)
    url = reverse("accounts:user_roles", args=[client.user.pk])
    answer = client.post(url, {"roles": keys_of(READER), "sure": "on"})
    assert answer.context["form"].non_field_errors() == [str(LastAdministrator.message)]
    assert "checked" in answer.content.decode()


def take_each_other(first: User, second: User, *wrappers):
    return at_once(
        wrapped(lambda: set_roles(User.objects.get(pk=second.pk), roles=[], by=first) and "done", *wrappers),
        wrapped(lambda: set_roles(User.objects.get(pk=first.pk), roles=[], by=second) and "done", *wrappers),
    )


@pytest.mark.django_db(transaction=True)
def test_two_administrators_do_not_take_the_role_from_each_other_at_once():
    for _ in range(ROUNDS):
        User.objects.all().delete()
        people = [UserFactory(role=ADMINISTRATOR) for _ in range(2)]
        for each in people:
            each.get_all_permissions()  # as a request has them: what they are a moment later is not asked again
        assert sorted(take_each_other(*people)) == ["LastAdministrator", "done"]
        assert User.objects.filter(groups__name=ADMINISTRATOR).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_administrators_take_the_role_from_each_other(monkeypatch):
    """The control: SQLite's transactions wait for each other anyway, so there is none to take away."""
    if connection.vendor == "sqlite":
        pytest.skip("on this database the transaction is the lock")
    people = [UserFactory(role=ADMINISTRATOR) for _ in range(2)]
    for each in people:
        each.get_all_permissions()
    meet = all_come_to('DELETE FROM "core_user_groups"', number=2)
    monkeypatch.setattr(roles_module, "record", lambda *args, **kwargs: None)
    assert take_each_other(*people, without_row_locks, meet) == ["done", "done"]
    assert not User.objects.filter(groups__name=ADMINISTRATOR).exists()
