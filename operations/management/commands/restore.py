from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from core.audit import record
from core.errors import Refusal
from core.models import AuditKind
from operations.services.backup_storage import Place
from operations.services.backups import sync_rows
from operations.services.encryption import secret_in
from operations.services.restoring import restore_backup, settle


class Command(BaseCommand):
    help = "Put a backup in the place of the database and the files. Stop the service first."

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?", default="", help="the backup's file name; otherwise the newest")
        parser.add_argument("--from", dest="place", default="", help="as --to of backup; otherwise BACKUP_TO")
        parser.add_argument("--force", action="store_true", help="also where there is data, which is kept aside")
        parser.add_argument("--key-file", type=Path, help="the secret key, if BACKUP_KEY is not it")

    def handle(self, *, name, place, force, key_file, **options):
        with translation.override("en"):
            try:
                key = secret_in(key_file)
                place = Place(place)
                names = place.names()
                if not names:
                    raise CommandError(f"There are no backups in {place.name}.")
                restored = restore_backup(name or names[0], place=place, key=key, force=force)
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
        manifest = restored.manifest
        call_command("migrate", verbosity=0, interactive=False)
        stopped = settle()
        sync_rows(place)
        record(AuditKind.RESTORED, by=None, facts={"made_at": manifest.made_at, "place": place.name})
        self.stdout.write(f"Restored what there was {manifest.made_at}: {sum(manifest.counts.values())} rows.")
        if manifest.media:
            back = f"{restored.files} of {len(manifest.media)} files were missing or damaged, and are back."
            self.stdout.write(back)
        if manifest.missing:
            self.stdout.write(f"{len(manifest.missing)} files were missing already then: {', '.join(manifest.missing)}")
        self.stdout.write("Everybody has to log in again.")
        if stopped:
            self.stdout.write(f"{stopped} e-mails that waited then may have left since: look through them in Utskick.")
        if restored.aside:
            self.stdout.write(f"What was there before is in {restored.aside}.")
