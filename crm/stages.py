"""The life of a sponsorship, in one table."""

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


EXCHANGED = _("Bytte nivå")  # what ended early for another tier to follow, which is no stage of its own


class SponsorshipPhase(models.TextChoices):
    UPCOMING = "upcoming", _("Kommande")
    ACTIVE = "active", _("Gäller")
    ENDED = "ended", _("Avslutat")


class StageProgress(models.TextChoices):
    """How long a dialogue has stood in its stage, against what is expected there."""

    ON_TIME = "on_time", _("I tid")
    SLOW = "slow", _("Längre än väntat")
    LATE = "late", _("För länge")


class SponsorshipKind(models.TextChoices):
    """What a sponsorship is beside the one it renews; its queryset's `with_kind` decides."""

    NEW = "new", _("Nytt")
    RENEWAL = "renewal", _("Förnyat")
    UPGRADE = "upgrade", _("Höjt")
    DOWNGRADE = "downgrade", _("Sänkt")


OPEN = (Stage.LEAD, Stage.CONTACTED, Stage.MEETING, Stage.PROPOSAL)
# These stages bind both sides on the days they cover: they take a seat and are money to count on.
HOLDING = (Stage.SIGNED, Stage.ENDED_EARLY)

# In the order of a dialogue's life: those that are open, then what became of it.
CLOSED = (Stage.SIGNED, Stage.DECLINED, Stage.ENDED_EARLY)

TRANSITIONS = {stage: {*OPEN, Stage.SIGNED, Stage.DECLINED} - {stage} for stage in OPEN} | {
    Stage.SIGNED: {Stage.ENDED_EARLY, Stage.PROPOSAL},
    Stage.DECLINED: set(OPEN),
    Stage.ENDED_EARLY: set(),
}


def permission_to_move(stage: Stage, to: Stage) -> str:
    """What a person must be allowed in order to take a sponsorship from one stage to another."""
    if stage in HOLDING and to == Stage.PROPOSAL:
        return "crm.unsign_sponsorship"
    return {Stage.SIGNED: "crm.sign_sponsorship", Stage.ENDED_EARLY: "crm.end_sponsorship"}.get(
        to, "crm.change_sponsorship"
    )


def open_per_year_words(*, without: int) -> str:
    """What a sum of open dialogues' expected_amount holds, in the same words wherever it stands.

    `without` are those that have neither an amount nor an offer to take it from.
    """
    words = gettext("Öppet per år, med erbjudandets belopp där eget saknas")
    if not without:
        return words
    zero = ngettext("%(number)s utan bådadera räknas som noll", "%(number)s utan bådadera räknas som noll", without)
    return f"{words} ({zero % {'number': without}})"
