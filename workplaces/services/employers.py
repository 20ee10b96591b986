"""What an employer reports by the personal link: the month, and the groups of those who give."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from payroll.models import PayrollBand, PayrollMonth, PayrollScheme
from payroll.rules import month_of, next_month
from payroll.services.months import declare_month
from payroll.services.schemes import BandTerms, update_scheme
from workplaces.models import WorkplaceLink

MONTHS_AHEAD = 12
TERMS = ("kind", "heads", "amount", "per_mille", "expected")


class MonthHasPassed(Refusal):
    message = _("Lönedagen i den månaden har varit. Välj en senare månad.")


def months_to_change(scheme: PayrollScheme, *, today: dt.date) -> list[dt.date]:
    """The months whose payday is still to come, from which groups may be changed; at most a year ahead."""
    months, month = [], month_of(max(today, scheme.starts))
    while len(months) < MONTHS_AHEAD:
        if scheme.payday_in(month) > today and scheme.covers(month):
            months.append(month)
        elif scheme.ends and month > scheme.ends:
            break
        month = next_month(month)
    return months


@transaction.atomic
def declare(link: WorkplaceLink, month: PayrollMonth, *, declared: Decimal, heads: int | None) -> PayrollMonth:
    """Write what was deducted, kronor, and from how many. Raises PayrollMonth.DoesNotExist for another's month.

    Raises as payroll.services.months.declare_month.
    """
    own = PayrollMonth.objects.select_for_update(of=("self",)).get(pk=month.pk, scheme=link.scheme_id)
    own.version = month.version
    return declare_month(own, declared=declared, heads=heads)


@transaction.atomic
def change_bands(
    link: WorkplaceLink, *, month: dt.date, bands: Iterable[BandTerms], removed: Iterable[int] = ()
) -> PayrollScheme:
    """Change the groups from the month on: earlier months keep the terms that they had.

    A changed group ends the day before, and a new one begins; one that begins later is changed as it is. `bands` and
    `removed` are by key of the scheme's own groups. Raises MonthHasPassed, and as update_scheme.
    """
    scheme = PayrollScheme.objects.select_for_update(of=("self",)).select_related("company").get(pk=link.scheme_id)
    if month not in months_to_change(scheme, today=timezone.localdate()):
        raise MonthHasPassed
    stored = {band.pk: band for band in current_bands(scheme, month=month)}
    before, gone, written = month - dt.timedelta(days=1), [], []
    for key in removed:
        if band := stored.pop(key, None):
            _let_go(band, before, gone=gone, written=written)
    for terms in bands:
        band = stored.get(terms.key)
        if band and all(getattr(band, name) == getattr(terms, name) for name in TERMS):
            continue
        new = {name: getattr(terms, name) for name in TERMS}
        if band is None:
            written.append(BandTerms(starts=month, **new))
        elif band.starts >= month:
            written.append(BandTerms(key=band.pk, starts=band.starts, ends=band.ends, **new))
        else:
            _let_go(band, before, gone=gone, written=written)
            written.append(BandTerms(starts=month, ends=band.ends, **new))
    return update_scheme(scheme, bands=written, removed=gone)


def current_bands(scheme: PayrollScheme, *, month: dt.date) -> list[PayrollBand]:
    """The groups that give in the month or begin after it."""
    return [band for band in scheme.bands.all() if band.ends is None or band.ends >= month]


def _let_go(band: PayrollBand, last: dt.date, *, gone: list[int], written: list[BandTerms]):
    if band.starts > last:
        gone.append(band.pk)
    else:
        kept = {name: getattr(band, name) for name in TERMS}
        written.append(BandTerms(key=band.pk, starts=band.starts, ends=last, **kept))
