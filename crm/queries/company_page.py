"""What the page of a company shows. It asks for two dozen things, so their SQL is kept (core.kept_queries)."""

import datetime as dt

from django.db.models import Min, QuerySet

from core.kept_queries import KeptQuery
from core.querysets import listed
from crm.models import Affiliation, Company, Contact, Interaction, Merge, NextStep, Pause, Sponsorship, Tag


@KeptQuery
def company_of_page(company: int, *, day: dt.date) -> QuerySet[Company]:
    rows = Company.objects.with_silence_rule(day).filter(pk=company)
    return rows.select_related("owner").prefetch_related(listed("tags"))


@KeptQuery
def _sponsorships(company: int) -> QuerySet[Sponsorship]:
    return Sponsorship.objects.filter(company=company).for_company()


def sponsorships_of(company: Company) -> list[Sponsorship]:
    """All of them, the latest first, with `is_exchanged` and `renews`. Two queries."""
    by_key = {each.pk: each for each in _sponsorships(company.pk, known={"company": company})}
    for each in by_key.values():
        each.renews = by_key.get(each.renews_id)
    exchanged = {each.replaces.pk for each in by_key.values() if each.replaces}
    for each in by_key.values():
        each.is_exchanged = each.pk in exchanged
    return sorted(by_key.values(), key=lambda each: each.ends or dt.date.min, reverse=True)


@KeptQuery
def affiliations_of(company: int) -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(company=company).for_company()


@KeptQuery
def open_steps_of(company: int, *, day: dt.date) -> QuerySet[NextStep]:
    return NextStep.objects.filter(company=company).open().for_company(day)


@KeptQuery
def pauses_of(company: int, *, day: dt.date) -> QuerySet[Pause]:
    return Pause.objects.filter(company=company).current_on(day).for_company()


@KeptQuery
def merges_into(company: int) -> QuerySet[Merge]:
    return Merge.objects.into(Company(pk=company))


@KeptQuery
def all_tags() -> QuerySet[Tag]:
    return Tag.objects.only("name")


@KeptQuery
def people_of(company: int) -> QuerySet[Contact]:
    """All who have or had a role there, to choose among."""
    return Contact.objects.filter(affiliations__company=company).distinct()


@KeptQuery
def first_contact_of(company: int) -> QuerySet:
    """When it was, as the only row."""
    rows = Interaction.objects.filter(companies=company).order_by().values("companies")
    return rows.annotate(first=Min("happened_at")).values_list("first", flat=True)
