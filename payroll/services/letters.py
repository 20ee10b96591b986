"""Remind employers to declare a month."""

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import User
from crm.letter_kinds import about_contact
from mailing.services.queueing import To, write_letters
from payroll.letter_kinds import REMINDER, month_values
from payroll.models import PayrollMonth


class NothingToDeclare(Refusal):
    message = _("Månaden är redan anmäld eller stängd.")


def remind_employer(month: PayrollMonth, *, by: User) -> int:
    """Ask the employer's coordinator to declare the month, once a day at most. Returns how many letters.

    Raises MailIsOff, NothingToDeclare.
    """
    if month.is_closed or month.declared is not None:
        raise NothingToDeclare
    contact = month.scheme.coordinator
    if contact is None:
        return 0
    with translation.override("sv"):
        values = month_values(month) | {"avsändare": str(by)}
    letter = {
        "to": To(contact.email, str(contact)),
        "values": values,
        "about": about_contact(contact, month.scheme.company),
        "once": f"{REMINDER.name}:{month.pk}:{timezone.localdate()}",
    }
    return write_letters(REMINDER.name, [letter], by=by)
