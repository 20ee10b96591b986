"""The idea bank: ideas with their pictures, and the activities that are made of them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Amendment, Competition, CompetitionState, Idea
from core.errors import Refusal
from core.images import stored_photo
from core.models import User
from core.services import save_record
from core.stored_files import delete_replaced
from goals.models import Goal

LONGEST_DESCRIPTION = 300


class IsActivity(Refusal):
    message = _("Idén är redan en aktivitet.")


class NotTakingActivities(Refusal):
    message = _("Tävlingen tar inte emot fler aktiviteter i det här läget.")


def save_idea(idea: Idea, *, goals: Iterable[Goal] | None = None, **fields) -> Idea:
    """Save an idea, its new picture without metadata. Raises ValidationError by field, or StaleVersion."""
    for name, value in fields.items():
        setattr(idea, name, value)
    if idea.picture and not idea.picture._committed:
        idea.picture = stored_photo(idea.picture.file, field="picture")
    with transaction.atomic():
        replaced = Idea.objects.filter(pk=idea.pk).values_list("picture", flat=True).first()
        save_record(idea, links=None if goals is None else {"goals": goals})
        delete_replaced(Idea, "picture", replaced or "")
    return idea


@transaction.atomic
def remove_idea(idea: Idea):
    """Delete an idea and its picture; an activity made of it stays."""
    name = idea.picture.name
    idea.delete()
    delete_replaced(Idea, "picture", name)


@transaction.atomic
def make_activity(idea: Idea, *, points: int, cap: int) -> Activity:
    """Make the idea an activity that competitions which open from now on have.

    Raises IsActivity, ValidationError by field, for a name that another activity has too.
    """
    stored = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    if stored.activity_id is not None:
        raise IsActivity
    activity = save_record(
        Activity(), name=stored.name, description=stored.summary[:LONGEST_DESCRIPTION], points=points, cap=cap
    )
    save_record(stored, activity=activity)
    return activity


@transaction.atomic
def offer_idea(
    idea: Idea, *, by: User, points: int = 0, cap: int = 0, competition: Competition | None = None, reason: str = ""
) -> Activity:
    """Make the idea an activity, unless it is one, and let an open competition have it. Raises as what it calls."""
    activity = idea.activity or make_activity(idea, points=points, cap=cap)
    if competition is not None:
        add_to_competition(competition, activity=activity, by=by, reason=reason)
    return activity


@transaction.atomic
def add_to_competition(competition: Competition, *, activity: Activity, by: User, reason: str) -> Amendment:
    """Let the teams of an open competition do one more activity; the board says what was added and why.

    Raises NotTakingActivities in other states, Refusal if it has the activity already, ValidationError by field. A
    draft needs nothing: it takes all activities that can be chosen when it opens.
    """
    competition = Competition.objects.select_for_update().get(pk=competition.pk)
    if competition.state != CompetitionState.OPEN:
        raise NotTakingActivities
    if activity.pk in {each["id"] for each in competition.catalogue}:
        raise Refusal(_("Aktiviteten finns redan i tävlingen."))
    added = {"id": activity.pk, "name": activity.name, "points": activity.points, "cap": activity.cap}
    save_record(competition, catalogue=[*competition.catalogue, added])
    terms = {"name": activity.name, "points": activity.points, "cap": activity.cap}
    what = gettext("Ny aktivitet: %(name)s, %(points)s poäng, högst %(cap)s räknas") % terms
    return save_record(Amendment(competition=competition, made_by=by), what=what[:300], reason=reason)
