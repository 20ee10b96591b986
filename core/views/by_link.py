"""Pages that open by a secret link instead of a login."""

from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control

from core.addresses import client_address
from core.secret_links import is_too_many_writes, is_too_many_wrong
from core.views.visitors import open_to_visitors


def for_link(view):
    """Swedish unless the URL asks for English; never cached, indexed or told to other sites; needs no session.

    The secret URL is the only credential, so there is no session to protect by a CSRF token, and the page works without
    cookies. The view takes the secret as `token`. Who tries many that open nothing, or sends many forms, has to wait.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        language = "en" if request.GET.get("lang") == "en" else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            open_to_visitors(request)
            response = _answer(view, request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        response["Content-Language"] = language
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


def _answer(view, request, *args, **kwargs):
    if request.method == "POST" and is_too_many_writes(kwargs["token"]):
        return render(request, "429.html", status=429)
    try:
        return view(request, *args, **kwargs)
    except Http404:
        if is_too_many_wrong(client_address(request)):
            return render(request, "429.html", status=429)
        raise


def link_shown(request, name: str, secret: str, *, who, back: str, words: str, note: str = ""):
    """The page that shows a link, the only time; `words` say how long it opens, and what."""
    address = f"{settings.SITE_URL}{reverse(name, args=[secret])}"
    context = {"address": address, "who": who, "words": words, "back": back, "note": note}
    return render(request, "generic/link_once.html", context)
