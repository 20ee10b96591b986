"""A competition's teams, and their coordinators' confirmations."""

import datetime as dt
from typing import Unpack

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Amendment, Competition, CompetitionState, Tally, Team
from campaigns.services.competitions import AlreadyDecided, RulesAreLocked, TransitionNotAllowed, unfit_companies
from campaigns.services.fields import ChangedTeamFields, TeamFields
from core.errors import Refusal
from core.models import User
from core.services import save_record
from core.text import search_key
from crm.models import Company

NAME_IS_TAKEN = _("Det finns redan ett lag med det namnet i tävlingen.")


class JoiningIsOver(Refusal):
    message = _("Det går inte längre att anmäla lag till tävlingen.")


class TooManyTeams(Refusal):
    message = _("Den här typen av tävling har inte plats för fler lag.")


@transaction.atomic
def add_team(
    *,
    competition: Competition,
    company: Company,
    name: str = "",
    on: dt.date | None = None,
    by: User | None = None,
    reason: str = "",
    keeps_name: bool = False,
    **fields: Unpack[TeamFields],
) -> Team:
    """Add a company's team, with an empty tally and a code never used before: posters outlive their team.

    A draft accepts any number, so that teams can be exchanged; an open competition accepts late ones through the
    closing day (`on`, default today), and the board shows who joined and why (`by`, `reason`). `keeps_name` lets a
    copied team keep a name that reads the same as another's. Raises JoiningIsOver, TooManyTeams, and
    ValidationError by field.
    """
    competition = Competition.objects.select_for_update().get(pk=competition.pk)
    require_room_for_team(competition, on=on)
    if competition.state == CompetitionState.OPEN:
        companies = [*competition.teams.values_list("company", flat=True), company.pk]
        if unfit := unfit_companies(competition.kind, companies):
            raise ValidationError({"company": unfit})
    used = set(Team.history.filter(competition=competition.pk).values_list("code", flat=True))
    number = next(n for n in range(1, len(used) + 2) if f"{competition.code}{n}" not in used)
    team = Team(competition=competition, code=f"{competition.code}{number}")
    name = name or company.name[:80]
    if not keeps_name and name_is_taken(team, name):
        raise ValidationError({NON_FIELD_ERRORS: NAME_IS_TAKEN})
    save_record(team, company=company, name=name, **fields)
    Tally.objects.create(team=team)
    if competition.is_locked:
        _note(competition, _("%(team)s är med"), team=team, by=by, reason=reason)
    return team


def require_room_for_team(competition: Competition, *, on: dt.date | None = None):
    """Raise JoiningIsOver or TooManyTeams if no team may join on the day (default today). At most one query."""
    if not competition.lets_teams_in(on or timezone.localdate()):
        raise JoiningIsOver
    is_full = competition.most_teams is not None and competition.is_locked
    if is_full and competition.teams.count() >= competition.most_teams:
        raise TooManyTeams


def name_is_taken(team: Team, name: str) -> bool:
    """Whether another team of the competition has a name that reads the same, whatever its capitals and spaces.

    Asked of a name that is new to the team: those that read the same since before can still be changed.
    """
    others = Team.objects.filter(competition=team.competition_id).exclude(pk=team.pk).values_list("name", flat=True)
    return search_key(name) in map(search_key, others)


@transaction.atomic
def update_team(team: Team, **fields: Unpack[ChangedTeamFields]) -> Team:
    """Update a team's details; company and head count only in a draft, later the count through amend_heads.

    A changed head count is unconfirmed. Raises RulesAreLocked, AlreadyDecided, ValidationError, StaleVersion.
    """
    competition = _undecided(team)
    before = Team.objects.get(pk=team.pk)
    heads = fields.get("heads", before.heads)
    if competition.is_locked and before.heads is not None and heads != before.heads:
        raise RulesAreLocked
    if competition.is_locked and fields.get("company", before.company) != before.company:
        raise RulesAreLocked(_("Företaget låstes när tävlingen öppnade."))
    name = fields.get("name", team.name)
    if name != before.name and name_is_taken(team, name):
        raise ValidationError({NON_FIELD_ERRORS: NAME_IS_TAKEN})
    if heads != before.heads:
        fields = {"heads_confirmed_by": "", "heads_confirmed_on": None, **fields}
    return save_record(team, **fields)


@transaction.atomic
def amend_heads(
    team: Team, *, heads: int, by: User, reason: str, confirmed_by: str = "", confirmed_on: dt.date | None = None
) -> Amendment:
    """Change a head count after the opening; the board shows it. Unconfirmed without `confirmed_by` and its day.

    Raises TransitionNotAllowed in a draft, AlreadyDecided, ValidationError, StaleVersion.
    """
    if not _undecided(team).is_locked:
        raise TransitionNotAllowed(_("I ett utkast ändras antalet fritt, utan skäl."))
    before = Team.objects.values_list("heads", flat=True).get(pk=team.pk)
    if before == heads:
        raise Refusal(_("Antalet är detsamma som förut."))
    save_record(team, heads=heads, heads_confirmed_by=confirmed_by, heads_confirmed_on=confirmed_on)
    names = {"team": team.name, "before": gettext("inget antal") if before is None else before, "after": heads}
    what = gettext("Antal personer i %(team)s: %(before)s → %(after)s") % names
    return save_record(Amendment(competition=team.competition, made_by=by), what=what, reason=reason)


