"""What a sponsorship's deliveries are worth, as a suggestion for its plan."""

from decimal import Decimal

from core.days import A_DAY, A_YEAR
from core.money import ORE
from crm.models import DeliveryState, Sponsorship


def promised_a_year(sponsorship: Sponsorship) -> Decimal:
    """Kronor a year, the market value of what is promised over the agreement's days. One query."""
    if not sponsorship.is_signed:
        return Decimal("0.00")
    promised = sponsorship.deliveries.exclude(state=DeliveryState.VOID)
    whole = sum((delivery.agreed_worth for delivery in promised), Decimal(0))
    after = sponsorship.ends + A_DAY
    months = (after.year - sponsorship.starts.year) * A_YEAR + after.month - sponsorship.starts.month
    return (whole * A_YEAR / max(months, 1)).quantize(ORE)
