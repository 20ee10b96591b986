"""Enquiries from the public form."""

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from inbox.models import Enquiry
from reports.queries.today.scope import MOST, Scope, TodayRow


def new_enquiries(scope: Scope) -> list[TodayRow]:
    """Unanswered enquiries, the oldest first: the owner's and unassigned ones. At most MOST + 1. Two queries."""
    waiting = Enquiry.objects.waiting()
    if scope.owner:
        waiting = waiting.filter(Q(assignee=scope.owner) | Q(assignee__isnull=True))
    rows = waiting.for_table().order_by("received_at", "pk")[: MOST + 1]
    return [
        TodayRow(
            record=enquiry,
            subject=str(enquiry),
            url=enquiry.get_absolute_url(),
            what=Truncator(enquiry.message).chars(120) or gettext("Vill bli partner"),
            reasons=_reasons(enquiry, scope),
        )
        for enquiry in rows
    ]


def _reasons(enquiry: Enquiry, scope: Scope) -> list[str]:
    days = (scope.today - timezone.localdate(enquiry.received_at)).days
    came = ngettext("Kom in för %(days)s dag sedan.", "Kom in för %(days)s dagar sedan.", days) % {"days": days}
    reasons = [came if days > 0 else gettext("Kom in i dag.")]
    if enquiry.assignee_id is None:
        reasons.append(gettext("Ingen har tagit den än."))
    elif scope.everyone:
        reasons.append(gettext("%(who)s har tagit den.") % {"who": enquiry.assignee})
    return reasons
