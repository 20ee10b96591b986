from django.core.management.base import BaseCommand
from django.db import transaction

from config.roles import ROLES
from config.rolesync import sync_roles


class Command(BaseCommand):
    help = "Bring the roles' groups into step with config/roles.py (migrate does so too)."

    @transaction.atomic
    def handle(self, **options):
        sync_roles()
        self.stdout.write(f"In step: {', '.join(ROLES)}.")