@transaction.atomic
def confirm_heads(team: Team, *, by: str, on: dt.date, heads: int | None = None) -> Team:
    """Record who at the company confirmed the head count, and when; `heads` corrects the count.

    Raises RulesAreLocked for another count after the opening, AlreadyDecided, ValidationError, StaleVersion.
    """
    competition = _undecided(team)
    before = Team.objects.values_list("heads", flat=True).get(pk=team.pk)
    heads = before if heads is None else heads
    if heads is None:
        raise ValidationError({"heads": _("Skriv antalet innan det bekräftas.")})
    if competition.is_locked and before is not None and heads != before:
        raise RulesAreLocked
    _signed("heads", by, on)
    return save_record(team, heads=heads, heads_confirmed_by=by, heads_confirmed_on=on)


@transaction.atomic
def confirm_participants(team: Team, *, participants: int, by: str, on: dt.date) -> Team:
    """Record how many different people took part, and who confirmed it, on a day since the opening.

    Raises AlreadyDecided, and ValidationError above the head count.
    """
    competition = _undecided(team)
    _signed("participants", by, on)
    if on < competition.opens_on:
        raise ValidationError({"participants_confirmed_on": _("Tävlingen hade inte öppnat då.")})
    return save_record(team, participants=participants, participants_confirmed_by=by, participants_confirmed_on=on)


@transaction.atomic
def remove_team(team: Team, *, by: User | None = None, reason: str = ""):
    """Remove a team from a draft, or from an open competition while it has no money, entries or marks.

    The board of an open one shows who was removed and why (`by`, `reason`). Raises ValidationError by field, and
    Refusal, also if too few teams would remain in an open one.
    """
    competition = Competition.objects.select_for_update().get(pk=team.competition_id)
    require_removable(team, competition)
    if competition.is_locked:
        _note(competition, _("%(team)s togs bort"), team=team, by=by, reason=reason)
    team.delete()


def require_removable(team: Team, competition: Competition):
    """Raise why the competition's team must stay. At most five queries."""
    in_time = competition.state in (CompetitionState.DRAFT, CompetitionState.OPEN)
    if not in_time or team.contributions.exists() or team.entries.exists() or team.marks.exists():
        raise Refusal(_("Laget har redan tävlat och kan inte tas bort."))
    if competition.is_locked and competition.teams.count() <= competition.least_teams:
        raise Refusal(_("Tävlingen har öppnat och skulle få för få lag."))
    if promises := list(team.matches.select_related("company")):
        names = {"givers": ", ".join(map(str, promises))}
        raise Refusal(_("Det finns löften om matchning bara för laget, från %(givers)s. Ta hand om dem först.") % names)


@transaction.atomic
def withdraw_team(team: Team, *, by: User, reason: str, on: dt.date | None = None) -> Amendment:
    """Withdraw a team from a running competition: no place, no pending tasks, but its money stays in the total.

    The board shows who left and why. Raises TransitionNotAllowed in a draft and after the decision, and Refusal if it
    has withdrawn already.
    """
    return _set_withdrawn(team, on or timezone.localdate(), by=by, reason=reason, what=_("%(team)s har gått ur"))


@transaction.atomic
def reinstate_team(team: Team, *, by: User, reason: str) -> Amendment:
    """Revoke a withdrawal; the board shows that too. Raises as withdraw_team does."""
    return _set_withdrawn(team, None, by=by, reason=reason, what=_("%(team)s är med igen"))


def _set_withdrawn(team: Team, day: dt.date | None, *, by: User, reason: str, what: str) -> Amendment:
    if not _undecided(team).is_running:
        raise TransitionNotAllowed(_("I ett utkast tas laget bort i stället."))
    if Team.objects.competing().filter(pk=team.pk).exists() == (day is None):
        raise Refusal(_("Det är redan så."))
    save_record(team, withdrawn_on=day)
    return _note(team.competition, what, team=team, by=by, reason=reason)


def _note(competition: Competition, what: str, *, team: Team, by: User | None, reason: str) -> Amendment:
    """Record a change of teams after the opening, for the board."""
    if by is None or not reason.strip():
        raise ValidationError({"reason": _("Skriv varför. Det står på tavlan.")})
    return save_record(Amendment(competition=competition, made_by=by), what=what % {"team": team.name}, reason=reason)


def _undecided(team: Team) -> Competition:
    """The team's competition, locked against a concurrent decision."""
    competition = Competition.objects.select_for_update().get(pk=team.competition_id)
    if competition.is_decided:
        raise AlreadyDecided
    return competition


def _signed(what: str, by: str, on: dt.date | None):
    """A confirmation needs both a name and a day."""
    errors = {f"{what}_confirmed_by": by.strip(), f"{what}_confirmed_on": on}
    missing = {name: _("Skriv vem och när.") for name, value in errors.items() if not value}
    if missing:
        raise ValidationError(missing)
