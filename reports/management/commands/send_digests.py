import datetime as dt

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.errors import Refusal
from reports.digest_mail import send_digests


class Command(BaseCommand):
    help = (
        "Send each person who asked for it a digest of their Idag: once a day, or once an ISO week on the first run in "
        "it. A recurring job does so every weekday; running it again, or two at once, sends nothing twice."
    )

    def add_arguments(self, parser):
        parser.add_argument("--on", type=dt.date.fromisoformat, help="the day, as 2026-12-31; today if left out")

    def handle(self, *, on, **options):
        try:
            told = send_digests(on=on or timezone.localdate())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("{sent} sent, {nothing} with nothing to tell, {taken} sent before.".format(**told))
        if told["failed"]:
            raise CommandError(f"{told['failed']} could not be sent.")
