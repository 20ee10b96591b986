"""Amendments, renewals and lapses of the demo data's agreements. Months are relative to the current one."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from crm.models import LapseReason, Sponsorship, SponsorshipAmendment, Stage
from crm.services.amendments import amend_sponsorship, change_tier
from crm.services.renewals import record_lapse, renew_sponsorship
from demo.clock import Clock
from goals.models import TierOffer

# Company, goal, first month, factor of the amount, reason.
AMENDED = [
    ("Nordanvinge", 4, -3, 1.1, "Överenskommet i mejl när de anställt fler"),
    ("Grindslantens", 2, -2, 1.125, "De tar även kvällspassen, enligt mejl från vd"),
]
CHANGED_TIER = [
    ("Café", 1, -2, 3, "Öppnar ett kafé till och vill synas mer"),
    ("Kugghjulsparken", 5, -3, 2, "Styrelsen vill ta ett större ansvar"),
]
RENEWAL_BEGUN = [("Blåhake", 1, 1.1, Stage.PROPOSAL), ("Kajutan", 3, 1, Stage.CONTACTED)]
# Company, goal, index of the lapse reason among those installed, comment. Some have none yet.
LAPSED = [
    ("Näverlur", 3, 3, "De samlar allt stöd på målet Alla är trygga."),
    ("Molnvaktens", 4, 1, "Tappade sin största kund. Hör av oss till våren."),
    ("Fjällrutans", 1, 2, "Nya ägaren har ett eget samhällsprogram."),
    ("Lärkfalk", 4, 4, "Säger redan nu att de väljer målet Ingen ensamhet nästa år."),
]


@dataclass(frozen=True)
class Signed:
    """The story's signed sponsorships by the company's short name and the goal's number; None if missing."""

    clock: Clock
    latest: Callable[[str, int], Sponsorship | None]
    offers: dict[tuple[int, int], TierOffer]
    month: Callable  # the first day of a month, counted from the current one


def follow_on(signed: Signed):
    for company, goal, month, factor, reason in AMENDED:
        if sponsorship := signed.latest(company, goal):
            day = signed.month(month)
            signed.clock.go_to(signed.clock.workday(day), sponsorship.owner)
            amount = (sponsorship.amount * Decimal(str(factor))).quantize(Decimal(1000))
            terms = {"starts": day, "amount": amount, "reason": reason}
            amendment = amend_sponsorship(sponsorship, by=sponsorship.owner, **terms)
            _back_to(signed.clock, amendment)
    for company, goal, month, tier, reason in CHANGED_TIER:
        if sponsorship := signed.latest(company, goal):
            day, offer = signed.month(month), signed.offers[goal, tier]
            signed.clock.go_to(signed.clock.workday(day), sponsorship.owner)
            changed = change_tier(
                sponsorship,
                starts=day,
                tier=offer.tier,
                amount=offer.yearly_amount,
                signed_on=signed.clock.workday(day),
                reason=reason,
            )
            _back_to(signed.clock, changed)
    for company, goal, factor, stage in RENEWAL_BEGUN:
        if sponsorship := signed.latest(company, goal):
            signed.clock.go_to(signed.clock.workday(signed.clock.today), sponsorship.owner)
            amount = (sponsorship.amount * Decimal(str(factor))).quantize(Decimal(1000))
            renew_sponsorship(sponsorship, amount=amount, stage=stage)
    reasons = {reason.position: reason for reason in LapseReason.objects.all()}
    for company, goal, position, note in LAPSED:
        if sponsorship := signed.latest(company, goal):
            signed.clock.go_to(signed.clock.workday(signed.clock.today), sponsorship.owner)
            record_lapse(sponsorship, reason=reasons[position], note=note)


def _back_to(clock: Clock, made: SponsorshipAmendment | Sponsorship):
    type(made).objects.filter(pk=made.pk).update(created_at=clock.now)
