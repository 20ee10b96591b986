"""Whatever happens in whatever order, no krona is lost and none counts twice.

A walk is a list of acts with numbers that choose among what there is; one that the rules refuse leaves all as it was.
After each act every sum is compared with the others.
"""

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from campaigns.models import Contribution
from campaigns.services.contributions import move_contribution, reverse_contribution
from core.errors import Refusal
from core.models import LockedMonth
from crm.models import Sponsorship
from crm.services.amendments import amend_sponsorship
from crm.services.sponsorships import end_sponsorship
from crm.services.undo_signing import unsign_sponsorship
from finance.bankfiles.rows import BankFileContent, BankRow
from finance.exports.received import ReceivedExport
from finance.models import Account, Allocation, Flow, Instalment, InstalmentPlan, Payment
from finance.queries.overview import overview
from finance.queries.received import received
from finance.services.allocations import (
    allocate_to_account,
    allocate_to_competition,
    allocate_to_instalment,
    allocate_to_payroll,
    refund_contribution,
    refund_part,
    refund_receipt,
    reverse_allocation,
)
from finance.services.bank_files import read_in
from finance.services.instalment_plans import difference_of
from finance.services.instalments import credit_instalment, register_invoice, write_off
from finance.services.ledger_exports import export_month
from finance.services.payments import left_of, register_payment, replace_payment, restore_payment, withdraw_payment
from finance.services.periods import lock_months, reopen_month
from payroll.models import PayrollReceipt
from payroll.services.months import register_receipt, reverse_receipt
from tests.campaigns.factories import give, running_duel
from tests.factories import CompanyFactory, UserFactory
from tests.finance.books import set_up
from tests.finance.factories import planned_sponsorship
from tests.finance.sie_reader import read_sie
from tests.payroll.factories import make_month

pytestmark = [pytest.mark.django_db, pytest.mark.database]

D = Decimal
NOTHING = D("0.00")
DAYS = (dt.date(2026, 10, 12), dt.date(2026, 11, 10), dt.date(2026, 11, 17))
AMOUNTS = tuple(map(D, ("0.01", "99.99", "250", "10000", "12500.50")))
WHY = "Prov"
OURS = ("1910", "1920", "1930")  # where money comes in, in tests.finance.books
# `make walks` asks for a thousand, and each of PARTS takes its share of them.
WALKS = int(os.environ.get("MEDSPEL_TEST_WALKS", "0"))
PARTS = 4 if WALKS else 1
EXAMPLES = WALKS // PARTS or settings().max_examples // 8


