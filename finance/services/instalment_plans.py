"""Instalment plans: made once, and then kept in step with the sponsorship's terms."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.services import save_record
from core.signals import terms_changed
from crm.models import Sponsorship
from finance.models import Instalment, InstalmentPlan
from finance.rules.instalment_plans import NOTHING, Agreement, Due, Rhythm, Standing, VatRate, planned, vat_on

OwnDays = Sequence[tuple[dt.date, Decimal | None]]  # the day of an invoice and its kronor; None shares evenly


class PlanFields(TypedDict, total=False):
    rhythm: Rhythm
    days_to_pay: int
    counterpart: Decimal  # kronor a year, without VAT
    vat_rate: VatRate


class NotSigned(Refusal):
    message = _("Sponsorskapet är inte tecknat, så det finns inget att dela upp.")


class HasPlan(Refusal):
    message = _("Sponsorskapet har redan en betalplan. Ändra den.")


class PlanIsUsed(Refusal):
    message = _("Något i planen är fakturerat eller betalt. Ändra planen i stället.")


def agreement_of(sponsorship: Sponsorship) -> Agreement | None:
    """The terms that its instalments share; None while unsigned. No query if `amendments` is prefetched."""
    if not sponsorship.is_signed:
        return None
    return Agreement(
        starts=sponsorship.starts,
        ends=sponsorship.last_day,
        rates=[(sponsorship.starts, sponsorship.amount), *sponsorship.rates],
        years_from=sponsorship.years_from,
        carried=sponsorship.carried,
    )


@transaction.atomic
def make_plan(sponsorship: Sponsorship, *, own_days: OwnDays = (), **fields: Unpack[PlanFields]) -> InstalmentPlan:
    """Share a signed sponsorship's money by instalments. Raises NotSigned, HasPlan, and ValidationError by field."""
    if not sponsorship.is_signed:
        raise NotSigned
    if InstalmentPlan.objects.filter(sponsorship=sponsorship).exists():
        raise HasPlan
    plan = save_record(InstalmentPlan(sponsorship=sponsorship), own_days=_stored(own_days), **fields)
    settle_plan(plan)
    return plan


@transaction.atomic
def change_plan(plan: InstalmentPlan, *, own_days: OwnDays = (), **fields: Unpack[PlanFields]) -> InstalmentPlan:
    """Share anew what is neither invoiced nor paid. Raises ValidationError by field, and StaleVersion."""
    save_record(plan, own_days=_stored(own_days), **fields)
    settle_plan(plan)
    return plan


def require_unused(plan: InstalmentPlan):
    """Raise PlanIsUsed when something of it is invoiced or paid. One query."""
    if plan.sponsorship.instalments.standing().exists():
        raise PlanIsUsed


@transaction.atomic
def remove_plan(plan: InstalmentPlan):
    """Remove a plan of which nothing is invoiced or paid, with its instalments. Raises PlanIsUsed."""
    _lock(plan)
    require_unused(plan)
    for instalment in plan.sponsorship.instalments.order_by("credits"):
        instalment.delete()
    plan.delete()


def _stored(own_days: OwnDays) -> list[list]:
    return [[day.isoformat(), None if amount is None else str(amount)] for day, amount in sorted(own_days, key=_day)]


def _day(own_day: tuple[dt.date, Decimal | None]) -> dt.date:
    return own_day[0]


