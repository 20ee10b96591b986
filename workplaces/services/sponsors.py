"""What a sponsor answers by the personal link about renewing, and what staff do with the answer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import User
from core.services import save_record
from crm.models import Sponsorship
from workplaces.models import RenewalAnswer, WorkplaceLink


class AlreadyHandled(Refusal):
    message = _("Någon annan har redan tagit hand om svaret.")


def renewable(link: WorkplaceLink):
    """The company's agreements that can be renewed, the first to end first."""
    today = timezone.localdate()
    agreements = link.company.sponsorships.to_renew(today).active_on(today)
    return agreements.select_related("goal", "tier").order_by("ends", "pk")


@transaction.atomic
def answer_renewal(link: WorkplaceLink, *, sponsorship: Sponsorship, answer: str, note: str = "") -> RenewalAnswer:
    """Answer whether to renew; another answer replaces one that nobody has taken care of.

    Raises Sponsorship.DoesNotExist for one that is another's or cannot be renewed, and ValidationError by field.
    """
    own = renewable(link).get(pk=sponsorship.pk)
    waiting = RenewalAnswer.objects.waiting().filter(sponsorship=own).select_for_update(of=("self",)).first()
    row = waiting or RenewalAnswer(sponsorship=own)
    return save_record(row, link=link, answer=answer, note=note, answered_at=timezone.now())


@transaction.atomic
def handle_answer(answer: RenewalAnswer, *, by: User) -> RenewalAnswer:
    """Take the answer off the list of what waits. Raises AlreadyHandled, StaleVersion."""
    if answer.handled_at is not None:
        raise AlreadyHandled
    return save_record(answer, handled_at=timezone.now(), handled_by=by)