class World:
    """What an act can choose among; `number` chooses."""

    def __init__(self):
        self.by = UserFactory(is_superuser=True)
        self.sponsorships = [planned_sponsorship(company=CompanyFactory()) for _ in range(2)]
        _duel, *self.teams = running_duel()
        self.month = make_month(on=dt.date(2026, 9, 25))
        set_up()
        self.exported = NOTHING  # what came in and went out on our accounts, by the SIE files
        self.client = APIClient()
        self.client.force_authenticate(self.by)
        self.files = 0
        self.closed: dict[dt.date, Counter] = {}

    @staticmethod
    def one(rows, number: int):
        rows = list(rows.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    # --- Acts: each takes a number that chooses. None is done where there is nothing to choose. ---

    def amend(self, number: int):
        sponsorship = self.sponsorship(number)
        starts = sponsorship.starts + dt.timedelta(days=30 + number % 200)
        amount = D(10_000 + number % 7 * 5_000)
        amend_sponsorship(sponsorship, starts=starts, amount=amount, reason=WHY, by=self.by)

    def end(self, number: int):
        end_sponsorship(self.sponsorship(number), on=timezone.localdate(), reason=WHY)

    def unsign(self, number: int):
        unsign_sponsorship(self.sponsorship(number), by=self.by, reason=WHY)

    def sponsorship(self, number: int) -> Sponsorship:
        return Sponsorship.objects.get(pk=self.sponsorships[number % 2].pk)

    def invoice(self, number: int):
        if instalment := self.one(Instalment.objects.filter(invoice_no=""), number):
            register_invoice(instalment, number=f"F{number}", on=DAYS[number % 3])

    def credit(self, number: int):
        if instalment := self.one(Instalment.objects.exclude(invoice_no=""), number):
            credit_instalment(instalment, on=timezone.localdate(), reason=WHY)

    def write_off(self, number: int):
        if instalment := self.one(Instalment.objects.exclude(invoice_no=""), number):
            write_off(instalment, on=timezone.localdate(), reason=WHY)

    def pay_by_hand(self, number: int):
        account = list(Account)[number % len(Account)]
        register_payment(account=account, amount=AMOUNTS[number % 5], booked_on=DAYS[number % 3], by=self.by)

    def read_file(self, number: int):
        """Some rows of it were in an earlier one, and one is not taken."""
        self.files += 1
        rows = [
            BankRow(
                position=place,
                amount=AMOUNTS[(number + place) % 5] * (-1 if (number + place) % 7 == 6 else 1),
                booked_on=DAYS[number % 3],
                account=Account.SWISH if number % 2 else Account.BANKGIRO,
                bank_id=f"B{number % 20 + place}",
                refused="Inte bokförd" if place == 3 else "",
            )
            for place in range(4)
        ]
        read_in(BankFileContent("swish", tuple(rows)), name="fil", sha256=f"{self.files:064}", by=self.by)

    def allocate_instalment(self, number: int):
        payment, instalment = self.open_payment(number), self.one(Instalment.objects.all(), number // 3)
        if payment and instalment:
            amount = min(left_of(payment), max(instalment.gross, NOTHING)) or left_of(payment)
            allocate_to_instalment(payment, amount=amount, instalment=instalment, by=self.by)

    def allocate_account(self, number: int):
        if payment := self.open_payment(number):
            amount = left_of(payment) if number % 2 else D("0.01").copy_sign(left_of(payment))
            flow = Flow.FEE if number % 3 else Flow.OTHER
            allocate_to_account(payment, amount=amount, account_no="3740", flow=flow, by=self.by)

    def allocate_team(self, number: int):
        if payment := self.open_payment(number):
            team = self.teams[number % 2]
            allocate_to_competition(
                payment, amount=left_of(payment), competition=team.competition, team=team, by=self.by
            )

    def allocate_payroll(self, number: int):
        if payment := self.open_payment(number):
            self.month.refresh_from_db()
            part = min(D(number % 3 * 50), left_of(payment))
            allocate_to_payroll(payment, amount=left_of(payment), month=self.month, by=self.by, match_part=part)

    def open_payment(self, number: int) -> Payment | None:
        return self.one(Payment.objects.unallocated(), number)

    def reverse_allocation(self, number: int):
        if allocation := self.one(Allocation.objects.effective(), number):
            reverse_allocation(allocation, by=self.by, reason=WHY)

    def replace(self, number: int):
        hand = self.one(Payment.objects.standing().exclude(kind="bank"), number)
        bank = self.one(Payment.objects.unallocated().filter(kind="bank"), number // 3)
        if hand and bank:
            replace_payment(hand, bank=bank, by=self.by)

    def withdraw(self, number: int):
        if payment := self.one(Payment.objects.standing(), number):
            withdraw_payment(payment, by=self.by, reason=WHY)

    def give(self, number: int):
        give(self.teams[number % 2], AMOUNTS[number % 5], by=self.by, received_on=DAYS[1 + number % 2])

    def reverse_gift(self, number: int):
        if gift := self.one(Contribution.objects.effective(), number):
            reverse_contribution(gift, by=self.by, reason=WHY)

    def move_gift(self, number: int):
        if gift := self.one(Contribution.objects.effective(), number):
            move_contribution(gift, team=self.teams[number % 2], by=self.by, reason=WHY)

    def refund_gift(self, number: int):
        out = self.one(Payment.objects.unallocated().filter(amount__lt=0), number)
        gift = out and self.one(Contribution.objects.effective().filter(amount=-left_of(out)), number)
        if gift:
            refund_contribution(gift, payment=out, by=self.by, reason=WHY)

    def receive_payroll(self, number: int):
        self.month.refresh_from_db()
        register_receipt(self.month, amount=AMOUNTS[number % 5], received_on=DAYS[number % 2], by=self.by)

    def reverse_payroll(self, number: int):
        if receipt := self.one(PayrollReceipt.objects.effective(), number):
            reverse_receipt(receipt, by=self.by, reason=WHY)

    def lock(self, number: int):
        month = DAYS[0].replace(day=1)
        lock_months(month, by=self.by, anyway=True)
        self.closed[month] = booked_in(month)

    def restore(self, number: int):
        if hand := self.one(Payment.objects.replaced(), number):
            restore_payment(hand, by=self.by, reason=WHY)

    def refund_a_part(self, number: int):
        out = self.one(Payment.objects.unallocated().filter(amount__lt=0), number)
        gift = out and self.one(Contribution.objects.effective().filter(amount__gt=-left_of(out)), number // 3)
        if gift:
            refund_part(gift, payment=out, amount=left_of(out), by=self.by, reason=WHY)

    def refund_payroll(self, number: int):
        """All of what came, or the part of the gifts that money out is enough for."""
        out = self.one(Payment.objects.unallocated().filter(amount__lt=0), number)
        kronor = out and -left_of(out)
        receipt = out and self.one(PayrollReceipt.objects.effective().filter(amount__gte=kronor), number // 3)
        if receipt:
            refund_receipt(receipt, payment=out, gifts=kronor, match=NOTHING, by=self.by, reason=WHY)

    def export(self, number: int):
        file = export_month(DAYS[number % 2].replace(day=1), by=self.by)
        for voucher in read_sie(bytes(file.content)).vouchers:
            self.exported += sum((row[2] for row in voucher.rows if row[0] in OURS), NOTHING)

    def reopen(self, number: int):
        if month := self.one(LockedMonth.objects.all(), number):
            reopen_month(month.month, by=self.by, reason=WHY)
            self.closed.pop(month.month, None)


ACTS: dict[str, Callable] = {name: act for name, act in vars(World).items() if name not in {"one", "sponsorship"}}
ACTS = {name: act for name, act in ACTS.items() if not name.startswith("_") and name != "open_payment"}


def total(rows, name: str = "amount") -> Decimal:
    return rows.aggregate(total=Sum(name))["total"] or NOTHING


def booked_in(month: dt.date) -> Counter:
    rows = Allocation.objects.filter(period=month).order_by().values_list("flow", "goal").annotate(total=Sum("amount"))
    return Counter({(flow, goal): amount for flow, goal, amount in rows})


def told_by_the_api(world: World) -> Decimal:
    """All pages of this year's allocations, fees left out."""
    url, kronor = f"{reverse('api:allocation-list')}?page_size=200", NOTHING
    while url:
        answer = world.client.get(url).json()
        kronor += sum((D(row["amount"]) for row in answer["results"] if row["flow"] != Flow.FEE), NOTHING)
        url = answer["next"]
    return kronor


def told_by_the_workbook() -> Decimal:
    export = ReceivedExport(queryset=received().order_by("pk"))
    rows = list(export.rows())
    by_kind = [(flow, amount) for (flow, _goal), amount in export.extra_sheets()[1].rows]
    assert sum((amount for _flow, amount in by_kind), NOTHING) == sum((row.amount for row in rows), NOTHING)
    return sum((amount for flow, amount in by_kind if flow != Flow.FEE), NOTHING)


def check_what_is_told(world: World):
    """Dashboard = API = workbook; and all of it is in SIE files, booked by the ledger program, or not yet booked."""
    facts = overview(2026, today=timezone.localdate())
    dashboard = facts.whole.received
    assert dashboard == sum((line.received for line in facts.goals), NOTHING)
    assert dashboard == sum((line.received for line in facts.months), NOTHING)
    assert dashboard == told_by_the_api(world) == told_by_the_workbook()
    fees = total(Allocation.objects.filter(flow=Flow.FEE))
    elsewhere = total(Allocation.objects.filter(flow=Flow.SPONSORSHIP))
    assert dashboard + fees == world.exported + elsewhere + total(Allocation.objects.not_booked())


def check(world: World):
    check_what_is_told(world)
    left = sum((row.unallocated for row in Payment.objects.unallocated()), NOTHING)
    assert total(Payment.objects.counting()) == total(Allocation.objects.all()) + left
    for row in Payment.objects.with_allocated():
        assert NOTHING <= row.allocated * (1 if row.amount > 0 else -1) <= abs(row.amount)
    for plan in InstalmentPlan.objects.all():
        assert difference_of(plan) == 0
    gifts = Allocation.objects.filter(contribution__isnull=False)
    assert total(gifts) == total(Contribution.objects.all())
    payroll = Allocation.objects.filter(receipt__isnull=False)
    assert total(payroll) == total(PayrollReceipt.objects.all())
    assert total(payroll.filter(flow=Flow.MATCH)) == total(PayrollReceipt.objects.all(), "match_part")
    ids = Payment.objects.exclude(bank_id="").values_list("account", "bank_id")
    assert len(set(ids)) == len(ids)
    assert {month: booked_in(month) for month in world.closed} == world.closed


# Without shrinking: an example takes some hundred queries.
@pytest.mark.parametrize("part", range(PARTS))
@settings(max_examples=EXAMPLES, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(walk=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 10_000)), min_size=8, max_size=25))
def test_no_krona_is_lost_or_counted_twice_on_any_walk(part, walk):
    with transaction.atomic():
        world = World()
        for name, number in walk:
            try:
                with transaction.atomic():
                    ACTS[name](world, number)
            except (Refusal, ValidationError):
                pass
            check(world)
        transaction.set_rollback(True)
