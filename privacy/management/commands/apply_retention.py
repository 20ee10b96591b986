from django.core.management.base import BaseCommand

from privacy.services.retention import apply_retention


class Command(BaseCommand):
    help = "Remove what has been kept longer than the rules that are on say. A recurring job does so every night."

    def handle(self, **options):
        for kind, number in apply_retention().items():
            self.stdout.write(f"{kind}: {number} removed")
