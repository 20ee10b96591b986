"""The state machine of sponsorships."""

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    LEAD = "lead", _("Uppslag")
    CONTACTED = "contacted", _("Kontaktad")
    MEETING = "meeting", _("Möte")
    PROPOSAL = "proposal", _("Förslag")
    SIGNED = "signed", _("Tecknat")
    DECLINED = "declined", _("Avböjt")
    ENDED_EARLY = "ended_early", _("Avslutat i förtid")


EXCHANGED = _("Bytte nivå")  # label for one ended early by a change of tier; not a stage


class SponsorshipPhase(models.TextChoices):
    UPCOMING = "upcoming", _("Kommande")
    ACTIVE = "active", _("Gäller")
    ENDED = "ended", _("Avslutat")


class StageProgress(models.TextChoices):
    """A dialogue's time in its stage, compared with the expected time."""

    ON_TIME = "on_time", _("I tid")
    SLOW = "slow", _("Längre än väntat")
    LATE = "late", _("För länge")


class SponsorshipKind(models.TextChoices):
    """How a sponsorship compares with the one it renews, as computed by the queryset's `with_kind`."""

    NEW = "new", _("Nytt")
    RENEWAL = "renewal", _("Förnyat")
    UPGRADE = "upgrade", _("Höjt")
    DOWNGRADE = "downgrade", _("Sänkt")


OPEN = (Stage.LEAD, Stage.CONTACTED, Stage.MEETING, Stage.PROPOSAL)
# Binding stages: on the days they cover they take a seat and count as pledged money.
HOLDING = (Stage.SIGNED, Stage.ENDED_EARLY)

# In display order, after the open stages.
CLOSED = (Stage.SIGNED, Stage.DECLINED, Stage.ENDED_EARLY)

TRANSITIONS = {stage: {*OPEN, Stage.SIGNED, Stage.DECLINED} - {stage} for stage in OPEN} | {
    Stage.SIGNED: {Stage.ENDED_EARLY, Stage.PROPOSAL},
    Stage.DECLINED: set(OPEN),
    Stage.ENDED_EARLY: set(),
}


def permission_to_move(stage: Stage, to: Stage) -> str:
    """The permission needed to move a sponsorship between two stages."""
    if stage in HOLDING and to == Stage.PROPOSAL:
        return "crm.unsign_sponsorship"
    return {Stage.SIGNED: "crm.sign_sponsorship", Stage.ENDED_EARLY: "crm.end_sponsorship"}.get(
        to, "crm.change_sponsorship"
    )


def open_per_year_words(*, without: int) -> str:
    """The label of a sum of open dialogues' `expected_amount`, shared by every place that shows one.

    `without` is the number of dialogues with neither an amount nor an offer.
    """
    words = gettext("Öppet per år, med erbjudandets belopp där eget saknas")
    if not without:
        return words
    zero = ngettext("%(number)s utan bådadera räknas som noll", "%(number)s utan bådadera räknas som noll", without)
    return f"{words} ({zero % {'number': without}})"
