"""The fields that services take as keyword arguments. Omitted ones keep their value, or the model's default."""

import datetime as dt
from decimal import Decimal
from typing import TypedDict

from core.models import User
from crm.models import Company, DocumentKind, Interaction, Sponsorship
from goals.models import Goal, Tier


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
