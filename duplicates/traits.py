"""The traits of a company or a person that matching compares."""

from collections.abc import Iterable

from core.text import search_key
from crm.models import Company, Contact
from crm.name_keys import domain_of, name_key, name_keys
from duplicates.similarity import Traits


def of_company(company: Company) -> Traits:
    """The company may be unsaved."""
    return Traits(
        pk=company.pk or 0,
        name=name_key(company.name),
        former=name_keys(company.former),
        orgnr=company.orgnr or "",
        city=search_key(company.city),
        emails=_whole([company.invoice_email]),
        domains=frozenset(filter(None, [domain_of(company.website), domain_of(company.invoice_email)])),
        phones=frozenset([company.phone.as_e164] if company.phone else []),
        accounts=frozenset(filter(None, [company.bankgiro, company.swish])),
    )


def of_contact(contact: Contact) -> Traits:
    """The person may be unsaved, and then has no affiliations."""
    return Traits(
        pk=contact.pk or 0,
        name=name_key(str(contact)),
        former=name_keys(contact.former),
        is_person=True,
        emails=_whole([*contact.emails, *contact.former_emails.splitlines()]),
        phones=frozenset(phone.as_e164 for phone in contact.phones),
        companies=frozenset(role.company_id for role in contact.affiliations.all()) if contact.pk else frozenset(),
    )


def _whole(emails: Iterable[str]) -> frozenset[str]:
    """Complete addresses: a half typed one would be part of many."""
    return frozenset(email.casefold() for email in emails if all(email.strip().partition("@")[::2]))


def of(party: Company | Contact) -> Traits:
    return of_company(party) if isinstance(party, Company) else of_contact(party)
