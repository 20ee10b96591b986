"""Companies and the people who work there."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from core.many import Unsaved, save_records
from core.services import save_record
from core.text import search_key
from crm.models import Affiliation, Company, CompanyStatus, Contact, Tag
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


@transaction.atomic
def save_company(company: Company, *, tags: Iterable[str] | None = None, **fields) -> Company:
    """Register or change a company; `tags` are names, and None leaves them as they are.

    Raises ValidationError by field (a duplicate orgnr among them) and StaleVersion.
    """
    links = None if tags is None else {"tags": tags_named(tags)}
    return save_record(company, links=links, **fields)


@transaction.atomic
def save_companies(unsaved: Iterable[Unsaved]) -> list[Company]:
    """Register or change many as `save_company` does one; `tags` among the fields are names.

    Raises as `save_records` does.
    """
    known: dict[str, Tag] = {}
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
def move_contact(*, contact: Contact, to_company: Company, on: dt.date, role: str = "") -> Affiliation:
    """End the person's current roles the day before `on` and begin one at the new company; history stays.

    Raises ValidationError when a current role began on or after `on`, and for a year that cannot be meant.
    """
    new = affiliate(contact=contact, company=to_company, role=role, starts=on)
    for affiliation in contact.affiliations.current_on(on).exclude(company=to_company):
        save_affiliation(affiliation, ends=on - dt.timedelta(days=1), is_primary=False)
    return new
