from django.core.management.base import BaseCommand
from django.utils import timezone

from core.services import SENT_FORM_AGE, clear_sent_forms


class Command(BaseCommand):
    help = "Forget which forms were saved so long ago that nobody goes back to them. A recurring job does so every day."

    def handle(self, **options):
        self.stdout.write(f"{clear_sent_forms(before=timezone.now() - SENT_FORM_AGE)} forms forgotten")
