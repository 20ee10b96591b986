"""Users as their administrators change them: who they are, whether they may come in, and what they are in by."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.notices import tell_later
from accounts.services.roles import (
    is_administrator,
    lock_administrators,
    require_another_administrator,
    require_may_manage,
)
from core.audit import record
from core.errors import Refusal
from core.models import ApiToken, AuditKind, DigestPace, Session, User
from core.services import revoke_calendar_link, save_record
from core.sessions import session_name, stored_key


class Oneself(Refusal):
    message = _("Du kan inte pausa dig själv.")


class OwnFactors(Refusal):
    message = _("Ditt eget andra steg ändrar du under Profil och inställningar.")


class AlreadyPaused(Refusal):
    message = _("Användaren är redan pausad.")


class NotPaused(Refusal):
    message = _("Användaren är inte pausad.")


def is_free(email: str, *, user: User | None = None) -> bool:
    """Whether nobody else has the address: it is logged in with, and passwords are sent to it.

    A paused user still has it, and logs in with it when resumed.
    """
    return not User.objects.filter(email__iexact=email.strip()).exclude(pk=user and user.pk).exists()


def require_free_address(email: str, *, user: User | None = None):
    """Raises ValidationError."""
    if email and not is_free(email, user=user):
        raise ValidationError({"email": _("En annan användare har redan den adressen.")})


@transaction.atomic
def update_user(user: User, *, by: User, **fields) -> User:
    """Names, address and language; the old address is told of a new one. Raises BeyondOwn, ValidationError."""
    require_may_manage(by, user)
    require_free_address(fields.get("email", ""), user=user)
    before = user.email
    save_record(user, **fields)
    record(AuditKind.CHANGED, by=by, subject=user, facts={"fields": sorted(fields)})
    if user.email.lower() != before.lower():
        tell_later("account/email/email_changed", user=user, email=before)
    return user


@transaction.atomic
def pause_user(user: User, *, by: User | None) -> User:
    """Shut the user out, and end sessions, keys, links and digests for good.

    Raises AlreadyPaused, Oneself, BeyondOwn, LastAdministrator.
    """
    lock_administrators()
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not user.is_active:
        raise AlreadyPaused
    if user == by:
        raise Oneself
    require_may_manage(by, user)
    if is_administrator(user):
        require_another_administrator(user)
    user.is_active, user.digest = False, DigestPace.NONE
    user.save(update_fields=["is_active", "digest"])
    user.end_access()
    record(AuditKind.USER_PAUSED, by=by, subject=user)
    return user


@transaction.atomic
def resume_user(user: User, *, by: User | None) -> User:
    """Let the user log in again, with the roles from before. Raises NotPaused, BeyondOwn."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.is_active:
        raise NotPaused
    require_may_manage(by, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(AuditKind.USER_RESUMED, by=by, subject=user)
    return user


# --- What a user is in by -------------------------------------------------------------------------


@transaction.atomic
def end_sessions(user: User, *, by: User, name: str = "", keep: str | None = None) -> int:
    """End the session of this name, or all but the one with the key `keep`. Returns how many. Raises BeyondOwn."""
    if by != user:
        require_may_manage(by, user)
    ended = [
        session
        for session in user.sessions.all()
        if (session_name(session) == name if name else session.session_key != stored_key(keep))
    ]
    Session.objects.filter(pk__in=[session.pk for session in ended]).delete()
    if ended:
        record(AuditKind.SESSION_ENDED, by=by, subject=user, facts={"number": len(ended)})
    return len(ended)


@transaction.atomic
def remove_factors(user: User, *, by: User) -> int:
    """For who has lost the telephone and the recovery codes too: the password alone lets them in. Returns how many.

    Raises BeyondOwn, OwnFactors.
    """
    if by == user:
        raise OwnFactors
    require_may_manage(by, user)
    removed = list(Authenticator.objects.filter(user=user))
    for each in removed:
        each.delete()
    if removed:
        kinds = sorted({each.type for each in removed})
        record(AuditKind.FACTOR_REMOVED, by=by, subject=user, facts={"factors": kinds})
    return len(removed)


@transaction.atomic
def make_key(user: User, *, name: str, may_write: bool, addresses: str, expiry) -> tuple[ApiToken, str]:
    """The key and its secret, which is shown only now; `expiry` is a timedelta. Raises ValidationError."""
    fields = {"name": name, "may_write": may_write, "addresses": addresses}
    ApiToken(user=user, **fields).clean_fields(exclude=["digest", "token_key"])
    key, secret = ApiToken.objects.create(user=user, expiry=expiry, **fields)
    facts = {"may_write": may_write, "expires": key.expiry, "addresses": bool(addresses)}
    record(AuditKind.KEY_MADE, by=user, subject=user, words=name, facts=facts)
    return key, secret


@transaction.atomic
def revoke_key(key: ApiToken, *, by: User):
    """Raises BeyondOwn."""
    if by != key.user:
        require_may_manage(by, key.user)
    key.delete()
    record(AuditKind.KEY_REVOKED, by=by, subject=key.user, words=key.name)


@transaction.atomic
def revoke_calendar_of(user: User, *, by: User):
    """Raises BeyondOwn."""
    require_may_manage(by, user)
    revoke_calendar_link(user)
    record(AuditKind.KEY_REVOKED, by=by, subject=user, facts={"calendar": True})
