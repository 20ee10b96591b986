from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.models.one_time_links import NO_NAME
from accounts.services.one_time_links import DAYS, invite
from accounts.services.roles import all_roles
from core.errors import Refusal


class Command(BaseCommand):
    help = (
        "Print a one-time link by which somebody becomes a user with the given roles: the first administrator of an "
        "installation, or one where nobody can log in any more. Nothing is mailed; hand the link over."
    )

    def add_arguments(self, parser):
        parser.add_argument("--email", required=True)
        parser.add_argument("--role", action="append", required=True, choices=list(settings.ROLES_IN_WORDS))
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")

    def handle(self, *, email, role, first_name, last_name, **options):
        names = {"first_name": first_name or email.partition("@")[0], "last_name": last_name or NO_NAME}
        try:
            _invitation, secret = invite(roles=all_roles().filter(name__in=role), by=None, email=email, **names)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{settings.SITE_URL}{reverse('accounts:invitation_accept', args=[secret])}")
        self.stderr.write(f"The link can be used once, within {DAYS} days.")
