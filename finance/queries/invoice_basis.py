"""What is to be invoiced, as rows of invoices, and the customers that they are for."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from crm.models import Company
from finance.models import AccountUse, Customer, Instalment, account_numbers, our_books
from finance.rules.instalment_plans import VatRate
from finance.rules.invoicing import InvoiceRow, invoice_days, row_text


def basis(until: dt.date):
    """Instalments to invoice by the day, with what their rows need."""
    joined = "sponsorship__company", "sponsorship__goal", "sponsorship__tier", "credits"
    rows = Instalment.objects.to_invoice(until).select_related(*joined)
    return rows.prefetch_related("sponsorship__company__customers")


def customer_of(company: Company) -> Customer | None:
    """No query if `customers` is prefetched."""
    return next(iter(company.customers.all()), None)


def lacking(instalment: Instalment) -> str:
    """What the ledger program will ask for that is not known, in words; empty when nothing is."""
    company = instalment.sponsorship.company
    customer = customer_of(company)
    lacks = [
        (customer is None, gettext("kundnummer")),
        (not company.orgnr and not company.is_sole_trader, gettext("organisationsnummer")),
        (not ((customer and customer.street) or company.street or company.invoice_email), gettext("fakturaadress")),
    ]
    return ", ".join(words for is_lacking, words in lacks if is_lacking)


@dataclass(frozen=True)
class Coding:
    """Accounts and VAT codes of an invoice's rows: those that finance has chosen, else the usual ones."""

    gift: str
    counterparts: dict[int, str]  # by per cent of VAT
    vat_codes: dict[int, str]


def coding() -> Coding:
    """Two queries."""
    books, numbers = our_books(), account_numbers()
    return Coding(
        gift=numbers[AccountUse.GIFT],
        counterparts={
            VatRate.NONE: numbers[AccountUse.UNTAXED],
            VatRate.STANDARD: numbers[AccountUse.SPONSORSHIP],
        },
        vat_codes={VatRate.NONE: books.vat_code_none, VatRate.STANDARD: books.vat_code_standard},
    )


def invoice_rows(instalment: Instalment, code: Coding) -> Iterator[InvoiceRow]:
    """A row of the gift and one of what the company gets in return, those that have kronor."""
    sponsorship, company = instalment.sponsorship, instalment.sponsorship.company
    customer = customer_of(company)
    own = customer if customer and customer.street else company
    parts = [
        (gettext("Gåva"), instalment.gift, VatRate.NONE, code.gift),
        (
            gettext("Motprestation"),
            instalment.counterpart,
            instalment.vat_rate,
            code.counterparts[instalment.vat_rate],
        ),
    ]
    invoiced_on, due_on = invoice_days(instalment.planned_on, instalment.due_on, today=timezone.localdate())
    for kind, price, vat_rate, account in parts:
        if not price:
            continue
        days = {"first": instalment.covers_from, "last": instalment.covers_to}
        yield InvoiceRow(
            reference=instalment.reference,
            customer_no=customer.number if customer else "",
            company=company.name,
            orgnr=company.orgnr_masked,
            vat_no=customer.vat_no if customer else "",
            peppol_id=customer.peppol_id if customer else "",
            street=own.street,
            postal_code=own.postal_code,
            city=own.city,
            email=company.invoice_email,
            your_reference=company.invoice_reference[:50],
            invoiced_on=invoiced_on,
            due_on=due_on,
            text=row_text(sponsorship.agreement_no, kind, str(sponsorship.goal), **days),
            price=price,
            vat_rate=vat_rate,
            vat_code=code.vat_codes[vat_rate],
            account=account,
            cost_centre=str(sponsorship.goal.number),
        )
