"""Limits on failed logins, by name and address; django-axes keeps the counts."""

import datetime as dt
from contextlib import contextmanager

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username, get_credentials
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth import user_login_failed
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from core.addresses import client_address
from core.log_format import without_links
from core.models import KeptKind
from core.retention import kept_since

LONGEST_NAME = 255
ATTEMPTS_KEPT = dt.timedelta(days=1)
COUNTING = 0x4D656473  # PostgreSQL's lock; on SQLite the transaction itself lets one write at a time
NAME_AND_ADDRESS, ADDRESS, NAME = ["username", "ip_address"], ["ip_address"], ["username"]
# Failed logins within AXES_COOLOFF_TIME. The last limit applies only at addresses where the name's owner has never
# logged in.
LIMITS = {tuple(NAME_AND_ADDRESS): 8, tuple(ADDRESS): 30, tuple(NAME): 60}
# Whoever is asked for a code has the password or the session already. So codes are counted by account alone, too, from
# wherever they come, under a name that nobody can have.
OF_CODES, MOST_CODES = "codes of ", 10


def login_address(request) -> str | None:
    """The client's address as axes can store it: the first address of an IPv6 network, None when unknown."""
    return client_address(request).partition("/")[0] or None


def login_name(request, credentials: dict | None = None) -> str | None:
    """The typed name, cut to what axes can store: only the browser enforces the form's length."""
    name = credentials.get("username") if credentials else request.POST.get("username")
    return name and name[:LONGEST_NAME]


def counted_together(request, credentials: dict | None = None) -> list[list[str]]:
    """The keys that this attempt's failures are counted by.

    A name alone is limited only at addresses where its owner has never logged in: a stranger elsewhere cannot lock
    users out of their own workplace.
    """
    username = get_client_username(request, credentials)
    if is_of_codes(username):
        return [NAME]
    known = AccessLog.objects.filter(username=username, ip_address=request.axes_ip_address).exists()
    return [NAME_AND_ADDRESS, ADDRESS] if known else [NAME_AND_ADDRESS, ADDRESS, NAME]


def is_of_codes(username: str | None) -> bool:
    return (username or "").startswith(OF_CODES)


class LoginLimits(AxesDatabaseHandler):
    """A separate limit for each kind of count; axes has one for all.

    An attempt is counted as failed before its password is compared, and forgotten if it was right: of any number at
    once, no more are compared than the limit allows. Only the counting waits for a lock, never the comparing.
    """

    def is_allowed(self, request, credentials=None) -> bool:
        with transaction.atomic():
            _count_alone()
            if not super().is_allowed(request, credentials):
                return False
            super().user_login_failed(type(self), credentials, _without_secrets(request))
        request.axes_locked_out = False  # the last one allowed may still be right
        return True

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        """Say whether the attempt, which is counted already, was the last one allowed or came after it."""
        if request is not None:
            request.axes_locked_out = request.axes_locked_out or self.is_locked(request, credentials)
            request.axes_credentials = credentials

    def get_failures(self, request, credentials=None) -> int:
        """The highest count, scaled so that it reaches AXES_FAILURE_LIMIT exactly when its own limit is reached."""
        kinds = counted_together(request, credentials)
        of_codes = is_of_codes(get_client_username(request, credentials))
        return max(
            sum(attempts.values_list("failures_since_start", flat=True))
            * settings.AXES_FAILURE_LIMIT
            // (MOST_CODES if of_codes else LIMITS[tuple(kind)])
            for kind, attempts in zip(kinds, self.get_user_attempts(request, credentials), strict=True)
        )

    def reset_user_attempts(self, request, credentials=None) -> int:
        """On login, reset the user's failures at this address only, not those from other addresses."""
        own, *_others = self.filter_user_attempts(request, credentials)
        count, _by_model = own.delete()
        return count


@contextmanager
def counted_attempt(request, username: str):
    """Compare something else than a password in this context: a code, a key of a link. Raise ValidationError if wrong.

    It counts with the user's passwords, and like them before it is compared. Raises PermissionDenied when no more are
    allowed; axes then answers that there were too many.
    """
    credentials = get_credentials(username)
    _require_allowed(request, credentials)
    try:
        yield
    except ValidationError:
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        raise


@contextmanager
def counted_code(request, username: str):
    """The same for a code of a second factor: no more than MOST_CODES of an account, from wherever they are tried."""
    of_codes = f"{OF_CODES}{username}"
    _require_allowed(request, get_credentials(of_codes))
    with counted_attempt(request, username):
        yield
    forget_failures(request, of_codes)


def _require_allowed(request, credentials: dict):
    if settings.AXES_ENABLED and not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True
        raise PermissionDenied


def forget_failures(request, username: str):
    """Forget the user's failures at this address, after they have identified themselves otherwise than by a login."""
    if settings.AXES_ENABLED:
        AxesProxyHandler.update_request(request)
        AxesProxyHandler.get_implementation().reset_user_attempts(request, get_credentials(username))


def old_logins(*, before: dt.datetime) -> QuerySet[AccessLog]:
    return AccessLog.objects.filter(attempt_time__lt=before)


def forget_old_attempts():
    """Delete failed attempts, and old logins: those addresses need no longer be where users work."""
    old_logins(before=kept_since(KeptKind.LOGINS)).delete()
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - ATTEMPTS_KEPT).delete()


def _without_secrets(request) -> HttpRequest:
    """What axes may store of the attempt: neither what was sent nor the secret of a link that it was sent to.

    Axes hides a field called `password` and writes the others down: a new password, a code.
    """
    bare = HttpRequest()
    bare.method = request.method
    vars(bare).update({name: value for name, value in vars(request).items() if name.startswith("axes_")})
    bare.axes_path_info = without_links(request.axes_path_info)
    return bare


def _count_alone():
    """Lock the counts until the transaction ends. One lock for all: the limits overlap, so several could deadlock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COUNTING])
