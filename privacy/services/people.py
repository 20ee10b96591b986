"""Who somebody is: the row, what tells them apart in a text, and the rows that are about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import to_python

from core.errors import Refusal
from core.models import User
from core.text import search_key
from crm.models import Affiliation, Company, Contact, Interaction, Merge, RemovedInteraction
from crm.name_keys import name_key
from crm.services.related_rows import pointers
from privacy.models import PersonKind
from privacy.redaction import SHORTEST_NAME, Terms

Party = Contact | Company
Keys = dict[type[models.Model], set[int]]
# The fields of a row that identify somebody else: what stands there is theirs, even if it is spelt alike.
OF_SOMEBODY_ELSE = {
    Contact: frozenset("first_name last_name other_names email phone other_emails former_emails other_phones".split()),
    Company: frozenset("name other_names orgnr website phone swish bankgiro".split()),
}
_TOLD_BY = {
    Contact: ("first_name", "last_name", "other_names", "email", "phone"),
    Company: ("name", "other_names", "orgnr", "phone"),
}
LEAST_WORDS = 2  # in a name that is struck in any text; one word alone may mean anything


class NotAPerson(Refusal):
    message = _("Företaget är ingen enskild firma, så dess uppgifter är inga personuppgifter.")


@dataclass(frozen=True)
class Subject:
    """Somebody whose data it is; `more` are further words to strike, as a nickname or an old number."""

    party: Party
    more: frozenset[str] = field(default=frozenset())

    @property
    def kind(self) -> PersonKind:
        return PersonKind.CONTACT if isinstance(self.party, Contact) else PersonKind.COMPANY

    @cached_property
    def keys(self) -> set[int]:
        """Its key, and those of the rows that were merged into it."""
        kind = type(self.party)._meta.model_name
        return {self.party.pk, *Merge.objects.filter(kind=kind, leads_to=self.party.pk).values_list("lost", flat=True)}

    @cached_property
    def terms(self) -> Terms:
        return _contact_terms(self) if isinstance(self.party, Contact) else _company_terms(self)

    @cached_property
    def about(self) -> Keys:
        """The rows that point at the party, in whatever app, by model."""
        return rows_about(type(self.party), [self.party.pk])

    @cached_property
    def around(self) -> Keys:
        """The rows about the companies where the person has or had a role: one may be named there."""
        if not isinstance(self.party, Contact):
            return {}
        companies = list(Affiliation.history.filter(contact=self.party.pk).values_list("company", flat=True).distinct())
        return rows_about(Company, companies) | {Company: set(companies)} if companies else {}

    @cached_property
    def past(self) -> list[models.Model]:
        """Every version of the row, and of those merged into it."""
        return list(type(self.party).history.filter(id__in=self.keys).order_by("-history_id"))


def subject_of(party: Party, *, more: Iterable[str] = ()) -> Subject:
    """Raise NotAPerson for a company that is no sole trader."""
    if isinstance(party, Company) and not party.is_sole_trader:
        raise NotAPerson
    return Subject(party, frozenset(filter(None, (" ".join(word.split()) for word in more))))


def removed_party(model: type[Party], key: int) -> Party | None:
    """A row that was thrown away, as it was last: its history still tells of the person. None if it became another."""
    if Merge.objects.filter(kind=model._meta.model_name, lost=key).exists():
        return None
    last = model.history.filter(id=key).order_by("-history_id").first()
    return last.instance if last and last.history_type == "-" else None


def removed_parties(model: type[Party], words: str) -> list[Party]:
    """People or sole traders who were thrown away and whose history is left, found by all of the words."""
    sought, names = search_key(words).split(), _TOLD_BY[model]
    rows = model.history.filter(history_type="-", **({} if model is Contact else {"is_sole_trader": True}))
    found: dict[int, Party] = {}
    for row in rows.order_by("-history_id"):
        told = search_key(" ".join(str(getattr(row, name) or "") for name in names))
        if row.id not in found and all(word in told for word in sought):
            found[row.id] = row.instance
    there = set(model.objects.filter(pk__in=found).values_list("pk", flat=True))
    return [party for key, party in found.items() if key not in there and removed_party(model, key)]


def rows_about(model: type[models.Model], keys: Iterable[int]) -> Keys:
    """Also those that were removed: their history is left."""
    keys = list(keys)
    found: Keys = {}
    for pointer in pointers(model):
        if hasattr(pointer.model, "history"):
            gone = pointer.model.history.filter(history_type="-", **{f"{pointer.name}__in": keys})
            found.setdefault(pointer.model, set()).update(gone.values_list(pointer.model._meta.pk.attname, flat=True))
        rows = pointer.model._base_manager.filter(**{f"{pointer.name}__in": keys})
        if not pointer.model._meta.auto_created:
            found.setdefault(pointer.model, set()).update(rows.values_list("pk", flat=True))
        elif pointer.model._meta.auto_created is not model:
            owner = next(
                end for end in pointer.model._meta.concrete_fields if end.is_relation and end.name != pointer.name
            )
            found.setdefault(owner.related_model, set()).update(rows.values_list(owner.name, flat=True))
    logged = found.get(Interaction, set())
    if logged:
        for pointer in pointers(Interaction):
            if not pointer.model._meta.auto_created:
                its = pointer.model._base_manager.filter(**{f"{pointer.name}__in": logged})
                found.setdefault(pointer.model, set()).update(its.values_list("pk", flat=True))
    if model is Contact:
        wanted = set(keys)
        removed = RemovedInteraction.objects.values_list("pk", "kept")
        found[RemovedInteraction] = {pk for pk, kept in removed if wanted & set(kept.get("contacts", ()))}
    kept = RemovedInteraction.objects.filter(pk__in=found.get(RemovedInteraction, ())).values_list("kept", flat=True)
    found.setdefault(Interaction, set()).update(each["values"]["id"] for each in kept if "values" in each)
    return {kind: rows for kind, rows in found.items() if rows}


def _versions(subject: Subject) -> list[models.Model]:
    return [subject.party, *subject.past]


def _lines(*texts: str) -> set[str]:
    return {line.strip() for text in texts for line in (text or "").splitlines() if line.strip()}


def _number(text) -> tuple[str, str] | None:
    number = to_python(str(text)) if text else None
    return (str(number.country_code), str(number.national_number)) if number and number.is_valid() else None


def _contact_terms(subject: Subject) -> Terms:
    versions = _versions(subject)
    spellings: dict[str, set[str]] = {}  # of each name the person has or had
    parts, single = {}, set()
    for row in versions:
        first, last = row.first_name.strip(), (row.last_name or "").strip()
        whole = f"{first} {last}".strip()
        spellings.setdefault(name_key(whole), set()).update({whole, f"{last} {first}"} if last else {first})
        parts.setdefault(name_key(whole), set()).add((first, last))
        given = first.split()
        for line in _lines(row.other_names, f"{given[0]} {last}" if last and len(given) > 1 else ""):
            spellings.setdefault(name_key(line), set()).add(line)
        single |= {first, last, *given[:1]}
    emails = {email for row in versions for email in _lines(row.email, row.other_emails, row.former_emails)}
    phones = {text for row in versions for text in _lines(str(row.phone or ""), row.other_phones)}
    numbers = set(filter(None, map(_number, phones)))
    others = Contact.objects.exclude(pk=subject.party.pk)
    theirs = _names_of_others(spellings, others)
    everything = set().union(*spellings.values())
    return _terms(
        subject,
        names=set().union(*(names for key, names in spellings.items() if key not in theirs)),
        near=everything | single,
        addresses=emails - _shared(emails, others, name=single),
        numbers=numbers - _numbers_of_others(numbers, others),
        last=frozenset(last for pairs in parts.values() for _first, last in pairs if len(last) >= SHORTEST_NAME),
        split=frozenset(pair for key, pairs in parts.items() if key not in theirs for pair in pairs if all(pair)),
    )


def _names_of_others(keys: Iterable[str], others) -> set[str]:
    """Those of the names that somebody else has or had, or a colleague."""
    taken = set(others.filter(match_key__in=list(keys)).values_list("match_key", flat=True))
    had = others.exclude(other_names="").values_list("other_names", flat=True)
    taken |= {name_key(line) for names in had for line in _lines(names)}
    return taken | {name_key(user.get_full_name()) for user in User.objects.all()}


def _shared(emails: set[str], others, *, name: Iterable[str]) -> set[str]:
    """Addresses that somebody else has too, as info@, or that a company has for invoices, without the person's name."""
    words = {word for part in name for word in name_key(part).split()}
    shared = set()
    for email in emails:
        told = set(name_key(email.partition("@")[0]).split())
        is_company = not words & told and Company.objects.filter(invoice_email__iexact=email).exists()
        if (
            is_company
            or others.filter(models.Q(email__iexact=email) | models.Q(other_emails__icontains=email)).exists()
        ):
            shared.add(email)
    return shared


