"""The rows of an invoice as a ledger program takes them in."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from core.days import A_DAY
from core.identity_numbers import make_ocr

MOST_TEXT = 50  # characters that Fortnox and Visma eEkonomi keep of a row's text


@dataclass(frozen=True)
class InvoiceRow:
    """A row, and its invoice's head. Money is kronor without VAT; a credit has a negative price."""

    reference: str
    customer_no: str
    company: str
    orgnr: str
    vat_no: str
    peppol_id: str
    street: str
    postal_code: str
    city: str
    email: str
    your_reference: str
    invoiced_on: dt.date
    due_on: dt.date
    text: str
    price: Decimal
    vat_rate: int
    vat_code: str
    account: str
    cost_centre: str


def ocr_of(invoice_no: str) -> str:
    """The OCR number that a ledger program makes of an invoice's number; empty if that has other than figures."""
    return make_ocr(int(invoice_no)) if invoice_no.isascii() and invoice_no.isdigit() else ""


def row_text(agreement_no: str, kind: str, goal: str, *, first: dt.date, last: dt.date) -> str:
    """The agreement, its days, what it is and the goal, in at most MOST_TEXT characters, with every word whole.

    What there is no room for goes: days of whole months, then the agreement's number, which our reference begins with.
    """
    days, months = f"{first:%y%m%d}-{last:%y%m%d}", f"{first:%y%m}-{last:%y%m}"
    is_whole = first.day == 1 and (last + A_DAY).day == 1
    spans = [days, months] if is_whole else [days]
    told = [f"{number}{span} {kind} {goal}" for number in (f"{agreement_no} ", "") for span in spans]
    text = next((each for each in told if len(each) <= MOST_TEXT), told[-1])
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT + 1].rpartition(" ")[0]


def invoice_days(planned_on: dt.date, due_on: dt.date, *, today: dt.date) -> tuple[dt.date, dt.date]:
    """The day of an invoice that is made now, never before today, and the day it is due with the same terms."""
    day = max(planned_on, today)
    return day, day + (due_on - planned_on)
