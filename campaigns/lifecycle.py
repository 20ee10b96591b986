"""The states of a competition and their transitions, as one table."""

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
    },  # back to closing only to correct a mistake, with a reason
    CompetitionState.ARCHIVED: {CompetitionState.FINAL},
}
# States that accept money, entries and marks.
RUNNING = (CompetitionState.OPEN, CompetitionState.FROZEN, CompetitionState.CLOSING)
# Money after the decision needs a reason and does not change the decided result.
TAKES_MONEY = (*RUNNING, CompetitionState.FINAL)
# The public sees the frozen board.
HIDDEN = (CompetitionState.FROZEN, CompetitionState.CLOSING)
# The result is read from the snapshot.
DECIDED = (CompetitionState.FINAL, CompetitionState.ARCHIVED)
