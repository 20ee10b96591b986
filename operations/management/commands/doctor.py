import json
import sys

from django.core.management.base import BaseCommand
from django.utils import translation

from operations.doctor import ERROR, OK, WARNING, run_checks, save_report, worst_of

EXIT = {OK: 0, WARNING: 0, ERROR: 1}


class Command(BaseCommand):
    help = "Look through the whole installation, and say what is wrong. Ends with 1 if anything is; warnings give 0."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--save", action="store_true", help="keep the report for the page in Medspel")

    def handle(self, *, json: bool, save: bool, **options):
        with translation.override("en"):
            results = run_checks()
            self.tell(results, as_json=json)
        if save:
            save_report(results)
        if code := EXIT[worst_of(results)]:
            sys.exit(code)

    def tell(self, results, *, as_json: bool):
        if as_json:
            found = [
                {
                    "name": result.name,
                    "level": result.level,
                    "findings": [{"level": each.level, "words": str(each)} for each in result.findings],
                }
                for result in results
            ]
            self.stdout.write(json.dumps({"level": worst_of(results), "checks": found}, indent=2, ensure_ascii=False))
            return
        for result in results:
            self.stdout.write(f"{result.level:8} {result.shown_title}")
            for finding in result.findings:
                self.stdout.write(f"         {finding.level}: {finding}")
