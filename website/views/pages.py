"""The goals' public pages and their pictures."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from core.markdown import to_text
from core.models import Organisation
from core.views.pictures import picture_response
from goals.models import GoalSection
from goals.sharing import share_links
from website.look import css_of, css_of_goals
from website.queries.content import public_goal, public_goals, shown_goal
from website.queries.public_fields import PublicGoal
from website.share_picture import draw
from website.views.visiting import drawn_once, for_visitors, styled

DESCRIPTION = 200  # characters that search engines and platforms show


def goal_or_404(number: int, ours: Organisation) -> PublicGoal:
    goal = public_goal(number, ours=ours, day=timezone.localdate())
    if goal is None:
        raise Http404
    return goal


@for_visitors
def goal_list(request, *, ours):
    goals = public_goals()
    css = css_of(goal=ours.brand, brand=ours.brand, accent=ours.accent)
    css += css_of_goals({f"goal-{goal.number}": goal.colour for goal in goals})
    context = {"goals": goals, "ours": ours, "title": _("Våra mål"), "path": request.path, "description": ours.name}
    return styled("website/goals.html", context, css=css, request=request)


@for_visitors
def goal_page(request, number, *, ours):
    goal = goal_or_404(number, ours)
    css = css_of(goal=goal.colour, brand=ours.brand, accent=ours.accent)
    css += css_of_goals({f"sdg-{each.number}": each.colour for each in goal.global_goals})
    english = request.LANGUAGE_CODE == "en"
    address = request.build_absolute_uri(goal.link) + ("?lang=en" if english else "")
    context = {
        "goal": goal,
        "ours": ours,
        "title": goal.name,
        "path": request.path,
        "description": " ".join(filter(None, [str(goal.problem), to_text(str(goal.vision))]))[:DESCRIPTION],
        "shares": share_links(address, title=goal.name, texts=goal.share_texts),
        "query": "?lang=en" if english else "",
    }
    return styled("website/goal.html", context, css=css, request=request)


@for_visitors
def share_picture(request, number, *, ours):
    if shown_goal(number) is None:
        raise Http404
    return drawn_once(f"goal-{number}", lambda: draw(goal_or_404(number, ours), ours=ours))


@for_visitors
def section_picture(request, pk, *, ours):
    section = GoalSection.objects.filter(pk=pk).exclude(picture="").select_related("goal").first()
    if section is None or shown_goal(section.goal.number) is None:
        raise Http404
    return picture_response(request, section.picture, public=True)


@for_visitors
def contact_picture(request, number, *, ours):
    goal = shown_goal(number)
    page = getattr(goal, "page", None)
    if page is None or not (page.has_partner_contact and page.partner_picture):
        raise Http404
    return picture_response(request, page.partner_picture, public=True)
