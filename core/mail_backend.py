"""Send mail as EMAIL_URL says, and count by day what left and what did not, for `doctor` and /metrics."""

import logging

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from core.models import MailCount

logger = logging.getLogger(__name__)


class CountingBackend(BaseEmailBackend):
    def __init__(self, fail_silently=False, **kwargs):  # noqa: FBT002  Django's own signature
        super().__init__(fail_silently=fail_silently)
        self.inner = get_connection(settings.MAIL_BACKEND, fail_silently=fail_silently, **kwargs)

    def open(self):
        return self.inner.open()

    def close(self):
        self.inner.close()

    def send_messages(self, email_messages):
        messages = list(email_messages)
        try:
            sent = self.inner.send_messages(messages) or 0
        except Exception:
            count_mail(failed=len(messages))
            raise
        count_mail(sent=sent, failed=len(messages) - sent)
        return sent


def count_mail(*, sent: int = 0, failed: int = 0) -> None:
    """Mail that has left is not taken back because it could not be counted."""
    try:
        with transaction.atomic():
            day, _made = MailCount.objects.get_or_create(day=timezone.localdate())
            MailCount.objects.filter(pk=day.pk).update(sent=F("sent") + sent, failed=F("failed") + failed)
    except DatabaseError:
        logger.exception("Could not count mail")
