"""Ask again who it is, before what does most harm: exports of people, erasure, keys, roles."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_htmx.http import HttpResponseClientRedirect

from core.middleware import page_of_the_form
from core.recent_login import has_shown_lately


def ask_who_it_is(request, *, back: str = "") -> HttpResponseRedirect | None:
    """The redirect to the page that asks for the password or the second factor; None if it was given lately.

    It leads on to `back`, else here, or to the page of a form that was sent after too long: what was typed there stays
    in the browser, as when a login has ended (static/js/app/drafts.js).
    """
    if has_shown_lately(request):
        return None
    query = {"next": back or _way_back(request)}
    if request.method not in {"GET", "HEAD"}:
        query["ended"] = 1
    url = f"{reverse('accounts:confirm')}?{urlencode(query)}"
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def _way_back(request) -> str:
    if request.htmx:
        page = request.htmx.current_url or ""
        return page if url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}) else "/"
    return request.get_full_path() if request.method in {"GET", "HEAD"} else page_of_the_form(request)


class RecentLoginMixin:
    """A view that opens only shortly after the user has shown who they are. Name it before the other bases."""

    def dispatch(self, request, *args, **kwargs):
        return ask_who_it_is(request) or super().dispatch(request, *args, **kwargs)
