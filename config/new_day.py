"""Daily work, done on the first request of the day so that it does not depend on a worker."""

import logging

from django.db import Error
from django.utils import timezone

from crm.services.people import begin_roles

logger = logging.getLogger(__name__)


class NewDayMiddleware:
    """Begin the roles whose first day has come, before any page shows current roles.

    Once a day per process; idempotent if another process or the worker has done it. A database error is logged and
    does not fail the request.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.day = None

    def __call__(self, request):
        today = timezone.localdate()
        if self.day != today:
            self.day = today
            try:
                begin_roles()
            except Error:
                logger.exception("What the day brings could not be written")
        return self.get_response(request)
