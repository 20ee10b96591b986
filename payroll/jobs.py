import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.schedule import recurring
from payroll.services.months import open_all_months


@recurring(
    "open_payroll_months",
    _("Lägg upp månader för gåva via lön"),
    at=dt.time(5, 15),
    says=_("Nya månader: %(months)s, i %(schemes)s avtal."),
)
def open_months() -> dict[str, int]:
    opened, schemes = open_all_months(on=timezone.localdate())
    return {"months": opened, "schemes": schemes}
