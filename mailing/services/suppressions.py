"""Addresses that are not written to."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.models import User
from core.services import save_record
from mailing.models import Suppression, SuppressionReason
from mailing.models.suppressions import STOPS, address_key


@transaction.atomic
def suppress_address(address: str, *, reason: SuppressionReason, note: str = "", by: User | None = None) -> Suppression:
    """Write no more to the address. One that is suppressed already keeps the reason that stops most."""
    key, address = address_key(address), address.strip()
    row = Suppression.objects.select_for_update(of=("self",)).filter(key=key).first() or Suppression(key=key)
    if row.pk and len(STOPS[SuppressionReason(row.reason)]) >= len(STOPS[reason]):
        return row
    return save_record(row, address=address, reason=reason, note=note, made_by=by)


@transaction.atomic
def lift_suppression(suppression: Suppression):
    """Let the address be written to again. Raises Refusal for who has said no by themselves: only they take it back."""
    if not suppression.is_ours:
        raise Refusal(_("Den som själv har sagt nej tar bara själv tillbaka det, med länken i mejlet."))
    suppression.delete()


@transaction.atomic
def subscribe_again(address: str):
    """Take back one's own no."""
    rows = Suppression.objects.of(address_key(address)).filter(reason=SuppressionReason.UNSUBSCRIBED)
    for row in rows:
        row.delete()
