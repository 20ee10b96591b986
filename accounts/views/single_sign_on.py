"""Logging in at the organisation's own provider, and the links that are left from it."""

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from requests import RequestException

from accounts.services.single_sign_on import unlink
from core.views.profile import OwnPage
from core.views.recent_login import RecentLoginMixin

SIGNED_BY = ["RS256", "PS256", "ES256"]


class CheckingAdapter(openid.OpenIDConnectOAuth2Adapter):
    """Check the id token's signature, too: the library trusts the connection that it came by."""

    def _decode_id_token(self, app, id_token):
        claims = super()._decode_id_token(app, id_token)
        try:
            key = self._signing_key(jwt.get_unverified_header(id_token).get("kid"))
            jwt.decode(id_token, key, algorithms=SIGNED_BY, audience=app.client_id)
        except jwt.PyJWTError as error:
            raise OAuth2Error("The id token is not signed by the provider") from error
        return claims

    def _signing_key(self, kid: str | None) -> jwt.PyJWK:
        with get_adapter().get_requests_session() as session:
            keys = jwt.PyJWKSet.from_dict(session.get(self.openid_config["jwks_uri"]).json()).keys
        key = next((key for key in keys if kid in (None, key.key_id)), None)
        if key is None:
            raise jwt.InvalidKeyError
        return key


@login_not_required
@never_cache
def log_in_outside(request, provider_id: str):
    """Only the button on the login page begins one: a link from elsewhere could log a user in as somebody else."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("core:login"))
    return answered(openid.OAuth2LoginView, request, provider_id)


@login_not_required
@never_cache
def come_back(request, provider_id: str):
    return answered(openid.OAuth2CallbackView, request, provider_id)


def answered(view, request, provider_id: str):
    """The view's answer; back to the login page if the provider does not answer, or is none of ours."""
    try:
        return view.adapter_view(CheckingAdapter(request, provider_id))(request)
    except (RequestException, SocialApp.DoesNotExist):
        messages.error(request, _("Den som sköter inloggningen svarar inte. Försök igen, eller logga in med lösenord."))
        return HttpResponseRedirect(reverse("core:login"))


class OutsideUnlink(RecentLoginMixin, OwnPage):
    title = gettext_lazy("Ta bort kopplingen")
    intro = gettext_lazy("Nästa gång du loggar in där kopplas kontot igen, om adressen är din.")
    submit_label = gettext_lazy("Ta bort kopplingen")
    success_message = gettext_lazy("Kopplingen är borttagen.")

    @cached_property
    def link(self) -> SocialAccount:
        return get_object_or_404(SocialAccount, user=self.request.user, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(link=self.link, **kwargs)  # 404 before the form is shown

    def save(self, form):
        unlink(self.link)
