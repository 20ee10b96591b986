"""What waits for money, as finance.matching knows it."""

import datetime as dt
from collections.abc import Iterator

from core.money import format_amount
from crm.name_keys import name_key
from finance.matching import BY_HAND_DAYS, Target, TargetKind
from finance.models import Account, Payment


def hand_targets(first: dt.date) -> Iterator[Target]:
    """Money entered by hand that no row of the bank has replaced, for rows of the bank from `first` on."""
    since = first - dt.timedelta(days=BY_HAND_DAYS)
    rows = Payment.objects.standing().exclude(kind="bank").filter(booked_on__gte=since)
    for row in rows.exclude(account=Account.CASH).order_by("booked_on", "pk"):
        payer = row.payer or row.text
        yield Target(
            TargetKind.HAND,
            row.pk,
            " ".join(filter(None, [format_amount(row.amount), str(row.booked_on), payer])),
            row.amount,
            orgnr=row.payer_orgnr,
            names=(name_key(row.payer),) if row.payer else (),
            references=tuple(filter(None, [row.reference])),
            due_on=row.booked_on,
            text=row.text,
            account="" if row.account == Account.OTHER else row.account,
        )
