"""The yearly amount of an agreement on a given day, for all templates."""

import datetime as dt
from decimal import Decimal

from django import template

from crm.models import Sponsorship

register = template.Library()


@register.inclusion_tag("crm/sponsorships/_yearly.html")
def yearly(sponsorship: Sponsorship, today: dt.date) -> dict[str, Decimal | list | None]:
    """The current yearly amount in kronor, and later amendments with their first days."""
    return {"amount": sponsorship.yearly_on(today), "later": sponsorship.rates_after(today)}
