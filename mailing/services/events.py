"""What the provider tells of letters that left: that one bounced, or that its receiver took it for spam."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mailing.models import Letter, LetterState, SuppressionReason
from mailing.services.suppressions import suppress_address

REASONS = {"bounced": SuppressionReason.BOUNCED, "complained": SuppressionReason.COMPLAINED}
SOFT = {"timed_out"}  # reject reasons (anymail) after which the address may still work


def note_event(*, kind: str, provider_id: str, address: str, reason: str = "") -> bool:
    """Note a bounce or a complaint by the provider's own id of the letter; once or many times, it is the same.

    False if it is of another kind, or about no letter of ours: a stranger's event suppresses nobody.
    """
    if kind not in {"bounced", "rejected", "complained"} or not provider_id:
        return False
    letter = Letter.objects.filter(provider_id=provider_id, to_email__iexact=address.strip()).first()
    if letter is None:
        return False
    if kind != "complained":
        sent = Letter.objects.filter(pk=letter.pk, state=LetterState.SENT)
        words = _("Studsade: %(reason)s") % {"reason": reason or kind}
        sent.update(state=LetterState.BOUNCED, ended_at=timezone.now(), error=words[:300])
    if kind in REASONS and reason not in SOFT:
        suppress_address(letter.to_email, reason=REASONS[kind], note=reason[:200])
    return True


@transaction.atomic
def note_report(*, message_id: str, kind: str, reason: str, is_final: bool) -> str:
    """Note a bounce or a complaint that came as a message and names our letter by its Message-ID.

    Returns what was done, in words; empty if it names no letter of ours: a stranger's report suppresses nobody. The
    number is long, random and known to who got the letter. The address is suppressed only for what is final: one that
    is full today may work tomorrow.
    """
    letter = Letter.objects.filter(message_id=f"<{message_id}>").first() if message_id else None
    if letter is None:
        return ""
    if kind == "bounced":
        words = _("Studsade: %(reason)s") % {"reason": reason or kind}
        sent = Letter.objects.filter(pk=letter.pk, state=LetterState.SENT) if is_final else Letter.objects.none()
        sent.update(state=LetterState.BOUNCED, ended_at=timezone.now(), error=words[:300])
    if not is_final:
        return _("Det är tillfälligt (%(reason)s), så adressen är inte spärrad.") % {"reason": reason or "?"}
    suppress_address(letter.to_email, reason=REASONS[kind], note=reason[:200])
    return _("Adressen %(address)s är spärrad.") % {"address": letter.to_email}
