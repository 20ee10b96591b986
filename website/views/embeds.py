"""Small parts of a goal's page for frames on other sites, and what helps to put them there."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from core.numbers import whole_number
from core.views.visitors import open_to_visitors
from goals.models import Goal
from inbox.views.enquiry_form import EnquiryPage, EnquiryThanks
from website.look import css_of, look_of
from website.queries.content import shown_goal
from website.queries.public_fields import PublicGoal
from website.views.pages import goal_or_404
from website.views.visiting import for_visitors, framed, styled

WIDTH = 600  # of a frame, when nobody says


class Embed(NamedTuple):
    title: Promise
    height: int  # pixels: shows the usual content on a phone, where the host's page has no script to fit it


EMBEDS = {
    "partners": Embed(_("Partner"), 850),
    "figure": Embed(_("Nyckeltal"), 220),
    "thermometer": Embed(_("Insamlat"), 290),
    "board": Embed(_("Tävlingens ställning"), 480),
    "form": Embed(_("Bli partner"), 1060),
}


def _style(goal: PublicGoal, request, ours) -> str:
    look = look_of(request.GET)
    return css_of(goal=goal.colour, brand=ours.brand, accent=ours.accent, look=look)


@for_visitors
def embed(request, number, kind, *, ours):
    if kind not in EMBEDS or kind == "form":
        raise Http404
    goal = goal_or_404(number, ours)
    query = "?lang=en" if request.LANGUAGE_CODE == "en" else ""
    context = {
        "goal": goal,
        "ours": ours,
        "title": f"{EMBEDS[kind].title}: {goal.name}",
        "theme": look_of(request.GET).theme,
        "query": query,
    }
    template = f"website/embed/{kind}.html"
    return framed(styled(template, context, css=_style(goal, request, ours), request=request))


class EmbeddedForm:
    """The public form in a frame: no cookie reaches us there, and it needs none (see EnquiryPage)."""

    def dispatch(self, request, *args, **kwargs):
        return framed(super().dispatch(request, *args, **kwargs))

    def render_to_response(self, context, **kwargs):
        ours = open_to_visitors(self.request)
        goal = goal_or_404(self.kwargs["number"], ours)
        shown = {name: value for name, value in context.items() if name != "view"}
        shown |= {"goal": goal, "ours": ours, "title": goal.name, "theme": look_of(self.request.GET).theme}
        response = styled(self.template_name, shown, css=_style(goal, self.request, ours), request=self.request)
        response.status_code = kwargs.get("status", 200)
        return response


@method_decorator([login_not_required, csrf_exempt], name="dispatch")
class FormEmbed(EmbeddedForm, EnquiryPage):
    template_name = "website/embed/form.html"
    thanks = "website:form_thanks"

    def get_initial(self):
        return {"goals": Goal.objects.filter(number=self.kwargs["number"])}

    def get_success_url(self):
        return f"{reverse(self.thanks, args=[self.kwargs['number']])}?{self.request.GET.urlencode()}"


@method_decorator(login_not_required, name="dispatch")
class FormThanks(EmbeddedForm, EnquiryThanks):
    template_name = "website/embed/form_thanks.html"


# --- What helps to put them on another site ---------------------------------------------------------


def frame(request, address: str, *, title: str, height: int, width: int | None = None) -> str:
    """The HTML of a frame, for a page of another site."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" class="medspel" style="border:0"></iframe>',
        request.build_absolute_uri(address),
        title,
        width or "100%",
        height,
    )


def embed_path(number: int, kind: str) -> str:
    return reverse("website:form", args=[number]) if kind == "form" else reverse("website:embed", args=[number, kind])


class Snippet(NamedTuple):
    name: str
    title: Promise
    html: str


class Snippets(PermissionRequiredMixin, TemplateView):
    """What staff copy to another site, for the panel on the goal's page."""

    permission_required = "goals.view_goalpage"

    def get_template_names(self):
        return ["website/_snippets.html" if self.request.htmx else "website/snippets.html"]

    def get_context_data(self, **kwargs):
        goal = get_object_or_404(Goal, number=kwargs.pop("number"))
        snippets = [self.snippet(goal, kind) for kind in EMBEDS]
        fits = self.request.build_absolute_uri(static("js/frames_fit.js"))
        links = [reverse(name, args=[goal.number]) for name in ("website:goal", "website:feed")]
        return super().get_context_data(
            goal=goal,
            snippets=snippets,
            script=format_html('<script src="{}" async></script>', fits),
            links=[self.request.build_absolute_uri(link) for link in links],
            is_shown=shown_goal(goal.number),
            **kwargs,
        )

    def snippet(self, goal: Goal, kind: str) -> Snippet:
        each = EMBEDS[kind]
        html = frame(self.request, embed_path(goal.number, kind), title=f"{each.title}: {goal}", height=each.height)
        return Snippet(kind, each.title, html)


# What is put in for an address: a goal's page itself stands in no frame.
SHOWN_FOR = {"website:goal": "figure", "website:form": "form", "website:embed": None}


@for_visitors
def oembed(request, *, ours):
    """oEmbed 1.0 for the addresses of goals and embeds, with which WordPress puts in what an address shows."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"detail": "json"}, status=501)
    try:
        asked = urlsplit(request.GET.get("url", ""))
        match = resolve(asked.path) if asked.netloc == request.get_host() else None
    except (ValueError, Resolver404):
        match = None
    if match is None or match.view_name not in SHOWN_FOR:
        raise Http404
    kind = SHOWN_FOR[match.view_name] or match.kwargs["kind"]
    if kind not in EMBEDS:
        raise Http404
    goal = goal_or_404(match.kwargs["number"], ours)
    width = _bounded(request.GET.get("maxwidth"), WIDTH)
    height = _bounded(request.GET.get("maxheight"), EMBEDS[kind].height)
    address = embed_path(goal.number, kind) + (f"?{asked.query}" if asked.query else "")
    answer = {
        "version": "1.0",
        "type": "rich",
        "provider_name": ours.name,
        "provider_url": ours.website or request.build_absolute_uri("/"),
        "title": goal.name,
        "thumbnail_url": request.build_absolute_uri(goal.picture),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "width": width,
        "height": height,
        "html": frame(request, address, title=goal.name, height=height, width=width),
        "cache_age": 3600,
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _bounded(text: str | None, usual: int) -> int:
    most = whole_number(text or "")
    return min(usual, most) if most else usual
