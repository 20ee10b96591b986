from django.core.management.base import BaseCommand, CommandError

from crm.models import Sponsorship
from crm.services.terms import differing, record_differing


class Command(BaseCommand):
    help = "Compare what is agreed in each sponsorship with its last terms event."

    def add_arguments(self, parser):
        parser.add_argument("--fix", metavar="REASON", help="add the events that are missing, with this reason")

    def handle(self, *, fix, **options):
        keys = list(differing())
        found = Sponsorship.objects.filter(pk__in=keys).order_by("pk")
        for agreement_no in found.values_list("agreement_no", flat=True):
            self.stdout.write(agreement_no)
        if keys and not fix:
            raise CommandError(f"{len(keys)} sponsorships differ from their last event. --fix REASON adds the events.")
        if keys:
            record_differing(reason=fix)
        self.stdout.write(f"{len(keys)} events added." if keys else "All sponsorships agree.")
