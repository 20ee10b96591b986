"""Create a whole competition, from scratch or from last year's."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, CompetitionKind, Criterion
from campaigns.scoring import Rules
from campaigns.services.competitions import create_competition, unfit_companies
from campaigns.services.fields import StartFields
from campaigns.services.teams import add_team
from core.errors import Refusal
from core.models import User
from core.services import save_record
from crm.models import Company
from crm.services.companies import save_company
from goals.models import Goal

WEEKS_OPEN = 4
# Whole weeks keep the day of the week.
A_YEAR = dt.timedelta(weeks=52)


class WrongTeams(Refusal):
    message = _("Lagen passar inte typen av tävling.")


@dataclass(frozen=True)
class TeamTerms:
    """A new team: of a registered company, or of one to register under the name in `new_company`."""

    company: Company | None = None
    new_company: str = ""
    name: str = ""
    heads: int | None = None


def usual_dates(today: dt.date) -> tuple[dt.date, dt.date]:
    """Default dates: from next Monday to the Sunday four weeks later."""
    opens = today + dt.timedelta(days=7 - today.weekday())
    return opens, opens + dt.timedelta(weeks=WEEKS_OPEN, days=-1)


@transaction.atomic
def start_competition(
    *,
    kind: CompetitionKind,
    goals: Iterable[Goal],
    teams: Sequence[TeamTerms],
    by: User,
    name: str = "",
    rules: Rules | None = None,
    **fields: Unpack[StartFields],
) -> Competition:
    """Create a draft with its teams, and register new companies; all or nothing.

    Without a name it is named after its companies. Raises WrongTeams, and ValidationError by field.
    """
    fields.setdefault("contact", by)
    draft = Competition(kind=kind, **fields)
    check_teams(draft, teams)
    registered = {}
    for terms in teams:
        if terms.company is None:
            known = terms.new_company.casefold()
            registered[known] = registered.get(known) or _register(terms.new_company, by)
    companies = [terms.company or registered[terms.new_company.casefold()] for terms in teams]
    called = [terms.name or company.name for terms, company in zip(teams, companies, strict=True)]
    competition = create_competition(
        kind=kind, goals=goals, rules=rules, name=name or usual_name(kind, called, companies), **fields
    )
    for terms, company in zip(teams, companies, strict=True):
        add_team(competition=competition, company=company, name=terms.name, heads=terms.heads)
    return competition


def check_teams(competition: Competition, teams: Sequence[TeamTerms]):
    """Raise WrongTeams unless the teams fit the kind of competition."""
    if len(teams) < competition.least_teams:
        if competition.kind == CompetitionKind.COLLECTION:
            raise WrongTeams(_("Välj företaget som samlar in."))
        if competition.kind == CompetitionKind.DUEL:
            raise WrongTeams(_("En duell behöver två lag. Fyll i båda."))
        raise WrongTeams(_("Fyll i minst två lag."))
    if competition.most_teams is not None and len(teams) > competition.most_teams:
        names = {"kind": competition.get_kind_display(), "most": competition.most_teams}
        raise WrongTeams(_("%(kind)s: högst %(most)s lag. Ta bort en rad eller välj en annan typ.") % names)
    if unfit := unfit_companies(competition.kind, [terms.company or terms.new_company.casefold() for terms in teams]):
        raise WrongTeams(unfit)


def usual_name(kind: CompetitionKind, teams: Sequence[str], companies: Sequence[Company]) -> str:
    """The default name, cut to the field's length."""
    longest = Competition._meta.get_field("name").max_length
    first = companies[0].name
    if kind == CompetitionKind.DUEL:
        return (gettext("%(first)s mot %(second)s") % {"first": teams[0], "second": teams[1]})[:longest]
    if kind == CompetitionKind.COLLECTION:
        return (gettext("%(company)s samlar in") % {"company": first})[:longest]
    if kind == CompetitionKind.DEPARTMENTS:
        return (gettext("%(company)s: tävlingen mellan lagen") % {"company": first})[:longest]
    return (gettext("%(team)s och %(others)s lag till") % {"team": teams[0], "others": len(teams) - 1})[:longest]


@transaction.atomic
def clone_competition(
    competition: Competition, *, name: str, opens_on: dt.date, closes_on: dt.date, contact: User
) -> Competition:
    """Create a draft from an earlier competition: teams, rules, jury criteria and head counts to confirm again.

    Confirmations, participants, money, entries and jurors are not copied. Raises ValidationError by field.
    """
    copied = ("kind", "late_days", "target", "rules_text", "swish", "picture", "scoring")
    clone = create_competition(
        goals=competition.goals.all(),
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        contact=contact,
        previous=competition,
        **{field: getattr(competition, field) for field in copied},
    )
    clone.criteria.all().delete()
    for criterion in competition.criteria.all():
        save_record(
            Criterion(competition=clone), name=criterion.name, guide=criterion.guide, position=criterion.position
        )
    for team in competition.teams.select_related("company"):
        add_team(
            competition=clone,
            company=team.company,
            name=team.name,
            heads=team.heads,
            coordinator=team.coordinator,
            keeps_name=True,
        )
    return clone


def next_name(competition: Competition) -> str:
    """The name with its year incremented: `Höstloppet 2026` becomes `Höstloppet 2027`; without a year one is added."""
    year = (competition.opens_on + A_YEAR).year
    name, found = re.subn(r"\b20\d\d\b", str(year), competition.name)
    longest = Competition._meta.get_field("name").max_length
    return name if found else f"{competition.name[: longest - 5]} {year}"


def _register(name: str, by: User) -> Company:
    try:
        return save_company(Company(), name=name, owner=by)
    except ValidationError as error:
        raise ValidationError(error.messages) from None
