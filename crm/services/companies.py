"""Create, update, end and reactivate companies."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from core.bulk_save import Unsaved, save_records
from core.images import partner_logo
from core.services import save_record
from core.stored_files import delete_replaced
from core.text import search_key
from crm.models import Company, CompanyStatus, NextStep, Sponsorship, Tag
from crm.services.fields import CompanyFields
from crm.services.tags import save_tag, tag_named


def tags_named(names: Iterable[str], *, known: dict[str, Tag] | None = None) -> list[Tag]:
    """The tags with these names; missing ones are created.

    `known` caches tags by search key between calls, to save queries. Raises ValidationError on `tags` for a name that
    is too long.
    """
    known = {} if known is None else known
    tags = resolve_tags(names, known=known)
    for tag in tags:
        if tag.pk is None:
            known[search_key(tag.name)] = save_tag(tag, name=tag.name)
    return tags


def resolve_tags(names: Iterable[str], *, known: dict[str, Tag] | None = None) -> list[Tag]:
    """As tags_named, but missing tags are returned unsaved."""
    known = {} if known is None else known
    wanted = {search_key(name): " ".join(name.split()) for name in reversed(list(names)) if search_key(name)}
    new = {key: name for key, name in wanted.items() if key not in known}
    for name in new.values():
        try:
            Tag(name=name).clean_fields()
        except ValidationError as error:
            raise ValidationError({"tags": error.messages}) from None
    found = {key: tag_named(name) or Tag(name=name) for key, name in new.items()}
    known.update({key: tag for key, tag in found.items() if tag.pk})
    return [known.get(key) or found[key] for key in wanted]


@dataclass(frozen=True)
class LooseEnds:
    """What is unfinished at companies to be ended: current and future agreements, open dialogues, open steps."""

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
    """What is unfinished at the companies today. Three queries."""
    sponsorships = Sponsorship.objects.filter(company__in=list(companies)).order_by("pk")
    return LooseEnds(
        running=list(sponsorships.binding_on(timezone.localdate())),
        dialogues=list(sponsorships.in_open_stage()),
        steps=list(NextStep.objects.open().filter(company__in=list(companies)).order_by("due_on", "pk")),
    )


def require_end_is_meant(companies: Iterable[Company]):
    """Require confirmation before ending companies with loose ends; `companies` hold the values to be saved.

    Raises ValidationError on `end_anyway`, listing the loose ends.
    """
    ended = [company for company in companies if company.status == CompanyStatus.ENDED and company.pk]
    if not ended:
        return
    before = Company.objects.kept_up().filter(pk__in=[company.pk for company in ended])
    if ends := loose_ends(before):
        raise ValidationError({"end_anyway": gettext("%(ends)s Kryssa för att avsluta ändå.") % {"ends": ends}})


def save_company(
    company: Company, *, tags: Iterable[str] | None = None, end_anyway: bool = False, **fields: Unpack[CompanyFields]
) -> Company:
    """Create or update a company; `tags` are names, and None leaves them unchanged.

    `end_anyway` confirms ending a company with loose ends. A new logo is stored without metadata, and the replaced file
    is deleted. Raises ValidationError by field (a duplicate orgnr among them) and StaleVersion.
    """
    for name, value in fields.items():
        setattr(company, name, value)
    _make_logo_public(company)  # before the transaction: decoding is slow
    with transaction.atomic():
        links = None if tags is None else {"tags": tags_named(tags)}
        if not end_anyway:
            require_end_is_meant([company])
        replaced = _replaced_logo(company)
        save_record(company, links=links)
        delete_replaced(Company, "logo", replaced)
    return company


def _make_logo_public(company: Company):
    """Remove the metadata of an uploaded logo. Raises ValidationError on `logo`."""
    if not company.logo or company.logo._committed:
        return
    try:
        company.logo = partner_logo(company.logo.file)
    except ValidationError as error:
        raise ValidationError({"logo": error}) from error


def _replaced_logo(company: Company) -> str:
    """The stored file that a new or removed logo replaces; empty if the logo is unchanged."""
    if company.pk is None or (company.logo and company.logo._committed):
        return ""
    return Company.objects.filter(pk=company.pk).values_list("logo", flat=True).first() or ""


@transaction.atomic
def save_companies(unsaved: Iterable[Unsaved]) -> list[Company]:
    """Create or update many companies as `save_company` does; `tags` in the fields are names.

    Raises as `save_records` does, and ValidationError on `end_anyway` for a company with loose ends.
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
    """Set a company that signs to active, whatever its status."""
    if company.status == CompanyStatus.ACTIVE:
        return company
    return save_record(company, status=CompanyStatus.ACTIVE)


def take_up_again(company_pk: int):
    """Reactivate an ended company with a new dialogue: active if an agreement is in force, else prospect."""
    company = Company.objects.select_for_update(no_key=True).filter(pk=company_pk, status=CompanyStatus.ENDED).first()
    if company is not None:
        take_up_all_again([company])


def take_up_all_again(companies: Iterable[Company]):
    """As take_up_again, for locked companies. The number of queries does not depend on theirs."""
    ended = [company for company in companies if company.status == CompanyStatus.ENDED]
    running = Sponsorship.objects.binding_on(timezone.localdate()).filter(company__in=ended)
    active = set(running.values_list("company", flat=True)) if ended else set()
    for company in ended:
        company._change_reason = gettext("En ny dialog började")
    save_records(
        Unsaved(each, {"status": CompanyStatus.ACTIVE if each.pk in active else CompanyStatus.PROSPECT})
        for each in ended
    )
