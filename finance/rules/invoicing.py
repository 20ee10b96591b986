"""The rows of an invoice as a ledger program takes them in."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

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


def row_text(agreement_no: str, kind: str, goal: str, *, first: dt.date, last: dt.date) -> str:
    """The agreement, its days, what it is and as much of the goal as there is room for in MOST_TEXT characters."""
    return f"{agreement_no} {first:%y%m%d}-{last:%y%m%d} {kind} {goal}"[:MOST_TEXT].rstrip()
