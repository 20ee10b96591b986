import datetime as dt

from django.utils.translation import gettext_lazy as _

from core.schedule import recurring
from crm.services.people import begin_roles


@recurring("begin_roles", _("Låt nya uppdrag börja"), at=dt.time(0, 5), says=_("Uppdrag som började: %(roles)s."))
def let_roles_begin() -> dict[str, int]:
    return {"roles": begin_roles()}
