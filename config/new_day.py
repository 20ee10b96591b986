"""Daily work, done on the first request of the day so that it does not depend on cron."""

import logging

from django.db import Error
from django.utils import timezone

from crm.services.people import begin_roles

logger = logging.getLogger(__name__)


class NewDayMiddleware:
    """Let the roles begin whose first day has come, before anybody reads who is where.

    Once a day in each process; when another process, or cron, has done it there is nothing left to do. A database that
    fails is logged, and keeps nobody from the page.
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
