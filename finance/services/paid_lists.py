"""The ledger program's list of paid invoices, read back: each payment enters once, also when the bank has it.

For what the ledger program invoices. Money that is paid already, by the bank's rows or by an earlier list, changes
nothing. A row of the bank's that waits is matched; else the payment is entered by hand, and the bank's row replaces it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.changesets import Recorder
from core.changesets.touched import Keys
from core.errors import Refusal
from core.locked_months import locked_among, month_of
from core.models import Change, User
from core.money import format_amount
from crm.name_keys import name_key, name_keys
from finance.models import Account, Allocation, Flow, FlowRule, Instalment, Payment, PaymentKind
from finance.rules.payment_matching import BY_HAND_DAYS, number_key
from finance.services.allocations import allocate_to_instalment, reverse_allocation
from finance.services.instalments import lock_instalment
from finance.services.invoice_lists import INVOICE_NO
from finance.services.payments import left_of, lock_payment, register_payment, withdraw_payment
from finance.services.targets import invoice_numbers
from imports.services import fields
from imports.services.fields import CellError, ImportColumn
from imports.services.lookup import ambiguous
from imports.services.model_resource import ModelResource
from imports.services.registry import register
from imports.services.results import RowResult

NOTHING = Decimal("0.00")


class PaidMeanwhile(Refusal):
    message = _("Fakturan har betalats sedan du förhandsgranskade.")


class PaidResource(ModelResource):
    kind = "paid"
    label = _("Betalda fakturor")
    template = "mall-betalda-fakturor"
    hints = (
        _(
            "Listan kommer ur ekonomiprogrammet: en rad för varje betalning. Det som redan är betalt här, av bankens "
            "rader eller en tidigare lista, ändrar inget."
        ),
        _("Väntar bankens rad på att kopplas så kopplas den. Annars ersätter bankens rad den när den kommer."),
    )
    model = Allocation
    columns = (
        INVOICE_NO,
        ImportColumn(
            "paid_on",
            _("Betaldag"),
            fields.day,
            also=("betald", "betaldatum", "betalningsdag", "betalningsdatum", "datum", "paymentdate"),
            required=True,
            decides=True,
            example="2026-11-30",
        ),
        ImportColumn(
            "paid",
            _("Betalt belopp"),
            fields.amount,
            also=("belopp", "betalt", "inbetalt", "summa", "amount"),
            required=True,
            decides=True,
            example="12 500,00",
        ),
    )
    titled_by = ("invoice_no",)
    own_numbers = ("invoice_no",)
    needs_whole_rows = True

    @classmethod
    def permissions(cls, *actions: str) -> list[str]:
        """It enters payments and says what they are for."""
        if "view" in actions:
            return ["finance.view_payment"]
        return ["finance.add_payment", "finance.add_allocation"]

    def instances(self):
        return Allocation.objects.select_related("payment")

    @classmethod
    def names(cls, instances):
        """The invoice, and what the payment paid of it: also when the bank's row has taken its place. One query."""
        if not instances:
            return {}
        number_of: dict[int, str] = {}
        sums: dict[tuple, Decimal] = defaultdict(Decimal)
        rows = Allocation.objects.filter(payment__in={each.payment_id for each in instances}, reverses=None)
        for row in rows.exclude(instalment=None).select_related("instalment", "reversal"):
            number_of[row.pk] = row.instalment.invoice_no
            sums[row.payment_id, row.instalment.invoice_no, hasattr(row, "reversal")] += row.amount
        names = {}
        for each in instances:
            of_invoice = each.payment_id, number_of[each.pk]
            paid = sums.get((*of_invoice, False)) or sums[*of_invoice, True]
            names[each.pk] = f"{number_of[each.pk]} {format_amount(paid)}".strip()
        return names

    # --- What there is, each in one query ---

    @cached_property
    def invoices(self) -> dict[str, list[Instalment]]:
        """The instalments of each invoice, without credits."""
        found = defaultdict(list)
        rows = Instalment.objects.filter(credits__isnull=True).exclude(invoice_no="").with_money()
        for row in rows.select_related("sponsorship__company").order_by("due_on", "pk"):
            found[row.invoice_no.casefold()].append(row)
        return found

    @cached_property
    def paid(self) -> dict[str, list[Allocation]]:
        """What each payment has paid of each invoice: its first allocation, with their `whole`."""
        found: dict[str, dict[int, Allocation]] = defaultdict(dict)
        rows = Allocation.objects.effective().filter(instalment__invoiced_on__isnull=False)
        for row in rows.select_related("payment", "instalment").order_by("payment__booked_on", "pk"):
            first = found[row.instalment.invoice_no.casefold()].setdefault(row.payment_id, row)
            first.whole = getattr(first, "whole", NOTHING) + row.amount
        return {number: list(by_payment.values()) for number, by_payment in found.items()}

    @cached_property
    def waiting(self) -> dict[Decimal, list[Payment]]:
        """The bank's rows that nobody has said what they are for, by kronor left."""
        found = defaultdict(list)
        for row in (
            Payment.objects.unallocated().filter(kind=PaymentKind.BANK, amount__gt=0).order_by("booked_on", "pk")
        ):
            found[row.unallocated].append(row)
        return found

    @cached_property
    def ours_since(self) -> dt.date | None:
        """The month from which Medspel books sponsorships itself."""
        return FlowRule.objects.filter(flow=Flow.SPONSORSHIP).values_list("since", flat=True).first()

    @cached_property
    def locked(self) -> set[dt.date]:
        return locked_among(row.values["paid_on"] for row in self.rows if "paid_on" in row.values)

    # --- The dry run ---

    def find(self, row: RowResult):
        """The allocation that it already is: of the invoice, the same kronor, and the nearest day."""
        number, amount, day = (row.values.get(name) for name in ("invoice_no", "paid", "paid_on"))
        if not (number and amount and day):
            return
        claimed = {each.instance_pk for each in self.rows}
        same = [
            each
            for each in self.paid.get(number.casefold(), ())
            if each.whole == amount and each.pk not in claimed and _distance(each.payment, day) <= BY_HAND_DAYS
        ]
        if same:
            row.instance_pk = min(same, key=lambda each: (_distance(each.payment, day), each.pk)).pk

    def identities(self, row: RowResult):
        names = ("invoice_no", "paid_on", "paid")
        return [(tuple(str(row.values[name]) for name in names), "")] if all(map(row.values.get, names)) else []

    def compare(self, row: RowResult):
        if row.instance or row.mistakes:
            return
        number, amount, day = (row.values[name] for name in ("invoice_no", "paid", "paid_on"))
        owed = self.invoices.get(number.casefold())
        if not owed:
            raise CellError(gettext("Ingen delbetalning har det fakturanumret. Läs in fakturorna först."), "invoice_no")
        if len({each.sponsorship.company_id for each in owed}) > 1:
            names = ", ".join(dict.fromkeys(each.company_label for each in owed))
            words = gettext("Numret står på flera företags delbetalningar: %(names)s. Rätta det på den som är fel.")
            raise CellError(words % {"names": names}, "invoice_no")
        if amount <= 0:
            raise CellError(
                gettext("Beloppet ska vara större än noll. Återbetalningar kommer med bankens fil."), "paid"
            )
        if day > timezone.localdate():
            raise CellError(gettext("Dagen har inte varit än."), "paid_on")
        if self.ours_since and self.ours_since <= day:
            words = gettext("Medspel bokför sponsorskap från %(day)s. Betalningen kommer med bankens fil.")
            raise CellError(words % {"day": self.ours_since}, "paid_on")
        self._check_left(row, owed, amount)
        bank = self._bank_row(owed, amount, day)
        if bank is None and month_of(day) in self.locked:
            raise CellError(gettext("Månaden är låst i bokföringen."), "paid_on")
        row.diff["paid"] = (amount, day, number, bank and bank.pk)
        how = gettext("Bankens rad %(payment)s kopplas") if bank else gettext("Läggs in tills bankens rad kommer")
        row.changes.append([gettext("Inbetalning"), "", how % {"payment": bank}])

    def _check_left(self, row: RowResult, owed: list[Instalment], amount: Decimal):
        """Rows of one list share what is left of an invoice."""
        number = owed[0].invoice_no.casefold()
        earlier = sum(
            (each.diff["paid"][0] for each in self.rows if each.diff and each.diff["paid"][2].casefold() == number),
            NOTHING,
        )
        left = sum((each.balance for each in owed), NOTHING) - earlier
        if amount > left:
            words = gettext("Av fakturan är %(left)s kvar att betala. Mer än så läggs inte in.")
            raise CellError(words % {"left": format_amount(max(left, NOTHING))}, "paid")

    def _bank_row(self, owed: list[Instalment], amount: Decimal, day: dt.date) -> Payment | None:
        taken = {each.diff["paid"][3] for each in self.rows if each.diff}
        numbers = {number_key(each) for each in invoice_numbers(owed[0].invoice_no)}
        company = owed[0].sponsorship.company
        names = name_keys([company.name, *company.former])
        orgnr = company.orgnr_to_keep
        near = [
            each
            for each in self.waiting.get(amount, ())
            if each.pk not in taken and _distance(each, day) <= BY_HAND_DAYS
        ]
        by_number = [each for each in near if numbers & _said_numbers(each)]
        found = by_number or [
            each
            for each in near
            if (orgnr and each.payer_orgnr == orgnr) or (each.payer and name_key(each.payer) in names)
        ]
        if len(found) > 1 and len({each.booked_on for each in found}) < len(found):
            raise ambiguous(format_amount(amount), found)
        return min(found, key=lambda each: _distance(each, day), default=None)

    def _validate(self, row: RowResult):
        """Nothing of it is a field: what is wrong has been told."""

    # --- Writing, and the way back ---

    def save(self, rows: list[RowResult], recorder: Recorder):
        for row in rows:
            recorder.number = row.number
            amount, day, number, bank = row.diff["paid"]
            owed = [lock_instalment(each) for each in self.invoices[number.casefold()]]
            payment = self._payment(owed[0], amount, day, bank)
            if not bank:
                recorder.made(payment)
            for instalment, part in _spread(amount, owed):
                recorder.made(allocate_to_instalment(payment, amount=part, instalment=instalment, by=self.by))

    def _payment(self, owed: Instalment, amount: Decimal, day: dt.date, bank: int | None) -> Payment:
        if bank:
            payment = lock_payment(Payment.objects.get(pk=bank))
            if left_of(payment) != amount:
                raise PaidMeanwhile
            return payment
        company = owed.sponsorship.company
        return register_payment(
            account=Account.OTHER,
            amount=amount,
            booked_on=day,
            by=self.by,
            payer=company.name[:140],
            payer_orgnr=company.orgnr_to_keep,
            reference=owed.invoice_no,
            text=gettext("Betald enligt ekonomiprogrammet"),
        )

    @classmethod
    def check_way_back(cls, changes: list[Change]):
        """Opposite rows can always be written: in an open month, if their own is locked."""

    @classmethod
    def take_back(cls, changes: list[Change], *, ours: Keys, by: User):
        reason = gettext("Listan med betalda fakturor är ångrad.")
        for change in changes:
            if change.model == Allocation._meta.label:
                reverse_allocation(Allocation.objects.get(pk=change.object_id), by=by, reason=reason)
            else:
                withdraw_payment(Payment.objects.get(pk=change.object_id), by=by, reason=reason)


def _distance(payment: Payment, day: dt.date) -> int:
    return abs((payment.booked_on - day).days)


def _said_numbers(payment: Payment) -> set[str]:
    words = f"{payment.reference} {payment.text}".split()
    return {number_key(word.strip(".,:;#()")) for word in words}


def _spread(amount: Decimal, owed: list[Instalment]) -> Iterator[tuple[Instalment, Decimal]]:
    """Over the invoice's instalments, the earliest due first. Raises ValidationError for more than is left."""
    left = dict(Instalment.objects.filter(pk__in=[each.pk for each in owed]).with_money().values_list("pk", "balance"))
    for instalment in owed:
        if (part := min(amount, left[instalment.pk])) > 0:
            amount -= part
            yield instalment, part
    if amount:
        raise ValidationError(PaidMeanwhile.message)


register(PaidResource)
