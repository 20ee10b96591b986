"""The picture that platforms show of a competition's board: its name, and the total as the board has it."""

from django.http import Http404
from django.utils.translation import gettext, ngettext

from campaigns.querysets import BOARD_LINK
from core.links import link_key
from core.models import Organisation
from core.money import format_amount
from website.queries.content import public_competition
from website.queries.public_fields import CompetitionShown
from website.share_picture import draw_words
from website.views.visiting import drawn_once, for_visitors


@for_visitors
def board_picture(request, token, *, ours):
    if link_key(token, salt=BOARD_LINK) is None:
        raise Http404  # a token without our signature is neither looked up nor cached

    def draw() -> bytes:
        found = public_competition(token)
        if found is None:
            raise Http404
        return _draw(*found, ours=ours)

    return drawn_once(f"board-{token}", draw)


def _draw(shown: CompetitionShown, colour: str, *, ours: Organisation) -> bytes:
    lines, percent = [], None
    if shown.has_begun:
        lines.append(gettext("%(sum)s tillsammans") % {"sum": format_amount(shown.together)})
        if shown.target:
            percent = shown.percent
            names = {"percent": shown.percent, "target": format_amount(shown.target)}
            lines.append(gettext("%(percent)s %% av målet %(target)s") % names)
    teams = len(shown.teams)
    words = [f"{shown.opens_on} – {shown.closes_on}"]
    if teams:
        words.append(ngettext("%(number)s lag", "%(number)s lag", teams) % {"number": teams})
    return draw_words(shown.name, " · ".join(words), lines=lines, colour=colour, ours=ours, percent=percent)
