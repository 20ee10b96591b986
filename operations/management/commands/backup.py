from django.core.management.base import BaseCommand, CommandError

from core.errors import Refusal
from operations.services.backup_storage import Place
from operations.services.backups import make_backup
from operations.services.encryption import new_key
from operations.services.verifying import verify_backup


class Command(BaseCommand):
    help = "Save the database and all files as one set, while people work, and remove backups that are too old."

    def add_arguments(self, parser):
        parser.add_argument("--to", default="", help="a folder, or s3://bucket/folder; otherwise BACKUP_TO")
        parser.add_argument("--verify", action="store_true", help="restore it into a scratch place after, and compare")
        parser.add_argument("--make-key", action="store_true", help="only make a key for BACKUP_KEY")

    def handle(self, *, to, verify, make_key, **options):
        if make_key:
            secret, public = new_key()
            self.stdout.write(f"# Keep this one where the backups are not: nothing else opens them.\n{secret}")
            self.stdout.write(f"# Saves, but cannot open what is saved.\n{public}")
            return
        try:
            place = Place(to)
            made = make_backup(place=place)
            self.stdout.write(f"{made.name}: {made.rows} rows, {made.files} files, {made.size} bytes in {made.place}")
            if verify:
                verify_backup(made.name, place=place)
                self.stdout.write("Restored into a scratch place: rows, sums and files agree.")
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
