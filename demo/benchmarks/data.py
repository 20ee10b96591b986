"""Hundreds of thousands of generated rows, to measure pages with. Deterministic for given sizes.

Written in bulk, without history rows: through the services it would take a day. Keys, periods and seats have the
values that the services would have stored.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.contrib.auth.models import Group
from django.db import connection, models
from django.utils import timezone
from stdnum import luhn

from core.models import Sequence, User
from crm.models import (
    OPEN,
    Affiliation,
    Company,
    CompanyStatus,
    Contact,
    Delivery,
    Interaction,
    InteractionKind,
    NextStep,
    Sponsorship,
    Stage,
    Tag,
)
from crm.services.last_contact import refresh_last_contact
from demo import cast, lines
from demo.benchmarks.board import make_crowd
from goals.models import TierOffer

SEED = 30_000
BATCH = 2_000
YEARS_BACK = 5
BUSIEST = 5_000  # contacts with the first company, as many as anybody should ever have
COLLEAGUES = 5
BENCH_USER = "bench1"
FEW_CONTRIBUTIONS = 1_000

_SCENES = [lines.OPENING, lines.FOLLOW_UP, lines.TALK, lines.CARE, lines.CARE, lines.NO_ANSWER, lines.INCOMING]


@dataclass(frozen=True)
class Sizes:
    companies: int
    people: int
    interactions: int
    sponsorships: int
    contributions: int  # in one competition; another has a thousand, for comparison


class Bench:
    def __init__(self, sizes: Sizes, *, today: dt.date):
        self.sizes, self.today = sizes, today
        self.random = random.Random(SEED)
        self.now = timezone.now()

    def fill(self) -> Iterator[tuple[str, int]]:
        """Yield what was created and how many. The caller opens the transaction."""
        self.users = self._users()
        self.companies = self._ids(self._companies())
        yield "companies", len(self.companies)
        self._link_tags()
        self.people = self._ids(self._people())
        yield "people", len(self.people)
        self._write(self._affiliations())
        yield "interactions", self._interactions()
        refresh_statistics()
        refresh_last_contact(self.companies)
        yield "sponsorships", self._sponsorships()
        yield "next steps", self._write(self._next_steps())
        for contributions in sorted({min(FEW_CONTRIBUTIONS, self.sizes.contributions), self.sizes.contributions}):
            competition = make_crowd(contributions, by=self.users[0], today=self.today)
            yield "contributions", competition.contributions.count()

    def _batches(self, rows: Iterable[models.Model]) -> Iterator[list[models.Model]]:
        rows = iter(rows)
        while batch := list(islice(rows, BATCH)):
            for row in batch:
                if hasattr(row, "fill_keys"):
                    row.fill_keys()
            yield type(batch[0])._default_manager.bulk_create(batch)

    def _write(self, rows: Iterable[models.Model]) -> int:
        return sum(len(batch) for batch in self._batches(rows))

    def _ids(self, rows: Iterable[models.Model]) -> list[int]:
        return [row.pk for batch in self._batches(rows) for row in batch]

    def _moment(self) -> dt.datetime:
        return self.now - dt.timedelta(minutes=self.random.randrange(YEARS_BACK * 365 * 24 * 60))

    def _users(self) -> list[User]:
        role = Group.objects.get(name="Administratör")
        users = []
        for number in range(1, COLLEAGUES + 1):
            user, _created = User.objects.get_or_create(
                username=f"bench{number}", defaults={"first_name": "Bänk", "last_name": f"Nummer {number}"}
            )
            user.groups.add(role)
            users.append(user)
        return users

    def _companies(self) -> Iterator[Company]:
        for number in range(1, self.sizes.companies + 1):
            stem = f"5599{number:05}"
            _name, _form, trade, employees = cast.COMPANIES[number % len(cast.COMPANIES)]
            town, postal_code = self.random.choice(cast.TOWNS)
            yield Company(
                name=f"{self.random.choice(cast.LAST_NAMES)}s {trade} {number} AB",
                orgnr=stem + luhn.calc_check_digit(stem),
                trade=trade,
                employees=employees,
                street=f"{self.random.choice(cast.STREETS)} {number % 90 + 1}",
                postal_code=postal_code,
                city=town,
                invoice_email=f"faktura@foretag{number}.example",
                owner=self.random.choice(self.users),
                status=self.random.choice(CompanyStatus.values),
            )

    def _link_tags(self):
        tags = []
        for name in cast.TAGS:
            tag = Tag(name=name)
            tag.save()
            tags.append(tag)
        through = Company.tags.through
        self._write(
            through(company_id=company, tag_id=self.random.choice(tags).pk)
            for company in self.companies
            if self.random.random() < 0.6
        )

    def _people(self) -> Iterator[Contact]:
        for number in range(self.sizes.people):
            first_name, last_name = self.random.choice(cast.FIRST_NAMES), self.random.choice(cast.LAST_NAMES)
            yield Contact(
                first_name=first_name,
                last_name=last_name,
                email=f"person{number}@foretag{number % self.sizes.companies + 1}.example",
                phone=cast.phone_of(number % 90),
            )

    def _affiliations(self) -> Iterator[Affiliation]:
        for number, contact in enumerate(self.people):
            yield Affiliation(
                contact_id=contact,
                company_id=self.companies[number % len(self.companies)],
                role=cast.ROLES[number % len(cast.ROLES)],
                starts=self.today - dt.timedelta(days=400 + number % 1500),
                is_primary=number < len(self.companies),
            )

    def _interactions(self) -> int:
        goals = sorted(set(TierOffer.objects.values_list("goal", flat=True)))
        at_company, with_person = Interaction.companies.through, Interaction.contacts.through
        first_company = min(BUSIEST, self.sizes.interactions // 2)
        made = 0
        for batch in self._batches(self._interaction(goals) for _ in range(self.sizes.interactions)):
            places, meetings = [], []
            for interaction in batch:
                index = 0 if made < first_company else self.random.randrange(len(self.companies))
                made += 1
                places.append(at_company(interaction_id=interaction.pk, company_id=self.companies[index]))
                if self.people:
                    # One of the people whose first role is at the company.
                    contact = self.people[index % len(self.people)]
                    meetings.append(with_person(interaction_id=interaction.pk, contact_id=contact))
            at_company.objects.bulk_create(places)
            with_person.objects.bulk_create(meetings)
        return made

    def _interaction(self, goals: list[int]) -> Interaction:
        scene = self.random.choice(_SCENES)
        text = self.random.choice(scene.texts)
        return Interaction(
            kind=self.random.choice(InteractionKind.values),
            direction=scene.direction,
            happened_at=self._moment(),
            goal_id=self.random.choice([*goals, None]),
            text=text.format(who=self.random.choice(cast.FIRST_NAMES), goal="målet"),
            outcome=scene.outcome,
            logged_by=self.random.choice(self.users),
        )

    def _sponsorships(self) -> int:
        """At most one per company and goal, so that periods never overlap; only in tiers without a seat limit."""
        offers = list(TierOffer.objects.filter(seats=None).select_related("tier").prefetch_related("benefits"))
        by_goal = {}
        for offer in offers:
            by_goal.setdefault(offer.goal_id, []).append(offer)
        goals = sorted(by_goal)
        most = len(self.companies) * len(goals)
        wanted = min(self.sizes.sponsorships, most)
        made = 0
        for batch in self._batches(self._sponsorship(number, goals, by_goal) for number in range(wanted)):
            Delivery.objects.bulk_create(
                Delivery(sponsorship=sponsorship, text=benefit.text, market_value=benefit.market_value, position=place)
                for sponsorship in batch
                if sponsorship.is_signed
                for place, benefit in enumerate(sponsorship.offer.benefits.all(), start=1)
            )
            made += len(batch)
        Sequence.objects.update_or_create(name="sponsorship", defaults={"last": made})
        return made

    def _sponsorship(self, number: int, goals: list[int], offers: dict[int, list[TierOffer]]) -> Sponsorship:
        round_, index = divmod(number, len(self.companies))
        offer = self.random.choice(offers[goals[(index + round_) % len(goals)]])
        starts = self.today - dt.timedelta(days=self.random.randrange(-180, 3 * 365))
        luck = self.random.random()
        sponsorship = Sponsorship(
            agreement_no=f"SP{number + 1:05}",
            company_id=self.companies[index],
            goal_id=offer.goal_id,
            tier=offer.tier,
            starts=starts,
            ends=starts + dt.timedelta(days=364),
            amount=offer.yearly_amount * self.random.choice([1, 1, Decimal("0.8")]),
            owner=self.random.choice(self.users),
            stage=self.random.choice(OPEN),
        )
        if luck < 0.7:
            sponsorship.stage = Stage.SIGNED
            sponsorship.signed_on = min(starts - dt.timedelta(days=20), self.today)
            sponsorship.tier_name, sponsorship.offer_amount = offer.tier.name, offer.yearly_amount
        elif luck < 0.8:
            sponsorship.stage, sponsorship.closing_reason = Stage.DECLINED, lines.DECLINED_REASONS[0]
        sponsorship.stage_since = sponsorship.signed_on or self.today - dt.timedelta(days=number % 90)
        sponsorship.offer = offer
        return sponsorship

    def _next_steps(self) -> Iterator[NextStep]:
        """An open step for every fourth company, most of them in the future."""
        for number, company in enumerate(self.companies[::4]):
            yield NextStep(
                company_id=company,
                contact_id=self.people[number * 4 % len(self.people)] if self.people else None,
                what=lines.CARE.next_steps[number % len(lines.CARE.next_steps)],
                due_on=self.today + dt.timedelta(days=self.random.randint(-5, 360)),
                assignee=self.random.choice(self.users),
            )


def refresh_statistics():
    """Run ANALYZE, so that PostgreSQL plans for the rows just written: autovacuum sees none before the commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
