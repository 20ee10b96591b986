import json

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from accounts.forms import ConfirmForm
from accounts.second_factor_forms import ConfirmCodeForm, ConfirmKeyForm
from core.login_limits import forget_failures
from core.recent_login import note_shown
from core.views.generic import next_url


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Confirm(TemplateView):
    """The logged-in user shows who they are once more, in one of the ways they have: core.views.recent_login."""

    template_name = "accounts/confirm.html"

    @cached_property
    def ways(self) -> dict:
        """The forms by the name of the field that tells which one was sent."""
        user = self.request.user
        types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        ways = {}
        if user.has_usable_password():
            ways["password"] = lambda **data: ConfirmForm(request=self.request, **data)
        if Authenticator.Type.TOTP in types:
            ways["code"] = lambda **data: ConfirmCodeForm(user=user, **data)
        if Authenticator.Type.WEBAUTHN in types:
            ways["credential"] = lambda **data: ConfirmKeyForm(user=user, **data)
        return ways

    def get_context_data(self, **kwargs):
        forms = {name: make() for name, make in self.ways.items()} | kwargs.pop("sent", {})
        options = json.dumps(webauthn.begin_authentication(self.request.user)) if "credential" in forms else ""
        return super().get_context_data(
            title=_("Bekräfta att det är du"),
            ways=forms,
            options=options,
            next=next_url(self.request),
            ended="ended" in self.request.GET,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        name = next((name for name in self.ways if name in request.POST), None)
        if name is None:
            return self.get(request, *args, **kwargs)
        form = self.ways[name](data=request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, sent={name: form}))
        forget_failures(request, request.user.get_username())
        note_shown(request)
        return HttpResponseRedirect(next_url(request) or resolve_url(settings.LOGIN_REDIRECT_URL))
