"""Companies and the people who work there."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from core.images import validate_logo, without_metadata
from core.many import Unsaved, save_records
from core.services import save_record
from core.stored_files import delete_replaced
from core.text import search_key
from crm.models import Affiliation, Company, CompanyStatus, Contact, NextStep, Sponsorship, Tag
from crm.services.tags import save_tag, tag_named


def tags_named(names: Iterable[str], *, known: dict[str, Tag] | None = None) -> list[Tag]:
    """The tags with these names; those that do not exist yet are made.

    `known` are those met before, by their key, which costs no query again. Raises ValidationError on `tags` for a name
    that is too long.
    """
    known = {} if known is None else known
    wanted = {search_key(name): " ".join(name.split()) for name in reversed(list(names)) if search_key(name)}
    new = {key: name for key, name in wanted.items() if key not in known}
    for name in new.values():
        try:
            Tag(name=name).clean_fields()
        except ValidationError as error:
            raise ValidationError({"tags": error.messages}) from None
    for key, name in new.items():
        known[key] = tag_named(name) or save_tag(Tag(), name=name)
    return [known[key] for key in wanted]


@dataclass(frozen=True)
class LooseEnds:
    """What is not over with companies that are to be ended: agreements in force or to come, dialogues, steps."""

    running: list[Sponsorship]
    dialogues: list[Sponsorship]
    steps: list[NextStep]

    def __bool__(self):
        return bool(self.running or self.dialogues or self.steps)

    def __str__(self):
        parts = [
            (gettext("Avtal som löper: %(names)s."), [each.agreement_no for each in self.running]),
            (gettext("Öppna dialoger: %(names)s."), [each.agreement_no for each in self.dialogues]),
            (gettext("Planerade steg: %(names)s."), [each.what for each in self.steps]),
        ]
        return " ".join(words % {"names": ", ".join(names)} for words, names in parts if names)


def loose_ends(companies: Iterable[Company]) -> LooseEnds:
    """What hangs on the companies today. Three queries."""
    sponsorships = Sponsorship.objects.filter(company__in=list(companies)).order_by("pk")
    return LooseEnds(
        running=list(sponsorships.binding_on(timezone.localdate())),
        dialogues=list(sponsorships.in_open_stage()),
        steps=list(NextStep.objects.open().filter(company__in=list(companies)).order_by("due_on", "pk")),
    )


def require_end_is_meant(companies: Iterable[Company]):
    """Of companies as they are about to be saved: one is not ended by a slip of the hand while something hangs on it.

    Raises ValidationError on `end_anyway`, which says what does.
    """
    ended = [company for company in companies if company.status == CompanyStatus.ENDED and company.pk]
    if not ended:
        return
    before = Company.objects.kept_up().filter(pk__in=[company.pk for company in ended])
    if ends := loose_ends(before):
        raise ValidationError({"end_anyway": gettext("%(ends)s Kryssa för att avsluta ändå.") % {"ends": ends}})


@transaction.atomic
def save_company(company: Company, *, tags: Iterable[str] | None = None, end_anyway: bool = False, **fields) -> Company:
    """Register or change a company; `tags` are names, and None leaves them as they are.

    `end_anyway` says that it is meant to be ended though something hangs on it. A new logo is kept without its
    metadata, and the file that it replaces goes. Raises ValidationError by field (a duplicate orgnr among them) and
    StaleVersion.
    """
    links = None if tags is None else {"tags": tags_named(tags)}
    for name, value in fields.items():
        setattr(company, name, value)
    if not end_anyway:
        require_end_is_meant([company])
    replaced = _prepare_logo(company)
    save_record(company, links=links)
    delete_replaced(Company, "logo", replaced)
    return company


def _prepare_logo(company: Company) -> str:
    """Make a logo that just came fit for the public; return the name of the file that it replaces, if any."""
    if company.logo and company.logo._committed:
        return ""
    if company.logo:
        try:
            validate_logo(company.logo)
            company.logo = without_metadata(company.logo)
        except ValidationError as error:
            raise ValidationError({"logo": error}) from error
    return Company.objects.filter(pk=company.pk).values_list("logo", flat=True).first() or ""


@transaction.atomic
def save_companies(unsaved: Iterable[Unsaved]) -> list[Company]:
    """Register or change many as `save_company` does one; `tags` among the fields are names.

    Raises as `save_records` does, and ValidationError on `end_anyway` for one that something hangs on.
    """
    known: dict[str, Tag] = {}
    unsaved = list(unsaved)
    require_end_is_meant(
        Company(pk=each.record.pk, status=each.fields["status"]) for each in unsaved if "status" in each.fields
    )
    return save_records([_with_tags(each, known) for each in unsaved])


def _with_tags(unsaved: Unsaved, known: dict[str, Tag]) -> Unsaved:
    fields = dict(unsaved.fields)
    tags = fields.pop("tags", None)
    links = {} if tags is None else {"tags": tags_named(tags, known=known)}
    return Unsaved(unsaved.record, fields, links)


def activate_company(company: Company) -> Company:
    """A company that signs is a partner, whatever it was before."""
    if company.status == CompanyStatus.ACTIVE:
        return company
    return save_record(company, status=CompanyStatus.ACTIVE)


def take_up_again(company_pk: int):
    """A company that we talk with anew is not ended: it is a prospect, or active where an agreement still runs."""
    company = Company.objects.select_for_update(no_key=True).filter(pk=company_pk, status=CompanyStatus.ENDED).first()
    if company is None:
        return
    runs = company.sponsorships.binding_on(timezone.localdate()).exists()
    company._change_reason = gettext("En ny dialog började")
    save_record(company, status=CompanyStatus.ACTIVE if runs else CompanyStatus.PROSPECT)


@transaction.atomic
def add_contact(*, company: Company, role: str = "", starts: dt.date | None = None, **fields) -> Contact:
    """Register a person in a role at a company. Raises ValidationError by field."""
    contact = save_record(Contact(), **fields)
    affiliate(contact=contact, company=company, role=role, starts=starts)
    return contact


def save_contacts(unsaved: Iterable[Unsaved]) -> list[Contact]:
    """Register or change many people; their roles are `save_affiliations`'s. Raises as `save_records` does."""
    return save_records(unsaved)


