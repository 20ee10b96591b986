"""Numbers that are kept beside what they are counted from."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from campaigns.services.tallies import recount
from crm.services.last_contact import recount_last_contact
from crm.services.terms import differing
from finance.services.instalment_plans import differing_plans
from operations.doctor.registry import ERROR, Finding, health_check
from payroll.services.months import recount_months


@health_check("tallies", _("Tävlingars och månaders summor"))
def check_tallies() -> Iterator[Finding]:
    number = sum(1 for _each in recount()) + sum(1 for _each in recount_months())
    if number:
        text = _("%(number)s summor är fel. Kör recount_tallies --fix.")
        yield Finding(ERROR, text, {"number": number})


@health_check("last_contact", _("Senaste kontakt"))
def check_last_contact() -> Iterator[Finding]:
    if number := sum(1 for _each in recount_last_contact()):
        text = _("%(number)s företag har fel dag för senaste kontakt. Kör recount_last_contact --fix.")
        yield Finding(ERROR, text, {"number": number})


@health_check("terms", _("Avtalens villkor"))
def check_terms() -> Iterator[Finding]:
    if number := sum(1 for _each in differing()):
        text = _("%(number)s avtal har andra villkor än vid sin sista händelse. Kör record_terms --fix SKÄL.")
        yield Finding(ERROR, text, {"number": number})


@health_check("instalments", _("Betalplaner"))
def check_instalments() -> Iterator[Finding]:
    if number := sum(1 for _each in differing_plans()):
        text = _("%(number)s betalplaner summerar inte till sina avtal. Ändra planen och spara, så räknas den om.")
        yield Finding(ERROR, text, {"number": number})
