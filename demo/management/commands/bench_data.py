import time

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from demo.benchmarks.data import Bench, Sizes, refresh_statistics
from demo.clearing import clear_business_data, has_business_data

SIZES = {
    "companies": 20_000,
    "people": 40_000,
    "interactions": 500_000,
    "sponsorships": 30_000,
    "contributions": 200_000,
}


class Command(BaseCommand):
    help = "Fill a database that is for measuring with very many made-up rows. See also bench_pages."

    def add_arguments(self, parser):
        for name, size in SIZES.items():
            parser.add_argument(f"--{name}", type=int, default=size)
        parser.add_argument("--force", action="store_true", help="first remove all companies and competitions")

    def handle(self, *, force, **options):
        if has_business_data() and not force:
            raise CommandError("The database has companies. With --force they are removed, history and all, first.")
        sizes = Sizes(**{name: options[name] for name in SIZES})
        if sizes.companies < 1:
            raise CommandError("At least one company.")
        began = time.monotonic()
        with transaction.atomic():
            if force:
                clear_business_data()
            for what, count in Bench(sizes, today=timezone.localdate()).fill():
                self.stdout.write(f"{time.monotonic() - began:6.1f} s  {count} {what}")
        refresh_statistics()
