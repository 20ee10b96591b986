"""What happens to an instalment: it is invoiced, credited, or written off."""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.days import validate_has_been
from core.errors import Refusal
from core.locked_months import require_open
from core.services import save_record
from finance.models import Instalment, InstalmentPlan
from finance.services.instalment_plans import settle_plan


class AlreadyInvoiced(Refusal):
    message = _("Delbetalningen är redan fakturerad.")


class IsBooked(Refusal):
    """A voucher books an invoice's money against it, and other money as income: neither may become the other."""

    message = _(
        "Det som är betalt av den står redan i ett verifikat. Rätta fördelningen och gör månadens SIE-fil först, så "
        "bokförs inget två gånger."
    )


class NotInvoiced(Refusal):
    message = _("Delbetalningen är inte fakturerad.")


class HasCredit(Refusal):
    message = _("Delbetalningen är krediterad. Ta tillbaka krediteringen först.")


class IsWrittenOff(Refusal):
    message = _("Delbetalningen är avskriven.")


class NotWrittenOff(Refusal):
    message = _("Delbetalningen är inte avskriven.")


class NothingLeft(Refusal):
    message = _("Det finns inget kvar att betala.")


class NotByHand(Refusal):
    message = _("Krediteringen följer av avtalet. Ändra avtalet i stället.")


DUE_TOO_EARLY = _("Den kan inte förfalla före fakturans dag.")


@transaction.atomic
def register_invoice(instalment: Instalment, *, number: str, on: dt.date, due_on: dt.date | None = None) -> Instalment:
    """Say that it is invoiced: the company's and the tier's names are kept as they are. Several may share an invoice.

    Without `due_on` the plan's days to pay count from the invoice's day. Raises as require_invoiceable does,
    MonthIsLocked, ValidationError by field, and StaleVersion.
    """
    stored = lock_instalment(instalment)
    require_invoiceable(stored)
    require_open(on)
    if due_on and due_on < on:
        raise ValidationError({"due_on": DUE_TOO_EARLY})
    company = stored.sponsorship.company
    days = 0 if stored.is_credit else stored.sponsorship.instalment_plan.days_to_pay
    return save_record(
        instalment,
        invoice_no=number.strip(),
        invoiced_on=on,
        due_on=due_on or on + dt.timedelta(days=days),
        company_name=company.name,
        company_orgnr=company.orgnr_to_keep,
        company_address=company.address[:260],
        tier_name=stored.sponsorship.tier_label,
    )


def require_invoiceable(instalment: Instalment):
    """Raise why no invoice can be for it. One query."""
    if instalment.is_invoiced:
        raise AlreadyInvoiced
    if instalment.written_off_on:
        raise IsWrittenOff
    _require_not_booked(instalment)


@transaction.atomic
def withdraw_invoice(instalment: Instalment) -> Instalment:
    """Say that it was not invoiced after all; it then follows the plan again.

    Raises as require_invoice_withdrawable does.
    """
    stored = lock_instalment(instalment)
    require_invoice_withdrawable(stored)
    names = ("invoice_no", "company_name", "company_orgnr", "company_address", "tier_name")
    days = 0 if stored.is_credit else stored.sponsorship.instalment_plan.days_to_pay
    due_on = stored.planned_on + dt.timedelta(days=days)
    save_record(instalment, invoiced_on=None, due_on=due_on, **dict.fromkeys(names, ""))
    settle_plan(stored.sponsorship.instalment_plan)
    return instalment


def require_invoice_withdrawable(instalment: Instalment):
    """Raise why it must stay invoiced. Three queries, on PostgreSQL four."""
    if not instalment.is_invoiced:
        raise NotInvoiced
    if instalment.written_off_on:
        raise IsWrittenOff
    if instalment.credited_by.standing().exists():
        raise HasCredit
    _require_not_booked(instalment)
    require_open(instalment.invoiced_on)


def _require_not_booked(instalment: Instalment):
    if Instalment.objects.booked().filter(pk=instalment.pk).exists():
        raise IsBooked


