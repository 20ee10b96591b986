import polib
from django.core.management.base import BaseCommand

from config.translations import catalogues, is_compiled


class Command(BaseCommand):
    help = "Compile the translations that changed. Unlike compilemessages it needs no gettext on the machine."
    requires_system_checks = ()

    def handle(self, **options):
        for source, target in catalogues():
            if not is_compiled(source, target):
                polib.pofile(source).save_as_mofile(target)
            target.chmod(0o644)  # a part of the program, which another user runs; data is the service's alone
