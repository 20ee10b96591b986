import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import User
from core.services import save_record
from goals.models import Benefit, DueRule, TierOffer

# What a row says is stored as it stands; its place and text have rules of their own.
PLAIN_TERMS = ("quantity", "due_rule", "due_days", "due_date", "doer", "doer_role")
SEATS_RULE = "crm_sponsorship_seats"  # the database's name for the rule that seats are never oversold


class SeatsAreSold(Refusal):
    message = _(
        "Så få platser går inte: fler än så är redan tecknade, i dag eller längre fram. "
        "Välj ett högre antal, eller avsluta ett sponsorskap först."
    )


@dataclass(frozen=True)
class BenefitTerms:
    """What one row of an offer should say. `key` is that of the benefit it changes; a new one has none."""

    text: str
    market_value: Decimal = Decimal(0)
    position: int | None = None
    key: int | None = None
    quantity: int = 1
    due_rule: DueRule = DueRule.NONE
    due_days: int | None = None
    due_date: dt.date | None = None
    doer: User | None = None
    doer_role: str = ""


def save_offer(
    offer: TierOffer,
    *,
    benefits: Iterable[BenefitTerms] = (),
    removed: Collection[int] = (),
    is_example: bool | None = None,
    **fields,
) -> TierOffer:
    """Save an offer with the benefits that are new or changed, without those whose keys are `removed`.

    Benefits that are not mentioned stay as they are; one without position goes last. The offer is saved even
    when only its benefits changed: its version guards them too. `is_example` None means that the amount stays
    an example until somebody writes another.

    Raises SeatsAreSold when the seats are fewer than those already signed from today on, ValidationError by
    field, and StaleVersion; then nothing is written.
    """
    try:
        with transaction.atomic():
            # The lock that signing takes too, so that nobody sells a seat while it is taken away.
            stored = TierOffer.objects.order_by().select_for_update().filter(pk=offer.pk).first()
            for name, value in fields.items():
                setattr(offer, name, value)
            if is_example is not None:
                offer.is_example = is_example
            elif stored and stored.yearly_amount != offer.yearly_amount:
                offer.is_example = False
            save_record(offer)
            _save_benefits(offer, benefits, removed)
    except IntegrityError as error:
        if SEATS_RULE in str(error):
            raise SeatsAreSold(offer=offer) from None
        raise
    return offer


def _save_benefits(offer: TierOffer, benefits: Iterable[BenefitTerms], removed: Collection[int]):
    existing = {benefit.pk: benefit for benefit in offer.benefits.all()}
    for key in removed:
        if key in existing:
            existing.pop(key).delete()
    last = max((benefit.position for benefit in existing.values()), default=0)
    for terms in benefits:
        benefit = existing.get(terms.key)
        if benefit is None:  # new, or taken away by somebody else while this person kept it
            benefit, last = Benefit(offer=offer, position=last + 1), last + 1
        wanted = {
            "text": terms.text,
            "market_value": terms.market_value,
            "position": terms.position or benefit.position,
            **{name: getattr(terms, name) for name in PLAIN_TERMS},
        }
        if benefit.pk is None or any(getattr(benefit, name) != value for name, value in wanted.items()):
            save_record(benefit, **wanted)
