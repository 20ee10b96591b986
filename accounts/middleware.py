from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django_htmx.http import HttpResponseClientRedirect

# What opens to a user who lacks a second factor that their role requires: the way to get one, and the way out.
OPEN = frozenset({"core:logout", "core:set_language", "core:password_change", "accounts:confirm"})


class SecondFactorMiddleware(MiddlewareMixin):
    """Lead users who lack a required factor to set one up. The API refuses such sessions itself, but not keys."""

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        if not (request.user.lacks_factor and settings.SECOND_FACTOR_ROLES):
            return None
        name = request.resolver_match.view_name
        if name in OPEN or name.startswith("mfa_"):
            return None
        url = reverse("mfa_index")
        return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)
