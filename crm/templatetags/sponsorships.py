"""The yearly amount of an agreement on a given day, for all templates."""

import datetime as dt
from decimal import Decimal

from django import template

from crm.models import Sponsorship

register = template.Library()


@register.inclusion_tag("crm/sponsorships/_yearly.html")
def yearly(sponsorship: Sponsorship, today: dt.date) -> dict[str, Decimal | list | None]:
    """Kronor a year as they stand, and the amounts that are agreed for later with the day each begins."""
    return {"amount": sponsorship.yearly_on(today), "later": sponsorship.rates_after(today)}
