"""The idea bank in public: a list to choose from, a page for each idea, and their pictures."""

from collections.abc import Mapping

from django.http import Http404
from django.utils.translation import gettext as _

from campaigns.models import IdeaCost, IdeaSize, IdeaTime
from core.numbers import whole_number
from core.views.pictures import picture_response
from website.look import css_of
from website.queries.content import public_goals, public_idea, public_ideas, shown_idea
from website.queries.public_fields import IdeaFilter
from website.share_picture import draw_words
from website.views.visiting import drawn_once, for_visitors, styled


def filter_of(query: Mapping[str, str], goals: list[int]) -> IdeaFilter:
    """What the address asks for; what is no choice of ours is passed by."""
    known = {"time": IdeaTime.values, "cost": IdeaCost.values, "size": IdeaSize.values, "goal": goals}
    asked = {name: whole_number(query.get(name, "")) for name in known}
    return IdeaFilter(**{name: value if value in known[name] else None for name, value in asked.items()})


@for_visitors
def idea_list(request, *, ours):
    goals = public_goals()
    wanted = filter_of(request.GET, [goal.number for goal in goals])
    choices = [
        ("goal", _("Mål"), [(goal.number, goal.name) for goal in goals], wanted.goal),
        ("time", _("Hur lång tid"), IdeaTime.choices, wanted.time),
        ("cost", _("Vad det får kosta"), IdeaCost.choices, wanted.cost),
        ("size", _("Hur många ni är"), _sizes(), wanted.size),
    ]
    context = {
        "ideas": public_ideas(wanted),
        "choices": choices,
        "is_filtered": wanted != IdeaFilter(),
        "ours": ours,
        "title": _("Idéer att göra på jobbet"),
        "path": request.path,
        "description": _("Välj något som ni orkar, och som blir roligt. Allt ni samlar in går till målet."),
    }
    css = css_of(goal=ours.brand, brand=ours.brand, accent=ours.accent)
    return styled("website/ideas.html", context, css=css, request=request)


def _sizes() -> list[tuple[int, str]]:
    """What the reader is, where the idea says what it takes."""
    words = {IdeaSize.FEW: _("Färre än tio"), IdeaSize.TEN: _("Tio till femtio"), IdeaSize.FIFTY: _("Fler än femtio")}
    return [(size.value, word) for size, word in words.items()]


@for_visitors
def idea_page(request, pk, *, ours):
    idea = public_idea(pk)
    if idea is None:
        raise Http404
    context = {
        "idea": idea,
        "ours": ours,
        "title": str(idea.name),
        "path": request.path,
        "description": str(idea.summary),
    }
    css = css_of(goal=ours.brand, brand=ours.brand, accent=ours.accent)
    return styled("website/idea.html", context, css=css, request=request)


@for_visitors
def idea_picture(request, pk, *, ours):
    idea = shown_idea(pk)
    if idea is None or not idea.picture:
        raise Http404
    return picture_response(request, idea.picture, public=True)


@for_visitors
def share_picture(request, pk, *, ours):
    row = shown_idea(pk)
    if row is None:
        raise Http404

    def draw() -> bytes:
        idea = public_idea(pk)
        facts = f"{idea.time} · {idea.cost} · {idea.size}"
        return draw_words(str(idea.name), str(idea.summary), lines=[facts], colour=ours.brand, ours=ours)

    return drawn_once(f"idea-{pk}-{row.version}", draw)
