"""Find the companies, people, users, goals and tiers that cells name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext

from core.bulk_save import chunks
from core.field_permissions import who_may
from core.models import User
from core.text import search_key
from crm.models import Affiliation, Company, Contact
from crm.name_keys import bare_name
from goals.models import Goal, Tier
from imports.services.fields import CellError, UnknownWord

MOST_NAMED = 5


@dataclass(frozen=True)
class Ref:
    """A company or a person that a cell names; equal if the key is."""

    pk: int
    name: str = field(default="", compare=False)
    orgnr: str = field(default="", compare=False)
    email: str = field(default="", compare=False)

    def __str__(self):
        return f"{self.name} ({self.orgnr})" if self.orgnr else self.name


def ambiguous(what: str, candidates: Iterable) -> CellError:
    named = ", ".join(map(str, list(candidates)[:MOST_NAMED]))
    return CellError(gettext("Flera kan vara %(what)s: %(candidates)s.") % {"what": what, "candidates": named})


def users_who(may: str) -> Iterable[User]:
    return who_may(may).order_by("pk")


class Lookup:
    """Fetches each kind of rows on first use, in one query."""

    @cached_property
    def companies(self) -> "Companies":
        return Companies()

    @cached_property
    def people(self) -> "People":
        return People()

    @cached_property
    def _users(self) -> dict[str, list[User]]:
        found = defaultdict(list)
        for user in User.objects.filter(is_active=True):
            for name in {search_key(str(user)), search_key(user.username), search_key(user.email)} - {""}:
                found[name].append(user)
        return found

    def _able(self, permission: str) -> set[int]:
        if permission not in self._who_may:
            self._who_may[permission] = set(who_may(permission).values_list("pk", flat=True))
        return self._who_may[permission]

    @cached_property
    def _who_may(self) -> dict[str, set[int]]:
        return {}

    def user(self, cell: str, *, may: str = "") -> User:
        """The user whom the cell names; with `may`, one who has that permission. Raises UnknownWord."""
        found = self._users.get(search_key(cell), [])
        if len(found) > 1:
            raise UnknownWord(ambiguous(cell, [f"{user} ({user.username})" for user in found]).why)
        if not found:
            raise UnknownWord(gettext("Ingen användare heter %(name)s.") % {"name": cell})
        if may and found[0].pk not in self._able(may):
            raise UnknownWord(gettext("%(name)s har ingen roll som får göra det.") % {"name": cell})
        return found[0]

    @cached_property
    def goals(self) -> dict[str, Goal]:
        by_name = {}
        for goal in Goal.objects.all():
            by_name |= {search_key(goal.name): goal, search_key(goal.name_en): goal, str(goal.number): goal}
        return by_name

    def goal(self, cell: str) -> Goal:
        return self._named(self.goals, cell, gettext("Inget mål heter %(name)s."))

    @cached_property
    def tiers(self) -> dict[str, Tier]:
        by_name = {}
        for tier in Tier.objects.all():
            by_name |= {search_key(tier.name): tier, search_key(tier.name_en): tier}
        return by_name

    def tier(self, cell: str) -> Tier:
        return self._named(self.tiers, cell, gettext("Ingen nivå heter %(name)s."))

    def _named(self, known: dict, cell: str, otherwise: str):
        found = known.get(search_key(cell))
        if found is None:
            raise UnknownWord(otherwise % {"name": cell})
        return found


class KnownRows:
    """Instances of a model, each fetched once."""

    model: type[models.Model]

    def __init__(self):
        self._rows: dict[int, models.Model] = {}

    def row(self, pk: int) -> models.Model:
        if pk not in self._rows:
            self.fetch([pk])
        return self._rows[pk]

    def fetch(self, pks: Iterable[int]):
        """Fetch those that are not fetched yet."""
        for some in chunks(pk for pk in pks if pk not in self._rows):
            self._rows |= self.model._base_manager.in_bulk(some)


class Companies(KnownRows):
    """All companies, with only the fields that identify them."""

    model = Company

    def __init__(self):
        super().__init__()
        self.by_pk: dict[int, Ref] = {}
        self.by_orgnr: dict[str, Ref] = {}
        self.by_email: dict[str, list[Ref]] = defaultdict(list)
        self.by_name: dict[str, list[Ref]] = defaultdict(list)
        self.by_bare_name: dict[str, list[Ref]] = defaultdict(list)
        self.by_other_name: dict[str, list[Ref]] = defaultdict(list)
        values = Company.objects.order_by("pk").values_list("pk", "name", "orgnr", "invoice_email", "other_names")
        for pk, name, orgnr, email, other_names in values:
            ref = Ref(pk, name, orgnr or "", email)
            self.by_pk[pk] = ref
            self.by_name[search_key(name)].append(ref)
            self.by_bare_name[bare_name(name)].append(ref)
            for other in {bare_name(line) for line in other_names.splitlines()} - {bare_name(name)}:
                self.by_other_name[other].append(ref)
            if orgnr:
                self.by_orgnr[orgnr] = ref
            if email:
                self.by_email[search_key(email)].append(ref)

    def named(self, name: str) -> list[Ref]:
        """Companies of that name; else of that name but for AB and the like; else those that formerly had it."""
        bare = bare_name(name)
        return self.by_name.get(search_key(name)) or self.by_bare_name.get(bare) or self.by_other_name.get(bare, [])

    def find(self, name: str, orgnr: str = "") -> Ref:
        """The company with the organisation number, else with the name. Raises CellError."""
        if orgnr:
            found = self.by_orgnr.get(orgnr)
            if found is None:
                raise CellError(gettext("Inget företag har det organisationsnumret."), "orgnr")
            return found
        found = self.named(name)
        if len(found) > 1:
            raise ambiguous(name, found)
        if not found:
            raise CellError(gettext("Inget företag heter %(name)s. Importera företagen först.") % {"name": name})
        return found[0]

    def find_all(self, cell: str, orgnr: str = "") -> list[Ref]:
        """The companies that a cell names, separated by commas; a name may contain a comma. Raises CellError."""
        if orgnr or self.named(cell):
            return [self.find(cell, orgnr)]
        parts = split(cell)
        return list(dict.fromkeys(self.find(part) for part in parts)) if parts else []


class People(KnownRows):
    """All people, with the companies where they have or had a role."""

    model = Contact

    def __init__(self):
        super().__init__()
        self.by_pk: dict[int, Ref] = {}
        self.by_email: dict[str, list[Ref]] = defaultdict(list)
        self.by_name: dict[str, list[Ref]] = defaultdict(list)
        self.by_other_name: dict[str, list[Ref]] = defaultdict(list)
        self.other_names: dict[int, set[str]] = {}
        self.companies: dict[int, set[int]] = defaultdict(set)
        for pk, first, last, email, others, other_names in Contact.objects.order_by("pk").values_list(
            "pk", "first_name", "last_name", "email", "other_emails", "other_names"
        ):
            ref = Ref(pk, f"{first} {last}".strip(), email=email)
            self.by_pk[pk] = ref
            self.by_name[search_key(ref.name)].append(ref)
            if other_names:
                self.other_names[pk] = {search_key(line) for line in other_names.splitlines()} - {search_key(ref.name)}
                for other in self.other_names[pk]:
                    self.by_other_name[other].append(ref)
            for address in filter(None, [email, *others.splitlines()]):
                self.by_email[search_key(address)].append(ref)
        for contact, company in Affiliation.objects.order_by().values_list("contact", "company"):
            self.companies[contact].add(company)

    def named(self, name: str, companies: set[int] | None = None) -> list[Ref]:
        """People of that name, else those that formerly had it; with `companies`, only people at one of them."""
        for known in (self.by_name, self.by_other_name):
            found = known.get(search_key(name), [])
            found = [ref for ref in found if companies is None or self.companies[ref.pk] & companies]
            if found:
                return found
        return []

    def is_called(self, ref: Ref, name: str) -> bool:
        """Whether it is the person's name, or a former one."""
        return search_key(name) in {search_key(ref.name)} | self.other_names.get(ref.pk, set())

    def find(self, name: str, companies: set[int]) -> Ref:
        """The person of that name at the companies, else anywhere. Raises CellError."""
        found = self.named(name, companies) or self.named(name)
        if len(found) > 1:
            raise ambiguous(name, [f"{ref} ({ref.email})" if ref.email else str(ref) for ref in found])
        if not found:
            raise CellError(gettext("Ingen person heter %(name)s. Importera personerna först.") % {"name": name})
        return found[0]

    def find_all(self, cell: str, companies: set[int]) -> list[Ref]:
        return list(dict.fromkeys(self.find(part, companies) for part in split(cell)))


def split(cell: str) -> list[str]:
    return [part for part in (part.strip() for part in re.split("[,;\n]", cell)) if part]
