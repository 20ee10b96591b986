import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from config import rolesync
from config.roles import READER, ROLES
from config.rolesync import check_roles

pytestmark = pytest.mark.database


def permissions_of(role: str) -> set[str]:
    rows = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


@pytest.mark.parametrize("role", ROLES)
def test_migrate_gives_each_role_its_permissions(db, role):
    assert permissions_of(role) == ROLES[role]


def test_sync_roles_takes_back_what_is_no_longer_listed_and_leaves_other_groups_alone(db):
    delete_company = Permission.objects.get(codename="delete_company")
    Group.objects.get(name=READER).permissions.add(delete_company)
    own = Group.objects.create(name="Praktikant")
    own.permissions.add(delete_company)
    call_command("sync_roles", verbosity=0)
    assert permissions_of(READER) == ROLES[READER]
    assert permissions_of("Praktikant") == {"crm.delete_company"}


def test_sync_roles_refuses_a_permission_the_database_lacks(db, monkeypatch):
    monkeypatch.setattr(rolesync, "ROLES", {READER: {"crm.view_compnay"}})
    with pytest.raises(ImproperlyConfigured, match=r"Läsare names permissions that do not exist: crm\.view_compnay"):
        call_command("sync_roles")


def test_check_reports_a_permission_no_model_has(monkeypatch):
    monkeypatch.setattr(rolesync, "ROLES", {READER: {"crm.view_company", "crm.fly_company"}})
    assert [error.msg for error in check_roles(None)] == [
        "The role Läsare names a permission that no model has: crm.fly_company."
    ]


def test_check_passes_the_roles_as_they_are():
    assert check_roles(None) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", [1, 2])
def test_what_migrations_made_is_there_for_tests_that_commit(_round):
    assert permissions_of(READER) == ROLES[READER]
    Group.objects.all().delete()
