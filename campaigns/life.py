"""The life of a competition, in one table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Utkast")
    OPEN = "open", _("Öppen")
    FROZEN = "frozen", _("Fryst tavla")
    CLOSING = "closing", _("Avslutas")
    FINAL = "final", _("Avgjord")
    ARCHIVED = "archived", _("Arkiverad")


TRANSITIONS = {
    State.DRAFT: {State.OPEN},
    State.OPEN: {State.FROZEN, State.CLOSING},
    State.FROZEN: {State.OPEN, State.CLOSING},
    State.CLOSING: {State.FROZEN, State.FINAL},
    State.FINAL: {State.CLOSING, State.ARCHIVED},  # back to closing only to mend a mistake, and with a reason
    State.ARCHIVED: {State.FINAL},
}
# Money, entries and marks are taken in these states.
RUNNING = (State.OPEN, State.FROZEN, State.CLOSING)
# What comes after the decision is booked with a reason, and leaves the result as it was decided.
TAKES_MONEY = (*RUNNING, State.FINAL)
# The public sees what it saw at the freeze.
HIDDEN = (State.FROZEN, State.CLOSING)
# What was decided is read from the snapshot.
DECIDED = (State.FINAL, State.ARCHIVED)
