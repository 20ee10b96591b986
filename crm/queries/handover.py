"""Handover briefs: the facts a new owner of a company needs."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from core.ordering import in_order
from crm.models import Affiliation, Company, Delivery, Interaction, NextStep, Sponsorship, SponsorshipPhase
from crm.queries.company_contacts import Staff, staff_on

CONTACTS_TOLD = 10


@dataclass(frozen=True)
class DecisionMonth:
    """The month in which most agreements with a company were signed; on a tie, the most recent."""

    month: dt.date  # first day of the month, in the latest year it occurred
    times: int
    agreements: int


class RunningSponsorship(NamedTuple):
    sponsorship: Sponsorship
    yearly: Decimal  # kronor a year on the brief's day


@dataclass(frozen=True)
class Brief:
    company: Company
    staff: Staff
    running: list[RunningSponsorship]  # active or upcoming
    promises: list[Delivery]
    steps: list[NextStep]
    contacts: list[Interaction]
    decision: DecisionMonth | None


def handover(companies: QuerySet[Company], day: dt.date) -> list[Brief]:
    """A brief for each company as of `day`, by name. Nine queries for any number of companies."""
    owed = Delivery.objects.owed().select_related("doer", "sponsorship__owner", "sponsorship__goal")
    interactions = Interaction.objects.select_related("logged_by", "goal").prefetch_related("contacts")
    found = (
        companies.select_related("owner")
        .order_by("sort_key", "pk")
        .prefetch_related(
            Prefetch("affiliations", Affiliation.objects.select_related("contact")),
            Prefetch("sponsorships", in_order(Sponsorship.objects.for_table().with_terms(), "starts", "pk")),
            Prefetch("sponsorships__deliveries", in_order(owed, "due_on", "position", "pk"), to_attr="owed"),
            Prefetch("next_steps", NextStep.objects.open().with_people().with_who_left(day), to_attr="open_steps"),
            Prefetch("interactions", interactions.order_by("-happened_at", "-pk")[:CONTACTS_TOLD], to_attr="latest"),
            "tags",
        )
    )
    return [_brief(company, day) for company in found]


def _brief(company: Company, day: dt.date) -> Brief:
    sponsorships = list(company.sponsorships.all())
    promises = [delivery for sponsorship in sponsorships for delivery in sponsorship.owed]
    return Brief(
        company=company,
        staff=staff_on(day, company.affiliations.all()),
        running=[
            RunningSponsorship(each, each.yearly_on(day))
            for each in sponsorships
            if each.phase_on(day) in {SponsorshipPhase.ACTIVE, SponsorshipPhase.UPCOMING}
        ],
        promises=sorted(promises, key=lambda delivery: (delivery.due_on or dt.date.max, delivery.pk)),
        steps=company.open_steps,
        contacts=company.latest,
        decision=decision_month(sponsorships),
    )


def decision_month(sponsorships: list[Sponsorship]) -> DecisionMonth | None:
    """The month when the company usually decides, by its signing dates. None if it has signed nothing."""
    days = sorted(s.signed_on for s in sponsorships if s.is_signed)
    if not days:
        return None
    times = Counter(day.month for day in days)
    latest = {day.month: day for day in days}
    month = max(times, key=lambda number: (times[number], latest[number]))
    return DecisionMonth(latest[month].replace(day=1), times[month], len(days))
