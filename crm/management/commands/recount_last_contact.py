from django.core.management.base import BaseCommand, CommandError

from crm.services.last_contact import recount_last_contact


class Command(BaseCommand):
    help = "Look up in the contact log when each company was last reached, and compare with what is kept with it."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="put right what differs")

    def handle(self, *, fix, **options):
        differences = list(recount_last_contact(fix=fix))
        for difference in differences:
            self.stdout.write(str(difference))
        if differences and not fix:
            raise CommandError(f"{len(differences)} companies differ from the log. --fix puts them right.")
        self.stdout.write(f"{len(differences)} companies put right." if differences else "All companies agree.")
