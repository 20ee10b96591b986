import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.schedule import recurring
from inbox.services.enquiries import UNCONFIRMED_KEPT, erase_enquiries, forget_unconfirmed
from inbox.services.mail import DRAFT_AGE, clear_drafts


@recurring(
    "erase_enquiries",
    _("Radera vad folk skrev i avslutade förfrågningar"),
    at=dt.time(4, 10),
    says=_("Raderade förfrågningar: %(enquiries)s."),
)
def erase_closed_enquiries() -> dict[str, int]:
    return {"enquiries": erase_enquiries(on=timezone.localdate())}


@recurring(
    "forget_unconfirmed",
    _("Glöm förfrågningar vars adress inte bekräftats"),
    at=dt.time(4, 12),
    says=_("Glömda förfrågningar: %(enquiries)s."),
)
def forget_unconfirmed_enquiries() -> dict[str, int]:
    return {"enquiries": forget_unconfirmed(before=timezone.now() - UNCONFIRMED_KEPT)}


@recurring(
    "clear_mail_drafts", _("Släng övergivna mejlutkast"), at=dt.time(4, 15), says=_("Slängda utkast: %(drafts)s.")
)
def throw_away_drafts() -> dict[str, int]:
    return {"drafts": clear_drafts(before=timezone.now() - DRAFT_AGE)}
