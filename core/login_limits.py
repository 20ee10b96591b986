"""How many wrong passwords are taken, and from where; django-axes keeps the count."""

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessLog
from django.conf import settings

from core.addresses import client_address

LONGEST_NAME = 255
NAME_AND_ADDRESS, ADDRESS, NAME = ["username", "ip_address"], ["ip_address"], ["username"]


def login_address(request) -> str | None:
    """The client's address as axes can store it: of an IPv6 network its first address, None when unknown."""
    return client_address(request).partition("/")[0] or None


def login_name(request, credentials: dict | None = None) -> str | None:
    """The name as it was typed, as much of it as axes can store: the login form bounds it only in the browser."""
    name = credentials.get("username") if credentials else request.POST.get("username")
    return name and name[:LONGEST_NAME]


def counted_together(request, credentials: dict | None = None) -> list[list[str]]:
    """What failures are counted by for this attempt.

    A name as a whole is limited only where its owner has never logged in: a stranger elsewhere cannot lock a person
    out of the workplace that they use.
    """
    username = get_client_username(request, credentials)
    known = AccessLog.objects.filter(username=username, ip_address=request.axes_ip_address).exists()
    return [NAME_AND_ADDRESS, ADDRESS] if known else [NAME_AND_ADDRESS, ADDRESS, NAME]


class LoginLimits(AxesDatabaseHandler):
    """Give each kind of count a limit of its own; axes has one for all."""

    def get_failures(self, request, credentials=None) -> int:
        """The fullest count, scaled so that AXES_FAILURE_LIMIT is reached exactly when its own limit is."""
        limits = dict(settings.LOGIN_LIMITS)
        kinds = counted_together(request, credentials)
        return max(
            sum(attempts.values_list("failures_since_start", flat=True))
            * settings.AXES_FAILURE_LIMIT
            // limits[tuple(kind)]
            for kind, attempts in zip(kinds, self.get_user_attempts(request, credentials), strict=True)
        )

    def reset_user_attempts(self, request, credentials=None) -> int:
        """Forget what the person who just logged in got wrong here, and nothing of what others tried."""
        own, *_others = self.filter_user_attempts(request, credentials)
        count, _by_model = own.delete()
        return count
