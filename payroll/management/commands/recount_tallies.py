from django.core.management.base import BaseCommand, CommandError

from campaigns.services.tallies import recount
from payroll.services.months import recount_months


class Command(BaseCommand):
    help = "Add up every contribution anew and compare with the totals that boards and lists are read from."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="put right what differs")

    def handle(self, *, fix, **options):
        differences = [*recount(fix=fix), *recount_months(fix=fix)]
        for difference in differences:
            self.stdout.write(str(difference))
        if differences and not fix:
            raise CommandError(f"{len(differences)} totals differ from the contributions. --fix puts them right.")
        self.stdout.write(f"{len(differences)} totals put right." if differences else "All totals agree.")
