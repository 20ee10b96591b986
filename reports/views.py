from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from reports.queries.search import search
from reports.queries.today import (
    DAYS_AHEAD,
    contacts_this_week,
    end_of_week,
    ending_sponsorships,
    steps_by_urgency,
    steps_later,
)

LONGEST = 100

# Everybody who may log in may come here; each part asks for the permission to see what it shows.


class Today(TemplateView):
    template_name = "reports/today.html"
    headings = {
        "overdue": _("Försenat"),
        "today": _("I dag"),
        "week": _("Senare i veckan"),
        "later": _("Längre fram"),
    }

    def get_context_data(self, **kwargs):
        today, user = timezone.localdate(), self.request.user
        everyone = self.request.GET.get("vem") == "alla"
        scope = {"today": today, "user": None if everyone else user}
        context = {"title": _("Idag"), "today": today, "everyone": everyone, "days_ahead": DAYS_AHEAD}
        if user.has_perm("crm.view_nextstep"):
            show_later = self.request.GET.get("senare") == "1"
            groups = steps_by_urgency(**scope, later=show_later)
            counts = {group.key: len(group.steps) for group in groups}
            context |= {
                "groups": [(group.key, self.headings[group.key], group.steps) for group in groups],
                "overdue_count": counts.get("overdue", 0),
                "today_count": counts.get("today", 0),
                "later_count": 0 if show_later else steps_later(**scope),
                "sunday": end_of_week(today),
            }
        if user.has_perm("crm.view_interaction"):
            context["week_count"] = contacts_this_week(**scope)
        if user.has_perm("crm.view_sponsorship"):
            context["ending"] = ending_sponsorships(**scope)
        return super().get_context_data(**context, **kwargs)


class Search(TemplateView):
    """A page of results, or only the list of them when the search box in the header asks as one types."""

    def get_template_names(self):
        return ["reports/_search_panel.html" if self.request.htmx else "reports/search.html"]

    def get_context_data(self, **kwargs):
        text = " ".join(self.request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
        result = search(text, self.request.user) if text else None
        return super().get_context_data(title=_("Sök"), search_text=text, result=result, **kwargs)
