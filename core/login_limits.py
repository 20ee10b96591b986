"""Limits on failed logins, by name and address; django-axes keeps the counts."""

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessLog
from django.conf import settings

from core.addresses import client_address

LONGEST_NAME = 255
NAME_AND_ADDRESS, ADDRESS, NAME = ["username", "ip_address"], ["ip_address"], ["username"]


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
    known = AccessLog.objects.filter(username=username, ip_address=request.axes_ip_address).exists()
    return [NAME_AND_ADDRESS, ADDRESS] if known else [NAME_AND_ADDRESS, ADDRESS, NAME]


class LoginLimits(AxesDatabaseHandler):
    """A separate limit for each kind of count; axes has one for all."""

    def get_failures(self, request, credentials=None) -> int:
        """The highest count, scaled so that it reaches AXES_FAILURE_LIMIT exactly when its own limit is reached."""
        limits = dict(settings.LOGIN_LIMITS)
        kinds = counted_together(request, credentials)
        return max(
            sum(attempts.values_list("failures_since_start", flat=True))
            * settings.AXES_FAILURE_LIMIT
            // limits[tuple(kind)]
            for kind, attempts in zip(kinds, self.get_user_attempts(request, credentials), strict=True)
        )

    def reset_user_attempts(self, request, credentials=None) -> int:
        """On login, reset the user's failures at this address only, not those from other addresses."""
        own, *_others = self.filter_user_attempts(request, credentials)
        count, _by_model = own.delete()
        return count
