"""What a coordinator reports by the personal link: the team, and what it has done."""

from collections.abc import Iterable, Mapping
from typing import Unpack

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Entry, EntryPicture, Team
from campaigns.services.activities import add_entry, add_picture, remove_picture, update_entry
from campaigns.services.fields import EntryFields
from campaigns.services.teams import confirm_heads, confirm_participants, update_team
from core.errors import Refusal
from core.images import stored_photo
from workplaces.models import Proposal, WorkplaceLink
from workplaces.services.proposals import NothingNew, propose


class TeamHasLeft(Refusal):
    message = _("Laget har gått ur tävlingen.")


@transaction.atomic
def report_team(
    link: WorkplaceLink, *, name: str, heads: int | None, participants: int | None = None, reason: str = ""
) -> Proposal | None:
    """Write the team's name, number of people and number who have taken part, in the coordinator's name.

    Name and number of people are free in a draft. After the opening they stand on the board, and the number decides the
    result: then they wait for staff, as the proposal that is returned. A number that was missing is taken at once.
    Raises NothingNew, and ValidationError by field and Refusal as campaigns.services.teams.
    """
    team = Team.objects.select_related("competition").get(pk=link.team_id)
    if team.is_withdrawn:
        raise TeamHasLeft
    today, wanted, written = timezone.localdate(), {}, False
    if name != team.name and team.competition.is_locked:
        wanted["name"] = name
    elif name != team.name:
        team, written = update_team(team, name=name), True
    if heads is not None and heads != team.heads and team.competition.is_locked and team.heads is not None:
        wanted["heads"] = heads
    elif heads is not None and (heads != team.heads or not team.heads_confirmed):
        team, written = confirm_heads(team, heads=heads, by=link.signature, on=today), True
    if participants is not None and (participants != team.participants or not team.participants_confirmed):
        team = confirm_participants(team, participants=participants, by=link.signature, on=today)
        written = True
    if wanted:
        link.team = team
        return propose(link, wanted=wanted, reason=reason)
    if not written:
        raise NothingNew
    return None


def report_activity(
    link: WorkplaceLink,
    *,
    activity: Activity,
    pictures: Iterable[tuple[File, str]] = (),
    **fields: Unpack[EntryFields],
) -> Entry:
    """Register what the team has done, with pictures and what each shows. It waits to be approved like any entry.

    Raises as campaigns.services.activities; then nothing is stored.
    """
    shown = [(stored_photo(image, field="picture"), alt) for image, alt in pictures]  # slow: before the transaction
    with transaction.atomic():
        entry = add_entry(team=_team(link), activity=activity, **fields)
        for image, alt in shown:
            add_picture(entry=entry, image=image, alt=alt)
        return entry


@transaction.atomic
def change_activity(link: WorkplaceLink, entry: Entry, *, values: Mapping[str, object]) -> Entry:
    """Change what still waits. Raises as update_entry, and for another team's entry Entry.DoesNotExist."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk, team=_team(link))
    return update_entry(entry, **values)


def add_to_activity(link: WorkplaceLink, entry: Entry, *, image: File, alt: str) -> EntryPicture:
    """One more picture. Raises as add_picture, and for another team's entry Entry.DoesNotExist."""
    return add_picture(entry=Entry.objects.get(pk=entry.pk, team=_team(link)), image=image, alt=alt)


def drop_picture(link: WorkplaceLink, picture: EntryPicture):
    """Take away a picture of what still waits. Raises EntryPicture.DoesNotExist for any other."""
    remove_picture(EntryPicture.objects.get(pk=picture.pk, entry__team=_team(link), entry__state="pending"))


def _team(link: WorkplaceLink) -> Team:
    team = Team.objects.get(pk=link.team_id)
    if team.is_withdrawn:
        raise TeamHasLeft
    return team
