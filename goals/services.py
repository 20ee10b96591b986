import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.images import stored_photo
from core.models import User
from core.services import save_record
from core.stored_files import delete_replaced
from goals.models import Benefit, DueRule, Goal, GoalPage, GoalSection, TierOffer

# Fields copied unchanged from BenefitTerms; text, value and position are handled separately.
PLAIN_TERMS = ("quantity", "due_rule", "due_days", "due_date", "doer", "doer_role")
SEATS_RULE = "crm_sponsorship_seats"  # name of the database rule against overselling seats


class SeatsAreSold(Refusal):
    message = _(
        "Så få platser går inte: fler än så är redan tecknade, i dag eller längre fram. "
        "Välj ett högre antal, eller avsluta ett sponsorskap först."
    )


@dataclass(frozen=True)
class BenefitTerms:
    """The data of a benefit row. `key` is the benefit to change; None creates one."""

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
    """Save an offer, create or change `benefits`, and delete those whose keys are in `removed`.

    Benefits not listed are left unchanged; one without position goes last. The offer is saved even when only its
    benefits changed, because its version guards them too. `is_example` None keeps the example mark until the amount
    changes.

    Raises SeatsAreSold when there are fewer seats than signed from today on, ValidationError by field, and
    StaleVersion; nothing is written then.
    """
    try:
        with transaction.atomic():
            # Take the same lock as signing, so that a seat is not sold while the number is lowered.
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
        if benefit is None:  # new, or deleted meanwhile by another user
            benefit, last = Benefit(offer=offer, position=last + 1), last + 1
        wanted = {
            "text": terms.text,
            "market_value": terms.market_value,
            "position": terms.position or benefit.position,
            **{name: getattr(terms, name) for name in PLAIN_TERMS},
        }
        if benefit.pk is None or any(getattr(benefit, name) != value for name, value in wanted.items()):
            save_record(benefit, **wanted)


@transaction.atomic
def confirm_offers(goal: Goal) -> list[TierOffer]:
    """Say of the goal's amounts and seats that they are the organisation's own. Returns the offers that changed."""
    offers = TierOffer.objects.select_for_update().filter(goal=goal, is_example=True).order_by("pk")
    return [save_record(offer, is_example=False) for offer in offers]


def page_of(goal: Goal) -> GoalPage:
    """What the goal says in public, or an empty page that is not saved. At most one query."""
    return GoalPage.objects.filter(goal=goal).first() or GoalPage(goal=goal, version=0)


def save_page(page: GoalPage) -> GoalPage:
    """Save what a goal says in public, its new picture without metadata.

    Raises ValidationError by field, or StaleVersion.
    """
    if page.partner_picture and not page.partner_picture._committed:
        page.partner_picture = stored_photo(page.partner_picture.file, field="partner_picture")
    if page._state.adding:
        page.version = 1
    return _save_with_picture(page, "partner_picture")


def save_section(section: GoalSection) -> GoalSection:
    """As save_page, of a section and its picture."""
    if section.picture and not section.picture._committed:
        section.picture = stored_photo(section.picture.file, field="picture")
    return _save_with_picture(section, "picture")


@transaction.atomic
def _save_with_picture(row: GoalPage | GoalSection, name: str) -> GoalPage | GoalSection:
    model = type(row)
    replaced = model.objects.filter(pk=row.pk).values_list(name, flat=True).first()
    save_record(row)
    delete_replaced(model, name, replaced or "")
    return row


@transaction.atomic
def remove_section(section: GoalSection):
    """Delete a section and its picture."""
    name = section.picture.name
    section.delete()
    delete_replaced(GoalSection, "picture", name)
