"""What prevents merging two rows, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext

from campaigns.models import Team
from crm.models import Company, Contact, Sponsorship


def objections(lost: Company | Contact, kept: Company | Contact) -> list[str]:
    """One sentence for each; empty if nothing prevents it."""
    if isinstance(lost, Contact):
        return []
    return [*_overlapping_sponsorships(lost, kept), *_rivals(lost, kept)]


def _overlapping_sponsorships(lost: Company, kept: Company) -> Iterator[str]:
    for sponsorship in lost.sponsorships.ever_in_force().select_related("goal", "company"):
        rivals = kept.sponsorships.filter(goal=sponsorship.goal_id).select_related("company")
        for rival in rivals.active_between(sponsorship.starts, sponsorship.last_day):
            yield gettext("Båda har tecknat sponsorskap på målet %(goal)s under samma tid: %(one)s och %(other)s.") % {
                "goal": sponsorship.goal.name,
                "one": sponsorship.agreement_no,
                "other": rival.agreement_no,
            }


def _rivals(lost: Company, kept: Company) -> Iterator[str]:
    """Competitions in which the two are rivals: a company cannot compete with itself."""
    for team in lost.teams.select_related("competition"):
        if Team.objects.filter(competition=team.competition_id, company=kept).exists():
            yield gettext("Båda har lag i tävlingen %(competition)s.") % {"competition": team.competition}


def double_dialogues(one: Company, other: Company) -> list[tuple[Sponsorship, Sponsorship]]:
    """Open dialogues that both have about the same goal and tier. One query."""
    found = list(Sponsorship.objects.in_open_stage().filter(company__in=[one, other]).order_by("pk"))
    return [
        (mine, theirs)
        for mine in found
        for theirs in found
        if (mine.company_id, theirs.company_id) == (one.pk, other.pk)
        and (mine.goal_id, mine.tier_id) == (theirs.goal_id, theirs.tier_id)
    ]
