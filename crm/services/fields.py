"""The fields that services take as keyword arguments. Omitted ones keep their value, or the model's default."""

import datetime as dt
from decimal import Decimal
from typing import TypedDict

from django.core.files import File

from core.models import User
from crm.models import (
    Company,
    CompanyStatus,
    Contact,
    Direction,
    DocumentKind,
    Interaction,
    InteractionKind,
    LegalBasis,
    Outcome,
    Sponsorship,
)
from goals.models import Goal, Tier


class CompanyFields(TypedDict, total=False):
    name: str
    orgnr: str | None
    other_names: str
    trade: str
    employees: int | None
    street: str
    postal_code: str
    city: str
    phone: str
    website: str
    logo: File | str | None
    invoice_email: str
    invoice_reference: str
    swish: str
    bankgiro: str
    owner: User | None
    status: CompanyStatus
    notes: str


class ContactFields(TypedDict, total=False):
    first_name: str
    last_name: str
    other_names: str
    email: str
    phone: str
    other_emails: str
    former_emails: str
    other_phones: str
    legal_basis: LegalBasis
    data_source: str
    do_not_contact: bool
    notes: str


class AffiliationFields(TypedDict, total=False):
    """`at_start`: what to do on the first day of a future role."""

    contact: Contact
    company: Company
    role: str
    starts: dt.date | None
    ends: dt.date | None
    is_primary: bool
    at_start: dict | None


class InteractionFields(TypedDict, total=False):
    kind: InteractionKind
    direction: Direction
    happened_at: dt.datetime
    goal: Goal | None
    text: str
    subject: str
    quoted: str
    message_id: str
    mail_fingerprint: str
    logged_again: bool
    outcome: Outcome


class NextStepFields(TypedDict, total=False):
    """`decided_on` (default today): the earliest due date accepted."""

    sponsorship: Sponsorship | None
    origin: Interaction | None
    what: str
    due_on: dt.date
    due_at: dt.time | None
    assignee: User
    decided_on: dt.date


class DocumentFields(TypedDict, total=False):
    kind: DocumentKind
    dated_on: dt.date | None
    note: str
    sponsorship: Sponsorship | None
    interaction: Interaction | None


class DescribedDocumentFields(DocumentFields, total=False):
    title: str


class DeliveryFields(TypedDict, total=False):
    """`market_value` in kronor."""

    text: str
    quantity: int
    market_value: Decimal
    due_on: dt.date | None
    doer: User | None
    doer_role: str


class SponsorshipFields(TypedDict, total=False):
    """`amount` in kronor per year."""

    company: Company
    goal: Goal
    tier: Tier
    starts: dt.date | None
    ends: dt.date | None
    amount: Decimal | None
    payment_note: str
    owner: User
    notice_days: int | None


class NewSponsorshipFields(SponsorshipFields, total=False):
    renews: Sponsorship | None
