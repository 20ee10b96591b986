"""What workplaces want to begin: received by the public form, confirmed by mail, approved by staff."""

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import CompetitionKind, Team
from campaigns.services.competition_setup import TeamTerms, start_competition, usual_dates
from campaigns.services.teams import add_team, update_team
from core.changesets import Kind, register, undo
from core.errors import Refusal
from core.models import Changeset, User
from core.services import hash_of, save_record
from crm.models import Company, Contact
from crm.queries.recognition import KnownParty, known_companies, known_people
from goals.models import Goal
from inbox.models import Enquiry, EnquiryState
from inbox.services.enquiries import (
    UNCONFIRMED_KEPT,
    EnquiryClosed,
    NewPerson,
    accept_enquiry,
    confirm_enquiry,
    receive_enquiry,
)
from workplaces.models import LinkKind, Start, StartKind, WorkplaceLink
from workplaces.services.one_changeset import one_act
from workplaces.services.personal_links import make_link

CHANGESET_KIND = "start"
MOST_ASKED = 3  # mails to confirm, to one address a day: the form must not be a way to fill somebody's mailbox


class TooManyAsked(Refusal):
    message = _("Vi har redan skickat flera mejl till den adressen. Öppna länken i något av dem.")


@transaction.atomic
def receive_start(
    *,
    address: str,
    goals: Iterable[Goal] = (),
    stamp: str | None = None,
    terms: dict,
    asks: bool = True,
    **fields,
) -> tuple[Start, str]:
    """Store what a workplace wants. With `asks`, staff see it when the secret that is returned has confirmed it.

    `terms` are the fields of Start, the others those of Enquiry. Sent again with the same stamp, the secret is empty.
    Raises as receive_enquiry, and TooManyAsked; then nothing is stored.
    """
    since = timezone.now() - dt.timedelta(days=1)
    waiting = Enquiry.objects.unconfirmed().filter(email__iexact=fields["email"], received_at__gt=since)
    state = EnquiryState.ASKED if asks else EnquiryState.NEW
    # The receipt is of what is begun, when the address is confirmed: without mail nothing confirms it.
    enquiry = receive_enquiry(address=address, goals=goals, stamp=stamp, receipt=False, state=state, **fields)
    if known := Start.objects.filter(enquiry=enquiry).first():
        return known, ""
    if asks and waiting.exclude(pk=enquiry.pk).count() >= MOST_ASKED:
        raise TooManyAsked
    secret = secrets.token_urlsafe(32) if asks else ""
    return save_record(Start(enquiry=enquiry, token_hash=hash_of(secret) if secret else None), **terms), secret


def asked_by(secret: str) -> Start | None:
    """What the link in a mail confirms, also when it is confirmed already; None for an unknown or old one."""
    start = Start.objects.filter(token_hash=hash_of(secret)).with_enquiry().first()
    if start and start.confirmed_at is None and start.enquiry.received_at < timezone.now() - UNCONFIRMED_KEPT:
        return None
    return start


@transaction.atomic
def confirm_start(start: Start) -> bool:
    """Confirm the address; whether this was the first time."""
    start = Start.objects.select_for_update(of=("self",)).get(pk=start.pk)
    if start.confirmed_at is not None:
        return False
    save_record(start, confirmed_at=timezone.now())
    confirm_enquiry(start.enquiry)
    return True


class Suggestion(NamedTuple):
    """Whom an approval takes it to be: a known company, or a new one; a known person, or a new one."""

    company: Company | None
    person: Contact | None
    others: list[KnownParty]  # companies that it may be instead


def suggestion(start: Start) -> Suggestion:
    """A company with the same number, or else of the same name without another number. At most ten queries."""
    enquiry = start.enquiry
    known = known_companies(name=enquiry.company_name, orgnr=enquiry.orgnr, emails=[enquiry.email])
    same = [each for each in known if enquiry.orgnr and each.company.orgnr == enquiry.orgnr]
    named = known_companies(name=enquiry.company_name)
    fitting = same or [each for each in named if not (enquiry.orgnr and each.company.orgnr)]
    company = fitting[0].company if fitting else None
    people = known_people([enquiry.email])
    others = [each for each in known if each.company != company]
    return Suggestion(company, people[0] if people else None, others)


class Approved(NamedTuple):
    changeset: Changeset
    team: Team | None
    link: WorkplaceLink | None
    secret: str  # of the coordinator's link


def approve_start(start: Start, *, by: User, company: Company | None = None, is_new: bool = False) -> Approved:
    """Make the company, the person, and the team in its draft or open competition, as one act.

    `company` is another than the suggested one, and `is_new` says that it is a new one whatever is known. Raises
    EnquiryClosed, and as the services of what is made; then nothing is written.
    """
    start = Start.objects.with_enquiry().get(pk=start.pk)
    if not start.enquiry.is_new:
        raise EnquiryClosed
    found = suggestion(start)
    company = company or (None if is_new else found.company)
    enquiry = start.enquiry
    first_name, last_name = enquiry.first_and_last_name
    person = found.person or NewPerson(first_name, last_name, enquiry.email, enquiry.phone, gettext("Samordnare"))
    new = {"name": enquiry.company_name, "orgnr": enquiry.orgnr or None, "owner": by}
    with one_act(CHANGESET_KIND, about=Enquiry, name=enquiry.company_name, by=by) as changeset:
        enquiry = accept_enquiry(enquiry, by=by, company=company or new, person=person)
        team = _make_team(start, enquiry, by=by) if start.makes_team else None
        link, secret = make_link(LinkKind.COORDINATOR, team, by=by, holder=enquiry.contact) if team else (None, "")
        competition = team.competition if team else start.competition
        save_record(start, team=team, competition=competition, changeset=changeset)
    return Approved(changeset, team, link, secret)


def _make_team(start: Start, enquiry: Enquiry, *, by: User) -> Team:
    terms = {"heads": start.size, "coordinator": enquiry.contact}
    if start.kind == StartKind.JOIN:
        if start.competition is None:
            raise Refusal(_("Tävlingen finns inte längre. Ta hand om förfrågan som vanligt i stället."))
        reason = gettext("Anmälde sig själva") if start.competition.is_locked else ""
        return add_team(
            competition=start.competition,
            company=enquiry.company,
            name=start.team_name,
            by=by,
            reason=reason,
            **terms,
        )
    own = TeamTerms(company=enquiry.company, name=start.team_name, heads=start.size)
    teams, kind = [own], CompetitionKind.COLLECTION
    if start.kind == StartKind.CHALLENGE:
        teams, kind = [own, _opponent(start)], CompetitionKind.DUEL
    opens_on, closes_on = usual_dates(timezone.localdate())
    competition = start_competition(
        kind=kind, goals=list(enquiry.goals.all()), teams=teams, by=by, opens_on=opens_on, closes_on=closes_on
    )
    team = competition.teams.get(company=enquiry.company)
    return update_team(team, coordinator=enquiry.contact)


def _opponent(start: Start) -> TeamTerms:
    known = known_companies(name=start.opponent)
    return TeamTerms(company=known[0].company) if known else TeamTerms(new_company=start.opponent)


def _may(changeset: Changeset, user: User) -> bool:
    return user.has_perm("inbox.change_enquiry") and user.has_perm("campaigns.change_team")


register(
    Kind(
        name=CHANGESET_KIND,
        label=_("Arbetsplats som fick börja"),
        listed=lambda user: Q() if _may(None, user) else None,
        may=_may,
        undo=lambda changeset, by: undo(changeset, by=by, reason=gettext("Godkännandet togs tillbaka")),
    )
)
