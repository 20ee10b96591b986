"""Payroll schemes, with their bands and shares."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.identity_numbers import make_ocr
from core.models import Sequence
from core.services import save_record
from core.stored_files import delete_replaced
from crm.models import Company, Contact
from goals.models import Goal
from payroll.models import PayrollBand, PayrollMonth, PayrollScheme, PayrollShare
from payroll.rules import NOTHING
from payroll.services.months import set_expected, settle


class SharesMustBeWhole(Refusal):
    message = _("Fördelningen på mål ska bli 100 procent.")


class EmployerIsFixed(Refusal):
    message = _("Arbetsgivaren går inte att byta när det finns månader. Lägg upp en ny gåva via lön i stället.")


class SchemeTerms(TypedDict, total=False):
    """Fields of a scheme; omitted ones keep their value."""

    starts: dt.date
    ends: dt.date | None
    payday: int
    remittance_day: int
    match_rate: Decimal
    match_month_cap: Decimal | None
    match_total_cap: Decimal | None
    coordinator: Contact | None
    document: File | None


class ChangedSchemeTerms(SchemeTerms, total=False):
    company: Company


@dataclass(frozen=True)
class BandTerms:
    """The terms of a band; `key` is the primary key of the band to change, None for a new one."""

    kind: str
    heads: int
    starts: dt.date
    ends: dt.date | None = None
    amount: Decimal | None = None
    per_mille: Decimal | None = None
    expected: Decimal | None = None
    key: int | None = None


@transaction.atomic
def create_scheme(
    *, company: Company, shares: Mapping[Goal, int], bands: Iterable[BandTerms] = (), **terms: Unpack[SchemeTerms]
) -> PayrollScheme:
    """Create a scheme and its payment reference, which never changes.

    `shares` are per cent by goal. Raises SharesMustBeWhole, and ValidationError by field.
    """
    scheme = PayrollScheme(company=company, reference=make_ocr(1000 + Sequence.next("payroll")))
    save_record(scheme, **terms)
    _set_shares(scheme, shares)
    _set_bands(scheme, bands, removed=())
    return scheme


@transaction.atomic
def update_scheme(
    scheme: PayrollScheme,
    *,
    shares: Mapping[Goal, int] | None = None,
    bands: Iterable[BandTerms] = (),
    removed: Iterable[int] = (),
    **terms: Unpack[ChangedSchemeTerms],
) -> PayrollScheme:
    """Change the terms, which apply to months that are not frozen. A document that is replaced or removed is deleted.

    Raises EmployerIsFixed, SharesMustBeWhole, ValidationError by field and StaleVersion.
    """
    stored = PayrollScheme.objects.select_for_update().get(pk=scheme.pk)
    for name, value in terms.items():
        setattr(scheme, name, value)
    if scheme.company_id != stored.company_id and scheme.months.exists():
        raise EmployerIsFixed
    save_record(scheme)
    delete_replaced(PayrollScheme, "document", stored.document.name)
    if shares is not None:
        _set_shares(scheme, shares)
    _set_bands(scheme, bands, removed=removed)
    for month in scheme.months.filter(frozen_at__isnull=True, declared__isnull=True, receipts__isnull=True):
        if scheme.covers(month.month):
            set_expected(month, scheme)
        else:
            month.delete()
    settle(scheme)
    return scheme


def _set_shares(scheme: PayrollScheme, shares: Mapping[Goal, int]):
    wanted = {goal: percent for goal, percent in shares.items() if percent}
    if sum(wanted.values()) != 100 or any(percent < 0 for percent in wanted.values()):
        raise SharesMustBeWhole
    kept = {share.goal: share for share in scheme.shares.select_related("goal")}
    for goal, share in kept.items():
        if goal not in wanted:
            share.delete()
    for goal, percent in wanted.items():
        share = kept.get(goal) or PayrollShare(scheme=scheme, goal=goal)
        if share.percent != percent:
            save_record(share, percent=percent)


def _set_bands(scheme: PayrollScheme, bands: Iterable[BandTerms], *, removed: Iterable[int]):
    kept = {band.pk: band for band in scheme.bands.all()}
    for key in removed:
        if band := kept.pop(key, None):
            band.delete()
    for terms in bands:
        band = kept.get(terms.key) or PayrollBand(scheme=scheme)
        names = ("kind", "heads", "starts", "ends", "amount", "per_mille", "expected")
        save_record(band, **{name: getattr(terms, name) for name in names})
    _refuse_too_much(scheme)


def _refuse_too_much(scheme: PayrollScheme):
    """Refuse bands whose total exceeds a month's fields: opening such a month would fail the run for all schemes."""
    bands = list(scheme.bands.all())
    fullest = PayrollMonth(
        expected=sum((band.monthly for band in bands), NOTHING), expected_heads=sum(band.heads for band in bands)
    )
    others = {field.name for field in PayrollMonth._meta.fields} - {"expected", "expected_heads"}
    try:
        fullest.clean_fields(exclude=others)
    except ValidationError:
        raise ValidationError(_("Grupperna blir tillsammans mer än vad som går att spara i en månad.")) from None