@transaction.atomic
def write_off(instalment: Instalment, *, on: dt.date, reason: str) -> Instalment:
    """Give up what is left to pay of an invoice. Raises NotInvoiced, IsWrittenOff, NothingLeft, ValidationError."""
    stored = lock_instalment(instalment)
    require_write_off(Instalment.objects.with_money().get(pk=stored.pk))
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv varför den skrivs av.")})
    validate_day(on, not_before=stored.invoiced_on)
    require_open(on)
    return save_record(instalment, written_off_on=on, write_off_reason=reason.strip())


def require_write_off(instalment: Instalment):
    """Raise why there is nothing to give up. Needs with_money()."""
    if not instalment.is_invoiced:
        raise NotInvoiced
    if instalment.written_off_on:
        raise IsWrittenOff
    if instalment.left <= 0:
        raise NothingLeft


@transaction.atomic
def withdraw_write_off(instalment: Instalment) -> Instalment:
    """The money is to be paid after all. Raises NotWrittenOff, and MonthIsLocked."""
    stored = lock_instalment(instalment)
    require_write_off_withdrawable(stored)
    return save_record(instalment, written_off_on=None, write_off_reason="")


def require_write_off_withdrawable(instalment: Instalment):
    if not instalment.written_off_on:
        raise NotWrittenOff
    require_open(instalment.written_off_on)


@transaction.atomic
def credit_instalment(instalment: Instalment, *, on: dt.date, reason: str) -> Instalment:
    """Credit what is not credited already of a wrong invoice, whose days are then charged anew by the plan.

    Returns the credit, which is to be invoiced too. Raises NotInvoiced, IsWrittenOff, NothingLeft, ValidationError.
    """
    stored = lock_instalment(instalment)
    parts = require_creditable(stored)
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv varför den krediteras.")})
    require_open(on)
    every = Instalment.objects.filter(sponsorship=stored.sponsorship)
    credit = save_record(
        Instalment(sponsorship=stored.sponsorship, number=max(every.values_list("number", flat=True)) + 1),
        planned_on=on,
        due_on=on,
        covers_from=stored.covers_from,
        covers_to=stored.covers_to,
        vat_rate=stored.vat_rate,
        credits=stored,
        credit_reason=reason.strip(),
        **parts,
    )
    settle_plan(stored.sponsorship.instalment_plan)
    return credit


def require_creditable(instalment: Instalment) -> dict[str, Decimal]:
    """Kronor of a credit of all that is not credited, by field; or raise why none can be made. One query."""
    if not instalment.is_invoiced or instalment.is_credit:
        raise NotInvoiced
    if instalment.written_off_on:
        raise IsWrittenOff
    standing = list(instalment.credited_by.standing())
    parts = {
        name: -getattr(instalment, name) - sum(getattr(each, name) for each in standing) + 0
        for name in ("gift", "counterpart", "vat", "gross")
    }
    if not parts["gross"]:
        raise NothingLeft
    return parts


@transaction.atomic
def withdraw_credit(credit: Instalment):
    """Take back a credit made by hand that is not invoiced. Raises NotByHand, AlreadyInvoiced."""
    stored = lock_instalment(credit)
    require_credit_withdrawable(stored)
    plan = stored.sponsorship.instalment_plan
    stored.delete()
    settle_plan(plan)


def require_credit_withdrawable(credit: Instalment):
    if not credit.credit_reason:
        raise NotByHand
    if credit.is_invoiced or credit.allocations.exists():
        raise AlreadyInvoiced


def lock_instalment(instalment: Instalment) -> Instalment:
    """The stored row, with its plan locked: the plan owns the sum of its instalments."""
    InstalmentPlan.objects.select_for_update().get(sponsorship=instalment.sponsorship_id)
    joined = Instalment.objects.select_related(
        "sponsorship__company", "sponsorship__tier", "sponsorship__instalment_plan"
    )
    return joined.get(pk=instalment.pk)


def validate_day(day: dt.date, *, not_before: dt.date):
    validate_has_been(day)
    if day < not_before:
        raise ValidationError({"on": _("Dagen kan inte ligga före fakturans.")})
