"""One-time links: invitations, and passwords that are lost."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, PasswordLink
from accounts.models.one_time_links import OneTimeLink
from accounts.services.roles import BeyondOwn, may_manage, require_may_manage, roles_to_give, set_roles
from accounts.services.users import require_free_address
from core.audit import record
from core.errors import Refusal
from core.models import AuditKind, User, access_ended
from core.secret_links import give_secret, opened_by

DAYS = 7


class LinkEnded(Refusal):
    message = _("Länken gäller inte längre. Be en administratör om en ny.")


class NoRole(Refusal):
    message = _("Välj minst en roll.")


@transaction.atomic
def invite(*, roles: Iterable[Group], by: User | None, **fields) -> tuple[Invitation, str]:
    """The invitation and the secret of its link. `by` is None for the command line.

    An earlier one to the same address ends. Raises BeyondOwn, NoRole, ValidationError.
    """
    roles = list(roles)
    _require_roles(roles, by)
    require_free_address(fields["email"])
    Invitation.objects.open().filter(email__iexact=fields["email"]).update(revoked_at=timezone.now())
    invitation = Invitation(**fields)
    secret = _begin(invitation, by=by)
    invitation.full_clean()
    invitation.save()
    invitation.roles.set(roles)
    facts = {"roles": sorted(role.name for role in roles)}
    record(AuditKind.USER_INVITED, by=by, subject=invitation, words=f"{invitation} {invitation.email}", facts=facts)
    return invitation, secret


@transaction.atomic
def renew_invitation(invitation: Invitation, *, by: User) -> tuple[Invitation, str]:
    """A new link for the same invitation; the old one ends. Raises BeyondOwn, LinkEnded if it has been used."""
    invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if invitation.used_at:
        raise LinkEnded
    _require_roles(list(invitation.roles.all()), by)
    require_free_address(invitation.email)
    secret = _begin(invitation, by=by)
    invitation.revoked_at = invitation.mailed_at = None
    invitation.save()
    words = f"{invitation} {invitation.email}"
    record(AuditKind.USER_INVITED, by=by, subject=invitation, words=words, facts={"renewed": True})
    return invitation, secret


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Raises LinkEnded if it has been used."""
    invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if invitation.used_at:
        raise LinkEnded
    invitation.revoked_at = invitation.revoked_at or timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record(AuditKind.CHANGED, by=by, subject=invitation, facts={"fields": ["revoked_at"]})
    return invitation


@transaction.atomic
def accept_invitation(secret: str, *, username: str, password: str, first_name: str = "", last_name: str = "") -> User:
    """The new user, with the roles of the invitation. Raises LinkEnded, ValidationError by field.

    The names are heard only where the invitation lacks them.

    Who invited may have lost some of their own rights since: then the roles are not given on their word.
    """
    invitation = opened(Invitation, secret, lock=True)
    if invitation is None:
        raise LinkEnded
    if invitation.lacks_name and first_name and last_name:
        invitation.first_name, invitation.last_name = first_name, last_name
    user = User(
        username=username,
        first_name=invitation.first_name,
        last_name="" if invitation.lacks_name else invitation.last_name,
        email=invitation.email,
        language=invitation.language,
    )
    require_free_address(user.email)
    _set_password(user, password)
    if "@" in username and username.lower() != invitation.email.lower():
        # Else a colleague who logs in with that address would not be found by it.
        raise ValidationError({"username": _("Ett användarnamn med @ kan bara vara din egen e-postadress.")})
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("Det användarnamnet är upptaget. Välj ett annat.")})
    user.full_clean()
    user.save()
    try:
        set_roles(user, roles=invitation.roles.all(), by=_who_made(invitation))
    except BeyondOwn:
        raise LinkEnded from None
    invitation.used_at, invitation.user = timezone.now(), user
    invitation.save()
    record(AuditKind.USER_MADE, by=user, subject=user)
    return user


@transaction.atomic
def make_password_link(user: User, *, by: User | None) -> tuple[PasswordLink, str]:
    """A link for who has lost the password; an earlier one ends. Raises BeyondOwn."""
    require_may_manage(by, user)
    end_password_links(User, user)
    link = PasswordLink(user=user)
    secret = _begin(link, by=by)
    link.save()
    record(AuditKind.CHANGED, by=by, subject=user, facts={"fields": ["password_link"]})
    return link, secret


@transaction.atomic
def choose_password(secret: str, *, password: str) -> User:
    """Set the user's new password by a one-time link. Raises LinkEnded, ValidationError by field.

    Who made it has seen it, and may have been paused or lost rights since: then it opens nobody else's account.
    """
    link = opened(PasswordLink, secret, lock=True)
    if link is None or not link.user.is_active or not may_manage(_who_made(link), link.user):
        raise LinkEnded
    _set_password(link.user, password)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    link.user.save()
    record(AuditKind.PASSWORD_CHANGED, by=link.user, subject=link.user, facts={"by_link": True})
    return link.user


def opened(model: type[OneTimeLink], secret: str, *, lock: bool = False) -> OneTimeLink | None:
    """The link with this secret if it can be used; one query."""
    links = model.objects.open().filter(opened_by(secret))
    return links.select_for_update(of=("self",), no_key=True).first() if lock else links.first()


@receiver(access_ended)
def end_password_links(sender, user: User, **kwargs):
    user.password_links.open().update(revoked_at=timezone.now())


def _begin(link: OneTimeLink, *, by: User | None) -> str:
    """Give the link a secret, which is returned, and its days."""
    return give_secret(link, by=by, expires_at=timezone.now() + dt.timedelta(days=DAYS))


def _require_roles(roles: list[Group], by: User | None):
    if not roles:
        raise NoRole
    if not set(roles) <= set(roles_to_give(by)):
        raise BeyondOwn


def _who_made(link: OneTimeLink) -> User | None:
    """None for the command line. Raises LinkEnded."""
    maker = link.made_by
    if maker is not None and not maker.is_active:
        raise LinkEnded
    return maker


def _set_password(user: User, password: str):
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password1": error.messages}) from None
    user.set_password(password)
