"""Registered companies and people that a new one may duplicate."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db.models import Q

from core.identity_numbers import parse_orgnr
from core.models import User
from core.text import search_key
from crm.models import Company, Contact
from crm.queries.former_names import former_name_filter
from duplicates import traits
from duplicates.similarity import Likelihood, Likeness, MatchReason, likelihood, likeness

MOST_SHOWN = 5
_MOST_COMPARED = 60
_SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Similar:
    record: Company | Contact
    likelihood: Likelihood
    reasons: tuple[MatchReason, ...]

    @property
    def words(self) -> list[str]:
        return [str(reason.label) for reason in self.reasons]


def number_told(text: str, *, user: User) -> str | None:
    """The digits of a typed number that a company has, if the user may know whose it is. At most one query."""
    try:
        number = parse_orgnr(text)
    except ValidationError:
        return None
    return number.digits if Company.objects.told_by(number, user=user).exists() else None


def similar_companies(company: Company) -> list[Similar]:
    """Companies that `company`, saved or not, may duplicate: at most five, the likeliest first. One query."""
    known = traits.of_company(company)
    asked = Q(orgnr=known.orgnr) if known.orgnr else Q()
    for email in known.emails:
        asked |= Q(invoice_email__iexact=email)
    for domain in known.domains:
        asked |= Q(website__icontains=domain) | Q(invoice_email__iendswith=f"@{domain}")
    for phone in known.phones:
        asked |= Q(phone=phone)
    for account in known.accounts:
        asked |= Q(bankgiro=account) | Q(swish=account)
    asked |= _name_asked(known.name) | former_name_filter(company.name)
    return _similar(company, Company.objects.all(), asked)


def similar_contacts(contact: Contact, *, company: int | None = None) -> list[Similar]:
    """People that `contact`, saved or not, may duplicate. Two queries.

    `company` is the key of the company where the person is said to work.
    """
    known = traits.of_contact(contact)
    asked = _name_asked(known.name) | former_name_filter(str(contact))
    for email in known.emails:
        asked |= Q(search_key__holds=search_key(email))
    for phone in known.phones:
        asked |= Q(search_key__holds=phone)
    return _similar(contact, Contact.objects.with_affiliations(), asked, company=company)


def _name_asked(name: str) -> Q:
    if len(name) < _SHORTEST_BEGINNING:
        return Q()
    first_words = " ".join(name.split()[:2])
    return Q(match_key__startswith=name) | Q(match_key__in={name, first_words})


def _similar(typed, candidates, asked: Q, *, company: int | None = None) -> list[Similar]:
    if not asked:
        return []
    sought = traits.of(typed)
    if company:
        sought = replace(sought, companies=sought.companies | {company})
    found = []
    for row in candidates.filter(asked).exclude(pk=typed.pk).order_by("pk")[:_MOST_COMPARED]:
        other = traits.of(row)
        alike = likeness(sought, other)
        if not likelihood(alike.points) and sought.name and other.name.startswith(sought.name):
            # The name may be half typed: include names that begin with it.
            alike = Likeness(alike.points, (MatchReason.BEGINS,))
            level = Likelihood.LOW
        else:
            level = likelihood(alike.points)
        if level:
            found.append((-alike.points, row.pk, Similar(row, level, alike.reasons)))
    return [similar for _points, _pk, similar in sorted(found, key=lambda each: each[:2])[:MOST_SHOWN]]
