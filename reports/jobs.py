import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.schedule import WEEKDAYS, recurring
from reports.digest_mail import send_digests


@recurring(
    "send_digests",
    _("Skicka sammandragen av Idag"),
    at=dt.time(6, 0),
    days=WEEKDAYS,
    late=dt.timedelta(hours=12),  # in the evening today's digest is no help any more
    says=_("Skickade: %(sent)s. Utan något att berätta: %(nothing)s. Gick inte att skicka: %(failed)s."),
)
def send_todays_digests() -> dict[str, int]:
    return send_digests(on=timezone.localdate())
