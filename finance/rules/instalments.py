"""The states of an instalment, and how old an overdue one is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstalmentState(models.TextChoices):
    PLANNED = "planned", _("Planerad")
    INVOICED = "invoiced", _("Fakturerad")
    PART_PAID = "part_paid", _("Delbetald")
    OVERDUE = "overdue", _("Förfallen")
    PAID = "paid", _("Betald")
    TO_REFUND = "to_refund", _("Ska betalas tillbaka")
    CREDITED = "credited", _("Krediterad")
    WRITTEN_OFF = "written_off", _("Avskriven")


class Age(models.TextChoices):
    """Days since an invoice was to be paid."""

    TO_30 = "to_30", _("1–30 dagar")
    TO_60 = "to_60", _("31–60 dagar")
    TO_90 = "to_90", _("61–90 dagar")
    OVER_90 = "over_90", _("Över 90 dagar")


# The last day of each age; the last age has none.
AGES = ((Age.TO_30, 30), (Age.TO_60, 60), (Age.TO_90, 90), (Age.OVER_90, None))


def age_of(days: int) -> Age:
    """The age of what is `days` late, at least 1."""
    return next(age for age, last in AGES if last is None or days <= last)
