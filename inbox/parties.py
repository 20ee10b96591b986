"""Who is one of us, and at which companies the people of an e-mail work."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from core.models import User
from crm.models import Affiliation, Company, Contact
from crm.name_keys import domain_of, name_key
from inbox.mailreader import Mail, Person


class Ours:
    """Our own addresses, domains and names, from the settings and the users. One query."""

    def __init__(self):
        users = list(User.objects.only("email", "first_name", "last_name", "username"))
        self.addresses = {user.email.casefold() for user in users} - {""}
        domains = {domain.casefold() for domain in settings.OUR_MAIL_DOMAINS}
        self.domains = domains | {domain_of(address) for address in self.addresses} - {""}
        self.names = {name_key(user.get_full_name()) for user in users} - {""}

    def has(self, person: Person) -> bool:
        if not person.email:
            return self.is_named(person)
        return person.email in self.addresses or person.email.rpartition("@")[2] in self.domains

    def is_named(self, person: Person) -> bool:
        return straight(person.name) in self.names


def straight(name: str) -> str:
    """The name's key, also of `Karlsson, Kim`."""
    last, _comma, first = name.partition(",")
    return name_key(f"{first} {last}")


def day_of(mail: Mail) -> dt.date:
    return timezone.localtime(mail.sent_at).date() if mail.sent_at else timezone.localdate()


def companies_of(contacts: Iterable[Contact], day: dt.date) -> tuple[list[Company], list[Company]]:
    """Split their companies on the day, else of any day: those matching the address, or the first; and the rest."""
    chosen, rest = [], []
    for contact in contacts:
        roles = list(contact.affiliations.all())
        companies = companies_on(day, roles) or companies_on(timezone.localdate(), roles)
        companies = companies or [role.company for role in _latest_left_first(roles)]
        domains = {domain_of(email) for email in [*contact.emails, *contact.former_emails.splitlines()]}
        here = [company for company in companies if domains & domains_of(company)] or companies[:1]
        chosen += here
        rest += [company for company in companies if company not in here]
    return chosen, rest


def _latest_left_first(roles: list[Affiliation]) -> list[Affiliation]:
    """Roles by end date, latest first; those that have not begun come last."""
    return sorted(
        roles,
        key=lambda role: (
            role.is_coming_on(timezone.localdate()),
            dt.date.max - role.ends if role.ends else dt.timedelta.max,
        ),
    )


def companies_on(day: dt.date, roles: list[Affiliation]) -> list[Company]:
    return list(dict.fromkeys(role.company for role in roles if role.is_current_on(day)))


def domains_of(company: Company) -> set[str]:
    return {domain_of(company.website), domain_of(company.invoice_email)} - {""}


def sure_companies(contacts: Iterable[Contact], day: dt.date) -> list[Company] | None:
    """Their companies on the day, where no guess is needed: one company each, or one that owns the person's address.

    None as soon as one of them needs a person's judgement. The contacts come `with_affiliations`.
    """
    chosen: list[Company] = []
    for contact in contacts:
        companies = companies_on(day, list(contact.affiliations.all()))
        if len(companies) > 1:
            domains = {domain_of(email) for email in contact.emails} - {""}
            companies = [company for company in companies if domains & domains_of(company)]
        if len(companies) != 1:
            return None
        chosen += companies
    return list(dict.fromkeys(chosen)) or None
