import datetime as dt

from django.utils.translation import gettext_lazy as _

from core.models import KeptKind
from core.retention import kept_since
from core.schedule import recurring
from core.worker_duties import duty
from mailing.services.delivering import deliver_waiting, recover_lost_letters
from mailing.services.mailings import clear_letters

duty(every=5)(deliver_waiting)
duty(every=60)(recover_lost_letters)


@recurring("clear_letters", _("Släng gamla mejl ur kön"), at=dt.time(4, 18), says=_("Slängda mejl: %(letters)s."))
def throw_away_letters() -> dict[str, int]:
    return {"letters": clear_letters(before=kept_since(KeptKind.LETTERS))}
