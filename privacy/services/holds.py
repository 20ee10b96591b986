"""Holds: that somebody must not be erased for now."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import User
from core.retention import register_hold
from core.services import save_record
from crm.models import Affiliation, Company, Contact
from inbox.models import InboundMail
from mailing.models import Letter
from privacy.models import LegalHold


class Held(Refusal):
    def __init__(self, hold: LegalHold):
        words = _("Uppgifterna om %(who)s är spärrade mot radering sedan %(day)s av %(by)s: %(reason)s")
        day = timezone.localdate(hold.made_at).isoformat()
        super().__init__(words % {"who": hold, "day": day, "by": hold.made_by, "reason": hold.reason}, hold=hold)


class AlreadyLifted(Refusal):
    message = _("Spärren är redan hävd.")


@transaction.atomic
def put_hold(*, by: User, reason: str, contact: Contact | None = None, company: Company | None = None) -> LegalHold:
    """Keep somebody from being erased. Raises ValidationError by field."""
    return save_record(LegalHold(made_by=by), contact=contact, company=company, reason=reason)


@transaction.atomic
def lift_hold(hold: LegalHold, *, by: User) -> LegalHold:
    """Raises AlreadyLifted, StaleVersion."""
    if hold.lifted_at:
        raise AlreadyLifted
    return save_record(hold, lifted_at=timezone.now(), lifted_by=by)


# Mail that no key ties to anybody: its address says whose it is.
ADDRESS = {InboundMail: "sender", Letter: "to_email"}


def without_held(rows: QuerySet) -> QuerySet:
    """The rows but those about a company that is held, or a person who is, themselves or by a company of theirs."""
    companies, people = map(LegalHold.objects.held, ("company", "contact"))
    theirs = Affiliation.history.filter(company__in=companies).values("contact")
    for pointer in rows.model._meta.concrete_fields:
        if pointer.related_model is Company:
            rows = rows.exclude(**{f"{pointer.name}__in": companies})
        elif pointer.related_model is Contact:
            rows = rows.exclude(**{f"{pointer.name}__in": people}).exclude(**{f"{pointer.name}__in": theirs})
    if field := ADDRESS.get(rows.model):
        contacts = Contact.objects.filter(Q(pk__in=people) | Q(pk__in=theirs))
        rows = rows.alias(address=Lower(field)).exclude(address__in=_addresses(contacts, companies))
    return rows


def _addresses(contacts: QuerySet[Contact], companies: QuerySet) -> set[str]:
    """In lower case, former ones too. Two queries."""
    of_people = (each for contact in contacts for each in (*contact.emails, *contact.former_emails.splitlines()))
    of_companies = Company.objects.filter(pk__in=companies).exclude(invoice_email="")
    return {each.lower() for each in (*of_people, *of_companies.values_list("invoice_email", flat=True))}


def hold_on(party: Contact | Company) -> LegalHold | None:
    """The oldest hold that keeps it from being erased: its own, or of a person the one on a company of theirs."""
    holds = LegalHold.objects
    found = holds.on_contacts([party]) if isinstance(party, Contact) else holds.on_companies([party])
    return found.for_table().order_by("made_at", "pk").first()


def require_no_hold(party: Contact | Company):
    """Raise Held."""
    if hold := hold_on(party):
        raise Held(hold)


register_hold(without_held)
