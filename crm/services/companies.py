"""Companies: registered, changed, ended and taken up again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from core.bulk_save import Unsaved, save_records
from core.images import public_logo
from core.services import save_record
from core.stored_files import delete_replaced
from core.text import search_key
from crm.models import Company, CompanyStatus, NextStep, Sponsorship, Tag
from crm.services.tags import save_tag, tag_named


def tags_named(names: Iterable[str], *, known: dict[str, Tag] | None = None) -> list[Tag]:
    """The tags with these names; those that do not exist yet are made.

    `known` are those met before, by their key, which costs no query again. Raises ValidationError on `tags` for a name
    that is too long.
    """
    known = {} if known is None else known
    tags = tags_meant(names, known=known)
    for tag in tags:
        if tag.pk is None:
            known[search_key(tag.name)] = save_tag(tag, name=tag.name)
    return tags


def tags_meant(names: Iterable[str], *, known: dict[str, Tag] | None = None) -> list[Tag]:
    """As tags_named, but those that do not exist yet are left unsaved."""
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


def save_company(company: Company, *, tags: Iterable[str] | None = None, end_anyway: bool = False, **fields) -> Company:
    """Register or change a company; `tags` are names, and None leaves them as they are.

    `end_anyway` says that it is meant to be ended though something hangs on it. A new logo is kept without its
    metadata, and the file that it replaces goes. Raises ValidationError by field (a duplicate orgnr among them) and
    StaleVersion.
    """
    for name, value in fields.items():
        setattr(company, name, value)
    _make_logo_public(company)  # it may be unpacked, which takes long: before the transaction
    with transaction.atomic():
        links = None if tags is None else {"tags": tags_named(tags)}
        if not end_anyway:
            require_end_is_meant([company])
        replaced = _replaced_logo(company)
        save_record(company, links=links)
        delete_replaced(Company, "logo", replaced)
    return company


def _make_logo_public(company: Company):
    """Take the metadata out of a logo that just came. Raises ValidationError on `logo`."""
    if not company.logo or company.logo._committed:
        return
    try:
        company.logo = public_logo(company.logo.file)
    except ValidationError as error:
        raise ValidationError({"logo": error}) from error


def _replaced_logo(company: Company) -> str:
    """The name of the file that a new logo, or none, replaces; empty when the logo stays."""
    if company.pk is None or (company.logo and company.logo._committed):
        return ""
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
    if company is not None:
        take_up_all_again([company])


def take_up_all_again(companies: Iterable[Company]):
    """As take_up_again, of locked companies. The same few queries for any number."""
    ended = [company for company in companies if company.status == CompanyStatus.ENDED]
    running = Sponsorship.objects.binding_on(timezone.localdate()).filter(company__in=ended)
    active = set(running.values_list("company", flat=True)) if ended else set()
    for company in ended:
        company._change_reason = gettext("En ny dialog började")
    save_records(
        Unsaved(each, {"status": CompanyStatus.ACTIVE if each.pk in active else CompanyStatus.PROSPECT})
        for each in ended
    )
