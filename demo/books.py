"""The demo data's books: accounts, locked months, a file to the ledger program, and a list that was downloaded."""

import datetime as dt
from io import BytesIO

from dateutil.relativedelta import relativedelta
from django.urls import reverse

from core.filters import describe
from core.locked_months import month_of
from crm.models import SponsorshipEvent
from demo.competitions import Scene
from finance.exports.known_agreements import KnownExport
from finance.filters.known_agreements import KnownFilterSet
from finance.models import USUAL, Allocation, Flow, our_books
from finance.services.books import NumberAndName, save_books
from finance.services.exports import record_export
from finance.services.ledger_exports import export_month, fetch_export
from finance.services.periods import lock_months

OPEN_MONTHS = 2  # this one and the last; all before are locked
FETCHED = 2  # files, of the latest locked months with money


def keep_books(scene: Scene):
    """Call it last of what is dated back: nothing is entered in the locked months from here on."""
    scene.at(scene.today - dt.timedelta(days=1), scene.finance)
    locked = month_of(scene.today) - relativedelta(months=OPEN_MONTHS)
    usual = {use: NumberAndName(number, str(name)) for use, (number, name) in USUAL.items()}
    save_books(our_books(), accounts=usual, since=dict.fromkeys(Flow, locked - relativedelta(months=FETCHED)))
    lock_months(locked, by=scene.finance, anyway=True)
    booked = Allocation.objects.not_booked().filter(period__lte=locked).order_by("-period")
    for month in sorted(booked.values_list("period", flat=True).distinct()[:FETCHED]):
        fetch_export(export_month(month, by=scene.finance), by=scene.finance)
    _download_agreements(scene)


def _download_agreements(scene: Scene):
    filterset = KnownFilterSet({}, queryset=SponsorshipEvent.objects.select_related("goal"))
    export = KnownExport(
        period=filterset.period,
        queryset=filterset.qs,
        filters=describe(filterset),
        user=scene.finance,
        address=reverse("finance:known_list"),
    )
    export.write(BytesIO())
    record_export(export)
