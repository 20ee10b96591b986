"""Logging in with a password, and changing it."""

from urllib.parse import unquote, urlsplit

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login as PendingLogin
from allauth.account.views import LoginView, PasswordChangeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import StyledMixin
from core.login_limits import counted_attempt
from core.passwords import password_help
from core.services import username_of
from core.views.generic import next_url

LONGEST_ADDRESS = 254


class LoginForm(StyledMixin, AuthenticationForm):
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": gettext_lazy("Namnet eller lösenordet stämmer inte. Stora och små bokstäver har betydelse.")
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.label = gettext_lazy("Användarnamn eller e-postadress")
        name.max_length = name.widget.attrs["maxlength"] = LONGEST_ADDRESS

    def clean(self):
        if typed := self.cleaned_data.get("username"):
            self.cleaned_data["username"] = username_of(typed)
        return super().clean()

    def login(self, request, redirect_url: str):
        """Log in, or go on to the second factor."""
        pending = PendingLogin(user=self.get_user(), redirect_url=redirect_url)
        return perform_password_login(request, {"username": self.cleaned_data["username"]}, pending)


class Login(LoginView):
    template_name = "core/login.html"
    form_class = LoginForm

    def get_success_url(self) -> str:
        """Ignore `next` if it is this page, which would loop for a logged-in user, or the logout."""
        url = next_url(self.request)
        try:
            leads_to = resolve(unquote(urlsplit(url).path)).view_name if url else "core:login"
        except Resolver404:
            return url
        return resolve_url(settings.LOGIN_REDIRECT_URL) if leads_to in {"core:login", "core:logout"} else url

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            ended="ended" in self.request.GET,
            next=next_url(self.request),
            providers=settings.LOGIN_PROVIDERS,
            **kwargs,
        )


class OwnPasswordForm(StyledMixin, PasswordChangeForm):
    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["new_password1"].help_text = password_help()

    def clean_old_password(self):
        with counted_attempt(self.request, self.user.get_username()):
            return super().clean_old_password()


class PasswordChange(PasswordChangeView):
    """Other sessions end with the old password; a mail tells the user."""

    template_name = "generic/form.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("core:profile")
    extra_context = {
        "title": gettext_lazy("Byt lösenord"),
        "submit_label": gettext_lazy("Byt lösenord"),
        "cancel_url": reverse_lazy("core:profile"),
    }

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_usable_password():
            messages.info(request, _("Du loggar in utan lösenord, så det finns inget att byta."))
            return HttpResponseRedirect(reverse("core:profile"))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}
