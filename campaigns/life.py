"""The life of a competition, in one table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CompetitionState(models.TextChoices):
    DRAFT = "draft", _("Utkast")
    OPEN = "open", _("Öppen")
    FROZEN = "frozen", _("Fryst tavla")
    CLOSING = "closing", _("Avslutas")
    FINAL = "final", _("Avgjord")
    ARCHIVED = "archived", _("Arkiverad")


TRANSITIONS = {
    CompetitionState.DRAFT: {CompetitionState.OPEN},
    CompetitionState.OPEN: {CompetitionState.FROZEN, CompetitionState.CLOSING},
    CompetitionState.FROZEN: {CompetitionState.OPEN, CompetitionState.CLOSING},
    CompetitionState.CLOSING: {CompetitionState.FROZEN, CompetitionState.FINAL},
    CompetitionState.FINAL: {
        CompetitionState.CLOSING,
        CompetitionState.ARCHIVED,
    },  # back to closing only to mend a mistake, and with a reason
    CompetitionState.ARCHIVED: {CompetitionState.FINAL},
}
# Money, entries and marks are taken in these states.
RUNNING = (CompetitionState.OPEN, CompetitionState.FROZEN, CompetitionState.CLOSING)
# What comes after the decision is booked with a reason, and leaves the result as it was decided.
TAKES_MONEY = (*RUNNING, CompetitionState.FINAL)
# The public sees what it saw at the freeze.
HIDDEN = (CompetitionState.FROZEN, CompetitionState.CLOSING)
# What was decided is read from the snapshot.
DECIDED = (CompetitionState.FINAL, CompetitionState.ARCHIVED)
