"""The public board, for anyone with its link, and its preview for staff."""

import threading
import time
from functools import wraps
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from campaigns.models import Competition, EntryPicture, EntryState
from campaigns.qr import swish_code, swish_link
from campaigns.queries.board import PublicBoard, public_board, staff_board
from campaigns.querysets import BOARD_LINK
from campaigns.scoring import COMPONENTS
from core.links import link_key
from core.models import public_organisation
from core.views import DetailPage
from core.views.etags import tag_of, tagged
from core.views.pictures import picture_response
from goals.sharing import ShareLink, share_links

# Render a board at most once per BOARD_KEPT_SECONDS, whatever the number of viewers. While one request renders, the
# others get the cached one, which may be up to STALE times as old.
STALE = 3
_building = threading.Lock()


class Fragment(NamedTuple):
    """The rendered part of the board that changes, its ETag, and when it was made: machines share that clock."""

    html: str
    etag: str
    name: str
    made_at: float


def parts_of(board: PublicBoard) -> dict:
    """The template context of the board."""
    competition = board.competition
    codes = board.board.codes.values() if board.board else ()
    swish = swish_code(number=competition.swish, code=competition.code, team_codes=codes)
    link = swish_link(number=competition.swish, message=swish.code) if competition.swish else ""
    return {
        "public": board,
        "competition": competition,
        "swish": swish,
        "swish_link": link,
        "components": COMPONENTS.items(),
    }


def fragment_of(token: str) -> Fragment:
    """The board of this link in the active language. Raises Http404 for an invalid link.

    No query while the cached one is fresh: a crowd costs little more than one viewer.
    """
    if link_key(token, salt=BOARD_LINK) is None:
        raise Http404  # a token without our signature is neither looked up nor cached
    key = f"board:{token}:{translation.get_language()}"
    kept = cache.get(key)
    if kept is None:
        with _building:
            return cache.get(key) or _build(key, token)
    if time.time() - kept.made_at > settings.BOARD_KEPT_SECONDS and _building.acquire(blocking=False):
        try:
            return _build(key, token)
        finally:
            _building.release()
    return kept


def _build(key: str, token: str) -> Fragment:
    made_at = time.time()
    competition = Competition.objects.open_on_board(token).first()
    if competition is None:
        cache.delete(key)
        raise Http404
    ours = public_organisation()  # or NotPublicYet
    html = render_to_string("campaigns/board/_board.html", parts_of(public_board(competition)) | {"ours": ours})
    built = Fragment(html, tag_of(html.encode()), competition.name, made_at)
    cache.set(key, built, STALE * settings.BOARD_KEPT_SECONDS)
    return built


def public(view):
    """Public view: Swedish unless the URL asks for English."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        language = "en" if request.GET.get("lang") == "en" else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = view(request, *args, **kwargs)
        response["Content-Language"] = language
        return response

    return login_not_required(require_safe(answer))


def share_picture_url(request, token: str) -> str:
    """The address of the picture with the total, in the page's language."""
    query = "?lang=en" if request.LANGUAGE_CODE == "en" else ""
    return request.build_absolute_uri(reverse("website:board_picture", args=[token]) + query)


def shares_of(request, path: str, *, name: str) -> list[ShareLink]:
    """Links that share this page in its language, with words of what it is about."""
    query = "?lang=en" if request.LANGUAGE_CODE == "en" else ""
    words = gettext("%(name)s: se hur det går, och var med.") % {"name": name}
    return share_links(request.build_absolute_uri(path + query), title=name, texts={"": words})


@public
def board(request, token):
    """With `?storskarm`, for a screen on a wall: one part at a time, turned by itself, without scrolling."""
    kept = fragment_of(token)
    query = "?lang=en" if request.LANGUAGE_CODE == "en" else ""
    context = {
        "fragment": kept.html,
        "etag": kept.etag,
        "name": kept.name,
        "data_url": reverse("board:board_data", args=[token]) + query,
        "every": settings.BOARD_ASKED_SECONDS,
        "is_kiosk": "storskarm" in request.GET,
        "picture_url": share_picture_url(request, token),
        "shares": shares_of(request, request.path, name=kept.name),
    }
    response = HttpResponse(render_to_string("campaigns/board/board.html", context, request))
    return tagged(request, response, no_cache=True)


@public
def board_data(request, token):
    kept = fragment_of(token)
    return tagged(request, HttpResponse(kept.html), etag=kept.etag, no_cache=True)


@public
def board_picture(request, token):
    competition = get_object_or_404(Competition.objects.open_on_board(token).exclude(picture=""))
    return picture_response(request, competition.picture)


@public
def activity_picture(request, token, pk):
    """A picture of an approved activity, while the board shows what teams do."""
    competition = get_object_or_404(Competition.objects.open_on_board(token))
    approved = EntryPicture.objects.filter(entry__team__competition=competition, entry__state=EntryState.APPROVED)
    if competition.keeps_board:
        raise Http404
    return picture_response(request, get_object_or_404(approved, pk=pk).image)


class BoardPreview(DetailPage):
    """The current board, which the public may see only later."""

    permission_required = "campaigns.view_competition"
    model = Competition
    template_name = "campaigns/board/preview.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**parts_of(staff_board(self.object)), **kwargs)
