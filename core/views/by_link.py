"""Pages that open by a secret link instead of a login."""

from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control

from core.addresses import client_address
from core.secret_links import count_write, has_written_most, is_too_many_wrong
from core.views.visitors import language_of, open_to_visitors

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def for_secret(view):
    """Swedish unless the URL asks for English; never cached; needs no session. core.middleware hides the URL.

    The secret URL is the only credential, so there is no session to protect by a CSRF token, and the page works without
    cookies. The view takes the secret as `token`. Who tries many that open nothing, or sends many forms, has to wait.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = _answer(view, request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        response["Content-Language"] = language
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


def for_link(view):
    """`for_secret`, once the organisation is open to visitors."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        open_to_visitors(request)
        return view(request, *args, **kwargs)

    return for_secret(answer)


def _answer(view, request, *args, **kwargs):
    writes = request.method not in SAFE
    if writes and has_written_most(kwargs["token"]):
        return render(request, "429.html", status=429)
    try:
        response = view(request, *args, **kwargs)
    except Http404:
        if is_too_many_wrong(client_address(request)):
            return render(request, "429.html", status=429)
        return render(request, "public/link_ended.html", status=404)
    if writes:  # only of a link that opens something: what is made up must not fill the counter
        count_write(kwargs["token"])
    return response


def link_shown(request, name: str, secret: str, *, who, back: str, words: str, note: str = ""):
    """The page that shows a link, the only time; `words` say how long it opens, and what."""
    address = f"{settings.SITE_URL}{reverse(name, args=[secret])}"
    context = {"address": address, "who": who, "words": words, "back": back, "note": note}
    return render(request, "generic/link_once.html", context)
