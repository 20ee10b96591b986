"""One search over companies, people, sponsorships, competitions and goals."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.models import Competition
from core.identity_numbers import parse_orgnr
from core.models import User
from core.querysets import SearchableQuerySet
from crm.models import Affiliation, Company, Contact, Sponsorship
from goals.models import Goal

MOST = 8
_PHONE = re.compile(r"\+?[\d\s()/-]{4,}")
_NOT_DIGITS = re.compile(r"\D")


@dataclass(frozen=True)
class Found:
    rows: list
    more: bool = False

    def __bool__(self):
        return bool(self.rows)


@dataclass(frozen=True)
class SearchResult:
    companies: Found
    contacts: Found
    sponsorships: Found
    competitions: Found
    goals: Found

    @property
    def count(self) -> int:
        kinds = (self.companies, self.contacts, self.sponsorships, self.competitions, self.goals)
        return sum(len(found.rows) for found in kinds)


def search(text: str, user: User) -> SearchResult:
    """Rows that match every word of `text` and that `user` may see, at most eight of each kind, best first.

    A complete organisation number finds its company in any format; a sole trader's only with permission to see it.
    A phone number finds its contact in any spacing. Adds `role_today` to each contact. At most six queries.
    """
    contacts = _found(_contacts(text), user, "crm.view_contact")
    for contact in contacts.rows:
        contact.role_today = _role_today(contact)
    return SearchResult(
        companies=_found(_companies(text, user).only("name", "city"), user, "crm.view_company"),
        contacts=contacts,
        sponsorships=_found(_sponsorships(text), user, "crm.view_sponsorship"),
        competitions=_found(_competitions(text), user, "campaigns.view_competition"),
        goals=_found(_goals(text), user, "goals.view_goal"),
    )


def named(text: str, most: int) -> list[Company]:
    """The best `most` companies that match every word. One query."""
    return list(Company.objects.best_first(text)[:most])


def _found(rows: QuerySet, user: User, permission: str) -> Found:
    if not user.has_perm(permission):
        return Found([])
    found = list(rows[: MOST + 1])
    return Found(found[:MOST], more=len(found) > MOST)


def _companies(text: str, user: User) -> QuerySet[Company]:
    try:
        number = parse_orgnr(text)
    except ValidationError:
        return Company.objects.best_first(text)
    return Company.objects.told_by(number, user=user)


def _contacts(text: str) -> QuerySet[Contact]:
    if _PHONE.fullmatch(text):
        # Stored as +46701740605 and searched also as 0701740605.
        text = _NOT_DIGITS.sub("", text).removeprefix("00")
    return Contact.objects.best_first(text).only("first_name", "last_name").with_affiliations()


def _sponsorships(text: str) -> QuerySet[Sponsorship]:
    return Sponsorship.objects.mentioning(text).for_choice().order_by("company__sort_key", "-starts", "-pk")


def _competitions(text: str) -> QuerySet[Competition]:
    return Competition.objects.mentioning(text).order_by("-opens_on", "-pk")


def _goals(text: str) -> QuerySet[Goal]:
    return SearchableQuerySet(Goal).matching(text).order_by("number")


def _role_today(contact: Contact) -> Affiliation | None:
    today = timezone.localdate()
    return next((role for role in contact.affiliations.all() if role.is_current_on(today)), None)
