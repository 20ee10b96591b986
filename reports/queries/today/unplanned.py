"""Companies and dialogues with neither a next step nor a pause."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext

from core.kept_queries import KeptQuery
from crm.models import Company, Sponsorship
from reports.queries.today.scope import MOST, Scope, TodayRow
from reports.queries.today.silent import looked_after_by, nothing_planned


def unplanned_companies(scope: Scope) -> list[TodayRow]:
    """Unplanned active companies, except silent partners, the longest silent first. At most MOST + 1. One query."""
    return [
        TodayRow(
            record=company,
            subject=str(company),
            url=company.get_absolute_url(),
            reasons=[nothing_planned(), *looked_after_by(company.owner, scope)],
        )
        for company in _companies(scope.owner_key, day=scope.today)
    ]


@KeptQuery
def _companies(owner: int | None, *, day: dt.date) -> QuerySet[Company]:
    # Correlated, so that the database does not compute every silent partner for a few rows.
    silent = Company.objects.silent_on(day).filter(pk=OuterRef("pk"))
    companies = Company.objects.without_next_step(day).filter(~Exists(silent)).for_task()
    if owner:
        companies = companies.filter(owner=owner)
    return companies.longest_silent_first()[: MOST + 1]


def unplanned_dialogues(scope: Scope) -> list[TodayRow]:
    """Open dialogues without a next step or pause, the oldest first. At most MOST + 1. One query."""
    return [
        TodayRow(
            record=dialogue,
            subject=str(dialogue.company),
            url=dialogue.get_absolute_url(),
            what=f"{dialogue.tier}, {dialogue.goal}",
            reasons=[
                gettext("Dialogen är i steget %(stage)s och inget är planerat.")
                % {"stage": dialogue.get_stage_display()},
                *looked_after_by(dialogue.owner, scope),
            ],
        )
        for dialogue in _dialogues(scope.owner_key, day=scope.today)
    ]


@KeptQuery
def _dialogues(owner: int | None, *, day: dt.date) -> QuerySet[Sponsorship]:
    dialogues = Sponsorship.objects.without_next_step(day).for_task()
    if owner:
        dialogues = dialogues.filter(owner=owner)
    return dialogues.order_by("created_at", "pk")[: MOST + 1]
