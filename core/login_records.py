"""Write logins, failed ones and logouts in the audit log, whatever way in they took."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext

from core.audit import record
from core.models import AuditKind, User
from core.request_origin import short_address

LOCKED_SECONDS = 15 * 60


def connect():
    for signal, receiver in (
        (user_logged_in, note_login),
        (user_logged_out, note_logout),
        (user_login_failed, note_failure),
    ):
        signal.connect(receiver, dispatch_uid=f"core.login_records.{receiver.__name__}")


def note_login(sender, request, user, **kwargs):
    # A login by code, as in tests, has no method: nobody came in that way.
    if request is not None and request.method:
        User.objects.filter(pk=user.pk).update(seen_at=timezone.now())  # later core.sessions does so now and then
        record(AuditKind.LOGIN, by=user, subject=user)


def note_logout(sender, request, user, **kwargs):
    if user is not None and user.pk:
        record(AuditKind.LOGOUT, by=user, subject=user)


def note_failure(sender, credentials, request=None, **kwargs):
    """Name the account, never what was typed: people type passwords in the wrong field."""
    if request is None or not request.method:
        return
    # An address that is shut out can go on trying: one entry says so, not thousands.
    locked = bool(getattr(request, "axes_locked_out", False))
    if locked and not cache.add(f"audit-locked:{short_address()}", 1, LOCKED_SECONDS):
        return
    name = str(credentials.get("username") or credentials.get("email") or "")
    known = _known(name) if name and "\0" not in name else None
    with_whom = "" if known else gettext("Namnet finns inte")
    record(AuditKind.LOGIN_FAILED, by=None, subject=known, words=with_whom, facts={"locked": locked})


def _known(name: str) -> User | None:
    """The user with that name or address. Paused ones too: attempts at the accounts of people who have left matter."""
    of_name = User.objects.filter(username=name).first()
    return of_name or (User.objects.filter(email__iexact=name).order_by("pk").first() if "@" in name else None)
