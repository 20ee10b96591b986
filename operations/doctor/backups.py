"""The last good backup, and whether its file is where it was put."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.errors import Refusal
from operations.doctor.registry import ERROR, WARNING, Finding, health_check
from operations.queries import bad_since, last_good_backup
from operations.rules import TOO_OLD
from operations.services.backup_storage import Place
from operations.services.restoring import ASIDE


@health_check("backup", _("Säkerhetskopia"))
def check_backup() -> Iterator[Finding]:
    good = last_good_backup()
    if good is None:
        yield Finding(ERROR, _("Det finns ingen säkerhetskopia."))
    elif good.taken_at < timezone.now() - TOO_OLD:
        text = _("Den senaste säkerhetskopian är från %(when)s.")
        yield Finding(ERROR, text, {"when": f"{timezone.localtime(good.taken_at):%Y-%m-%d %H:%M}"})
    try:
        if good and not Place(good.place).has(good.name):
            text = _("Den senaste säkerhetskopian, %(name)s, finns inte i %(place)s.")
            yield Finding(ERROR, text, {"name": good.name, "place": good.place})
    except Refusal as refusal:
        yield Finding(ERROR, "%(what)s", {"what": str(refusal)})
    for folder in sorted(settings.VAR_DIR.glob(f"{ASIDE}*")):
        text = _(
            "%(place)s är vad som fanns före en återställning: hela databasen, okrypterad, med dem som har raderats "
            "sedan dess. Ta bort mappen när inget saknas."
        )
        yield Finding(WARNING, text, {"place": str(folder)})
    if bad_since(good):
        yield Finding(ERROR, _("Den senaste säkerhetskopieringen misslyckades."))
