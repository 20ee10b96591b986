import datetime as dt
from contextlib import suppress
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from core.filters import describe
from core.paging import steady
from crm.exports.sponsorships import SponsorshipExport
from crm.filters.sponsorships import SponsorshipFilterSet
from crm.models import Sponsorship
from crm.tables.sponsorships import LIST_ORDER
from goals.models import Goal


class Command(BaseCommand):
    help = "Write the workbook of the sponsorships in force on a day or in a period, as the sponsorship list does."

    def add_arguments(self, parser):
        day = {"type": dt.date.fromisoformat, "metavar": "DAY"}
        parser.add_argument("--on", help="those in force on the day, as 2026-12-31; today if nothing is said", **day)
        parser.add_argument(
            "--from", dest="first", help="those in force at some time from this day; from 1 January of --to", **day
        )
        parser.add_argument(
            "--to", dest="last", help="and to this one, or 31 December; amounts are of the period", **day
        )
        parser.add_argument("--goal", type=int, help="the number of one local goal")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")

    def handle(self, *, on, first, last, goal, out, **options):
        if on and (first or last):
            raise CommandError("Say either a day with --on, or a period with --from and --to.")
        days = {"on": on, "period_from": first, "period_to": last}
        chosen = {name: day.isoformat() for name, day in days.items() if day}
        if goal is not None:
            try:
                chosen["goal"] = Goal.objects.get(number=goal).pk
            except Goal.DoesNotExist:
                raise CommandError(f"There is no local goal {goal}.") from None
        rows = Sponsorship.objects.for_workbook().order_by(*LIST_ORDER)
        filterset = SponsorshipFilterSet(chosen, queryset=steady(rows))
        if errors := filterset.form.errors:
            raise CommandError(" ".join(str(words) for found in errors.values() for words in found))
        if not out.name:
            raise CommandError("Say which file with --out.")
        if not out.parent.is_dir():
            raise CommandError(f"The folder {out.parent} does not exist.")
        # Only a whole workbook takes the name: one that breaks off half-way must not look like a list.
        unfinished = out.with_name(f".{out.name}.part")
        try:
            with override("sv"):
                export = SponsorshipExport(
                    queryset=filterset.qs,
                    filters=describe(filterset),
                    period=filterset.period,
                    day=filterset.day,
                    sums=filterset.sums(filterset.qs),
                )
                with unfinished.open("wb") as file:
                    export.write(file)
            unfinished.replace(out)
        except OSError as error:
            raise CommandError(f"Could not write {out}: {error.strerror}") from error
        finally:
            with suppress(OSError):  # as when the name is too long
                unfinished.unlink()
        self.stdout.write(f"{out}: {filterset.qs.count()} sponsorships")
