"""Synchronise the groups in the database with `config.roles`."""

from django.apps import apps as installed_apps
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from config.roles import ROLES


def check_roles(app_configs, **kwargs) -> list[checks.Error]:
    """Report a misspelt permission as an error in every management command, before migrate runs."""
    declared = {
        f"{model._meta.app_label}.{codename}"
        for model in installed_apps.get_models()
        for codename in (
            *(f"{action}_{model._meta.model_name}" for action in model._meta.default_permissions),
            *(codename for codename, _name in model._meta.permissions),
        )
    }
    return [
        checks.Error(f"The role {role} names a permission that no model has: {permission}.", id="config.E001")
        for role, permissions in ROLES.items()
        for permission in sorted(permissions - declared)
    ]


def sync_roles(*, using: str = "default", apps=installed_apps, partly_migrated: bool = False):
    """Give each role's group exactly its permissions. Other groups are left alone.

    Raises ImproperlyConfigured for a permission that the database lacks, unless it is only partly migrated.
    """
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    stored = {
        f"{app}.{codename}": pk
        for pk, app, codename in permission_model.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    for role, permissions in ROLES.items():
        missing = sorted(permissions - stored.keys())
        if missing and not partly_migrated:
            raise ImproperlyConfigured(f"The role {role} names permissions that do not exist: {', '.join(missing)}.")
        group, _created = group_model.objects.using(using).get_or_create(name=role)
        group.permissions.set(stored[permission] for permission in permissions - set(missing))


def sync_roles_after_migrate(*, using, apps=installed_apps, **kwargs):
    """After `migrate crm zero` and the like some permissions are missing; grant the rest."""
    try:
        apps.get_model("auth", "Group")
    except LookupError:
        return
    sync_roles(using=using, apps=apps, partly_migrated=True)
