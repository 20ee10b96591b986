"""The demo data's sponsorships, from lead to signed or declined."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from core.models import User
from crm.models import Company, Contact, Sponsorship, Stage
from crm.services.sponsorships import create_sponsorship, decline_sponsorship, end_sponsorship, sign_sponsorship
from demo import lines
from demo.clock import Clock
from demo.dialogues import advance, days_to_reach, note_day
from demo.plot import DEALS, Deal, Fate
from demo.renewals import Signed, follow_on
from goals.models import Goal, TierOffer


@dataclass
class Stint:
    """A person's period at a company."""

    contact: Contact
    ends: dt.date = dt.date.max


@dataclass
class Agreement:
    deal: Deal
    sponsorship: Sponsorship


class Deals(Clock):
    """Creates dialogues and sponsorships of the companies in its attributes, which a subclass fills."""

    dealers: list[User]
    goals: dict[int, Goal]
    offers: dict[tuple[int, int], TierOffer]
    companies: dict[str, Company]
    people: dict[str, list[Stint]]
    agreements: dict[str, list[Agreement]]

    def _make_deals(self):
        for deal in DEALS:
            if deal.company in self.companies:
                self._make(deal)

    def _make(self, deal: Deal):
        company = self.companies[deal.company]
        goal, offer = self.goals[deal.goal], self.offers[deal.goal, deal.tier]
        owner = company.owner or self.dealers[0]
        terms = {}
        if deal.starts_in is not None:
            starts, ends = self._period(deal.starts_in)
            asked = offer.yearly_amount if deal.amount is None else Decimal(deal.amount)
            terms = {"starts": starts, "ends": ends, "amount": asked}
        signed = deal.fate in {Fate.SIGNED, Fate.ENDED_EARLY}
        if signed:
            last = min(terms["starts"], self.today) - dt.timedelta(days=self.random.randint(10, 30))
            opened = last - dt.timedelta(days=45)
        elif deal.fate == Fate.OPEN:
            last = self.today - dt.timedelta(days=deal.days)
            opened = last - dt.timedelta(days=days_to_reach(deal.stage))
        else:
            last = self.today - dt.timedelta(days=self.random.randint(6, 20))
            opened = last - dt.timedelta(days=60)
        self.go_to(self.workday(opened), owner)
        sponsorship = create_sponsorship(
            stage=Stage.LEAD if deal.fate == Fate.OPEN else Stage.PROPOSAL,
            company=company,
            goal=goal,
            tier=offer.tier,
            owner=owner,
            payment_note=self.random.choice(lines.PAYMENT_NOTES),
            renews=self._before(deal, terms.get("starts")),
            **terms,
        )
        Sponsorship.objects.filter(pk=sponsorship.pk).update(created_at=self.now)
        note_day(self, sponsorship)
        if deal.fate == Fate.OPEN:
            advance(self, sponsorship, to=deal.stage)
        day = self.workday(last)
        self.go_to(day, owner)
        if signed:
            sign_sponsorship(sponsorship, signed_on=day, signed_by=self.people[deal.company][0].contact)
            company.refresh_from_db()
        if deal.fate == Fate.ENDED_EARLY:
            day = self.workday(self.today - dt.timedelta(days=40))
            self.go_to(day, owner)
            end_sponsorship(sponsorship, on=day, reason=self.random.choice(lines.ENDED_REASONS))
        if deal.fate == Fate.DECLINED:
            decline_sponsorship(sponsorship, reason=self.random.choice(lines.DECLINED_REASONS))
        if deal.fate != Fate.OPEN:
            note_day(self, sponsorship)
        self.agreements[deal.company].append(Agreement(deal, sponsorship))

    def _before(self, deal: Deal, starts: dt.date | None) -> Sponsorship | None:
        """The company's agreement on the same goal that ends the day before."""
        before = self._latest(deal.company, deal.goal)
        return before if before and starts == before.last_day + dt.timedelta(days=1) else None

    def _latest(self, company: str, goal: int) -> Sponsorship | None:
        signed = [a.sponsorship for a in self.agreements[company] if a.deal.goal == goal and a.sponsorship.is_signed]
        return signed[-1] if signed else None

    def _follow_on(self):
        first = self.today.replace(day=1)
        follow_on(Signed(self, self._latest, self.offers, lambda months: first + relativedelta(months=months)))

    def _period(self, starts_in: int) -> tuple[dt.date, dt.date]:
        starts = self.today.replace(day=1) + relativedelta(months=starts_in)
        return starts, starts + relativedelta(years=1, days=-1)
