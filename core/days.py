"""The days that things may have happened on."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Others stand for nothing: a slip of the hand, or the 0001-01-01 that programs write for no day.
FIRST_YEAR, LAST_YEAR = 1900, 2199
NOT_YET = _("Dagen har inte varit än.")


def validate_has_been(day: dt.date):
    """No money comes on a day ahead: on every field that says when it came, so that no channel is let off."""
    if day > timezone.localdate():
        raise ValidationError(NOT_YET, code="not_yet")
