"""Valid rows with plain defaults. What a test is about, it says itself; nothing here is random.

Everything goes through the services, so a row that the product could not hold cannot be made here by accident.
Goals, tiers, offers and role groups come with the migrations and are fetched, not made.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

import factory
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from stdnum import luhn

from core.models import User
from core.services import save_record
from crm.models import Affiliation, Company, Contact, Document, Interaction, NextStep, Pause, Sponsorship
from crm.services.companies import save_company
from crm.services.documents import add_documents
from crm.services.interactions import plan_next_step, save_interaction
from crm.services.people import add_contact, save_affiliation
from crm.services.sponsorships import create_sponsorship, sign_sponsorship
from goals.models import Goal, Tier, TierOffer, YearlyAim
from inbox.mailreader import read_mail
from inbox.models import Enquiry, InboundMail, InboundReason, Mailbox
from inbox.services.enquiries import receive_enquiry

YEAR_START = dt.date(2027, 1, 1)
YEAR_END = dt.date(2027, 12, 31)
SIGNED_ON = dt.date(2026, 11, 1)
A_MOMENT = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)


def get_goal(number: int = 1) -> Goal:
    return Goal.objects.get(number=number)


def get_tier(name: str = "Sponsor") -> Tier:
    return Tier.objects.get(name=name)


def get_offer(goal: int = 1, tier: str = "Sponsor") -> TierOffer:
    """As the migration made it: Huvudpartner has 1 seat, Partner 4, Sponsor and Vänföretag any number."""
    return TierOffer.objects.get(goal__number=goal, tier__name=tier)


def make_aim(*, goal: int = 1, applies_from: dt.date = dt.date(2026, 1, 1), amount: int | None = None) -> YearlyAim:
    return save_record(YearlyAim(goal=get_goal(goal)), applies_from=applies_from, amount=amount and Decimal(amount))


def make_orgnr(n: int) -> str:
    """The n:th of the valid numbers that begin with 5899, a series that no company has."""
    digits = f"5899{n:05}"
    return digits + luhn.calc_check_digit(digits)


class UserFactory(factory.django.DjangoModelFactory):
    """`role` is the name of a group; log in with `client.force_login(user)`, or give a `password`."""

    username = factory.Sequence("user{}".format)
    first_name = "Kim"
    last_name = factory.Sequence("Kollega {}".format)
    email = factory.LazyAttribute("{0.username}@example.org".format)

    class Meta:
        model = User

    @classmethod
    def _create(cls, model, *, role: str | None = None, password: str | None = None, **fields):
        user = model.objects.create_user(password=password, **fields)
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user


class RecordFactory(factory.django.DjangoModelFactory):
    """Validates the whole row before it is saved."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model, **fields):
        return save_record(model(), **fields)


class CompanyFactory(RecordFactory):
    """`tags` are names."""

    name = factory.Sequence("Företag {}".format)
    orgnr = factory.Sequence(make_orgnr)
    city = "Västerås"

    class Meta:
        model = Company

    @classmethod
    def _create(cls, model, **fields):
        return save_company(model(), **fields)


class ContactFactory(RecordFactory):
    first_name = "Robin"
    last_name = factory.Sequence("Person {}".format)

    class Meta:
        model = Contact


class AffiliationFactory(RecordFactory):
    contact = factory.SubFactory(ContactFactory)
    company = factory.SubFactory(CompanyFactory)
    role = "Inköpschef"

    class Meta:
        model = Affiliation

    @classmethod
    def _create(cls, model, *, contact, company, **fields):
        return save_affiliation(model(contact=contact, company=company), **fields)


def contact_at(company: Company, *, role: str = "Inköpschef", **fields) -> Contact:
    """A new person with a role at the company."""
    names = {"first_name": "Robin", "last_name": "Person"}
    return add_contact(company=company, role=role, **names | fields)


