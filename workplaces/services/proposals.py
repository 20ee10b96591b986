"""Changes that workplaces ask for: proposed by their links, approved or declined by staff."""

from collections.abc import Mapping
from contextlib import nullcontext

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Team
from campaigns.services.teams import amend_heads, update_team
from core.changesets import Kind, register, undo
from core.errors import Refusal
from core.images import partner_logo
from core.models import Changeset, User
from core.services import save_record
from crm.models import Company
from crm.services.companies import save_company
from workplaces.models import LinkKind, Proposal, ProposalState, WorkplaceLink
from workplaces.services.one_changeset import one_act

CHANGESET_KIND = "proposal"


class AlreadyAnswered(Refusal):
    message = _("Förslaget är redan besvarat.")


class ChangedSince(Refusal):
    message = _("Uppgifterna har ändrats sedan förslaget kom. Jämför, och ändra för hand eller avböj förslaget.")


class NothingNew(Refusal):
    message = _("Det står redan så. Inget har ändrats.")


def propose(
    link: WorkplaceLink, *, wanted: Mapping[str, object], reason: str = "", logo: File | None = None
) -> Proposal:
    """Ask for other values of the fields of what the link is about; an earlier waiting proposal is replaced.

    Raises NothingNew, ValidationError by field.
    """
    if logo is not None:
        try:
            logo = partner_logo(logo)  # before the transaction: decoding is slow
        except ValidationError as error:
            raise ValidationError({"logo": error}) from error
    about = link.about
    changes = {name: [_stored(about, name), value] for name, value in wanted.items() if _stored(about, name) != value}
    if not changes and logo is None:
        raise NothingNew
    with transaction.atomic():
        proposal = link.proposals.select_for_update(of=("self",)).waiting().first() or Proposal(link=link)
        fields = {"changes": changes, "reason": reason, "made_at": timezone.now()}
        return save_record(proposal, **fields, **({} if logo is None else {"logo": logo}))


def _stored(about: Team | Company, name: str) -> object:
    """As JSON holds it."""
    value = getattr(about, name)
    return value if value is None or isinstance(value, int) else str(value)


@transaction.atomic
def approve_proposal(proposal: Proposal, *, by: User) -> Changeset:
    """Make the change as if by hand. What was written can be taken back as one.

    Raises AlreadyAnswered, ChangedSince, ValidationError by field, and what the change itself raises.
    """
    proposal = _pending(proposal)
    about = proposal.link.about
    if any(_stored(about, name) != old for name, (old, _new) in proposal.changes.items()):
        raise ChangedSince
    with one_act(CHANGESET_KIND, about=type(about), name=str(about), by=by) as changeset:
        _apply(proposal, about, by)
        _decide(proposal, ProposalState.APPROVED, by=by)
    return changeset


def _apply(proposal: Proposal, about: Team | Company, by: User):
    wanted = {name: new for name, (_old, new) in proposal.changes.items()}
    if proposal.link.kind == LinkKind.SPONSOR:
        # A file of its own: the proposal's goes with the person who sent it.
        with proposal.logo.open() if proposal.logo else nullcontext() as logo:
            save_company(about, **wanted, **({"logo": partner_logo(logo)} if logo else {}))
        return
    heads = wanted.pop("heads", None)
    if heads is not None:
        reason = proposal.reason or str(_("Arbetsplatsen har rättat antalet."))
        confirmed = {"confirmed_by": proposal.link.signature, "confirmed_on": timezone.localdate(proposal.made_at)}
        amend_heads(about, heads=heads, by=by, reason=reason, **confirmed)
    if wanted:
        update_team(about, **wanted)


@transaction.atomic
def decline_proposal(proposal: Proposal, *, by: User, answer: str) -> Proposal:
    """Leave everything as it is; the workplace reads `answer`. Raises AlreadyAnswered, ValidationError."""
    if not answer.strip():
        raise ValidationError({"answer": _("Skriv varför. Arbetsplatsen får läsa det.")})
    return _decide(_pending(proposal), ProposalState.DECLINED, by=by, answer=answer)


def _decide(proposal: Proposal, state: ProposalState, *, by: User, answer: str = "") -> Proposal:
    return save_record(proposal, state=state, decided_by=by, decided_at=timezone.now(), answer=answer)


def _pending(proposal: Proposal) -> Proposal:
    proposal = Proposal.objects.select_for_update(of=("self",)).for_table().get(pk=proposal.pk)
    if not proposal.is_pending:
        raise AlreadyAnswered
    return proposal


def _may(changeset: Changeset, user: User) -> bool:
    return user.has_perm("workplaces.change_proposal")


register(
    Kind(
        name=CHANGESET_KIND,
        label=_("Förslag från en arbetsplats"),
        listed=lambda user: Q() if user.has_perm("workplaces.change_proposal") else None,
        may=_may,
        undo=lambda changeset, by: undo(changeset, by=by, reason=str(_("Godkännandet togs tillbaka"))),
    )
)
