"""The teams of a competition, and what their coordinators have confirmed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Amendment, Competition, State, Tally, Team
from campaigns.services.competitions import RulesAreLocked
from core.errors import Refusal
from core.models import User
from core.services import save_record
from crm.models import Company


class JoiningIsOver(Refusal):
    message = _("Det går inte längre att anmäla lag till tävlingen.")


@transaction.atomic
def add_team(*, competition: Competition, company: Company, name: str = "", **fields) -> Team:
    """Enter a company's team, with a code of its own and an empty tally. Raises JoiningIsOver, ValidationError."""
    competition = Competition.objects.select_for_update().get(pk=competition.pk)
    if competition.state not in (State.DRAFT, State.OPEN):
        raise JoiningIsOver
    taken = set(competition.teams.values_list("code", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if f"{competition.code}{n}" not in taken)
    team = Team(competition=competition, code=f"{competition.code}{number}")
    save_record(team, company=company, name=name or company.name[:80], **fields)
    Tally.objects.create(team=team)
    return team


@transaction.atomic
def update_team(team: Team, **fields) -> Team:
    """Change a team's details; its head count only in a draft, later through amend_heads.

    Raises RulesAreLocked, ValidationError, StaleVersion.
    """
    competition = Competition.objects.select_for_update().get(pk=team.competition_id)
    before = Team.objects.values_list("heads", flat=True).get(pk=team.pk)
    if competition.is_locked and before is not None and fields.get("heads", before) != before:
        raise RulesAreLocked
    return save_record(team, **fields)


@transaction.atomic
def amend_heads(team: Team, *, heads: int, by: User, reason: str) -> Amendment:
    """Change a head count after the opening; the board shows it. Raises ValidationError, StaleVersion."""
    before = team.heads
    save_record(team, heads=heads)
    names = {"team": team.name, "before": before, "after": heads}
    what = gettext("%(team)s: %(before)s personer → %(after)s") % names
    return save_record(Amendment(competition=team.competition, made_by=by), what=what, reason=reason)


@transaction.atomic
def confirm_heads(team: Team, *, by: str, on: dt.date) -> Team:
    """Note who at the company vouched for the head count, and when."""
    if team.heads is None:
        raise Refusal(_("Skriv antalet innan det bekräftas."))
    return save_record(team, heads_confirmed_by=by, heads_confirmed_on=on)


@transaction.atomic
def confirm_participants(team: Team, *, participants: int, by: str, on: dt.date) -> Team:
    """Note how many different people took part, and who vouched for it. Raises ValidationError past the heads."""
    if team.competition.is_decided:
        raise RulesAreLocked
    return save_record(team, participants=participants, participants_confirmed_by=by, participants_confirmed_on=on)


@transaction.atomic
def remove_team(team: Team):
    """Take a team out of a draft, or out of an open competition while it has no money. Raises Refusal."""
    competition = Competition.objects.select_for_update().get(pk=team.competition_id)
    if competition.state not in (State.DRAFT, State.OPEN) or team.contributions.exists():
        raise Refusal(_("Laget har redan tävlat och kan inte tas bort."))
    team.delete()
