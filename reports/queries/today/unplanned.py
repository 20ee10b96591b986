"""What nobody has decided anything about: no next step, and no pause that says why."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from crm.models import Company, Sponsorship
from reports.queries.today.scope import MOST, Scope, TodayRow
from reports.queries.today.silent import looked_after_by, nothing_planned


def unplanned_companies(scope: Scope) -> list[TodayRow]:
    """Active companies, at most MOST + 1, the longest silent first, without those that stand among the silent.

    One query.
    """
    # Asked of one company at a time, so that nobody has to find all the silent ones for the sake of a few rows.
    silent = Company.objects.silent_on(scope.today).filter(pk=OuterRef("pk"))
    companies = Company.objects.without_next_step(scope.today).filter(~Exists(silent)).select_related("owner")
    if scope.owner:
        companies = companies.filter(owner=scope.owner)
    return [
        TodayRow(
            record=company,
            subject=str(company),
            url=company.get_absolute_url(),
            reasons=[nothing_planned(), *looked_after_by(company.owner, scope)],
        )
        for company in companies.longest_silent_first()[: MOST + 1]
    ]


def unplanned_dialogues(scope: Scope) -> list[TodayRow]:
    """Sponsorships that are talked about and not signed, at most MOST + 1, the oldest first. One query."""
    dialogues = Sponsorship.objects.without_next_step(scope.today).for_table()
    if scope.owner:
        dialogues = dialogues.filter(owner=scope.owner)
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
        for dialogue in dialogues.order_by("created_at", "pk")[: MOST + 1]
    ]
