"""Vouchers to the ledger program, as SIE files: each allocation once."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.identity_numbers import format_orgnr
from core.models import Organisation, Sequence, User, our_organisation
from crm.paper_names import PaperNames
from finance import sie
from finance.models import (
    Allocation,
    Booking,
    BooksSettings,
    Customer,
    ExportFetch,
    InstalmentPlan,
    LedgerAccount,
    LedgerExport,
    Voucher,
)
from finance.models.books import THE_ONE
from finance.services.vouchers import AccountsMissing, Draft, drafts

PROGRAM = "Medspel"
VERSION = "1.0"
UNKNOWN_CUSTOMER = "M"  # before our number of a company, which may be another's customer number


class NothingToExport(Refusal):
    message = _("Det finns inget att exportera: allt som Medspel bokför i månaden finns redan i en fil.")


class NotSetUp(Refusal):
    message = _("Spara bokföringens inställningar först: konton, serie och vad Medspel bokför.")


class NoOrganisation(Refusal):
    message = _("Skriv organisationens namn först. Filen säger vems den är.")


class AccountsNotChosen(Refusal):
    message = _("Välj konto för: %(uses)s. Utan det kan månaden inte bokföras.")


class NeedsReason(Refusal):
    message = _("Filen är redan hämtad. Skriv varför den hämtas igen, så att inget bokförs två gånger.")


@dataclass(frozen=True)
class Numbered:
    """A draft of a voucher with its number and text in the file."""

    draft: Draft
    number: int
    text: str


@transaction.atomic
def export_month(period: dt.date, *, by: User) -> LedgerExport:
    """Make the SIE file of what Medspel books in the month that begins on `period` and no file has.

    Raises NotSetUp, NoOrganisation, AccountsNotChosen and NothingToExport.
    """
    books = BooksSettings.objects.select_for_update().filter(pk=THE_ONE).first()  # one file at a time
    if books is None:
        raise NotSetUp
    organisation = our_organisation()
    if not organisation.is_known:
        raise NoOrganisation
    _lock_plans(period)
    numbered = _numbered(_drafts(period), books, period)
    content = _file(numbered, books, period, organisation=organisation, by=by)
    export = LedgerExport.objects.create(
        period=period,
        series=books.series,
        first_number=numbered[0].number,
        last_number=numbered[-1].number,
        debit=sum((each.draft.debit for each in numbered), Decimal("0.00")),
        content=content,
        sha256=sha256(content).hexdigest(),
        made_by=by,
    )
    _book(numbered, export, year=books.year_of(period)[0])
    return export


def _lock_plans(period: dt.date):
    """Let no instalment be invoiced while its money is booked as income: its plan is locked for both."""
    waiting = Allocation.objects.filter(period=period, booking=None, instalment__isnull=False).order_by()
    plans = InstalmentPlan.objects.filter(sponsorship__in=waiting.values("instalment__sponsorship"))
    list(plans.select_for_update().order_by("pk"))


def _drafts(period: dt.date) -> list[Draft]:
    try:
        found = drafts(period)
    except AccountsMissing as error:
        uses = ", ".join(str(use.label) for use in error.uses)
        raise AccountsNotChosen(AccountsNotChosen.message % {"uses": uses}) from error
    if not found:
        raise NothingToExport
    return found


def _numbered(found: list[Draft], books: BooksSettings, period: dt.date) -> list[Numbered]:
    """Take the next numbers of the series in the year of the books."""
    sequence = f"voucher-{books.series}-{books.year_of(period)[0].isoformat()}"
    with override(settings.LANGUAGE_CODE):
        return [Numbered(draft, Sequence.next(sequence), _text(draft)) for draft in found]


def _file(
    numbered: list[Numbered], books: BooksSettings, period: dt.date, *, organisation: Organisation, by: User
) -> bytes:
    found = [each.draft for each in numbered]
    customers, names = _customer_numbers(found), PaperNames(period, period)
    with override(settings.LANGUAGE_CODE):
        head = sie.Book(
            company=organisation.name,
            orgnr=format_orgnr(organisation.orgnr),
            program=PROGRAM,
            program_version=VERSION,
            made_on=timezone.localdate(),
            made_by=by.get_username(),
            year=books.year_of(period),
            accounts=_accounts(found),
            dimensions={books.goal_dimension: gettext("Mål"), books.partner_dimension: gettext("Partner")},
            objects=dict(_objects(found, books, names, customers)),
        )
    vouchers = [
        sie.Voucher(books.series, each.number, each.draft.day, each.text, tuple(_rows(each.draft, books, customers)))
        for each in numbered
    ]
    return sie.write(head, vouchers)


def _book(numbered: list[Numbered], export: LedgerExport, *, year: dt.date):
    """Store the vouchers and which allocations each books."""
    vouchers = [
        Voucher(
            export=export,
            series=export.series,
            year=year,
            number=each.number,
            day=each.draft.day,
            text=each.text[:200],
            debit=each.draft.debit,
            corrects=each.draft.corrects,
        )
        for each in numbered
    ]
    Voucher.objects.bulk_create(vouchers)
    Booking.objects.bulk_create(
        Booking(allocation=allocation, voucher=voucher)
        for voucher, each in zip(vouchers, numbered, strict=True)
        for allocation in each.draft.allocations
    )


@transaction.atomic
def fetch_export(export: LedgerExport, *, by: User, reason: str = "") -> bytes:
    """Hand out the file. Again only with a reason, and then marked in the file. Raises NeedsReason."""
    LedgerExport.objects.select_for_update().get(pk=export.pk)
    last = export.fetches.order_by("-number").first()
    if last and not reason.strip():
        raise NeedsReason
    fetch = ExportFetch(export=export, number=last.number + 1 if last else 1, reason=reason.strip(), fetched_by=by)
    fetch.full_clean()
    fetch.save()
    if last is None:
        return bytes(export.content)
    first = export.fetches.order_by("number").first()
    day = timezone.localdate(first.fetched_at).isoformat()
    with override(settings.LANGUAGE_CODE):
        words = gettext("Hämtad igen: samma verifikat som hämtades %(day)s") % {"day": day}
    return sie.with_remark(bytes(export.content), words)


def _text(draft: Draft) -> str:
    words = {"account": draft.account.label, "day": draft.day.isoformat(), "number": len(draft.allocations)}
    if draft.corrects:
        return gettext("Rättar verifikat %(corrects)s: %(account)s %(day)s") % (words | {"corrects": draft.corrects})
    return gettext("%(account)s %(day)s, poster: %(number)s") % words


def _accounts(found: Iterable[Draft]) -> dict[str, str]:
    """The accounts that the vouchers name, by number; what finance has not named is called by its number."""
    names = dict(LedgerAccount.objects.order_by("-pk").values_list("number", "name"))
    used = {line.account for draft in found for line in draft.lines}
    return {number: names.get(number) or gettext("Konto %(number)s") % {"number": number} for number in used}


def _customer_numbers(found: Iterable[Draft]) -> dict[int, str]:
    """What the ledger program calls each company: its customer number, else our own number after an M. One query.

    A company that was merged with another may have two customers; the first is used, as on invoices.
    """
    keys = {line.company.pk for draft in found for line in draft.lines if line.company}
    own = {key: f"{UNKNOWN_CUSTOMER}{key}" for key in keys}
    return own | dict(Customer.objects.filter(company__in=keys).order_by("-pk").values_list("company", "number"))


def _objects(
    found: Iterable[Draft], books: BooksSettings, names: PaperNames, customers: dict[int, str]
) -> Iterator[tuple[tuple[int, str], str]]:
    for line in (line for draft in found for line in draft.lines):
        if line.goal:
            yield (books.goal_dimension, str(line.goal.number)), line.goal.name
        if line.company:
            yield (books.partner_dimension, customers[line.company.pk]), names.of(line.company).name


def _rows(draft: Draft, books: BooksSettings, customers: dict[int, str]) -> Iterator[sie.Row]:
    for line in draft.lines:
        objects = []
        if line.goal:
            objects.append((books.goal_dimension, str(line.goal.number)))
        if line.company:
            objects.append((books.partner_dimension, customers[line.company.pk]))
        yield sie.Row(line.account, line.amount, tuple(objects))
