"""Enquiries from the public form: receive, assign, accept, dismiss, reopen and erase."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import KeptKind, Sequence, User
from core.retention import not_held, time_kept
from core.services import save_record
from crm.models import Company, Contact, Direction, Interaction, InteractionKind, LegalBasis
from crm.services.companies import save_company, take_up_again
from crm.services.interactions import save_interaction
from crm.services.people import add_contact, affiliate
from crm.services.removals import may_remove, remove_interaction
from goals.models import Goal
from inbox.models import ENQUIRY_TRANSITIONS, Dismissal, Enquiry, EnquiryState
from inbox.models.enquiries import PERSONAL
from inbox.services.letters import answer_enquiry, tell_assignee

UNCONFIRMED_KEPT = dt.timedelta(days=7)


class TooManyEnquiries(Refusal):
    message = _("Det har kommit väldigt många förfrågningar på kort tid. Försök igen om en timme, eller ring oss.")


class StampUsed(Refusal):
    message = _("Formuläret är redan skickat en gång. Vänta ett ögonblick och skicka igen om det här är något nytt.")


class EnquiryClosed(Refusal):
    message = _("Någon annan har redan tagit hand om förfrågan.")


class EnquiryErased(Refusal):
    message = _("Personuppgifterna är raderade, så förfrågan går inte att öppna igen.")


def sender_of(address: str) -> str:
    """A keyed hash of the network address: equal for equal addresses, and not reversible."""
    return salted_hmac("crm.enquiry.sender", address).hexdigest() if address else ""


@transaction.atomic
def receive_enquiry(
    *, address: str, goals: Iterable[Goal] = (), stamp: str | None = None, receipt: bool = True, **fields
) -> Enquiry:
    """Store an enquiry, with a receipt unless somebody else gives one.

    Raises ValidationError by field, and TooManyEnquiries; then nothing is stored.

    TooManyEnquiries is raised when the limit of the address or the total limit is reached. After ENQUIRIES_PER_DAY in
    total, only addresses that have sent none that day are accepted, so that a few heavy senders do not block the rest;
    ENQUIRIES_MOST_PER_DAY is the absolute limit. A `stamp` is valid for one enquiry: repeating it with the same text
    and goals returns that one, other content raises StampUsed.
    """
    # Lock the sequence's row until this is written, so that concurrent requests do not count the same.
    number, now, sender = Sequence.next("enquiry"), timezone.now(), sender_of(address)
    goals = list(goals)
    latest = Enquiry.objects.order_by()
    before = stamp and latest.filter(stamp=stamp).first()
    if before:
        same_goals = set(before.goals.all()) == set(goals)
        if same_goals and all(getattr(before, name) == value for name, value in fields.items()):
            return before
        raise StampUsed
    lately = latest.filter(sender=sender, received_at__gt=now - dt.timedelta(hours=1))
    if sender and lately.count() >= settings.ENQUIRIES_PER_HOUR:
        raise TooManyEnquiries
    today = latest.filter(received_at__gt=now - dt.timedelta(days=1))
    count = today.count()
    if count >= settings.ENQUIRIES_MOST_PER_DAY:
        raise TooManyEnquiries
    if count >= settings.ENQUIRIES_PER_DAY and today.filter(sender=sender).exists():
        raise TooManyEnquiries
    enquiry = Enquiry(number=number, sender=sender, stamp=stamp, received_at=now)
    save_record(enquiry, links={"goals": goals}, **fields)
    if enquiry.is_new:
        answer_enquiry(enquiry, receipt=receipt)
    return enquiry


@transaction.atomic
def confirm_enquiry(enquiry: Enquiry) -> Enquiry:
    """Let staff see an enquiry whose address is confirmed; a confirmed one is left as it is. Raises StaleVersion."""
    enquiry = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if enquiry.state != EnquiryState.ASKED:
        return enquiry
    save_record(enquiry, state=EnquiryState.NEW, received_at=timezone.now())
    answer_enquiry(enquiry, receipt=False)  # who asked for the confirmation says what it was about
    return enquiry


@transaction.atomic
def forget_unconfirmed(*, before: dt.datetime) -> int:
    """Delete enquiries from before the moment whose address was never confirmed, with their history."""
    keys = list(Enquiry.objects.unconfirmed().filter(received_at__lt=before).values_list("pk", flat=True))
    Enquiry.objects.filter(pk__in=keys).delete()
    Enquiry.history.filter(id__in=keys).delete()
    return len(keys)


@transaction.atomic
def assign_enquiry(enquiry: Enquiry, *, to: User | None, by: User) -> Enquiry:
    """Assign the enquiry to a user, or to none. Raises EnquiryClosed, StaleVersion.

    Who gets it from somebody else is told by mail.
    """
    save_record(enquiry, **_assigned(enquiry, to=to))
    tell_assignee(enquiry, by=by)
    return enquiry


def _assigned(enquiry: Enquiry, *, to: User | None) -> dict:
    if not enquiry.is_new:
        raise EnquiryClosed
    return {"assignee": to}


@dataclass(frozen=True)
class NewPerson:
    first_name: str
    last_name: str = ""
    email: str = ""
    phone: str = ""
    role: str = ""


@transaction.atomic
def accept_enquiry(
    enquiry: Enquiry,
    *,
    by: User,
    company: Company | dict,
    person: Contact | NewPerson | None = None,
    log: bool = True,
) -> Enquiry:
    """Turn the enquiry into a company, a contact and, with `log`, a log entry.

    `company` is an existing one or the fields of a new one; so is `person`. Raises EnquiryClosed, StaleVersion, and
    ValidationError by field; then nothing is written.
    """
    _require_transition(enquiry, EnquiryState.ACCEPTED)
    if isinstance(company, dict):
        company = save_company(Company(), **company)
    else:
        take_up_again(company.pk)
    contact = _contact_at(company, person, received_at=enquiry.received_at)
    interaction = _log(enquiry, by=by, company=company, contact=contact) if log else None
    return save_record(
        enquiry,
        state=EnquiryState.ACCEPTED,
        company=company,
        contact=contact,
        interaction=interaction,
        assignee=enquiry.assignee or by,
        closed_at=timezone.now(),
        closed_by=by,
    )


def _contact_at(company: Company, person: Contact | NewPerson | None, *, received_at: dt.datetime) -> Contact | None:
    day = timezone.localdate(received_at)
    if isinstance(person, NewPerson):
        return add_contact(
            company=company,
            role=person.role,
            starts=None,
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email,
            phone=person.phone,
            legal_basis=LegalBasis.LEGITIMATE_INTEREST,
            data_source=gettext("Förfrågan på webben %(day)s") % {"day": day.isoformat()},
        )
    if person and not person.affiliations.current_on(timezone.localdate()).filter(company=company).exists():
        affiliate(contact=person, company=company)
    return person


def _log(enquiry: Enquiry, *, by: User, company: Company, contact: Contact | None) -> Interaction:
    goals = list(enquiry.goals.all())
    about = gettext("Förfrågan på webben. Mål: %(goals)s.") % {"goals": ", ".join(goal.name for goal in goals)}
    text = about if goals else gettext("Förfrågan på webben.")
    return save_interaction(
        Interaction(logged_by=by),
        companies=[company],
        contacts=[contact] if contact else [],
        kind=InteractionKind.EMAIL,
        direction=Direction.INCOMING,
        happened_at=enquiry.received_at,
        goal=goals[0] if len(goals) == 1 else None,
        text=f"{text}\n\n{enquiry.message}".strip(),
    )


@transaction.atomic
def dismiss_enquiry(enquiry: Enquiry, *, by: User, reason: Dismissal, note: str = "") -> Enquiry:
    """Close the enquiry without accepting it. Raises EnquiryClosed, StaleVersion, ValidationError."""
    return save_record(enquiry, **_dismissed(enquiry, by=by, reason=reason, note=note))


def _dismissed(enquiry: Enquiry, *, by: User, reason: Dismissal, note: str) -> dict:
    _require_transition(enquiry, EnquiryState.DISMISSED)
    return {
        "state": EnquiryState.DISMISSED,
        "dismissal": reason,
        "dismissal_note": note,
        "closed_at": timezone.now(),
        "closed_by": by,
    }


class EnquiryRules:
    """The bulk edit of enquiries, for crm.services.bulk.Edit: as assign_enquiry and dismiss_enquiry."""

    def __init__(self, by: User):
        self._by = by

    def values(self, row: Enquiry, fields: dict) -> dict:
        values = _assigned(row, to=fields["assignee"]) if "assignee" in fields else {}
        if "dismissal" in fields:
            values |= _dismissed(row, by=self._by, reason=fields["dismissal"], note=fields.get("dismissal_note", ""))
        return values

    def settle(self, changed: Mapping[Enquiry, Collection[str]]):
        """Tell who has got them: one letter each, however many there are."""
        given = {enquiry.assignee_id: enquiry for enquiry, names in changed.items() if "assignee" in names}
        for enquiry in given.values():
            tell_assignee(enquiry, by=self._by)


@transaction.atomic
def reopen_enquiry(enquiry: Enquiry, *, by: User) -> Enquiry:
    """Reopen a dismissed or accepted enquiry.

    Its log entry is deleted if `by` may do so. The company and the person stay, and can be deleted as usual. Raises
    EnquiryClosed, EnquiryErased, StaleVersion.
    """
    enquiry = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    _require_transition(enquiry, EnquiryState.NEW)
    if enquiry.erased_at:
        raise EnquiryErased
    logged = enquiry.interaction
    outcome = {"dismissal": "", "dismissal_note": "", "company": None, "contact": None, "interaction": None}
    save_record(enquiry, state=EnquiryState.NEW, closed_at=None, closed_by=None, **outcome)
    if logged and may_remove(logged, user=by):
        remove_interaction(logged, by=by)
    return enquiry


@transaction.atomic
def erase_enquiries(*, on: dt.date) -> int:
    """Erase sender and text, in the history too, of enquiries closed so long before `on` that they are kept no more.

    Goals, days and outcome stay, and so do the company, person and log entry made from it. Those of somebody who is
    held stay whole. Returns how many were erased.
    """
    midnight = timezone.make_aware(dt.datetime.combine(on, dt.time.min))
    before = midnight - time_kept(KeptKind.ENQUIRIES)
    return blank_enquiries(not_held(Enquiry.objects.to_be_erased(before)))


@transaction.atomic
def blank_enquiries(closed: QuerySet[Enquiry]) -> int:
    """Erase sender and text of closed enquiries, in the history too. Returns how many there were."""
    enquiries = list(closed.select_for_update(of=("self",)))
    blank = dict.fromkeys(PERSONAL, "")
    for enquiry in enquiries:
        save_record(enquiry, **blank, erased_at=timezone.now())
    Enquiry.history.filter(id__in=[enquiry.pk for enquiry in enquiries]).update(**blank)
    return len(enquiries)


def _require_transition(enquiry: Enquiry, to: EnquiryState):
    if to not in ENQUIRY_TRANSITIONS[EnquiryState(enquiry.state)]:
        raise EnquiryClosed
