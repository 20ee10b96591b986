import datetime as dt
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from core.filters import describe
from crm.exports.sponsorships import SponsorshipExport
from crm.filters.sponsorships import SponsorshipFilterSet
from crm.models import Sponsorship
from goals.models import Goal


class Command(BaseCommand):
    help = "Write the workbook of the sponsorships in force on a day, as the sponsorship list does."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=dt.date.fromisoformat, help="the day, as 2026-12-31; today if left out")
        parser.add_argument("--goal", type=int, help="the number of one local goal")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")

    def handle(self, *, on, goal, out, **options):
        chosen = {"on": (on or timezone.localdate()).isoformat()}
        if goal is not None:
            try:
                chosen["goal"] = Goal.objects.get(number=goal).pk
            except Goal.DoesNotExist:
                raise CommandError(f"There is no local goal {goal}.") from None
        filterset = SponsorshipFilterSet(
            chosen, queryset=Sponsorship.objects.for_table().with_terms().order_by("agreement_no")
        )
        if not out.parent.is_dir():
            raise CommandError(f"The folder {out.parent} does not exist.")
        # Only a whole workbook takes the name: one that breaks off half-way must not look like a list.
        unfinished = out.with_name(f".{out.name}.part")
        try:
            with override("sv"):
                export = SponsorshipExport(
                    queryset=filterset.qs, filters=describe(filterset), period=filterset.period, day=filterset.day
                )
                with unfinished.open("wb") as file:
                    export.write(file)
            unfinished.replace(out)
        except OSError as error:
            raise CommandError(f"Could not write {out}: {error.strerror}") from error
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"{out}: {filterset.qs.count()} sponsorships")
