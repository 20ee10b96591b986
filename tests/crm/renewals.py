"""Sponsorships to renew, and their lists."""

import datetime as dt
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from crm.models import Sponsorship
from crm.services.amendments import change_tier
from crm.services.renewals import renew_sponsorship
from crm.services.sponsorships import sign_sponsorship
from tests.crm.random_periods import A_DAY
from tests.factories import SIGNED_ON, CompanyFactory, get_tier, signed_sponsorship
from tests.markup import collapsed


def today() -> dt.date:
    return timezone.localdate()


def running(*, days_left: int = 60, name: str | None = None, **fields) -> Sponsorship:
    """A sponsorship in force, with this many days left."""
    company = CompanyFactory(name=name) if name else CompanyFactory()
    period = {"starts": today() + (days_left - 364) * A_DAY, "ends": today() + days_left * A_DAY}
    return signed_sponsorship(company=company, **period | fields)


def over(*, days_ago: int = 10, name: str | None = None, **fields) -> Sponsorship:
    return running(days_left=-days_ago, name=name, **fields)


def listed(client, url_name: str, **query) -> list[str]:
    response = client.get(reverse(url_name), query)
    return [row.record.company.name for row in response.context["table"].rows]


def plain(response) -> str:
    return collapsed(response.content.decode())


def renewed(sponsorship: Sponsorship, *, signed_on: dt.date = SIGNED_ON, **changes) -> Sponsorship:
    return sign_sponsorship(renew_sponsorship(sponsorship, **changes), signed_on=signed_on)


def upgraded(sponsorship: Sponsorship, **changes) -> Sponsorship:
    terms = {
        "starts": dt.date(2027, 7, 1),
        "tier": get_tier("Partner"),
        "amount": Decimal(90000),
        "signed_on": SIGNED_ON,
        "reason": "Växer",
    }
    return change_tier(sponsorship, **terms | changes)
