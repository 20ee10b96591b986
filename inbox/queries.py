"""Match an e-mail to known people and companies."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from core.models import User
from crm.models import Affiliation, Company, Contact, Direction, Interaction
from crm.name_keys import domain_of, name_key
from crm.queries.recognition import companies_at, contacts_with
from inbox.mailreader import Mail, Person
from inbox.models import MailDraft

MOST_DRAFTS = 20


@dataclass(frozen=True)
class Guess:
    """Prefilled values of the form; the user can change them all."""

    mail: Mail
    direction: Direction
    contacts: list[Contact] = field(default_factory=list)
    strangers: list[Person] = field(default_factory=list)
    colleagues: list[Person] = field(default_factory=list)  # unknown people with an address at one of the companies
    companies: list[Company] = field(default_factory=list)
    also_at: list[Company] = field(default_factory=list)  # other companies of those people
    earlier: Interaction | None = None  # the log entry of the same e-mail, if logged already


def mail_in(draft: MailDraft) -> Mail:
    """The parsed e-mail stored in the draft."""
    return Mail.from_json(draft.parsed)


def drafts_of(user: User) -> list[MailDraft]:
    """The user's unfinished drafts, latest first."""
    return list(user.mail_drafts.all()[:MOST_DRAFTS])


def known_of_company(mail: Mail) -> dict[str, str]:
    """Name and website of an unknown company, guessed from the sender's domain."""
    ours = _Ours()
    for person in mail.people:
        domain = domain_of(person.email)
        if domain and not ours.has(person):
            return {"name": domain.rpartition(".")[0].rpartition(".")[2].capitalize(), "website": f"https://{domain}"}
    return {}


def recognise(mail: Mail) -> Guess:
    """Match people by address, companies by those people, else by the domain of unknown addresses.

    For a person with several companies, the address decides. An unknown address is taken as another one of the contact
    with the same name there, and a name without an address as the only contact of that name. At most ten queries,
    whatever the number of recipients.
    """
    ours = _Ours()
    others = [person for person in mail.people if not ours.has(person)]
    contacts = contacts_with([person.email for person in others])
    named = _only_ones_named([person.name for person in others if not person.email])
    strangers = [person for person in others if person.email and person.email not in contacts]
    known = list({contact.pk: contact for contact in [*contacts.values(), *named.values()]}.values())
    companies, also_at = _companies_of(known, _day_of(mail))
    at_company = {domain_of(contact.email) for contact in known}
    if not companies:
        found = companies_at({domain_of(person.email) for person in strangers})
        companies = [company for person in strangers for company in found.get(domain_of(person.email), ())]
        at_company = {domain for domain, there in found.items() if there}
    at_company |= {domain for each in companies for domain in _domains_of(each)}
    colleagues = [person for person in strangers if domain_of(person.email) in at_company - {""}]
    namesakes = _named_alike(colleagues, companies)
    theirs = {*contacts, *named, *(person.email for person in colleagues)}
    direction = _direction(mail, ours=ours, theirs=theirs)
    if direction == Direction.OUTGOING:
        strangers = [person for person in strangers if person != mail.sender]
    return Guess(
        mail=mail,
        direction=direction,
        contacts=list(dict.fromkeys([*known, *namesakes.values()])),
        strangers=strangers,
        colleagues=[person for person in colleagues if person.email not in namesakes],
        companies=list(dict.fromkeys(companies)),
        also_at=[company for company in dict.fromkeys(also_at) if company not in companies],
        earlier=Interaction.objects.of_mail(message_id=mail.message_id, fingerprint=mail.fingerprint).first(),
    )


class _Ours:
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
        return _straight(person.name) in self.names


def _straight(name: str) -> str:
    """The name's key, also of `Karlsson, Kim`."""
    last, _comma, first = name.partition(",")
    return name_key(f"{first} {last}")


def _direction(mail: Mail, *, ours: _Ours, theirs: set[str]) -> Direction:
    """Ours if the sender is one of us, by address or name; or if nobody recognised is left but recipients of theirs.

    `theirs` are the recognised people's addresses, or names without one. A name says less than an address at one of
    the companies.
    """

    def is_theirs(person: Person) -> bool:
        return (person.email or person.name) in theirs

    sender, recipients = mail.sender, [*mail.to, *mail.cc]
    if sender and is_theirs(sender):
        return Direction.INCOMING
    ours_alone = any(map(is_theirs, recipients)) and not any(map(ours.has, recipients))
    return (
        Direction.OUTGOING
        if ours_alone or (sender and (ours.has(sender) or ours.is_named(sender)))
        else Direction.INCOMING
    )


def _only_ones_named(names: list[str]) -> dict[str, Contact]:
    """By name, the contact who alone has it."""
    keys = {name: _straight(name) for name in names}
    if not any(keys.values()):
        return {}
    found: dict[str, list[Contact]] = {}
    for contact in Contact.objects.filter(match_key__in=set(keys.values()) - {""}).with_affiliations().order_by("pk"):
        found.setdefault(contact.match_key, []).append(contact)
    return {name: found[key][0] for name, key in keys.items() if len(found.get(key, ())) == 1}


def _day_of(mail: Mail) -> dt.date:
    return timezone.localtime(mail.sent_at).date() if mail.sent_at else timezone.localdate()


def _named_alike(people: list[Person], companies: list[Company]) -> dict[str, Contact]:
    """By unknown address, the person of that name who has or had a role at the companies."""
    names = {person.email: name_key(person.name) for person in people if person.name}
    if not names or not companies:
        return {}
    there = Contact.objects.filter(match_key__in=names.values(), affiliations__company__in=companies)
    by_name = {contact.match_key: contact for contact in there.order_by("-pk")}
    return {email: by_name[name] for email, name in names.items() if name in by_name}


def _companies_of(contacts: Iterable[Contact], day: dt.date) -> tuple[list[Company], list[Company]]:
    """Split their companies on the day, else of any day: those matching the address, or the first; and the rest."""
    chosen, rest = [], []
    for contact in contacts:
        roles = list(contact.affiliations.all())
        companies = _companies_on(day, roles) or _companies_on(timezone.localdate(), roles)
        companies = companies or [role.company for role in _latest_left_first(roles)]
        domains = {domain_of(email) for email in [*contact.emails, *contact.former_emails.splitlines()]}
        here = [company for company in companies if domains & _domains_of(company)] or companies[:1]
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


def _companies_on(day: dt.date, roles: list[Affiliation]) -> list[Company]:
    return list(dict.fromkeys(role.company for role in roles if role.is_current_on(day)))


def _domains_of(company: Company) -> set[str]:
    return {domain_of(company.website), domain_of(company.invoice_email)} - {""}
