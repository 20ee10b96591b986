from django.core.management.base import BaseCommand
from django.utils import timezone

from inbox.services.email_to_log import DRAFT_AGE, clear_drafts


class Command(BaseCommand):
    help = (
        "Throw away e-mails that somebody began to log a day ago or more and never came back to. "
        "A recurring job does so every day."
    )

    def handle(self, **options):
        self.stdout.write(f"{clear_drafts(before=timezone.now() - DRAFT_AGE)} drafts thrown away")
