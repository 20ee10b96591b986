from django.core.management.base import BaseCommand

from duplicates.services.pairs import scan_companies, scan_contacts


class Command(BaseCommand):
    help = (
        "Compare all companies and all people, and list those that may be registered twice. "
        "A recurring job does so every night."
    )

    def handle(self, **options):
        self.stdout.write(f"{scan_companies()} pairs of companies, {scan_contacts()} pairs of people to look at")
