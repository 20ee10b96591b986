"""The second step of a login: codes from an app, passkeys, and recovery codes."""

import json

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.adapters import SecondStage, may_remove
from accounts.second_factor_forms import LoginKeyForm
from core.views.recent_login import RecentLoginMixin

INDEX = reverse_lazy("mfa_index")


class Factors(IndexView):
    template_name = "accounts/factors.html"
    extra_context = {"title": _("Andra steget när du loggar in")}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        codes = context["authenticators"].get(Authenticator.Type.RECOVERY_CODES)
        return context | {
            "app": context["authenticators"].get(Authenticator.Type.TOTP),
            "keys": context["authenticators"].get(Authenticator.Type.WEBAUTHN, []),
            "links": SocialAccount.objects.filter(user=self.request.user).order_by("provider", "pk"),
            "codes_left": codes and len(codes.get_unused_codes()),
        }


@method_decorator(never_cache, name="dispatch")
class AppAdd(RecentLoginMixin, ActivateTOTPView):
    template_name = "accounts/app_add.html"
    extra_context = {"title": _("Koder från en app")}


class AppRemove(RecentLoginMixin, DeactivateTOTPView):
    template_name = "generic/form.html"
    extra_context = {
        "title": _("Sluta med koder från appen"),
        "intro": _("Ditt konto blir lättare att ta sig in på. Ta bort Medspel ur appen efteråt."),
        "submit_label": _("Sluta med koder"),
        "cancel_url": INDEX,
    }


@method_decorator(never_cache, name="dispatch")
class KeyAdd(RecentLoginMixin, AddWebAuthnView):
    template_name = "accounts/key_add.html"
    extra_context = {"title": _("Lägg till en nyckel")}

    def get_context_data(self, **kwargs):
        # The key is stored with the user and asks for a finger, a face or a PIN: it is enough to log in with.
        options = webauthn.begin_registration(self.request.user, passwordless=True)
        form = kwargs.get("form") or self.get_form()
        return {"form": form, "view": self, "options": json.dumps(options), **self.extra_context}


class KeyRemove(RecentLoginMixin, RemoveWebAuthnView):
    template_name = "generic/form.html"
    success_url = INDEX

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Ta bort nyckeln %(name)s") % {"name": self.object},
            intro=_("Den går inte längre att logga in med. Ta bort den ur din enhet också."),
            submit_label=_("Ta bort nyckeln"),
            cancel_url=INDEX,
            **kwargs,
        )

    def form_valid(self, form):
        if not may_remove(self.object):
            messages.error(self.request, _("Din roll kräver ett andra steg. Lägg till ett annat först."))
            return HttpResponseRedirect(INDEX)
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class RecoveryCodes(RecentLoginMixin, ViewRecoveryCodesView):
    template_name = "accounts/recovery_codes.html"
    extra_context = {"title": _("Reservkoder")}


class NewRecoveryCodes(RecentLoginMixin, GenerateRecoveryCodesView):
    template_name = "generic/form.html"
    extra_context = {
        "title": _("Nya reservkoder"),
        "intro": _("De gamla koderna slutar att gälla genast."),
        "submit_label": _("Skapa nya koder"),
        "cancel_url": INDEX,
    }


@method_decorator(login_not_required, name="dispatch")
class SecondStep(AuthenticateView):
    """Between the password and being logged in."""

    template_name = "accounts/second_step.html"
    extra_context = {"title": _("Visa att det är du")}

    def dispatch(self, request, *args, **kwargs):
        """A login that waits here ends with a new password, and with a pause, also when that is over."""
        waiting = LoginStageController.enter(request, SecondStage.key)
        if waiting and waiting.login.user and waiting.login.user.is_active and waiting.has_ended:
            clear_login(request)
            messages.info(request, _("Inloggningen gäller inte längre. Logga in på nytt."))
            return HttpResponseRedirect(reverse("core:login"))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        of_user = Authenticator.objects.filter(user=self.stage.login.user)
        types = set(of_user.values_list("type", flat=True))
        has_codes = bool(types - {Authenticator.Type.WEBAUTHN})
        options = json.dumps(context["js_data"]["request_options"]) if Authenticator.Type.WEBAUTHN in types else ""
        return context | self.extra_context | {"has_codes": has_codes, "options": options}


@method_decorator(login_not_required, name="dispatch")
class KeyLogin(LoginWebAuthnView):
    """Log in with a passkey alone. GET gives the question that the browser's key answers."""

    form_class = LoginKeyForm

    def get(self, request, *args, **kwargs):
        if request.headers.get("Accept") != "application/json":
            return HttpResponseRedirect(reverse("core:login"))
        return JsonResponse(webauthn.begin_authentication(user=None))
