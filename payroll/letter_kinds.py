"""Letters to employers about giving by payroll."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from crm.letter_kinds import COMPANY, FIRST_NAME, ORGANISATION, SENDER, log_letter
from mailing.kinds import Basis, Example, LetterKind, MergeField, register
from payroll.models import PayrollMonth


def month_values(month: PayrollMonth) -> dict[str, str]:
    coordinator = month.scheme.coordinator
    return {
        "förnamn": coordinator.first_name if coordinator else "",
        "företag": str(month.scheme.company),
        "månad": date_format(month.month, "F Y"),
    }


def _a_month() -> Example | None:
    months = PayrollMonth.objects.select_related("scheme__company", "scheme__coordinator")
    month = months.order_by("-month", "-pk").first()
    return month and Example(str(month), month_values(month) | {"avsändare": "Kim Ek"})


REMINDER = register(
    LetterKind(
        name="payroll-reminder",
        title=_("Påminnelse om gåvor via lön"),
        when=_("När du trycker på Påminn arbetsgivaren på en månad som inte är anmäld."),
        basis=Basis.ERRAND,
        fields=(FIRST_NAME, COMPANY, MergeField("månad", _("Månaden")), SENDER, ORGANISATION),
        example=_a_month,
        sent=log_letter,
    )
)
