"""Who may give which roles to whom, and that somebody always can."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.audit import record
from core.errors import Refusal
from core.job_queue import drop_files
from core.models import AuditKind, Job, User


class BeyondOwn(Refusal):
    message = _("Du kan inte ge någon mer än du själv får, och inte ändra den som får mer än du.")


class LastAdministrator(Refusal):
    message = _("Det måste finnas någon mer som är administratör. Ge någon annan rollen först.")


def all_roles() -> QuerySet[Group]:
    """The groups that are roles; groups that an organisation has made itself are none."""
    return Group.objects.filter(name__in=settings.ROLES_IN_WORDS).order_by("name")


def permissions_held(user: User) -> set[str]:
    """What the user may do while active, without what a superuser may besides. One query."""
    held = Permission.objects.filter(Q(group__user=user) | Q(user=user)).order_by()
    return set(_named(held))


def roles_to_give(by: User | None) -> list[Group]:
    """The roles that hold nothing which `by` lacks; all of them for the command line. Three queries."""
    roles = list(all_roles().prefetch_related("permissions__content_type"))
    if by is None or by.is_superuser:
        return roles
    own = by.get_all_permissions()
    return [role for role in roles if own.issuperset(_of_role(role))]


def may_manage(by: User | None, user: User) -> bool:
    """Whether `by` has all that the user has, when active: whoever could set their password could be them."""
    if by is None or by.is_superuser:
        return True
    return by.is_active and not user.is_superuser and permissions_held(user) <= by.get_all_permissions()


def require_may_manage(by: User | None, user: User):
    """Raises BeyondOwn."""
    if not may_manage(by, user):
        raise BeyondOwn


def lock_administrators():
    """Those who take away an administrator wait for each other here, so that two cannot take away the last two."""
    Group.objects.select_for_update().get(name=settings.ADMINISTRATOR_ROLE)


def require_another_administrator(user: User):
    """Raises LastAdministrator unless somebody else who is active can give roles. Lock them first."""
    can = Q(is_superuser=True) | Q(groups__name=settings.ADMINISTRATOR_ROLE)
    if not User.objects.filter(can, is_active=True).exclude(pk=user.pk).exists():
        raise LastAdministrator


def is_administrator(user: User) -> bool:
    return user.is_superuser or user.groups.filter(name=settings.ADMINISTRATOR_ROLE).exists()


@transaction.atomic
def set_roles(user: User, *, roles: Iterable[Group], by: User | None) -> User:
    """Give exactly these roles; other groups stay. `by` is None for the command line.

    Whoever is an administrator may open Django's admin, where it is turned on. Raises BeyondOwn, LastAdministrator.
    """
    lock_administrators()
    require_may_manage(by, user)
    wanted, had = set(roles), set(all_roles().filter(user=user))
    given, taken = wanted - had, had - wanted
    if not (given | taken) <= set(roles_to_give(by)):
        raise BeyondOwn
    if user.is_active and any(role.name == settings.ADMINISTRATOR_ROLE for role in taken):
        require_another_administrator(user)
    user.groups.add(*given)
    take_roles(user, taken)
    is_staff = any(role.name == settings.ADMINISTRATOR_ROLE for role in wanted)
    if user.is_staff != is_staff and not user.is_superuser:
        user.is_staff = is_staff
        user.save(update_fields=["is_staff"])
    for kind, changed in ((AuditKind.ROLE_GIVEN, given), (AuditKind.ROLE_TAKEN, taken)):
        for role in sorted(changed, key=str):
            record(kind, by=by, subject=user, facts={"role": role.name})
    return user


def take_roles(user: User, roles: Iterable[Group]):
    """With the workbooks that were ordered while the user had them: the lists may no longer be theirs to see."""
    if roles := list(roles):
        user.groups.remove(*roles)
        drop_files(Job.objects.of(user))


def _of_role(role: Group) -> set[str]:
    return {f"{each.content_type.app_label}.{each.codename}" for each in role.permissions.all()}


def _named(permissions: QuerySet[Permission]) -> Iterable[str]:
    return (f"{app}.{name}" for app, name in permissions.values_list("content_type__app_label", "codename"))
