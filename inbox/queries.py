"""Match an e-mail to known people and companies."""

from dataclasses import dataclass, field

from django.db.models import Count

from core.models import User
from crm.models import Company, Contact, Direction, Interaction
from crm.name_keys import domain_of, name_key
from crm.queries.recognition import companies_at, contacts_with
from inbox.mailreader import Mail, Person
from inbox.models import InboundMail, InboundState, MailDraft
from inbox.parties import Ours, companies_of, day_of, domains_of, straight

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


def mail_in(draft: MailDraft | InboundMail) -> Mail:
    """The parsed e-mail stored in the row."""
    return Mail.from_json(draft.parsed)


def drafts_of(user: User) -> list[MailDraft]:
    """The user's unfinished drafts, latest first."""
    return list(user.mail_drafts.all()[:MOST_DRAFTS])


def known_of_company(mail: Mail) -> dict[str, str]:
    """Name and website of an unknown company, guessed from the sender's domain."""
    ours = Ours()
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
    ours = Ours()
    others = [person for person in mail.people if not ours.has(person)]
    contacts = contacts_with([person.email for person in others])
    named = _only_ones_named([person.name for person in others if not person.email])
    strangers = [person for person in others if person.email and person.email not in contacts]
    known = list({contact.pk: contact for contact in [*contacts.values(), *named.values()]}.values())
    companies, also_at = companies_of(known, day_of(mail))
    at_company = {domain_of(contact.email) for contact in known}
    if not companies:
        found = companies_at({domain_of(person.email) for person in strangers})
        companies = [company for person in strangers for company in found.get(domain_of(person.email), ())]
        at_company = {domain for domain, there in found.items() if there}
    at_company |= {domain for each in companies for domain in domains_of(each)}
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


def _direction(mail: Mail, *, ours: Ours, theirs: set[str]) -> Direction:
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
    keys = {name: straight(name) for name in names}
    if not any(keys.values()):
        return {}
    found: dict[str, list[Contact]] = {}
    for contact in Contact.objects.filter(match_key__in=set(keys.values()) - {""}).with_affiliations().order_by("pk"):
        found.setdefault(contact.match_key, []).append(contact)
    return {name: found[key][0] for name, key in keys.items() if len(found.get(key, ())) == 1}


def _named_alike(people: list[Person], companies: list[Company]) -> dict[str, Contact]:
    """By unknown address, the person of that name who has or had a role at the companies."""
    names = {person.email: name_key(person.name) for person in people if person.name}
    if not names or not companies:
        return {}
    there = Contact.objects.filter(match_key__in=names.values(), affiliations__company__in=companies)
    by_name = {contact.match_key: contact for contact in there.order_by("-pk")}
    return {email: by_name[name] for email, name in names.items() if name in by_name}


def mailbox_numbers() -> dict[str, int]:
    """How many messages of the mailbox there are in each state, emptied ones apart. One query."""
    counted = dict(InboundMail.objects.full().order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in InboundState.values}
