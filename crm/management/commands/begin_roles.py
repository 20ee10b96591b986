from django.core.management.base import BaseCommand

from crm.services.people import begin_roles


class Command(BaseCommand):
    help = (
        "Let people's roles begin whose first day has come: their new address, who takes over. "
        "A recurring job does so every day."
    )

    def handle(self, **options):
        self.stdout.write(f"{begin_roles()} roles begun")
