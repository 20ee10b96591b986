import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from demo.accounts import Login, make_accounts
from demo.cast import COMPANIES
from demo.clearing import clear_business_data, has_business_data
from demo.plot import EXAMPLE_SUFFIX
from demo.story import Story
from goals.models import KeyFigure


class Command(BaseCommand):
    help = "Fill an empty database with invented companies, people and two years of work, and users to log in as."

    def add_arguments(self, parser):
        when = parser.add_mutually_exclusive_group()
        when.add_argument("--force", action="store_true", help="first remove all companies and competitions")
        when.add_argument("--if-empty", action="store_true", help="do nothing when there are companies already")
        parser.add_argument("--logins", type=Path, metavar="FILE", help="also write the log-ins here, for you alone")
        parser.add_argument("--companies", type=int, default=len(COMPANIES), help="how many companies (default: all)")

    def handle(self, *args, force, if_empty, logins, companies, **options):
        if has_business_data() and not force:
            if if_empty:
                return
            raise CommandError("The database has companies. With --force they are removed, history and all, first.")
        with transaction.atomic():
            if force:
                clear_business_data()
                KeyFigure.objects.filter(name__endswith=EXAMPLE_SUFFIX).delete()
            accounts = make_accounts()
            Story(today=timezone.localdate(), users=[account.user for account in accounts], companies=companies).play()
        table = self._table(accounts)
        if logins:
            self._write(logins, table)
        self.stdout.write(table)

    def _table(self, accounts: list[Login]) -> str:
        rows = [(_("Namn"), _("Roll"), _("Användare"), _("Lösenord"))]
        rows += [(str(a.user), a.role, a.user.username, a.password) for a in accounts]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
        )

    def _write(self, path: Path, text: str):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), 0o600)  # opening an existing file keeps its mode
            file.write(text + "\n")
