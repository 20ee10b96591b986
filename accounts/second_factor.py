"""Who has to show more than a password: users of the roles in SECOND_FACTOR_ROLES.

The setting and not a row decides: an administrator's account that somebody else has got into cannot take it away. Who
lacks a second factor stands on the user's row, which each request reads anyway.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from core.audit import record
from core.models import AuditKind, User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def needs_factor(user: User) -> bool:
    return bool(settings.SECOND_FACTOR_ROLES) and _who_need(User.objects.filter(pk=user.pk)).exists()


def recount_factors(users: QuerySet[User] | None = None):
    """Write anew which users lack a factor that their role requires. Two updates, however many users."""
    users = User.objects.all() if users is None else users
    has = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS))
    lacking = _who_need(users).exclude(has).values("pk") if settings.SECOND_FACTOR_ROLES else User.objects.none()
    users.filter(lacks_factor=True).exclude(pk__in=lacking).update(lacks_factor=False)
    users.filter(lacks_factor=False, pk__in=lacking).update(lacks_factor=True)


def _who_need(users: QuerySet[User]) -> QuerySet[User]:
    """Who logs in without a password does so where the organisation asks for a second factor itself."""
    in_role = User.groups.through.objects.filter(user=OuterRef("pk"), group__name__in=settings.SECOND_FACTOR_ROLES)
    return users.filter(Q(is_superuser=True) | Exists(in_role)).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


@receiver(user_logged_in)
def recount_at_login(user, **kwargs):
    """The setting may have changed, or the password."""
    if settings.SECOND_FACTOR_ROLES or user.lacks_factor:
        recount_factors(User.objects.filter(pk=user.pk))


@receiver(m2m_changed, sender=User.groups.through)
def recount_with_roles(instance, action, reverse, pk_set, **kwargs):
    if settings.SECOND_FACTOR_ROLES and action.startswith("post_"):
        keys = (pk_set or ()) if reverse else {instance.pk}
        recount_factors(User.objects.filter(pk__in=keys) if keys else None)


@receiver([post_save, post_delete], sender=Authenticator)
def recount_with_factors(instance, **kwargs):
    if settings.SECOND_FACTOR_ROLES:
        recount_factors(User.objects.filter(pk=instance.user_id))


# Recovery codes come and go with the factors, and are none.
@receiver(authenticator_added)
def note_added(user, authenticator, **kwargs):
    if authenticator.type in FACTORS:
        record(AuditKind.FACTOR_ADDED, by=user, subject=user, facts={"factor": authenticator.type})


@receiver(authenticator_removed)
def note_removed(user, authenticator, **kwargs):
    if authenticator.type in FACTORS:
        record(AuditKind.FACTOR_REMOVED, by=user, subject=user, facts={"factor": authenticator.type})
