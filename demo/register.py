"""Register the demo's companies and people."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.text import slugify

from crm.models import Company
from crm.services.companies import save_company
from crm.services.people import add_contact, affiliate, move_contact, save_affiliation
from demo import cast
from demo.deals import Deals, Stint

DAYS_BACK = 730
MOVES = 6


def _short(name: str) -> str:
    return name.split(maxsplit=1)[0]


def _domain(name: str) -> str:
    return f"{slugify(' '.join(name.split()[:2]))}.example"


class Register(Deals):
    """Creates the demo's companies and people from demo.cast."""

    def register_companies(self):
        first_day = self.today - dt.timedelta(days=DAYS_BACK + 20)
        for index, (name, form, trade, employees) in enumerate(cast.COMPANIES[: self.size]):
            owner = None if index % 19 == 18 else self.dealers[index % 2]
            town, postal_code = self.random.choice(cast.TOWNS)
            self.go_to(self.workday(first_day + dt.timedelta(days=index % 15)), owner or self.dealers[0])
            company = save_company(
                Company(),
                name=name,
                orgnr=cast.orgnr_of(index, form),
                trade=trade,
                employees=employees,
                street=f"{self.random.choice(cast.STREETS)} {self.random.randint(1, 60)}",
                postal_code=postal_code,
                city=town,
                website=f"https://{_domain(name)}/",
                invoice_email=f"faktura@{_domain(name)}",
                invoice_reference=f"{self.random.choice(['Ref', 'Kst', 'PO'])} {self.random.randint(1000, 9999)}",
                owner=owner,
                tags=self.random.sample(cast.TAGS, self.random.choice([0, 1, 1, 2])),
            )
            Company.objects.filter(pk=company.pk).update(created_at=self.now)
            self.companies[_short(name)] = company

    def meet_people(self):
        names = self._names()
        number = 0
        for key, company in self.companies.items():
            size = 1 + (company.employees > 20) + (company.employees > 100)
            roles = [cast.ROLES[0], *self.random.sample(cast.ROLES[1:], size - 1)]
            for place, role in enumerate(roles):
                first_name, last_name = next(names)
                started = self.today - dt.timedelta(days=self.random.randint(DAYS_BACK + 30, 3000))
                self.go_to(timezone.localdate(self.now), company.owner or self.dealers[0])
                contact = add_contact(
                    company=company,
                    role=role,
                    starts=started,
                    first_name=first_name,
                    last_name=last_name,
                    email=f"{slugify(first_name)}.{slugify(last_name)}@{_domain(company.name)}",
                    phone=cast.phone_of(number) if number % 12 != 11 else "",
                    data_source=self.random.choice(cast.SOURCES),
                    do_not_contact=number % 53 == 52,
                )
                number += 1
                if place == 0:
                    save_affiliation(contact.affiliations.get(), is_primary=True)
                self.people[key].append(Stint(contact))

    def _names(self) -> Iterator[tuple[str, str]]:
        pairs = [(first, last) for first in cast.FIRST_NAMES for last in cast.LAST_NAMES]
        self.random.shuffle(pairs)
        return iter(pairs)

    def move_people(self):
        """Give some people a new job, and some a seat on another company's board."""
        keys = list(self.companies)
        leavers = [key for key in keys if len(self.people[key]) > 1][:MOVES]
        for index, key in enumerate(leavers):
            target = keys[-1 - index]
            day = self.workday(self.today - dt.timedelta(days=40 + 95 * index))
            stint = self.people[key][-1]
            has_moved = stint.contact.affiliations.exclude(company=self.companies[key]).exists()
            if target == key or has_moved:
                continue
            self.go_to(day, self.dealers[index % 2])
            move_contact(contact=stint.contact, to_company=self.companies[target], on=day, role="Vd")
            stint.ends = day - dt.timedelta(days=1)
            self.people[target].append(Stint(stint.contact))
        for index, key in enumerate(keys[::20]):
            other = keys[(keys.index(key) + 1) % len(keys)]
            affiliate(
                contact=self.people[key][0].contact,
                company=self.companies[other],
                role="Styrelseledamot",
                starts=self.today - dt.timedelta(days=400 + index),
            )