@transaction.atomic
def affiliate(
    *,
    contact: Contact,
    company: Company,
    role: str = "",
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    is_primary: bool = False,
) -> Affiliation:
    """Give a person a role at a company. A new first contact takes over from the one before.

    Raises ValidationError when the dates are out of order.
    """
    affiliation = Affiliation(contact=contact, company=company)
    return save_affiliation(affiliation, role=role, starts=starts, ends=ends, is_primary=is_primary)


@transaction.atomic
def save_affiliation(affiliation: Affiliation, **fields) -> Affiliation:
    """Change a role. Only one person at a company is its first contact. Raises ValidationError, StaleVersion."""
    save_record(affiliation, **fields)
    _take_over(affiliation)
    return affiliation


@transaction.atomic
def save_affiliations(unsaved: Iterable[Unsaved]) -> list[Affiliation]:
    """Give or change many roles as `save_affiliation` does one. Raises as `save_records` does."""
    affiliations = save_records(unsaved)
    for affiliation in affiliations:
        _take_over(affiliation)
    return affiliations


def _take_over(affiliation: Affiliation):
    if affiliation.is_primary:
        for other in affiliation.company.affiliations.filter(is_primary=True).exclude(pk=affiliation.pk):
            save_record(other, is_primary=False)


@transaction.atomic
def move_contact(
    *,
    contact: Contact,
    to_company: Company,
    on: dt.date,
    role: str = "",
    is_primary: bool = False,
    reached_at: dict[str, str] | None = None,
    successors: dict[Company, Contact] | None = None,
) -> Affiliation:
    """End the person's current roles the day before `on` and begin one at the new company; history stays.

    `reached_at` are the `email` and `phone` from then on, None leaves both; `successors` who becomes the main contact
    of a company that the person leaves, and takes over the open steps there. Raises ValidationError when a current
    role began on or after `on`, and for a year that cannot be meant.
    """
    if reached_at is not None:
        save_record(contact, **reached_at)
    new = affiliate(contact=contact, company=to_company, role=role, starts=on, is_primary=is_primary)
    for affiliation in contact.affiliations.current_on(on).exclude(company=to_company):
        save_affiliation(affiliation, ends=on - dt.timedelta(days=1), is_primary=False)
    for company, successor in (successors or {}).items():
        _hand_over(company, of=contact, to=successor)
    return new


def _hand_over(company: Company, *, of: Contact, to: Contact):
    role = company.affiliations.current_on(timezone.localdate()).filter(contact=to).first()
    if role is None:
        raise ValidationError(gettext("%(person)s är inte längre på %(company)s.") % {"person": to, "company": company})
    save_affiliation(role, is_primary=True)
    for step in company.next_steps.open().filter(contact=of):
        save_record(step, contact=to)
