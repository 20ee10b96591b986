"""Partners without contact for longer than their tier allows."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from core.kept_queries import KeptQuery
from crm.models import Company, CompanyStatus
from reports.queries.today.scope import MOST, Scope, TodayRow


def silent_partners(scope: Scope) -> list[TodayRow]:
    """Silent partners, never reached first, then the longest silent. At most MOST + 1. Two queries.

    A missing next step is stated in the reasons here; `unplanned_companies` leaves these companies out.
    """
    companies = list(_silent(scope.owner_key, day=scope.today))
    unplanned = set(_unplanned([company.pk for company in companies], day=scope.today))
    return [
        TodayRow(
            record=company,
            subject=str(company),
            url=company.get_absolute_url(),
            what=silence_of(company, scope.today),
            reasons=_reasons(company, scope, is_unplanned=company.pk in unplanned),
        )
        for company in companies
    ]


@KeptQuery
def _silent(owner: int | None, *, day: dt.date) -> QuerySet[Company]:
    companies = Company.objects.silent_on(day).for_task()
    if owner:
        companies = companies.filter(owner=owner)
    return companies.longest_silent_first()[: MOST + 1]


@KeptQuery
def _unplanned(companies: list[int], *, day: dt.date) -> QuerySet:
    return Company.objects.without_next_step(day).filter(pk__in=companies).values_list("pk", flat=True)


def silence_of(company: Company, today: dt.date) -> str:
    days = company.days_since_contact(today)
    if days is None:
        return gettext("Ingen kontakt är loggad")
    return ngettext("Tyst i %(days)s dag", "Tyst i %(days)s dagar", days) % {"days": days}


def nothing_planned() -> str:
    return gettext("Inget är planerat, och ingen paus är satt.")


def _reasons(company: Company, scope: Scope, *, is_unplanned: bool) -> list[str]:
    days = company.silent_after_days
    words = ngettext("Nivån ska ha kontakt inom %(days)s dag.", "Nivån ska ha kontakt inom %(days)s dagar.", days)
    reasons = [words % {"days": days}]
    if company.last_contact_at:
        day = timezone.localdate(company.last_contact_at).isoformat()
        reasons.append(gettext("Senaste kontakten var %(day)s.") % {"day": day})
    if is_unplanned:
        reasons.append(nothing_planned())
    return reasons + looked_after_by(company.owner, scope)


def ended_with(company: Company) -> list[str]:
    """A reason for tasks that remain though the company is ended, so that the reader decides whether to do them."""
    return [gettext("Företaget är avslutat.")] if company.status == CompanyStatus.ENDED else []


def looked_after_by(owner, scope: Scope) -> list[str]:
    """A reason that names the owner, when all users' rows are shown."""
    if not scope.everyone:
        return []
    return [gettext("Ansvarig är %(who)s.") % {"who": owner} if owner else gettext("Ingen är ansvarig.")]
