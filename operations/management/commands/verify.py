from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.errors import Refusal
from operations.services.backup_storage import Place
from operations.services.encryption import secret_in
from operations.services.verifying import verify_backup


class Command(BaseCommand):
    help = "Restore a backup into a scratch place and compare rows, sums and files with what it says it holds."

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?", default="", help="the backup's file name; otherwise the newest")
        parser.add_argument("--from", dest="place", default="", help="as --to of backup; otherwise BACKUP_TO")
        parser.add_argument("--all", action="store_true", help="every backup that is kept")
        parser.add_argument("--key-file", type=Path, help="the secret key, if BACKUP_KEY is not it")

    def handle(self, *, name, place, key_file, **options):
        try:
            key = secret_in(key_file)
            place = Place(place)
            names = place.names()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if not names:
            raise CommandError(f"There are no backups in {place.name}.")
        bad = 0
        for each in names if options["all"] else [name or names[0]]:
            try:
                manifest = verify_backup(each, place=place, key=key)
            except Refusal as refusal:
                bad += 1
                self.stderr.write(f"{each}: {refusal}")
            else:
                rows, files = sum(manifest.counts.values()), len(manifest.media)
                self.stdout.write(f"{each}: {rows} rows, {len(manifest.sums)} sums and {files} files agree.")
        if bad:
            raise CommandError(f"{bad} cannot be trusted.")