def _numbers_of_others(numbers: set[tuple[str, str]], others) -> set[tuple[str, str]]:
    """Numbers of a switchboard, which are the company's, and those that somebody else has too."""
    written = {f"+{country}{national}": (country, national) for country, national in numbers}
    rows = (Company.objects.filter(phone__in=written), others.filter(phone__in=written))
    return {written[str(phone)] for some in rows for phone in some.values_list("phone", flat=True)}


def _company_terms(subject: Subject) -> Terms:
    versions = _versions(subject)
    names = {row.name for row in versions} | _lines(*(row.other_names for row in versions))
    party = subject.party
    named_alike = Company.objects.exclude(pk=party.pk).filter(match_key=party.match_key).exists()
    codes = {row.orgnr for row in versions if row.orgnr} | {row.bankgiro for row in versions if row.bankgiro}
    return _terms(
        subject,
        names=set() if named_alike else names,
        near=names,
        addresses={row.invoice_email for row in versions if row.invoice_email},
        numbers=set(filter(None, (_number(row.phone) for row in versions))),
        codes={code for code in codes if code.isdigit()},
    )


def _terms(subject: Subject, *, names, near, addresses, numbers, codes=frozenset(), **more) -> Terms:
    told = subject.more
    told_numbers = {number for number in map(_number, told) if number}
    told_addresses = {text for text in told if "@" in text}
    told_names = {text for text in told if not _number(text) and "@" not in text}
    whole = {name for name in names if len(name.split()) >= LEAST_WORDS}
    return Terms(
        names=frozenset(whole | told_names),
        addresses=frozenset(addresses | told_addresses),
        numbers=frozenset(numbers | told_numbers),
        codes=frozenset(codes),
        near=frozenset(name for name in near if len(name) >= SHORTEST_NAME) - whole,
        **more,
    )
