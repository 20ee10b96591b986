from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.second_factor import recount_factors
from config.roles import ROLES
from config.rolesync import sync_roles


class Command(BaseCommand):
    help = "Bring the roles' groups into step with config/roles.py (migrate does so too)."

    @transaction.atomic
    def handle(self, **options):
        sync_roles()
        recount_factors()
        self.stdout.write(f"In step: {', '.join(ROLES)}.")
