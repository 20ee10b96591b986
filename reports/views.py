from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from core.forms import StyledForm
from core.outgoing_mail import can_mail, mail_sender
from core.recently_viewed import recent
from core.services import calendar_reader, note_news_read, skip_step
from core.views.buttons import ButtonView
from core.views.etags import tagged
from core.views.generic import FormPage
from core.views.lists import PartialMixin
from goals.models import Goal
from goals.queries import goals_with_offers
from goals.services import confirm_offers
from reports.administration import GROUPS as ADMINISTRATION
from reports.exports.calendar import calendar_file
from reports.help_pages import GROUPS, help_about, help_page
from reports.news import LATEST, RELEASES
from reports.palette import choices, count_words, open_choices
from reports.queries.calendar import days_of
from reports.queries.recent import rows_behind
from reports.queries.search import search
from reports.queries.setup_steps import KEYS, ShownStep, start_steps
from reports.queries.today.contacts import contacts_this_week
from reports.queries.today.scope import Scope
from reports.queries.today.steps import count_further_ahead
from reports.sections import SECTIONS, shown_to
from reports.services import note_start_done, send_trial_mail, take_step_up
from reports.todo_page import TodoPage

LONGEST = 100
CALENDAR_MAX_AGE = 900  # seconds that a calendar client may cache the feed

# Every logged-in user may open these pages; each part checks the permission for what it shows.


def _start_for(user) -> list[ShownStep]:
    """What a new installation still needs, for administrators; nothing, and no query, once they have seen it done."""
    if user.start_done or not user.has_perm("core.change_organisation"):
        return []
    steps = start_steps()
    if any(step.is_open for step in steps):
        return steps
    note_start_done(user)
    return []


class Today(PartialMixin, TemplateView):
    """The whole page, or only its lists when htmx asks after an action."""

    template_name = "reports/today.html"
    partial_template_name = "reports/_today.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET.getlist("visa")
        scope = Scope(timezone.localdate(), user, everyone=self.request.GET.get("vem") == "alla")
        shown = list(shown_to(scope, asked=asked))
        counts = {each.section.key: len(each.rows) for each in shown}
        context = {
            "title": _("Idag"),
            "start": [] if self.request.htmx else _start_for(user),
            "today": scope.today,
            "everyone": scope.everyone,
            "page": TodoPage(self.request),
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
        if user.has_perm("crm.view_interaction"):
            context["week_count"] = contacts_this_week(scope)
        return super().get_context_data(**context, **kwargs)


@login_not_required
@require_safe
def calendar(request, token):
    """A user's calendar feed, authenticated by its secret link. Answers conditional requests "not modified".

    In the user's language and limited by their permissions today.
    """
    reader = calendar_reader(token)
    if reader is None:
        raise Http404
    with translation.override(reader.language):
        days = days_of(reader, today=timezone.localdate())
        response = HttpResponse(calendar_file(days), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="medspel.ics"'
    return tagged(request, response, private=True, max_age=CALENDAR_MAX_AGE)


class Search(PartialMixin, TemplateView):
    """The results page, or the palette's choices when htmx asks during typing."""

    template_name = "reports/search.html"
    partial_template_name = "reports/_palette.html"

    def get_context_data(self, **kwargs):
        text = " ".join(self.request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
        user = self.request.user
        result = search(text, user) if text else None
        groups = choices(text, result, user) if text else open_choices(rows_behind(recent(self.request), user), user)
        context = {"title": _("Sök"), "search_text": text, "result": result, "groups": groups}
        return super().get_context_data(count_words=count_words(groups), **context, **kwargs)


class HelpText(PartialMixin, TemplateView):
    """A page of help by itself, or what the panel beside another page shows."""

    template_name = "help/page.html"
    partial_template_name = "help/_page.html"

    def get_context_data(self, **kwargs):
        # The level of headings inside the text: the panel is a section of another page.
        return super().get_context_data(level=4 if self.request.htmx else 2, **kwargs)


class HelpPageView(HelpText):
    def get_context_data(self, **kwargs):
        page = help_page(self.kwargs["key"])
        if page is None:
            raise Http404
        text = f"help/{translation.get_language()}/{page.key}.html"
        return super().get_context_data(title=page.title, text=text, **kwargs)


class Administration(PermissionRequiredMixin, TemplateView):
    """The entrance to what administrators look after. Its permission is that of the role alone."""

    template_name = "reports/administration.html"
    permission_required = "core.change_organisation"
    extra_context = {"title": _("Administration"), "groups": ADMINISTRATION}


class HelpIndex(HelpText):
    extra_context = {"title": _("Alla hjälpsidor"), "text": "help/index.html", "groups": GROUPS}


class News(HelpText):
    extra_context = {"title": _("Nyheter"), "text": "help/news.html", "releases": RELEASES}

    def get(self, request, *args, **kwargs):
        if request.user.news_read != LATEST:
            note_news_read(request.user, version=LATEST)
        return super().get(request, *args, **kwargs)


@require_safe
def help_here(request):
    """Lead to the help about the page that one comes from."""
    page = help_about(_came_from(request))
    return HttpResponseRedirect(page.url if page else reverse("reports:help_index"))


def _came_from(request) -> str:
    """The name of the URL that one comes from; empty when unknown."""
    url = request.htmx.current_url or request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
        return ""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


class StartMail(FormPage, FormView):
    """Send oneself a mail, and read plainly whether mail is set up."""

    permission_required = "core.change_organisation"
    template_name = "reports/setup_mail.html"
    form_class = StyledForm
    success_url = reverse_lazy("reports:today")
    title = _("Pröva att skicka mejl")
    submit_label = _("Skicka ett prov till mig")
    asks_before_another = False

    def get_context_data(self, **kwargs):
        sender = mail_sender()
        return super().get_context_data(sends=can_mail(), sender=sender, receiver=self.request.user.email, **kwargs)

    def save(self, form):
        send_trial_mail(to=self.request.user)
        messages.success(self.request, _("Mejlet är skickat till %(to)s.") % {"to": self.request.user.email})


class StartOffers(PermissionRequiredMixin, TemplateView):
    permission_required = "goals.change_tieroffer"
    template_name = "reports/setup_offers.html"

    def get_context_data(self, **kwargs):
        goals = [(goal, any(offer.is_example for offer in goal.offers.all())) for goal in goals_with_offers()]
        return super().get_context_data(title=_("Bekräfta belopp och platser"), goals=goals, **kwargs)


class ConfirmOffers(ButtonView):
    permission_required = "goals.change_tieroffer"
    message = _("Beloppen är bekräftade.")

    def press(self, request, pk, **kwargs):
        return confirm_offers(get_object_or_404(Goal, pk=pk))

    def get_home_url(self):
        return reverse("reports:start_offers")


class SkipStep(ButtonView):
    permission_required = "core.change_organisation"
    message = _("Steget är borttaget ur listan.")

    def press(self, request, pk, **kwargs):
        if pk not in KEYS:
            raise Http404
        skip_step(pk, by=request.user)


class TakeStepUp(SkipStep):
    message = _("Steget är med igen.")

    def press(self, request, pk, **kwargs):
        take_step_up(pk)
