"""Match submitted names, numbers and addresses against known companies and contacts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import search_key
from crm.models import Affiliation, Company, Contact
from crm.name_keys import domain_of, name_key
from crm.queries.former_names import formerly_named

MOST = 5


@dataclass
class KnownParty:
    company: Company
    reasons: list[str] = field(default_factory=list)


def companies_at(domains: Iterable[str]) -> dict[str, list[Company]]:
    """Companies by domain: by website or invoice address, else by addresses of current contacts. Two queries.

    Contacts keep old addresses when they change employer, so they count only for a domain that no company claims.
    """
    domains = {domain for domain in domains if domain}
    if not domains:
        return {}
    asked, people = Q(), Q()
    for domain in domains:
        asked |= Q(website__icontains=domain) | Q(invoice_email__iendswith=f"@{domain}")
        people |= Q(contact__email__iendswith=f"@{domain}") | Q(contact__other_emails__icontains=f"@{domain}")
    found: dict[str, dict[int, Company]] = {domain: {} for domain in domains}
    for company in Company.objects.filter(asked).order_by("pk"):
        for domain in {domain_of(company.website), domain_of(company.invoice_email)} & domains:
            found[domain][company.pk] = company
    owned = {domain for domain, companies in found.items() if companies}
    present = Affiliation.objects.current_on(timezone.localdate()).filter(people).select_related("company", "contact")
    for affiliation in present.order_by("company_id"):
        for domain in ({domain_of(email) for email in affiliation.contact.emails} & domains) - owned:
            found[domain].setdefault(affiliation.company_id, affiliation.company)
    return {domain: list(companies.values()) for domain, companies in found.items()}


def known_companies(*, name: str = "", orgnr: str = "", emails: Iterable[str] = ()) -> list[KnownParty]:
    """Possible matches with reasons, equal organisation numbers first. At most five companies; five queries."""
    found: dict[int, KnownParty] = {}

    def note(companies: Iterable[Company], reason):
        for company in companies:
            found.setdefault(company.pk, KnownParty(company)).reasons.append(str(reason))

    if orgnr:
        note(Company.objects.by_orgnr(orgnr), _("samma organisationsnummer"))
    for companies in companies_at({domain_of(email) for email in emails}).values():
        note(companies, _("samma domän"))
    if key := name_key(name):
        note(Company.objects.filter(match_key=key).order_by("sort_key", "pk")[:MOST], _("samma namn"))
        note(formerly_named(Company.objects.all(), name)[:MOST], _("hette så förut"))
    return list(found.values())[:MOST]


def known_people(emails: Iterable[str]) -> list[Contact]:
    """Contacts with one of these addresses, at most five. Two queries."""
    found = contacts_with(email.casefold() for email in emails)
    return list(dict.fromkeys(found.values()))[:MOST]


def contacts_with(emails: Iterable[str]) -> dict[str, Contact]:
    """Contacts by lower-case address, in the order given.

    If several contacts share an address, a main address wins over a further one, and that over a former one.
    """
    emails, asked = list(filter(None, emails)), Q()
    for email in emails:
        asked |= Q(search_key__holds=search_key(email))
    if not asked:
        return {}
    rows = list(Contact.objects.filter(asked).with_affiliations().order_by("-pk"))
    found = {email.casefold(): row for row in rows for email in row.former_emails.splitlines()}
    found |= {email.casefold(): row for row in rows for email in row.other_emails.splitlines()}
    found |= {row.email.casefold(): row for row in rows if row.email}
    return {email: found[email] for email in emails if email in found}
