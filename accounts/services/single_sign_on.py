"""Logins at the organisation's own provider (OpenID Connect): whose they are, and which roles they give."""

import logging
from collections.abc import Mapping

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.services.roles import (
    LastAdministrator,
    lock_administrators,
    require_another_administrator,
    take_roles,
)
from accounts.services.users import is_free
from core.audit import record
from core.models import AuditKind, User

logger = logging.getLogger(__name__)
Claims = Mapping[str, object]


@transaction.atomic
def unlink(account: SocialAccount):
    """Let the user's account at a provider no longer be theirs here; the audit log tells of it."""
    account.delete()
    record(AuditKind.CHANGED, by=account.user, subject=account.user, facts={"fields": ["login_elsewhere"]})


def verified_address(claims: Claims) -> str:
    """The e-mail address that the provider itself vouches for; empty without one.

    Microsoft Entra ID says so by the optional claim xms_edov (the address's domain belongs to the tenant), and puts no
    email_verified in its tokens: learn.microsoft.com, "Migrate away from using email claims".
    """
    address = str(claims.get("email") or "")
    vouched = claims.get("email_verified") is True or claims.get("xms_edov") in (True, 1, "1", "true")
    return address if vouched and "@" in address else ""


def is_from_elsewhere(provider: str, claims: Claims) -> bool:
    """Whether a Google account is none of the organisation's: anybody can have one."""
    return provider == "google" and claims.get("hd") != settings.GOOGLE_DOMAIN


def may_be_created(address: str) -> bool:
    """Whether somebody unknown with this address becomes a user. No other user has it, not even a paused one."""
    domain = address.rpartition("@")[2].lower()
    return settings.LOGIN_CREATES_USERS and domain in settings.LOGIN_DOMAINS and is_free(address)


@transaction.atomic
def follow_roles(user: User, claims: Claims, *, provider: str):
    """Give and take the roles that LOGIN_ROLES names, by the groups and roles that the provider tells of.

    Roles that it does not name are given by hand; so are all at Google, which tells of no groups. The last
    administrator stays one. Nobody becomes a superuser.
    """
    if provider == "google":
        return
    lock_administrators()
    told = {str(value) for name in ("roles", "groups") for value in _texts(claims.get(name))}
    wanted = {role for group, role in settings.LOGIN_ROLES.items() if group in told}
    has = set(user.groups.filter(name__in=settings.LOGIN_ROLES.values()).values_list("name", flat=True))
    taken = has - wanted
    if settings.ADMINISTRATOR_ROLE in taken and user.is_active:
        try:
            require_another_administrator(user)
        except LastAdministrator:
            logger.warning("User %s stays an administrator, though no group says so: there is no other", user.pk)
            taken.discard(settings.ADMINISTRATOR_ROLE)
    take_roles(user, Group.objects.filter(name__in=taken))
    user.groups.add(*Group.objects.filter(name__in=wanted - has))
    for kind, names in ((AuditKind.ROLE_GIVEN, wanted - has), (AuditKind.ROLE_TAKEN, taken)):
        for name in sorted(names):
            record(kind, by=None, subject=user, facts={"role": name})


def _texts(value) -> list:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []
