from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.models import User
from core.recent import recent
from core.views.generic import PartialMixin
from reports.palette import choices, count_words, open_choices
from reports.queries.recent import rows_behind
from reports.queries.search import search
from reports.queries.today.contacts import contacts_this_week
from reports.queries.today.scope import Scope
from reports.queries.today.steps import count_further_ahead
from reports.sections import SECTIONS, shown_to

LONGEST = 100

# Everybody who may log in may come here; each part asks for the permission to see what it shows.


class Today(TemplateView):
    template_name = "reports/today.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET.getlist("visa")
        scope = Scope(timezone.localdate(), user, everyone=self.request.GET.get("vem") == "alla")
        shown = list(shown_to(scope, asked=asked))
        counts = {each.section.key: len(each.rows) for each in shown}
        context = {
            "title": _("Idag"),
            "today": scope.today,
            "everyone": scope.everyone,
            "sees_nothing": not any(user.has_perm(section.permission) for section in SECTIONS),
            "main": [each for each in shown if not each.section.aside],
            "aside": [each for each in shown if each.section.aside],
        }
        if user.has_perm("crm.view_nextstep"):
            context |= {
                "overdue_count": counts.get("overdue", 0),
                "today_count": counts.get("today", 0),
                "later_count": 0 if "later" in asked else count_further_ahead(scope),
            }
        if user.has_perm("crm.change_nextstep"):
            context["colleagues"] = User.objects.filter(is_active=True)
        if user.has_perm("crm.view_interaction"):
            context["week_count"] = contacts_this_week(scope)
        return super().get_context_data(**context, **kwargs)


class Search(PartialMixin, TemplateView):
    """A page of results, or the choices of the palette when it asks as one types."""

    template_name = "reports/search.html"
    partial_template_name = "reports/_palette.html"

    def get_context_data(self, **kwargs):
        text = " ".join(self.request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
        user = self.request.user
        result = search(text, user) if text else None
        groups = choices(text, result, user) if text else open_choices(rows_behind(recent(self.request), user), user)
        context = {"title": _("Sök"), "search_text": text, "result": result, "groups": groups}
        return super().get_context_data(count_words=count_words(groups), **context, **kwargs)
