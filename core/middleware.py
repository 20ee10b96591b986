from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import user_logged_out
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.dispatch import receiver
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import url_has_allowed_host_and_scheme

from core.sessions import client_of

SECRETS = frozenset({"token", "uidb36"})  # what says in a URL that it holds a secret; the other is of a lost password


class SessionMiddleware(DjangoSessionMiddleware):
    """Let the session know whose browser it is, for the list of logins."""

    def process_request(self, request):
        super().process_request(request)
        request.session.client = partial(client_of, request)


class LoginMiddleware(LoginRequiredMiddleware):
    """On an expired session, send forms back to their page after login, and answer htmx requests with 401.

    Typed text stays in the browser (static/js/app/drafts.js), never in a URL or on the server.
    """

    def handle_no_permission(self, request, view_func):
        if request.htmx:
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(page_of_the_form(request), f"{resolve_url(settings.LOGIN_URL)}?ended=1")


def page_of_the_form(request) -> str:
    """The page that the form was filled in on; the URL that it posts to may not accept GET."""
    page = request.headers.get("referer", "")
    return (
        page if url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}) else request.get_full_path()
    )


@receiver(user_logged_out)
def note_log_out(request, **kwargs):
    request.has_logged_out = True


class LogOutMiddleware(MiddlewareMixin):
    """On logout from any page, let the browser delete the user's drafts (static/js/app/draft_store.js)."""

    def process_response(self, request, response):
        if getattr(request, "has_logged_out", False):
            response.headers["Clear-Site-Data"] = '"storage"'
        return response


class SecretLinkMiddleware(MiddlewareMixin):
    """A URL that holds a secret is not indexed or named to other sites, whatever is answered and whoever answers.

    Nor is it kept, unless its view says for how long: a board is asked for by its ETag. A page with a form that is
    checked is named to ourselves: with "no-referrer" browsers send the form with "Origin: null", which is refused.
    """

    def process_response(self, request, response):
        match = request.resolver_match
        if match and SECRETS & match.kwargs.keys():
            response["X-Robots-Tag"] = "noindex, nofollow"
            has_checked_form = settings.CSRF_COOKIE_NAME in response.cookies  # which each {% csrf_token %} renews
            response["Referrer-Policy"] = "same-origin" if has_checked_form else "no-referrer"
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class LanguageMiddleware(MiddlewareMixin):
    """Swedish unless the user chose otherwise; Accept-Language is not a choice."""

    def process_request(self, request):
        if request.user.is_authenticated:
            language = request.user.language
        else:
            language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        if not translation.check_for_language(language) or language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class CompressMiddleware(GZipMiddleware):
    """Compress pages and JSON for clients that take gzip.

    Files are compressed already. An ETag is left alone: compressing makes it weak, and a weak one matches no If-Match.
    """

    def process_response(self, request, response):
        is_text = response.get("Content-Type", "").startswith(("text/", "application/json"))
        if response.streaming or response.has_header("ETag") or not is_text:
            return response
        return super().process_response(request, response)
