import datetime as dt

from django.core.management.base import BaseCommand
from django.utils import timezone

from payroll.services.months import open_all_months


class Command(BaseCommand):
    help = (
        "Make the months of payroll giving that are missing, and freeze what is expected once the payday has come. "
        "A recurring job does so every day; running it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--on", type=dt.date.fromisoformat, help="the day, as 2026-12-31; today if left out")

    def handle(self, *, on, **options):
        opened, schemes = open_all_months(on=on or timezone.localdate())
        self.stdout.write(f"{opened} new months, {schemes} schemes")