@transaction.atomic
def settle_plan(plan: InstalmentPlan) -> list[Instalment]:
    """Bring what is neither invoiced nor paid in step with the terms; what is already so is left as it is.

    A difference becomes an instalment to invoice at once, and what was charged too much credits it. Returns the
    instalments that it made or changed.
    """
    _lock(plan)
    sponsorship = Sponsorship.objects.prefetch_related("amendments").get(pk=plan.sponsorship_id)
    every = list(Instalment.objects.filter(sponsorship=sponsorship).select_for_update(of=("self",)).order_by("number"))
    stand = set(Instalment.objects.filter(sponsorship=sponsorship).standing().values_list("pk", flat=True))
    standing = [row for row in every if row.pk in stand]
    spare = [row for row in every if row.pk not in stand]
    dues = planned(agreement_of(sponsorship), plan.terms(), [_standing(row) for row in standing])
    used = _matched(dues, spare)
    number = max((row.number for row in every), default=0)
    for row in spare:
        if row not in used:
            row.delete()
    written = []
    for due, row in zip(dues, used, strict=True):
        values = _values(
            due, plan, [each for each in standing if due.credits and due.credits in (each.pk, each.credits_id)], row
        )
        if row is None:
            number += 1
            written.append(save_record(Instalment(sponsorship=sponsorship, number=number), **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            written.append(save_record(row, **values))
    return written


def connect():
    terms_changed.connect(follow_terms, sender=Sponsorship, dispatch_uid="finance.plans")


def follow_terms(sender, *, keys: Collection[int], **_signal):
    """Settle the plans of sponsorships whose terms changed, in the transaction that changes them."""
    for plan in InstalmentPlan.objects.filter(sponsorship__in=keys).order_by("pk"):
        settle_plan(plan)


def _lock(plan: InstalmentPlan):
    """The plan's row owns the sum of its instalments."""
    InstalmentPlan.objects.select_for_update().get(pk=plan.pk)


def _standing(row: Instalment) -> Standing:
    return Standing(
        key=row.pk,
        covers_from=row.covers_from,
        covers_to=row.covers_to,
        net=row.net,
        counterpart=row.counterpart,
        planned_on=row.planned_on if row.is_own_day else None,
        credits=row.credits_id,
    )


def _matched(dues: list[Due], spare: list[Instalment]) -> list[Instalment | None]:
    """For each the open instalment that it is now: of the same days and kind first, so that numbers stay."""
    left = list(spare)
    used: list[Instalment | None] = [None] * len(dues)
    for same in (_is_same, _is_alike):
        for place, due in enumerate(dues):
            row = None if used[place] else next((row for row in left if same(due, row)), None)
            if row:
                used[place] = row
                left.remove(row)
    return used


def _is_same(due: Due, row: Instalment) -> bool:
    on_day = due.planned_on is None or due.planned_on == row.planned_on
    return _is_alike(due, row) and due.covers_from == row.covers_from and on_day


def _is_alike(due: Due, row: Instalment) -> bool:
    return due.credits == row.credits_id


def _values(due: Due, plan: InstalmentPlan, credited: list[Instalment], row: Instalment | None) -> dict:
    """What to write. `credited` is what it takes from, first, and the credits of that which stand.

    A difference and a credit are to be invoiced at once: on the day that they arose.
    """
    planned_on = due.planned_on or (row.planned_on if row else timezone.localdate())
    if due.credits is None:
        rate, vat, days = plan.vat_rate, vat_on(due.counterpart, plan.vat_rate), plan.days_to_pay
    else:
        rate, vat, days = credited[0].vat_rate, _vat_of_credit(due, credited), 0
    return {
        "planned_on": planned_on,
        "due_on": planned_on + dt.timedelta(days=days),
        "covers_from": due.covers_from,
        "covers_to": due.covers_to,
        "gift": due.gift,
        "counterpart": due.counterpart,
        "vat_rate": rate,
        "vat": vat,
        "gross": due.net + vat,
        "is_own_day": plan.rhythm == Rhythm.OWN and due.planned_on is not None,
        "credits": credited[0] if credited else None,
    }


def _vat_of_credit(due: Due, credited: list[Instalment]) -> Decimal:
    """What is left of its VAT when nothing else is left of it, so that the two are nothing together."""
    if due.net + sum((each.net for each in credited), NOTHING):
        left = sum((each.vat for each in credited), NOTHING)
        return max(vat_on(due.counterpart, credited[0].vat_rate), -left)
    return -sum((each.vat for each in credited), NOTHING) + 0


def differing_plans() -> Iterator[InstalmentPlan]:
    """Plans whose instalments do not sum to the agreement: something went past the services. Three queries."""
    joined = InstalmentPlan.objects.select_related("sponsorship")
    for plan in joined.prefetch_related("sponsorship__amendments", "sponsorship__instalments").order_by("pk"):
        if difference_of(plan):
            yield plan


def difference_of(plan: InstalmentPlan) -> Decimal:
    """Kronor by which the instalments' sum differs from the agreement's: 0 unless something went around the rules."""
    sponsorship = plan.sponsorship
    agreement = agreement_of(sponsorship)
    whole = agreement.amount_between(agreement.starts, agreement.ends) if agreement else NOTHING
    return sum((row.net for row in sponsorship.instalments.all()), NOTHING) - whole
