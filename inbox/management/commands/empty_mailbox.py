from django.core.management.base import BaseCommand

from core.models import KeptKind
from core.retention import kept_since
from inbox.services.inbound import empty_old


class Command(BaseCommand):
    help = "Empty what came in the mailbox so long ago that it is kept no more. A recurring job does so every day."

    def handle(self, **options):
        self.stdout.write(f"{empty_old(before=kept_since(KeptKind.INBOUND))} mails emptied")
