import datetime as dt

from django.core.management.base import BaseCommand
from django.utils import timezone

from inbox.services.enquiries import erase_enquiries


class Command(BaseCommand):
    help = (
        "Erase what people wrote in enquiries that were closed so long ago that it is kept no more. "
        "A recurring job does so every day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--on", type=dt.date.fromisoformat, help="the day, as 2026-12-31; today if left out")

    def handle(self, *, on, **options):
        self.stdout.write(f"{erase_enquiries(on=on or timezone.localdate())} enquiries erased")
