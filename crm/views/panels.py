"""Fragments that the goal pages load by URL name."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from crm.models import Interaction
from crm.queries.partners import partners_by_tier, pledged_in_year, seats_on, upcoming_on
from crm.tables.sponsorships import SeatsTable
from goals.models import Goal

LATEST = 10
MOST_PARTNERS = 25  # per tier, and of upcoming ones; the sponsorship list shows all


class GoalPanel(PermissionRequiredMixin, TemplateView):
    fragment_name: str

    def get_template_names(self):
        return [self.fragment_name if self.request.htmx else "crm/goals/goal_panel.html"]

    def get_context_data(self, **kwargs):
        goal = get_object_or_404(Goal, number=kwargs.pop("number"))
        return super().get_context_data(goal=goal, fragment=self.fragment_name, **self.panel(goal), **kwargs)

    def panel(self, goal: Goal) -> dict:
        raise NotImplementedError


class GoalPartners(GoalPanel):
    permission_required = "crm.view_sponsorship"
    fragment_name = "crm/goals/_goal_partners.html"

    def panel(self, goal):
        today = timezone.localdate()
        upcoming = list(upcoming_on(goal, today)[: MOST_PARTNERS + 1])
        return {
            "groups": partners_by_tier(goal, today, most=MOST_PARTNERS),
            "upcoming": upcoming[:MOST_PARTNERS],
            "more_upcoming": len(upcoming) > MOST_PARTNERS,
            "seats": SeatsTable(seats_on(goal, today)),
            "pledged": pledged_in_year(goal, today.year),
            "today": today,
        }


class GoalInteractions(GoalPanel):
    permission_required = "crm.view_interaction"
    fragment_name = "crm/goals/_goal_interactions.html"

    def panel(self, goal):
        return {"interactions": Interaction.objects.filter(goal=goal).for_timeline()[:LATEST]}
