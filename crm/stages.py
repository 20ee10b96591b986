"""The life of a sponsorship, in one table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    LEAD = "lead", _("Uppslag")
    CONTACTED = "contacted", _("Kontaktad")
    MEETING = "meeting", _("Möte")
    PROPOSAL = "proposal", _("Förslag")
    SIGNED = "signed", _("Tecknat")
    DECLINED = "declined", _("Avböjt")
    ENDED_EARLY = "ended_early", _("Avslutat i förtid")


class Phase(models.TextChoices):
    UPCOMING = "upcoming", _("Kommande")
    ACTIVE = "active", _("Gäller")
    ENDED = "ended", _("Avslutat")


OPEN = (Stage.LEAD, Stage.CONTACTED, Stage.MEETING, Stage.PROPOSAL)
# These stages bind both sides on the days they cover: they take a seat and are money to count on.
HOLDING = (Stage.SIGNED, Stage.ENDED_EARLY)

TRANSITIONS = {stage: {*OPEN, Stage.SIGNED, Stage.DECLINED} - {stage} for stage in OPEN} | {
    Stage.SIGNED: {Stage.ENDED_EARLY, Stage.PROPOSAL},
    Stage.DECLINED: set(OPEN),
    Stage.ENDED_EARLY: set(),
}
