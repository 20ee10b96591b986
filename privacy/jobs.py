import datetime as dt

from django.utils.translation import gettext_lazy as _

from core.schedule import recurring
from privacy.services.retention import apply_retention


@recurring(
    "apply_retention",
    _("Gallra personuppgifter"),
    at=dt.time(4, 30),
    says=_(
        "Personer utan kontakt: %(contacts)s. Personer på företag som tackade nej: %(declined)s. Borttagna personer: "
        "%(discarded)s. Borttagna enskilda firmor: %(traders)s. Personnummer: %(numbers)s. Loggposter: %(audit)s."
    ),
)
def remove_what_is_kept_too_long() -> dict[str, int]:
    return apply_retention()