class InteractionFactory(RecordFactory):
    """A call that reached somebody; `companies` and `contacts` are lists, one new company unless told.

    The contacts need no role there.
    """

    happened_at = A_MOMENT
    text = "Vi pratade om nästa år."
    logged_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Interaction

    @classmethod
    def _create(cls, model, *, companies: Iterable[Company] | None = None, contacts: Iterable[Contact] = (), **fields):
        companies = [CompanyFactory()] if companies is None else companies
        return save_interaction(model(), companies=companies, contacts=contacts, anybody=True, **fields)


class NextStepFactory(RecordFactory):
    """Late, too, as if it was planned in time."""

    company = factory.SubFactory(CompanyFactory)
    what = "Ring upp"
    due_on = dt.date(2026, 11, 30)
    assignee = factory.SubFactory(UserFactory)

    class Meta:
        model = NextStep

    @classmethod
    def _create(cls, model, **fields):
        return plan_next_step(**{"decided_on": dt.date.min} | fields)


class PauseFactory(RecordFactory):
    """Of the whole company, for a month from today, unless told."""

    company = factory.SubFactory(CompanyFactory)
    until = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))
    reason = "De har bokslut."
    made_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Pause


class SponsorshipFactory(RecordFactory):
    """A lead for goal 1 as Sponsor, 40,000 kr a year, for 2027. Give another open `stage` if need be."""

    company = factory.SubFactory(CompanyFactory)
    goal = factory.LazyFunction(get_goal)
    tier = factory.LazyFunction(get_tier)
    starts = YEAR_START
    ends = YEAR_END
    amount = factory.LazyAttribute(
        lambda lead: TierOffer.objects.values_list("yearly_amount", flat=True).get(goal=lead.goal, tier=lead.tier)
    )
    owner = factory.SubFactory(UserFactory)

    class Meta:
        model = Sponsorship

    @classmethod
    def _create(cls, model, **fields):
        return create_sponsorship(**{"another": True} | fields)


def signed_sponsorship(*, signed_on: dt.date = SIGNED_ON, signed_by: Contact | None = None, **fields) -> Sponsorship:
    """A lead, signed as a user would: it takes a seat, freezes the offer and may be refused."""
    return sign_sponsorship(SponsorshipFactory(**fields), signed_on=signed_on, signed_by=signed_by)


def make_document(*, company: Company | None = None, name: str = "avtal.txt", content: bytes | None = None, **fields):
    """A kept document; each its own file unless `content` is given."""
    count = Document.objects.count()
    content = f"Avtal {count}".encode() if content is None else content
    by = fields.pop("by", None) or UserFactory()
    file = ContentFile(content, name=name)
    return add_documents(by=by, company=company or CompanyFactory(), files=[file], **fields)[0]


def make_enquiry(*, address: str = "", goals: Iterable[Goal] = (), **fields) -> Enquiry:
    """A company that wants to become a partner; without an address it counts against no one's limit."""
    wrote = {"company_name": "Åkeriet AB", "person_name": "Kim Karlsson", "email": "kim@akeriet.example"}
    return receive_enquiry(address=address, goals=goals, **wrote | fields)


class InboundFactory(factory.django.DjangoModelFactory):
    """A message of the mailbox that waits, from somebody unknown; as the reading stores it."""

    key = factory.Sequence(lambda number: f"{number:064x}")
    reason = InboundReason.UNKNOWN
    sender = "kim@okand.example"
    sender_name = "Kim Ek"
    subject = "Sponsring i år"
    mailbox = factory.LazyFunction(lambda: Mailbox.objects.get_or_create(name="logg@stadsmission.example/INBOX")[0])
    marked = True
    content = factory.LazyAttribute(
        lambda row: (
            f"From: {row.sender_name} <{row.sender}>\r\nTo: logg@stadsmission.example\r\n"
            f"Subject: {row.subject}\r\nMessage-ID: <{row.key}@okand.example>\r\n\r\nHej!".encode()
        )
    )
    file = factory.LazyAttribute(lambda row: ContentFile(row.content, name="mejl.eml"))
    parsed = factory.LazyAttribute(lambda row: read_mail(row.content).to_json())

    class Meta:
        model = InboundMail
        exclude = ("content",)
