"""A team's page to give on, for anyone with the board's link: the address on posters and in colleagues' chats."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse

from campaigns.models import Competition, Team
from campaigns.qr import swish_code, swish_link
from campaigns.queries.achievements import achievement_of
from campaigns.queries.giving import SUGGESTED, team_page
from campaigns.views.board import public, share_picture_url, shares_of
from core.identity_numbers import format_swish
from core.views.etags import tagged
from core.views.visitors import open_to_visitors


def team_address(team: Team) -> str | None:
    """The path of the team's page; None while the board's link is revoked."""
    token = team.competition.board_token
    return token and reverse("board:team", args=[token, team.code])


@public
def team(request, token, code):
    ours = open_to_visitors(request)
    competition = get_object_or_404(Competition.objects.open_on_board(token))
    page = team_page(competition, code)
    if page is None:
        raise Http404
    number = competition.swish or ours.swish
    context = {
        "page": page,
        "public": page.public,
        "competition": competition,
        "ours": ours,
        "swish": swish_code(number=number, code=competition.code, team_codes=[page.team.code], may_change=True),
        "ways": ways_to_give(number, page.team.code) if number else [],
        "milestones": page.public.milestones,
        "board_url": reverse("board:board", args=[token]),
        "number_display": format_swish(number),
        "picture_url": share_picture_url(request, token),
        "shares": shares_of(request, request.path, name=page.team.name),
    }
    html = render_to_string("campaigns/board/team.html", context, request)
    return tagged(request, HttpResponse(html), no_cache=True)


@public
def diploma(request, token, code):
    """A team's diploma once the result is revealed; it says nothing that the board does not."""
    open_to_visitors(request)
    revealed = Competition.objects.open_on_board(token).filter(revealed_at__isnull=False)
    competition = get_object_or_404(revealed)
    team = get_object_or_404(competition.teams.competing(), code=code)
    team.competition = competition
    context = {
        "team": team,
        "competition": competition,
        "goals": list(competition.goals.all()),
        "achievement": achievement_of(team),
        "back": reverse("board:board", args=[token]),
        "is_public": True,
    }
    html = render_to_string("campaigns/printed_material/certificate.html", context, request)
    return tagged(request, HttpResponse(html), no_cache=True)


def ways_to_give(number: str, code: str) -> list[tuple[int | None, str]]:
    """Amounts in kronor with the link that opens Swish on a phone; None for one that the giver chooses."""
    return [(amount, swish_link(number=number, message=code, amount=amount)) for amount in (*SUGGESTED, None)]
