"""The profile: what the logged-in user sets, and the links and keys that let in as them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView, UpdateView

from core.forms import ProfileForm, StyledForm
from core.models import CalendarLink
from core.services import make_calendar_link, revoke_calendar_link
from core.sessions import sessions_of
from core.views.generic import FormPage
from core.views.recent_login import RecentLoginMixin


class Profile(UpdateView):
    template_name = "core/profile.html"
    form_class = ProfileForm
    success_url = reverse_lazy("core:profile")

    def get_object(self):
        return self.request.user

    def get_context_data(self, **kwargs):
        return super().get_context_data(**ways_in(self.request), **kwargs)

    def form_valid(self, form):
        messages.success(self.request, _("Inställningarna är sparade."))
        return super().form_valid(form)


def ways_in(request) -> dict:
    """What lets in as the user: logins, and the API keys and calendar link that need none."""
    return {
        "tokens": request.user.auth_token_set.all(),
        "calendar_link": CalendarLink.objects.filter(user=request.user).first(),
        "sessions": sessions_of(request.user, own=request.session.session_key),
    }


class OwnPage(FormPage, FormView):
    """Replace or revoke the user's calendar link; ask first, because a mistake breaks the programs that use it."""

    permission_required = ()
    form_class = StyledForm

    def get_success_url(self):
        return reverse("core:profile")

    get_cancel_url = get_success_url


@method_decorator(never_cache, name="dispatch")
class CalendarLinkMake(RecentLoginMixin, OwnPage):
    """Show the link only once; a resubmitted form redirects to the profile."""

    title = _("Byt länk")
    intro = _("Kalenderprogram som använder den gamla länken slutar att visa kalendern.")
    submit_label = _("Byt länk")

    def form_valid(self, form):
        with self.saving_once() as sent:
            address = reverse("reports:calendar", args=[make_calendar_link(self.request.user)])
            if sent:
                sent.remember(url=self.get_success_url())
        return render(self.request, "core/calendar_link_made.html", {"address": f"{settings.SITE_URL}{address}"})


class CalendarLinkRevoke(OwnPage):
    title = _("Återkalla länken")
    intro = _("Kalenderprogram som använder länken slutar att visa kalendern.")
    submit_label = _("Återkalla länken")
    success_message = _("Länken är återkallad. Ta bort kalendern i ditt kalenderprogram också.")

    def save(self, form):
        revoke_calendar_link(self.request.user)


@login_not_required
@require_POST
def set_language(request):
    """Choose Swedish or English; stored on the user when logged in, else in a cookie."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = settings.LOGIN_REDIRECT_URL
    response = HttpResponseRedirect(back)
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            request.user.language = language
            request.user.save(update_fields=["language"])
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=60 * 60 * 24 * 365,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
