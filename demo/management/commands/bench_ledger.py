import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from core.bulk_save import chunks
from core.models import User
from core.view_loading import load_views
from crm.models import Sponsorship, Stage
from demo.benchmarks.measuring import peak, run_apart
from demo.benchmarks.round_trip import COMPOSED, make_companies, make_sponsorships
from finance.exports.payments import PaymentExport
from finance.models import Account, Allocation, Flow, Instalment, Payment, PaymentKind

SIZE = 100_000
COMPANIES = 1_000  # and as many sponsorships
PARTS = ("prepare", "fill", "pages", "workbook")
FIRST_NUMBER = 10_000
TRIES = 5
DAYS = 330  # that the payments are spread over
WAITING = 20  # of so many payments one waits for somebody to say what it is for


class Command(BaseCommand):
    help = (
        "The list of payments, the page that matches them and their workbook, with 100,000 payments and "
        "1,000 sponsorships, on a database of their own: seconds and memory."
    )

    def add_arguments(self, parser):
        parser.add_argument("--size", type=int, default=SIZE)
        parser.add_argument("--companies", type=int, default=COMPANIES)
        parser.add_argument("--part", choices=PARTS, help="used by the command itself")

    def handle(self, *, size, companies, part, **options):
        if part:
            parts = (self._prepare, lambda: self._fill(size, companies), self._pages, self._workbook)
            with override_settings(DEBUG=False):
                dict(zip(PARTS, parts, strict=True))[part]()
            return
        with tempfile.TemporaryDirectory() as folder:
            own = {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "MEDIA_ROOT": f"{folder}/media"}
            os.environ.update(own)
            for each in PARTS:  # a process each, so that each one's memory is its own
                try:
                    output = run_apart("bench_ledger", f"--size={size}", f"--companies={companies}", "--part", each)
                except subprocess.CalledProcessError as error:
                    sys.exit(error.returncode)
                self.stdout.write(output.rstrip())
                self.stdout.flush()

    def _prepare(self):
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)

    def _fill(self, size: int, number_of_companies: int):
        user = User.objects.create_user("bench-finance", is_superuser=True, password=None)
        companies = make_companies(number_of_companies, [user], COMPOSED)
        make_sponsorships(number_of_companies, companies, [user])
        self._invoices()
        names = [company.name for company in companies]
        today = timezone.localdate()
        began = time.perf_counter()
        for numbers in chunks(range(size)):
            payments = [self._payment(number, names, today, user) for number in numbers]
            Payment.objects.bulk_create(payments)
            Allocation.objects.bulk_create(
                Allocation(
                    payment=each,
                    amount=each.amount,
                    period=each.booked_on.replace(day=1),
                    flow=Flow.OTHER,
                    account_no="3990",
                    entered_by=user,
                )
                for number, each in zip(numbers, payments, strict=True)
                if number % WAITING
            )
        self.stdout.write(f"{size} payments written in {time.perf_counter() - began:.0f} s")

    def _invoices(self):
        """An open invoice of each signed sponsorship, whose number some waiting payment refers to."""
        signed = Sponsorship.objects.filter(stage=Stage.SIGNED).order_by("pk")
        Instalment.objects.bulk_create(
            Instalment(
                sponsorship=each,
                number=1,
                planned_on=each.starts,
                due_on=each.starts + timedelta(days=30),
                covers_from=each.starts,
                covers_to=each.ends,
                gift=each.amount,
                gross=each.amount,
                invoice_no=str(FIRST_NUMBER + WAITING * place),
                invoiced_on=each.starts,
            )
            for place, each in enumerate(signed)
        )

    def _payment(self, number: int, names: list[str], today, user: User) -> Payment:
        payment = Payment(
            account=Account.BANKGIRO if number % 2 else Account.SWISH,
            kind=PaymentKind.BANK,
            booked_on=today - timedelta(days=number % DAYS),
            amount=Decimal(100 + number % 900),
            payer=names[number % len(names)],
            text=f"Inbetalning {number}",
            reference=str(FIRST_NUMBER + number),
            bank_id=f"BENCH{number}",
            entered_by=user,
        )
        payment.fill_keys()
        return payment

    def _pages(self):
        client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
        client.force_login(
            User.objects.get(username="bench-finance"), backend="django.contrib.auth.backends.ModelBackend"
        )
        addresses = {
            "list": reverse("finance:payment_list"),
            "list, searched": f"{reverse('finance:payment_list')}?q=inbetalning+99",
            "list, not allocated": f"{reverse('finance:payment_list')}?show=unallocated",
            "matching": reverse("finance:matching"),
            "API": f"{reverse('api:payment-list')}?page_size=200",
        }
        for name, address in addresses.items():
            status = client.get(address).status_code
            took = [self._timed(lambda address=address: client.get(address)) for _try in range(TRIES)]
            self.stdout.write(f"{name}: {status}, median {statistics.median(took):.2f} s of {TRIES}")
        self.stdout.write(f"pages: peak {peak():.0f} MB")

    def _workbook(self):
        load_views()  # as a worker has
        before = peak()
        rows = Payment.objects.standing().with_allocated().select_related("file", "entered_by")
        export = PaymentExport(queryset=rows.order_by("-booked_on", "-pk"))
        with tempfile.TemporaryFile() as file:
            took = self._timed(lambda: export.write(file))
            kilobytes = file.tell() // 1024
        self.stdout.write(
            f"workbook: {export.row_count} rows, {took:.0f} s, {kilobytes} kB, peak {peak():.0f} MB of which "
            f"{before:.0f} before"
        )

    def _timed(self, what: Callable[[], object]) -> float:
        began = time.perf_counter()
        what()
        return time.perf_counter() - began
