"""Letters of competitions, each row's once a day at most: to jurors, and to the coordinators of teams."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.letter_kinds import (
    DECLINED,
    JUROR_INVITATION,
    JUROR_REMINDER,
    TEAM_REMINDER,
    THANKS,
    declined_values,
    diploma_url,
    jury_values,
    team_values,
)
from campaigns.models import Competition, Entry, Juror, Team
from core.errors import Refusal
from core.models import User
from core.outgoing_mail import can_mail
from crm.letter_kinds import about_contact
from mailing.models import Letter, LetterState
from mailing.services.queueing import To, queue_letter, write_letters

REGRET_DECLINED = timedelta(minutes=10)  # who has declined the wrong one sends it back before anybody is told


class NotRevealed(Refusal):
    message = _("Resultatet är inte avslöjat än, så diplomen kan inte skickas.")


def invite_juror(juror: Juror, secret: str, *, by: User) -> Letter | None:
    """Queue the link to a juror from outside. None without an address, or where mail goes nowhere."""
    if not can_mail():
        return None
    link = settings.SITE_URL + reverse("board:juror", args=[secret])
    values = jury_values(juror) | {"länk": link, "avsändare": str(by)}
    return queue_letter(JUROR_INVITATION.name, to=To(juror.email, juror.name), values=values, by=by, reply_to=by.email)


def remind_jurors(competition: Competition, *, by: User) -> int:
    """Remind those who have not handed in. Returns how many letters. Raises MailIsOff, Refusal when none judges now."""
    if not competition.is_running:
        raise Refusal(_("Juryn kan inte sätta betyg när tävlingen är i det här läget."))
    waited = competition.jurors.missing().select_related("user", "competition")
    path = settings.SITE_URL + reverse("campaigns:judge", args=[competition.pk])
    letters = (
        {
            "to": To(juror.address, juror.name, juror.user.language if juror.user else "sv"),
            "values": jury_values(juror) | {"länk": path if juror.user else "", "avsändare": str(by)},
            "once": _today(JUROR_REMINDER.name, juror.pk),
        }
        for juror in waited.exclude(user=by)
    )
    return write_letters(JUROR_REMINDER.name, letters, by=by)


def remind_coordinators(competition: Competition, *, by: User) -> int:
    """Remind the coordinators of teams that have not reported who took part. Returns how many letters.

    Raises MailIsOff, and Refusal when nothing is reported any longer.
    """
    if not competition.is_running:
        raise Refusal(_("Lagen rapporterar inte när tävlingen är i det här läget."))
    silent = _teams(competition).filter(participants_confirmed_on__isnull=True)
    letters = (_to_coordinator(team, by=by, once=_today(TEAM_REMINDER.name, team.pk)) for team in silent)
    return write_letters(TEAM_REMINDER.name, letters, by=by)


def thank_teams(competition: Competition, *, by: User) -> int:
    """Thank the coordinator of each team, with a link to the diploma; each once. Returns how many letters.

    Raises MailIsOff, NotRevealed.
    """
    if competition.revealed_at is None:
        raise NotRevealed
    letters = (
        _to_coordinator(team, by=by, once=f"{THANKS.name}:{team.pk}", diplom=diploma_url(team))
        for team in _teams(competition)
    )
    return write_letters(THANKS.name, letters, by=by)


def tell_declined(entry: Entry, *, by: User) -> Letter | None:
    """Queue why an entry was declined, to the team's coordinator. None without one, or where mail goes nowhere."""
    coordinator = entry.team.coordinator
    if coordinator is None or not can_mail():
        return None
    return queue_letter(
        DECLINED.name,
        to=To(coordinator.email, str(coordinator)),
        values=team_values(entry.team) | declined_values(entry) | {"avsändare": str(by)},
        about=about_contact(coordinator, entry.team.company, entry=entry.pk),
        due_at=timezone.now() + REGRET_DECLINED,
        once=f"{DECLINED.name}:{entry.pk}:{entry.version}",
        reply_to=by.email,
        by=by,
    )


@transaction.atomic
def take_back_declined(entry: Entry):
    """Stop what waits to be told of a decision that is taken back."""
    waiting = Letter.objects.waiting().filter(kind=DECLINED.name, about__entry=entry.pk)
    waiting.update(state=LetterState.STOPPED, ended_at=timezone.now())


def _teams(competition: Competition):
    teams = competition.teams.competing().filter(coordinator__isnull=False)
    return teams.select_related("coordinator", "competition", "company").order_by("pk")


def _to_coordinator(team: Team, *, by: User, once: str, **values: str) -> dict:
    return {
        "to": To(team.coordinator.email, str(team.coordinator)),
        "values": team_values(team) | values | {"avsändare": str(by)},
        "about": about_contact(team.coordinator, team.company),
        "once": once,
    }


def _today(kind: str, key: int) -> str:
    return f"{kind}:{key}:{timezone.localdate()}"
