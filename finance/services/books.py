"""How money is booked: accounts, series, and who books what."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.services import save_record
from finance.models import AccountUse, BooksSettings, Flow, FlowRule, LedgerAccount

# The accounts that a flow that Medspel books cannot do without, besides those that its money comes in on.
NEEDED = {
    Flow.EMPLOYEES: (AccountUse.EMPLOYEES,),
    Flow.MATCH: (AccountUse.MATCH,),
    Flow.SPONSORSHIP: (AccountUse.GIFT, AccountUse.SPONSORSHIP, AccountUse.VAT, AccountUse.RECEIVABLES),
    Flow.OTHER: (AccountUse.ROUNDING,),
    Flow.FEE: (AccountUse.FEES,),
}


class NumberAndName(NamedTuple):
    number: str
    name: str


@transaction.atomic
def save_books(
    books: BooksSettings,
    *,
    accounts: Mapping[AccountUse, NumberAndName],
    since: Mapping[Flow, dt.date | None],
) -> BooksSettings:
    """Save series, year and dimensions, the accounts, and from which month Medspel books each flow (None: never).

    An account without a number is not used. Raises ValidationError by field (`account_<use>`, `since_<flow>`) for one
    that a flow needs, and StaleVersion.
    """
    if not books.is_known:
        books.version = 1
    save_record(books)
    _require_accounts(accounts, since)
    known = {each.use: each for each in LedgerAccount.objects.all()}
    for use in AccountUse:
        chosen = accounts.get(use)
        if chosen and chosen.number:
            save_record(known.get(use) or LedgerAccount(use=use), number=chosen.number, name=chosen.name)
        elif use in known:
            known[use].delete()
    rules = {each.flow: each for each in FlowRule.objects.all()}
    for flow in Flow:
        save_record(rules.get(flow) or FlowRule(flow=flow), since=since.get(flow))
    return books


def _require_accounts(accounts: Mapping[AccountUse, NumberAndName], since: Mapping[Flow, dt.date | None]):
    """Some account where money comes in, and those that each flow needs."""
    has = {use for use, chosen in accounts.items() if chosen.number}
    errors = {}
    for flow, uses in NEEDED.items():
        for use in uses:
            if since.get(flow) and use not in has:
                words = _("Medspel bokför %(flow)s, så det behövs ett konto här.")
                errors[f"account_{use}"] = words % {"flow": flow.label}
    if any(since.values()) and AccountUse.BANKGIRO not in has and AccountUse.SWISH not in has:
        errors[f"account_{AccountUse.BANKGIRO}"] = _("Välj minst ett konto där pengar kommer in.")
    if errors:
        raise ValidationError(errors)
