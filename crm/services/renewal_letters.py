"""Letters to sponsors about what comes after the period."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import User
from crm.letter_kinds import RENEWAL, about_contact, renewal_values
from crm.models import Affiliation, Contact, Sponsorship
from mailing.services.queueing import To, write_letters


class NothingToRenew(Refusal):
    message = _("Sponsorskapet gäller inte längre, eller är redan förnyat.")


def remind_of_renewal(sponsorship: Sponsorship, *, by: User) -> int:
    """Write to the sponsor's contact about the next period, once a day at most. Returns how many letters.

    Raises MailIsOff, and NothingToRenew for one that is not in force or has a successor.
    """
    today = timezone.localdate()
    if not sponsorship.is_signed or sponsorship.last_day < today or sponsorship.successor:
        raise NothingToRenew
    contact = contact_of(sponsorship)
    letters = [
        {
            "to": To(contact.email, str(contact)),
            "values": renewal_values(sponsorship, contact) | {"avsändare": str(by)},
            "about": about_contact(contact, sponsorship.company),
            "once": f"{RENEWAL.name}:{sponsorship.pk}:{today}",
        }
        for contact in [contact]
        if contact
    ]
    return write_letters(RENEWAL.name, letters, by=by)


def contact_of(sponsorship: Sponsorship) -> Contact | None:
    """Who signed, while at the company; else whoever there has an address. At most two queries."""
    there = Affiliation.objects.current_on(timezone.localdate()).filter(company=sponsorship.company)
    there = there.exclude(contact__email="").exclude(contact__do_not_contact=True).select_related("contact")
    people = [role.contact for role in there.order_by("pk")]
    return next((each for each in people if each.pk == sponsorship.signed_by_id), next(iter(people), None))
