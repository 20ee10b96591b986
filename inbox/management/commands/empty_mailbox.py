import datetime as dt

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from inbox.services.inbound import empty_old


class Command(BaseCommand):
    help = "Empty what came in the mailbox MAILBOX_KEPT_DAYS ago or more. A recurring job does so every day."

    def handle(self, **options):
        before = timezone.now() - dt.timedelta(days=settings.MAILBOX_KEPT_DAYS)
        self.stdout.write(f"{empty_old(before=before)} mails emptied")
